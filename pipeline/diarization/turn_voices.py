"""One voiceprint for each turn, and turns cut where the voice in them changes.

The voices of a recording are told apart by windows of 10 s. Two people whose voices are close may share a label, and
even a turn; a voiceprint of each turn's own sound still shows the difference, and what the people say of themselves can
be held against it (:mod:`pipeline.naming.regroup`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from pipeline.timeline import Span, Turn, subtract, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SOUND = "sound"
"""Name of the report in which a pipeline hands out its :class:`Sound`."""
_LEAST_SPEECH = 0.5
"""Seconds of a turn in which nobody else is heard that a voiceprint needs."""
_REACH = 2.0
"""Seconds on either side of an instant that are compared."""
_CHANGED = 0.55
"""Cosine under which the voice has changed. Inside one voice 0.54 and more was measured; across a change mostly far
less, but between close voices up to 0.65. A cut too many does no harm: both sides keep the label."""


class Sound(Protocol):
    """What voiceprints are made from: :class:`pipeline.diarization.features.SlicedFeatures`."""

    def voiceprint(self, spans: Iterable[Span]) -> tuple[float, ...] | None:
        """The unit-length voiceprint of what is heard in ``spans``."""

    def likeness_across(self, span: Span, reach: float) -> list[tuple[float, float]]:
        """Times in ``span``, and how alike the voice is on both sides (cosine)."""


def cut_at_changes(exclusive: Iterable[Turn], sound: Sound) -> tuple[Turn, ...]:
    """The turns, each cut where the voice changes; the parts keep the label and touch each other."""
    return tuple(part for turn in exclusive for part in _cut(turn, sound))


def _cut(turn: Turn, sound: Sound) -> Iterator[Turn]:
    start = turn.start
    for time in _changes(sound.likeness_across(turn.span, _REACH)):
        yield Turn(start, time, turn.speaker)
        start = time
    yield Turn(start, turn.end, turn.speaker)


def _changes(likeness: Sequence[tuple[float, float]]) -> list[float]:
    """The times at which the two sides are least alike, at least the compared stretch apart, in order."""
    changes: list[float] = []
    for time, _ in sorted((point for point in likeness if point[1] < _CHANGED), key=lambda point: point[1]):
        place = bisect_left(changes, time)
        if all(abs(time - other) >= _REACH for other in changes[max(0, place - 1) : place + 1]):
            changes.insert(place, time)
    return changes


def heard_alone(exclusive: Iterable[Turn], turns: Sequence[Turn]) -> tuple[tuple[Span, ...], ...]:
    """The stretches of each exclusive turn in which ``turns`` have nobody else speak."""
    starts = [turn.start for turn in turns]
    reach = list(accumulate((turn.end for turn in turns), max))  # never falls, so it can be searched

    def alone(turn: Turn) -> tuple[Span, ...]:
        near = turns[bisect_right(reach, turn.start) : bisect_left(starts, turn.end)]
        return subtract([turn.span], [other.span for other in near if other.speaker != turn.speaker])

    return tuple(alone(turn) for turn in exclusive)


def voiceprints_of(alone: Iterable[Sequence[Span]], sound: Sound) -> tuple[tuple[float, ...] | None, ...]:
    """The voiceprint of each turn, from the stretches in which it is heard alone."""
    return tuple(sound.voiceprint(own) if total(own) >= _LEAST_SPEECH else None for own in alone)
