"""A drawing of a whole recording: where the errors are, and who speaks when, by the reference and by the hypothesis."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from pipeline.evaluation.reports.markup import where
from pipeline.exporters.characters import readable_name
from pipeline.exporters.timestamps import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.evaluation.reports.axis import Axis, Stretch
    from pipeline.evaluation.reports.markup import Spot

_VOICES = 6
"""Colours in the style sheet; further speakers begin again with the first, and names are always printed too."""
_BINS = 120
_ROWS = 12
"""Speakers drawn, those who speak longest; a drawing of thousands shows nothing."""
_FINEST = 1000
"""Pauses shorter than this part of the whole are not drawn."""
_PEAK = 56
_TOP = 22
_ROW = 40
_SCALES = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 36000)
"""Seconds between two ticks."""


class Row(NamedTuple):
    """A speaker of the reference and those of the hypothesis who are the same person, or one whom only one side has."""

    name: str
    reference: tuple[Stretch, ...]
    hypothesis: tuple[Stretch, ...]


def chart(axis: Axis, owners: Mapping[str, str], errors: Sequence[Spot], worst: Iterable[Spot]) -> Iterator[str]:
    """An SVG drawing, as wide as the page; every position on it is a share of that width.

    Args:
        axis: What is drawn.
        owners: For labels of the hypothesis, the reference's label of the same person.
        errors: Every wrong word, in their order.
        worst: The worst passages, the worst one first.

    """
    rows = list(_rows(axis, owners))
    height = _TOP + _PEAK + 24 + _ROW * min(len(rows), _ROWS)
    yield (
        f'<svg class="chart" role="img" data-unit="{axis.unit}" data-end="{axis.end}" width="100%" height="{height}" '
        'aria-label="Where the errors are, and who speaks when; the table of the worst passages and the transcript '
        'say the same in words">'
    )
    yield from _density(axis, errors)
    yield from _ticks(axis, height)
    for number, spot in reversed(list(enumerate(worst, 1))):  # where they overlap, the worst one is on top
        at = _share(spot.position, axis.end)
        yield f'<a class="worst" href="#{spot.target}" tabindex="-1"><title>worst passage {number}</title>'
        yield f'<circle cx="{at}" cy="11" r="9"/><text x="{at}" y="15">{number}</text></a>'
    for number, row in enumerate(rows[:_ROWS]):
        yield from _drawn(row, number, axis.end)
    yield "</svg>"
    yield '<p class="key small"><span class="k-errors">wrong words</span> <span class="k-speaker">wrong speaker</span>'
    yield '<span class="k-reference">reference</span> <span class="k-hypothesis">hypothesis</span></p>'
    if len(rows) > _ROWS:
        yield f'<p class="small">And {len(rows) - _ROWS} more speakers, who speak less.</p>'


def _share(position: float, end: int) -> str:
    return f"{100 * min(max(position, 0), end) / end:.2f}%"


def _density(axis: Axis, errors: Iterable[Spot]) -> Iterator[str]:
    """A bar for each stretch of the axis that has errors, linked to its first; the highest is the worst."""
    bins: defaultdict[int, list[Spot]] = defaultdict(list)
    for spot in errors:
        bins[min(spot.position * _BINS // axis.end, _BINS - 1)].append(spot)
    highest = max(map(len, bins.values()), default=0)
    floor = _TOP + _PEAK
    for number, spots in sorted(bins.items()):
        left, width = _share(number, _BINS), f"{85 / _BINS:.2f}%"
        speakers = sum(spot.wrong_speaker for spot in spots)
        words = len(spots) - speakers
        place = where(axis, number * axis.end // _BINS)
        yield f'<a href="#{spots[0].target}" tabindex="-1"><title>{place}: {_counted(words, speakers)}</title>'
        yield f'<rect class="hit" x="{left}" y="{_TOP}" width="{100 / _BINS:.2f}%" height="{_PEAK}"/>'
        for kind, count in (("errors", words), ("speaker", speakers)):
            if count:
                tall = max(2, round(_PEAK * count / highest))
                floor -= tall
                yield f'<rect class="{kind}" x="{left}" y="{floor}" width="{width}" height="{tall}"/>'
        floor = _TOP + _PEAK
        yield "</a>"


def _counted(words: int, speakers: int) -> str:
    parts = [f"{words} wrong words"] if words else []
    return ", ".join(parts + ([f"{speakers} words under the wrong speaker"] if speakers else []))


def _ticks(axis: Axis, height: int) -> Iterator[str]:
    floor = _TOP + _PEAK
    yield f'<line class="rule" x1="0" x2="100%" y1="{floor}.5" y2="{floor}.5"/>'
    step = next((size for size in _SCALES if axis.end / (size * 1000) <= 6), _SCALES[-1]) * 1000
    if axis.unit == "words":
        step = next(n * 10**k for k in range(9) for n in (1, 2, 5) if axis.end / (n * 10**k) <= 6)
    for position in range(0, axis.end, step):
        at = _share(position, axis.end)
        label = clock(position) if axis.unit == "milliseconds" else str(position or 1)
        yield f'<line class="grid" x1="{at}" x2="{at}" y1="{floor}" y2="{height}"/>'
        if position < axis.end * 0.93:
            yield f'<text class="tick" x="{at}" dx="3" y="{floor + 14}">{label}</text>'


def _rows(axis: Axis, owners: Mapping[str, str]) -> Iterator[Row]:
    """Who speaks longest first, by the reference where it knows."""
    expected, found = _by_speaker(axis.reference), _by_speaker(axis.hypothesis)
    matching: defaultdict[str | None, list[str | None]] = defaultdict(list)
    for label in found:
        owner = label if label is None else owners.get(label)
        if owner in expected:
            matching[owner].append(label)
    matched = {label for labels in matching.values() for label in labels}
    rows = [
        Row(
            _titled(label, matching[label]),
            _merged(stretches, axis.end),
            _merged(_all(found, matching[label]), axis.end),
        )
        for label, stretches in expected.items()
    ]
    alone = [
        Row(f"{_name(label)} (hypothesis only)", (), _merged(stretches, axis.end))
        for label, stretches in found.items()
        if label not in matched
    ]
    yield from sorted(rows, key=lambda row: -_length(row.reference))
    yield from sorted(alone, key=lambda row: -_length(row.hypothesis))


def _by_speaker(stretches: Iterable[Stretch]) -> dict[str | None, list[Stretch]]:
    result: defaultdict[str | None, list[Stretch]] = defaultdict(list)
    for stretch in stretches:
        result[stretch.speaker].append(stretch)
    return result


def _all(found: Mapping[str | None, list[Stretch]], labels: Iterable[str | None]) -> list[Stretch]:
    return sorted((stretch for label in labels for stretch in found[label]), key=lambda stretch: stretch.start)


def _titled(label: str | None, others: Sequence[str | None]) -> str:
    also = [_name(other) for other in others if other != label]
    return _name(label) + (f" = {', '.join(also)}" if also else "")


def _name(label: str | None) -> str:
    return "nobody known" if label is None else readable_name(label)


def _merged(stretches: Iterable[Stretch], end: int) -> tuple[Stretch, ...]:
    """The stretches of one speaker without pauses too short to be seen, so that their number is bounded."""
    result: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.start):
        if result and stretch.start - result[-1].end < end / _FINEST:
            result[-1] = result[-1]._replace(end=max(result[-1].end, stretch.end))
        else:
            result.append(stretch)
    return tuple(result)


def _length(stretches: Iterable[Stretch]) -> int:
    return sum(stretch.end - stretch.start for stretch in stretches)


def _drawn(row: Row, number: int, end: int) -> Iterator[str]:
    top = _TOP + _PEAK + 24 + _ROW * number
    yield f'<g class="voice-{number % _VOICES}"><text class="name" x="0" y="{top + 11}">{escape(row.name)}</text>'
    for kind, stretches, y in (("reference", row.reference, top + 16), ("hypothesis", row.hypothesis, top + 25)):
        yield f'<g class="{kind}">'
        for stretch in stretches:
            width = f"{max(100 * (stretch.end - stretch.start) / end, 0.1):.2f}%"
            yield f'<rect x="{_share(stretch.start, end)}" y="{y}" width="{width}" height="8"/>'
        yield "</g>"
    yield "</g>"
