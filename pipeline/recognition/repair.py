"""Mends the times of recognised words; their text and order stay as they are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from pipeline.recognition.pieces import forwards
from pipeline.timeline import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.timeline import Recognition, Word

_PAUSE = 0.2
"""Seconds without speech inside a word from which the word is taken to have swallowed a pause."""
_LEAST = 0.1
"""Seconds that a word without length is given, where the pause around it has room."""


def mend_times(words: Sequence[Word], region: Span) -> tuple[tuple[Word, ...], tuple[Repair, ...]]:
    """The words of one region with times that run forwards and with some length for each, and what was changed.

    A word that starts before the one it follows starts with it. Words without length get a tenth of a second each of
    the pause after or before them; where there is none, they share the time of the next word, or of the one before.
    """
    mended = list(forwards(words))
    place = 0
    while place < len(mended):
        if mended[place].end > mended[place].start:
            place += 1
            continue
        last = next((i for i in range(place, len(mended)) if mended[i].end > mended[i].start), len(mended))
        _lengthen(mended, place, last, region)
        _push(mended, last)
        place = last
    repairs = []
    for old, new in zip(words, mended, strict=True):
        if old != new:
            fault = "overlapped words beside it" if old.end > old.start else "had no length"
            detail = f"{old.text!r} {fault}: now {new.start:.2f} to {new.end:.2f} s"
            repairs.append(Repair("times", old.start, old.end, detail))
    return tuple(mended), tuple(repairs)


def _push(words: list[Word], first: int) -> None:
    """Words behind ``first``, which starts later than it did because it gave time away, that start before it."""
    for i in range(first + 1, len(words)):
        start = words[i - 1].start
        if words[i].start >= start:
            return
        words[i] = replace(words[i], start=start, end=max(start, words[i].end))


def _lengthen(words: list[Word], first: int, last: int, region: Span) -> None:
    """Give words ``first`` up to ``last`` (exclusive), which have no length, a share of the time around them."""
    wanted = _LEAST * (last - first)
    start, end = words[first].start, words[last - 1].end
    latest = words[last].start if last < len(words) else max(end, region.end)
    end = min(latest, max(end, start + wanted))
    earliest = min(start, words[first - 1].end if first else region.start)
    start = max(earliest, min(start, end - wanted))
    if start == end and last < len(words):
        end, last = words[last].end, last + 1
    elif start == end and first:
        start, first = words[first - 1].start, first - 1
    said = [0, *accumulate(len(word.text) for word in words[first:last])]
    bounds = [*(start + (end - start) * letters / said[-1] for letters in said[:-1]), end]
    for i, (begin, finish) in enumerate(pairwise(bounds), first):
        words[i] = replace(words[i], start=begin, end=max(begin, finish))


def clamp_words(recognition: Recognition, speech: Sequence[Span]) -> Recognition:
    """Words that swallowed a pause, cut back to the stretch of speech that they were said in.

    Whisper's alignment lets a word begin where the one before it ended, so that the first word of an answer often
    covers the silence after the question, and would be given to whoever asked. ``speech`` is ordered and disjoint.
    """
    starts, ends = [span.start for span in speech], [span.end for span in speech]
    words: list[Word] = []
    repairs = list(recognition.repairs)
    latest = 0.0
    for word in recognition.words:
        near = speech[bisect_right(ends, word.start) : bisect_left(starts, word.end)]
        span = _spoken_part(word.span, near)
        # a word may not be moved before the one it follows
        start = max(latest, span.start)
        end = max(start, span.end)
        clamped = word
        if (start, end) != (word.start, word.end):
            clamped = replace(word, start=start, end=end)
            repairs.append(
                Repair("clamped", word.start, word.end, f"{word.text!r} covered a pause; it was said at {start:.2f} s")
            )
        words.append(clamped)
        latest = clamped.start
    return replace(recognition, words=tuple(words), repairs=tuple(repairs))


def _spoken_part(span: Span, speech: Sequence[Span]) -> Span:
    """The part of ``span`` in one stretch of speech: of several, the longest; of equals, the last."""
    parts = [shared for stretch in speech if (shared := stretch & span)]
    if not parts:
        return span
    silent = span.duration - sum(part.duration for part in parts)
    if silent < _PAUSE:
        return span
    return max(parts, key=lambda part: (part.duration, part.start))
