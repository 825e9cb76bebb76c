"""Mends the times of recognised words; their text and order stay as they are."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.timeline import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.timeline import Recognition, Word

_PAUSE = 0.2
"""Seconds without speech inside a word from which the word is taken to have swallowed a pause."""


def clamp_words(recognition: Recognition, speech: Sequence[Span]) -> Recognition:
    """Words that swallowed a pause, cut back to the stretch of speech that they were said in.

    Whisper's alignment lets a word begin where the one before it ended, so that the first word of an answer often
    covers the silence after the question, and would be given to whoever asked. ``speech`` is ordered and disjoint.
    """
    ends = [span.end for span in speech]
    words: list[Word] = []
    repairs = list(recognition.repairs)
    latest = 0.0
    for word in recognition.words:
        span = _spoken_part(word.span, speech, ends)
        # a word may not be moved before the one it follows
        start = max(latest, span.start)
        clamped = replace(word, start=start, end=max(start, span.end))
        if clamped != word:
            repairs.append(
                Repair("clamped", word.start, word.end, f"{word.text!r} covered a pause; it was said at {start:.2f} s")
            )
        words.append(clamped)
        latest = clamped.start
    return replace(recognition, words=tuple(words), repairs=tuple(repairs))


def _spoken_part(span: Span, speech: Sequence[Span], ends: Sequence[float]) -> Span:
    """The part of ``span`` in one stretch of speech: of several, the longest; of equals, the last."""
    parts: list[Span] = []
    for stretch in speech[bisect_right(ends, span.start) :]:
        if stretch.start >= span.end:
            break
        if shared := stretch & span:
            parts.append(shared)
    if not parts:
        return span
    silent = span.duration - sum(part.duration for part in parts)
    if silent < _PAUSE:
        return span
    return max(parts, key=lambda part: (part.duration, part.start))
