"""The command ``byline validate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.stream import STREAM
from pipeline.errors import InvalidValueError, UnknownChoiceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.evaluation.normalisers import NormaliserName
    from pipeline.evaluation.reports.document import ValidationReport
    from pipeline.evaluation.thresholds import Thresholds
    from pipeline.evaluation.validation import Validation


def validate(
    hypothesis: Annotated[Path, typer.Argument(metavar="HYPOTHESIS", help="What is scored: a file, or a folder.")],
    reference: Annotated[Path, typer.Argument(metavar="REFERENCE", help="What is right: a file, or a folder.")],
    from_hypothesis: Annotated[str | None, typer.Option(help="What HYPOTHESIS is; found out without.")] = None,
    from_reference: Annotated[str | None, typer.Option(help="What REFERENCE is; found out without.")] = None,
    speakers: Annotated[
        Path | None, typer.Option(help="RTTM file that says who is heard when in the reference.")
    ] = None,
    normaliser: Annotated[str | None, typer.Option(help="none, basic or english; by the language without.")] = None,
    maximum: Annotated[
        list[str] | None, typer.Option("--max", metavar="MEASURE=NUMBER", help="Fail above it: wer=0.05.")
    ] = None,
    minimum: Annotated[
        list[str] | None, typer.Option("--min", metavar="MEASURE=NUMBER", help="Fail below it: name_accuracy=0.98.")
    ] = None,
    config: Annotated[Path | None, typer.Option(help="Configuration file with a table of thresholds.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="What --json wrote earlier: say what has changed.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write a JSON report; - is the output, instead of tables.")] = None,
    junit: Annotated[Path | None, typer.Option(help="Write a JUnit XML report.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write a page; for two folders, a folder of pages.")] = None,
    overwrite: Annotated[bool, typer.Option(help="Replace files that are there already.")] = False,
) -> int:
    """Score a transcript against a reference, or a folder of them against another by their names.

    Either side is anything byline reads. Figures go to the output stream, thresholds that are missed to the error
    stream, with exit code 1. A pair that cannot be read is named and passed over; the exit code is then that of the
    first.
    """
    from pipeline.evaluation.baseline import compare_reports, load_report
    from pipeline.evaluation.pairs import find_pairs
    from pipeline.evaluation.reports.report import report_of
    from pipeline.evaluation.reports.targets import Targets
    from pipeline.evaluation.thresholds import check
    from pipeline.evaluation.validation import validate as score_pairs

    for option, path in (("--junit", junit), ("--html", html)):
        if path == STREAM:
            raise InvalidValueError(option, "only the JSON report goes to the output stream", "Name a file.")
    choice = _choice(normaliser, from_hypothesis, from_reference)
    limits = _limits(config, maximum or (), minimum or ())
    earlier = None if baseline is None else load_report(baseline.expanduser())
    hypothesis, reference = hypothesis.expanduser(), reference.expanduser()
    pairs, unmatched = find_pairs(hypothesis, reference)
    folders = hypothesis.is_dir()
    if speakers is not None:
        if folders:
            raise InvalidValueError(
                "--speakers", "one file cannot be for all", "Lay an RTTM file beside each reference, with its name."
            )
        pairs = [pair._replace(speakers=speakers.expanduser()) for pair in pairs]
    files = [None if path is None or path == STREAM else path.expanduser() for path in (json, junit, html)]
    targets = Targets.of(pairs, *files, folder=folders)
    targets.check([path for pair in pairs for path in pair[1:]] + [speakers, config], overwrite=overwrite)

    validation = score_pairs(
        pairs,
        unmatched=unmatched,
        normaliser=choice,
        hypothesis_kind=from_hypothesis,
        reference_kind=from_reference,
    )
    report = report_of(validation, check(limits, validation.score) if validation.files else ())
    if earlier is not None and baseline is not None:
        report = report.model_copy(update={"baseline": compare_reports(baseline, earlier, report, validation)})
    for written in targets.write(validation, report):
        typer.echo(f"written: {written}", err=True)
    _print(report, as_json=json == STREAM)
    return _conclude(validation, report)


def _choice(normaliser: str | None, from_hypothesis: str | None, from_reference: str | None) -> NormaliserName | None:
    """The normaliser asked for; that all names are known is checked before the work."""
    from pipeline.evaluation.normalisers import NORMALISERS
    from pipeline.reading import SOURCES

    for kind in (from_hypothesis, from_reference):
        if kind is not None and kind not in SOURCES:
            raise UnknownChoiceError("input format", kind, SOURCES)
    for name in NORMALISERS:
        if name == normaliser:
            return name
    if normaliser is not None:
        raise UnknownChoiceError("normaliser", normaliser, NORMALISERS)
    return None


def _limits(config: Path | None, maximum: Sequence[str], minimum: Sequence[str]) -> Thresholds:
    """The thresholds of the configuration file and those of the command line, which win."""
    from pipeline.config import Config, load_config
    from pipeline.evaluation.thresholds import Thresholds, parse_limit

    given = Thresholds(max=dict(map(parse_limit, maximum)), min=dict(map(parse_limit, minimum)))
    return (load_config(config.expanduser()) if config else Config()).thresholds.merged(given)


def _print(report: ValidationReport, *, as_json: bool) -> None:
    if as_json:
        typer.echo(report.to_json().encode("utf-8"), nl=False)
        return
    from rich.console import Console

    from pipeline.evaluation.reports.terminal import print_report

    console = Console(highlight=False, emoji=False, markup=False)
    with console.capture() as captured:
        print_report(report, console)
    for line in captured.get().splitlines():  # tables are filled up with blanks
        typer.echo(line.rstrip())


def _conclude(validation: Validation, report: ValidationReport) -> int:
    """Tell what has failed on the error stream, and with which exit code that ends."""
    from pipeline.evaluation.reports.figures import verdict

    for name, error in validation.failures:
        typer.echo(f"error: {name}: {error}", err=True)
    for path in validation.unmatched:
        typer.echo(f"note: {path} has no partner", err=True)
    missed = [threshold for threshold in report.thresholds if not threshold.passed]
    for threshold in missed:
        typer.echo(f"missed: {verdict(threshold)}", err=True)
    if missed:
        return 1
    return validation.failures[0][1].exit_code if validation.failures else 0
