"""Who said each word: recognised words against the diarizer's exclusive turns.

Words are never added, lost or reordered here; they only receive a speaker.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline.timeline import AttributedWord, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.timeline import Diarization, Span, Turn, Word

_GAP_REACH = 2.0
"""Seconds from a turn at which a word outside every turn is not believed to belong to it any more than to another."""


def attribute(words: Iterable[Word], diarization: Diarization) -> tuple[AttributedWord, ...]:
    """Each word with the speaker whose exclusive turns cover most of it, or, in a gap, the nearest turn's speaker.

    The certainty is the share of the word inside that speaker's turns, halved where somebody else was heard over
    them; in a gap it falls from a half to nothing with the distance. Without any turn the speaker is None.
    """
    exclusive = diarization.exclusive
    ends = [turn.end for turn in exclusive]
    crosstalk = _Crosstalk(diarization.turns)
    return tuple(_attribute(word, exclusive, ends, crosstalk) for word in words)


def _attribute(word: Word, exclusive: Sequence[Turn], ends: Sequence[float], crosstalk: _Crosstalk) -> AttributedWord:
    parts: dict[str, list[Span]] = {}
    first = bisect_left(ends, word.start)
    for turn in exclusive[first:]:
        if turn.start >= word.end:
            break
        if part := turn.span & word.span:
            parts.setdefault(turn.speaker, []).append(part)
    if parts:
        speaker = max(parts, key=lambda voice: total(parts[voice]))
        share = min(1.0, total(parts[speaker]) / word.span.duration)
        disturbed = any(crosstalk.over(part, speaker) for part in parts[speaker])
        return AttributedWord(word, speaker, share / 2 if disturbed else share)
    nearest = min(
        exclusive[max(0, first - 1) : first + 1], key=lambda turn: turn.span.distance(word.span.midpoint), default=None
    )
    if nearest is None:
        return AttributedWord(word, None, 0.0)
    distance = nearest.span.distance(word.span.midpoint)
    if distance == 0.0:  # a word without length, inside a turn
        return AttributedWord(word, nearest.speaker, 1.0)
    return AttributedWord(word, nearest.speaker, 0.5 * max(0.0, 1.0 - distance / _GAP_REACH))


class _Crosstalk:
    """Answers whether somebody else was heard at a time, from turns that may overlap."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = turns
        # the latest end among all turns up to each one: never falls, so it can be searched
        self._reach = list(accumulate((turn.end for turn in turns), max))

    def over(self, span: Span, speaker: str) -> bool:
        """Whether a voice other than ``speaker`` shares time with ``span``."""
        for turn in self._turns[bisect_left(self._reach, span.start) :]:
            if turn.start >= span.end:
                return False
            if turn.speaker != speaker and turn.span & span:
                return True
        return False
