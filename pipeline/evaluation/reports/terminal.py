"""A validation on a terminal of 80 columns, or as plain text where its output is no terminal.

Figures are never cut; names and notes go on in the next line, and only the texts of passages are cut off.
"""

from __future__ import annotations

from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from pipeline.evaluation.measures import GROUPS, MEASURES
from pipeline.evaluation.reports import figures
from pipeline.exporters.characters import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console, OverflowMethod

    from pipeline.evaluation.reports.document import (
        Baseline,
        Change,
        FileResult,
        Passage,
        Pooled,
        Retrieved,
        ThresholdResult,
        ValidationReport,
        WordCount,
    )

_DOTS: OverflowMethod = "ellipsis"
_NOTHING_MORE: OverflowMethod = "crop"
"""How a text that is too long ends where the terminal knows no such sign, nor arrows."""
_SPEAKERS = 20
_CONFUSIONS = 10
_PASSAGES = 5
_WORST_STYLE, _BEST_STYLE = "red", "green"


def print_report(report: ValidationReport, console: Console) -> None:
    """Print what a reader wants to know, the verdicts last."""
    blocks: list[Iterable[Table | Text]] = []
    cut = _DOTS if console.encoding.lower().startswith("utf") else _NOTHING_MORE
    if len(report.files) > 1:
        blocks.append([_files(report)])
    if report.files:
        blocks += [[_group(group, report.pooled)] for group in GROUPS]
        blocks += [
            _speakers(report.pooled),
            _marks(report.pooled),
            _confusions(report.pooled),
            _passages(report.files, cut),
        ]
    blocks.append(_remarks(report))
    if report.baseline is not None:
        blocks.append(_baseline(report.baseline, cut))
    blocks.append(_verdicts(report.thresholds))
    printed = [lines for lines in map(list, blocks) if lines]
    for number, lines in enumerate(printed):
        if number:
            console.print()
        for line in lines:
            if isinstance(line, Text):  # the console makes a new text of it, which does not know how it ends
                console.print(line, no_wrap=line.no_wrap, overflow=line.overflow)
            else:
                console.print(line)


def _table(title: str, texts: Sequence[str], numbers: Sequence[str]) -> Table:
    """A table without lines: columns of ``texts``, which may be folded, and of ``numbers``, which may not."""
    table = Table(title=Text(title, style="bold"), title_justify="left", box=None, pad_edge=False, header_style="dim")
    for name in texts:
        table.add_column(name, overflow="fold")
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _plain(text: str) -> Text:
    """``text`` as it is: what looks like rich's mark-up is none, and nothing in it steers the terminal."""
    return Text(readable(text))


def _files(report: ValidationReport) -> Table:
    table = _table("Files (in %)", [""], ["words", *figures.MAIN.values()])
    for file in report.files:
        table.add_row(_plain(file.name), *_main(file))
    table.add_row("all together", *_main(report.pooled), style="bold")
    return table


def _main(results: FileResult | Pooled) -> Iterator[str]:
    yield str(results.edits["wer"].reference)
    yield from (_percent(results.measures[key].value) for key in figures.MAIN)


def _percent(value: float | None) -> str:
    return figures.NOTHING if value is None else f"{100 * value:.2f}"


def _group(group: str, results: Pooled) -> Table:
    table = Table(
        title=Text(GROUPS[group], style="bold"), title_justify="left", box=None, pad_edge=False, show_header=False
    )
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right", min_width=len("100.00 %"))
    table.add_column(style="dim")
    for key, measure in MEASURES.items():
        if measure.group == group:
            value = results.measures[key].value
            table.add_row(measure.title, figures.figure(key, value), Text(figures.counts(key, results)))
    return table


def _speakers(results: Pooled) -> Iterator[Table | Text]:
    if not results.by_speaker:
        return
    table = _table("Speakers (in %)", [""], ["words", "errors", "WER", "name recall", "name precision"])
    for speaker in results.by_speaker[:_SPEAKERS]:
        edits = speaker.words
        table.add_row(
            _plain(speaker.label),
            str(edits.reference),
            str(edits.errors),
            _percent(edits.errors / edits.reference if edits.reference else None),
            _percent(speaker.names.recall),
            _percent(speaker.names.precision),
        )
    yield table
    if (more := len(results.by_speaker) - _SPEAKERS) > 0:
        yield Text(f"and {more} more, who say less")


def _marks(results: Pooled) -> Iterator[Table]:
    if not results.by_mark:
        return
    table = _table("Punctuation (in %)", [""], ["there", "found", "right", "precision", "recall", "F1"])
    for mark in results.by_mark:
        table.add_row(_plain(mark.mark), *_retrieved(mark.found))
    yield table


def _retrieved(found: Retrieved) -> Iterator[str]:
    yield from map(str, (found.reference, found.hypothesis, found.both))
    yield from map(_percent, (found.precision, found.recall, found.f1))


def _confusions(results: Pooled) -> Iterator[Table | Text]:
    if results.substituted:
        table = _table("Most frequent confusions", ["said", "understood"], ["times"])
        for pair in results.substituted[:_CONFUSIONS]:
            table.add_row(_plain(pair.reference), _plain(pair.hypothesis), str(pair.count))
        yield table
    for kind, words in (("missing", results.deleted), ("added", results.inserted)):
        if words:
            yield Text.assemble((f"{kind}: ", "bold"), _listed(words[:_CONFUSIONS]))


def _listed(words: Sequence[WordCount]) -> str:
    return ", ".join(
        readable(item.word) if item.count == 1 else f"{readable(item.word)} ({item.count})" for item in words
    )


def _passages(files: Sequence[FileResult], cut: OverflowMethod) -> Iterator[Table]:
    found = [(file, passage) for file in files for passage in file.worst_passages]
    found.sort(key=lambda item: -item[1].badness)
    if not found:
        return
    table = Table(title=Text("Worst passages", style="bold"), title_justify="left", box=None, pad_edge=False)
    table.header_style = "dim"
    table.add_column("at" if len(files) == 1 else "where", overflow="fold", max_width=20)
    table.add_column("wrong", justify="right", no_wrap=True)
    table.add_column("said", no_wrap=True, overflow=cut, ratio=1)
    table.add_column("understood", no_wrap=True, overflow=cut, ratio=1)
    table.expand = True
    for file, passage in found[:_PASSAGES]:
        where = _place(passage) if len(files) == 1 else f"{readable(file.name)} {_place(passage)}"
        said, understood = _from_the_first_error(passage)
        table.add_row(Text(where), str(passage.badness), _plain(said), _plain(understood))
    yield table


def _place(passage: Passage) -> str:
    """When a passage begins, or which sentence it is where nobody knows."""
    if passage.start is None:
        return f"sentence {passage.segment + 1}"
    minutes, seconds = divmod(int(passage.start), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}"


def _from_the_first_error(passage: Passage) -> tuple[str, str]:
    """Both texts from a word before the first difference; of equal texts it is the speakers that differ."""
    said, understood = passage.reference.split(), passage.hypothesis.split()
    if said == understood:
        return f"{passage.speaker or '?'}: {passage.reference}", f"{passage.hypothesis_speaker or '?'}: ..."
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(said, understood, strict=False)))
    skipped = max(0, same - 1)
    lead = ["..."] if skipped else []
    return " ".join([*lead, *said[skipped:]]), " ".join([*lead, *understood[skipped:]])


def _remarks(report: ValidationReport) -> Iterator[Text]:
    several = len(report.files) > 1
    for file in report.files:
        for note in file.notes:
            yield _remark("note", f"{file.name}: {note}" if several else note)
    for side in ("reference", "hypothesis"):
        left_out = sum((Counter(getattr(file, f"left_out_of_{side}")) for file in report.files), Counter[str]())
        if left_out:
            listed = ", ".join(f"{count} {kind}" for kind, count in left_out.items())
            yield _remark(f"left out of the {side}", listed)
    if normalisers := dict.fromkeys(file.normaliser for file in report.files):
        yield _remark("normaliser", ", ".join(normalisers))
    for path in report.unmatched:
        yield _remark("no partner", path)


def _remark(kind: str, text: str) -> Text:
    return Text.assemble((f"{kind}: ", "bold"), readable(text))


def _baseline(baseline: Baseline, cut: OverflowMethod) -> Iterator[Table | Text]:
    table = _table(f"Against {readable(baseline.path)}", [""], ["earlier", "now", "change", "95 % interval", ""])
    for change in baseline.changes:
        if change.file is None and (change.earlier, change.now) != (None, None):
            table.add_row(*_change(change, arrows=cut == _DOTS))
    yield table if table.row_count else _remark("note", "nothing can be compared with the earlier report")
    for change in baseline.changes:
        if change.file is not None and change.verdict == "worse":
            now, earlier = (figures.figure(change.measure, value) for value in (change.now, change.earlier))
            yield _remark("worse", f"{change.file}: {MEASURES[change.measure].title} {now}, earlier {earlier}")
    for item in baseline.worse_passages:
        counted = f"{item.passage.word_errors} wrong, earlier {item.earlier}"
        said, understood = _from_the_first_error(item.passage)
        line = _remark("worse", f"{item.file} {_place(item.passage)}: {counted}: {said} / {understood}")
        line.no_wrap, line.overflow = True, cut
        yield line
    for note in baseline.notes:
        yield _remark("note", note)


def _change(change: Change, *, arrows: bool) -> tuple[str | Text, ...]:
    key = change.measure
    moved = figures.NOTHING
    if change.now is not None and change.earlier is not None:
        moved = figures.change(key, change.now - change.earlier)
    interval = figures.NOTHING
    if change.low is not None and change.high is not None:
        interval = f"{figures.change(key, change.low)} to {figures.change(key, change.high)}"
    return (
        MEASURES[key].title,
        figures.figure(key, change.earlier),
        figures.figure(key, change.now),
        moved,
        interval,
        _marked(change, arrows=arrows),
    )


def _marked(change: Change, *, arrows: bool) -> Text:
    """What became of a measure; the arrow shows where its figure went."""
    style = {"worse": _WORST_STYLE, "better": _BEST_STYLE}.get(change.verdict, "")
    arrow = ""
    if arrows and style and change.now is not None and change.earlier is not None:
        arrow = "↑ " if change.now > change.earlier else "↓ "
    return Text(arrow + change.verdict, style=style)


def _verdicts(thresholds: Sequence[ThresholdResult]) -> Iterator[Text]:
    for threshold in thresholds:
        kind, style = ("ok", _BEST_STYLE) if threshold.passed else ("missed", _WORST_STYLE)
        yield Text.assemble((f"{kind}: ", style), figures.verdict(threshold))
