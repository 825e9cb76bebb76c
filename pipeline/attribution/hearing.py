"""What the diarizer heard at a time, and how firmly."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline.timeline import total, union

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.timeline import Diarization, Span, Turn


class Track:
    """Turns in the order of their starts, which may overlap, to be asked for those at a time."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = turns
        # the latest end among all turns up to each one: never falls, so it can be searched
        self._reach = list(accumulate((turn.end for turn in turns), max))

    def at(self, span: Span) -> Iterator[Turn]:
        """The turns that share time with ``span``, which has a length."""
        for turn in self._turns[bisect_left(self._reach, span.start) :]:
            if turn.start >= span.end:
                return
            if turn.span & span:
                yield turn

    def around(self, time: float) -> Sequence[Turn]:
        """The last turn that has ended before ``time`` and the first that has not; of exclusive turns, the nearest."""
        first = bisect_left(self._reach, time)
        return self._turns[max(0, first - 1) : first + 1]

    def seconds(self, span: Span) -> dict[str, float]:
        """How long each voice is heard within ``span``, in the order in which they are."""
        parts: dict[str, list[Span]] = {}
        for turn in self.at(span):
            if part := turn.span & span:
                parts.setdefault(turn.speaker, []).append(part)
        return {speaker: total(spans) for speaker, spans in parts.items()}


class Hearing:
    """A diarization, to be asked who was heard over a word."""

    def __init__(self, diarization: Diarization) -> None:
        self.exclusive = Track(diarization.exclusive)
        """At most one voice at a time."""
        self.heard = Track(diarization.turns)
        """Voices over each other as well."""
        self._crosstalk = union(_shared(diarization.turns))
        self._crosstalk_ends = [span.end for span in self._crosstalk]

    def crosstalk(self, span: Span) -> float:
        """Seconds of ``span`` in which two voices or more are heard at once."""
        seconds = 0.0
        for both in self._crosstalk[bisect_left(self._crosstalk_ends, span.start) :]:
            if both.start >= span.end:
                break
            seconds += both.overlap(span)
        return seconds


def _shared(turns: Sequence[Turn]) -> Iterator[Span]:
    """What each turn shares with those of other voices that began before it."""
    lasting: list[Turn] = []
    for turn in turns:
        lasting = [other for other in lasting if other.end > turn.start]
        for other in lasting:
            if other.speaker != turn.speaker and (both := other.span & turn.span):
                yield both
        lasting.append(turn)
