"""What the diarizer heard at a time, and how firmly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline.timeline import Span, total, union

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.timeline import Diarization, Turn


class Track:
    """Turns in the order of their starts, which may overlap, to be asked for those at a time."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = turns
        self._starts = [turn.start for turn in turns]
        # the latest end among all turns up to each one: never falls, so it can be searched
        self._reach = list(accumulate((turn.end for turn in turns), max))
        self._lasting = list(_lasting(turns))

    def at(self, span: Span) -> Iterator[Turn]:
        """The turns that share time with ``span``, which has a length."""
        begun = max(0, bisect_right(self._starts, span.start) - 1)
        lasting = self._lasting[begun] if self._lasting else ()
        for turn in (*lasting, *self._turns[begun : bisect_left(self._starts, span.end)]):
            if max(turn.start, span.start) < min(turn.end, span.end):
                yield turn

    def around(self, time: float) -> Sequence[Turn]:
        """The last turn that has ended before ``time`` and the first that has not; of exclusive turns, the nearest."""
        first = bisect_left(self._reach, time)
        return self._turns[max(0, first - 1) : first + 1]

    def seconds(self, span: Span) -> dict[str, float]:
        """How long each voice is heard within ``span``, in the order in which they are."""
        parts: dict[str, list[Span]] = {}
        for turn in self.at(span):
            part = Span(max(turn.start, span.start), min(turn.end, span.end))
            parts.setdefault(turn.speaker, []).append(part)
        return {speaker: total(spans) for speaker, spans in parts.items()}

    def shared(self) -> Iterator[Span]:
        """What each turn shares with those of other voices that began before it."""
        for turn, lasting in zip(self._turns, self._lasting, strict=True):
            for other in lasting:
                if other.speaker != turn.speaker and (both := other.span & turn.span):
                    yield both


class Hearing:
    """A diarization, to be asked who was heard over a word."""

    def __init__(self, diarization: Diarization) -> None:
        self.exclusive = Track(diarization.exclusive)
        """At most one voice at a time."""
        self.heard = Track(diarization.turns)
        """Voices over each other as well."""
        self._crosstalk = union(self.heard.shared())
        self._crosstalk_starts = [span.start for span in self._crosstalk]
        self._crosstalk_ends = [span.end for span in self._crosstalk]

    def crosstalk(self, span: Span) -> float:
        """Seconds of ``span`` in which two voices or more are heard at once."""
        first = bisect_left(self._crosstalk_ends, span.start)
        last = bisect_left(self._crosstalk_starts, span.end)
        return sum((both.overlap(span) for both in self._crosstalk[first:last]), start=0.0)


def _lasting(turns: Sequence[Turn]) -> Iterator[tuple[Turn, ...]]:
    """For each turn those before it that have not ended when it begins: few, as few voices are heard at once.

    Without them a search would have to go back to the longest turn, which may last as long as the recording.
    """
    lasting: tuple[Turn, ...] = ()
    for turn in turns:
        lasting = tuple(other for other in lasting if other.end > turn.start)
        yield lasting
        lasting = (*lasting, turn)
