"""A validation against an earlier one of the same recordings: what has changed, whether it may be chance, and where."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import ValidationError

from pipeline.errors import OtherSchemaError, UnreadableReportError
from pipeline.evaluation.bootstrap import compare_ratios
from pipeline.evaluation.measures import MEASURES
from pipeline.evaluation.reports import document
from pipeline.evaluation.reports.report import WORST, encodable, passage
from pipeline.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.evaluation.bootstrap import Ratio
    from pipeline.evaluation.reports.document import Figure, FileResult, Number, ValidationReport
    from pipeline.evaluation.validation import Validation

_RESAMPLES = 10_000
_FEWEST_RESAMPLES = 1_000
_DRAWN_AT_MOST = 50_000_000
"""Units drawn for one measure: where there are very many, fewer draws tell as much."""


def load_report(path: Path) -> ValidationReport:
    """The report of an earlier validation.

    Raises:
        InputNotFoundError: There is nothing there.
        UnreadableReportError: It is no report.
        OtherSchemaError: It is a report of a version that is not known here.

    """
    try:
        found = json.loads(read_bytes(path))
    except (ValueError, RecursionError) as error:
        raise UnreadableReportError(path, f"it is not JSON: {error}") from error
    if not isinstance(found, dict) or "pooled" not in found or "schema_version" not in found:
        raise UnreadableReportError(path, "it has other contents")
    if found["schema_version"] != document.REPORT_VERSION:
        raise OtherSchemaError(path, str(found["schema_version"]), document.REPORT_VERSION)
    try:
        return document.ValidationReport.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UnreadableReportError(path, f"{place or 'the report'}: {first['msg']}") from error


class _Twins(NamedTuple):
    """The same pair of files, scored twice."""

    earlier: FileResult
    now: FileResult
    same_reference: bool
    """Also its speakers, times and paragraphs, not only its words."""
    same_segments: bool

    def measured(self, key: str) -> bool:
        """Whether a measure has a figure both times, against the same reference."""
        fits = self.same_reference or MEASURES[key].group == "words"
        figures = (self.earlier.measures.get(key), self.now.measures[key])
        return fits and all(figure is not None and figure.value is not None for figure in figures)

    def has_segments(self, key: str) -> bool:
        """Whether a measure was counted sentence by sentence both times."""
        return self.same_segments and key in self.earlier.segments and key in self.now.segments


def compare_reports(
    path: Path, earlier: ValidationReport, now: ValidationReport, validation: Validation
) -> document.Baseline:
    """What has changed between two reports, over the files that both have with the same reference.

    A file whose reference has other words now is left out; where only its speakers, times or paragraphs are others,
    the measures of words alone are compared. What is counted sentence by sentence is tested over the sentences, other
    rates over the files.

    Args:
        path: Where the earlier report comes from.
        earlier: The earlier report.
        now: The report of ``validation``.
        validation: What was scored now.

    """
    notes: list[str] = []
    twins = list(_twins(earlier, now, notes))
    complete = len(twins) == len(earlier.files) == len(now.files) and all(twin.same_reference for twin in twins)
    changes = []
    for key in MEASURES:
        figure = now.pooled.measures[key]
        if figure.numerator is not None:
            if measured := [twin for twin in twins if twin.measured(key)]:
                changes.append(_change(key, measured))
        elif complete:  # of other files than all, such a figure cannot be told
            changes.append(_untested(key, earlier.pooled.measures.get(key), figure))
    for twin in twins if len(twins) > 1 else ():
        keys = [key for key in MEASURES if twin.measured(key) and twin.has_segments(key)]
        changes += [_change(key, [twin], twin.now.name) for key in keys]
    return document.Baseline(
        path=encodable(str(path)),
        byline_version=earlier.byline_version,
        files=len(twins),
        changes=tuple(changes),
        worse_passages=tuple(_worse_passages(twins, validation)),
        notes=tuple(notes),
    )


def _twins(earlier: ValidationReport, now: ValidationReport, notes: list[str]) -> Iterator[_Twins]:
    """The files that can be compared; what is told of the others goes to ``notes``."""
    before = {file.name: file for file in earlier.files}
    if len(before) == len(now.files) == 1:  # one pair each time is the same pair, whatever the hypothesis is called now
        before = {now.files[0].name: earlier.files[0]}
    for file in now.files:
        old = before.pop(file.name, None)
        if old is None:
            notes.append(f"{file.name}: it was not scored earlier")
        elif old.normaliser != file.normaliser:
            notes.append(f"{file.name}: left out, the normaliser was {old.normaliser} and is {file.normaliser}")
        elif old.reference_words_sha256 != file.reference_words_sha256:
            notes.append(f"{file.name}: left out, the reference has other words than it had")
        else:
            same = old.reference_sha256 == file.reference_sha256
            if not same:
                changed = "the reference's speakers, times or paragraphs have changed"
                notes.append(f"{file.name}: {changed}; compared are only the measures of words")
            yield _Twins(old, file, same, _lengths(old) == _lengths(file) != ())
    notes.extend(f"{name}: it was scored earlier and is missing now" for name in before)


def _lengths(file: FileResult) -> tuple[Number, ...]:
    """The words in each segment of the reference."""
    return file.segments["wer"].denominators if "wer" in file.segments else ()


def _change(key: str, twins: Sequence[_Twins], name: str | None = None) -> document.Change:
    """What became of a rate that was measured in all ``twins``."""
    units: Literal["segments", "files"] = "segments" if all(twin.has_segments(key) for twin in twins) else "files"
    before = [ratio for twin in twins for ratio in _ratios(key, twin.earlier, units)]
    after = [ratio for twin in twins for ratio in _ratios(key, twin.now, units)]
    draws = max(_FEWEST_RESAMPLES, min(_RESAMPLES, _DRAWN_AT_MOST // max(1, len(before))))
    found = compare_ratios(before, after, MEASURES[key].better, draws)
    return document.Change(
        measure=key,
        file=name,
        earlier=found.before,
        now=found.after,
        low=found.low,
        high=found.high,
        probability_better=found.probability_better,
        units=None if found.low is None else units,
        count=len(before),
        verdict=found.verdict,
    )


def _ratios(key: str, file: FileResult, units: Literal["segments", "files"]) -> list[Ratio]:
    if units == "segments":
        column = file.segments[key]
        return list(zip(column.numerators, column.denominators, strict=True))
    figure = file.measures[key]
    return [(figure.numerator or 0, figure.denominator)]


def _untested(key: str, earlier: Figure | None, now: Figure) -> document.Change:
    """What became of a figure that is no rate: two numbers, and nothing to draw from."""
    old = None if earlier is None else earlier.value
    return document.Change(
        measure=key,
        file=None,
        earlier=old,
        now=now.value,
        low=None,
        high=None,
        probability_better=None,
        units=None,
        count=0,
        verdict="same" if old == now.value else "unclear",
    )


def _worse_passages(twins: Sequence[_Twins], validation: Validation) -> Iterator[document.WorsePassage]:
    """The sentences with the largest rise in word errors."""
    files = {encodable(file.name): file for file in validation.files}
    rises = []
    for twin in twins:
        if twin.has_segments("wer"):
            columns = (twin.earlier.segments["wer"].numerators, twin.now.segments["wer"].numerators)
            for place, (old, new) in enumerate(zip(*columns, strict=True)):
                if new > old:
                    rises.append((new - old, twin.now.name, place, int(old)))
    rises.sort(key=lambda rise: -rise[0])
    for _, name, place, old in rises[:WORST]:
        yield document.WorsePassage(file=name, earlier=old, passage=passage(files[name], place))
