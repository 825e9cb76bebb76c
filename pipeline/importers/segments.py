"""What another tool says, before it is a document: segments and, where the tool has them, their words."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from pipeline.importers.speakers import cleaned
from pipeline.timeline import AttributedWord, Span, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class SourceWord:
    """A word as a tool gives it; seconds, and None for what it does not say."""

    text: str
    start: float | None = None
    end: float | None = None
    confidence: float | None = None
    speaker: str | None = None

    @property
    def span(self) -> Span | None:
        """When it was said, if both ends are known; some versions of Whisper let a word end before it starts."""
        if self.start is None or self.end is None or not (math.isfinite(self.start) and math.isfinite(self.end)):
            return None
        return Span(max(0.0, self.start), max(0.0, self.start, self.end))

    @property
    def sureness(self) -> float | None:
        """The confidence, 0 to 1; None for what is no number."""
        if self.confidence is None or not math.isfinite(self.confidence):
            return None
        return min(1.0, max(0.0, self.confidence))


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a tool's transcript; seconds."""

    place: str
    """Where it stands, for messages: ``line 12``, ``segment 3``."""
    start: float
    end: float
    text: str
    speaker: str | None = None
    """What the tool calls who speaks."""
    words: tuple[SourceWord, ...] = ()
    """With words, ``text`` is not read."""

    @property
    def fault(self) -> str | None:
        """What is wrong with its times; None when nothing is."""
        if not (math.isfinite(self.start) and math.isfinite(self.end)) or self.start < 0:
            return f"{self.place}: {self.start} to {self.end} s is no time of a recording"
        if self.end < self.start:
            return f"{self.place}: it ends ({self.end} s) before it starts ({self.start} s)"
        return None

    def tidied(self) -> Segment:
        """The same with single blanks, no empty words, and None for a speaker whom the tool calls unknown."""
        words = tuple(
            replace(word, text=text, speaker=cleaned(word.speaker))
            for word in self.words
            if (text := " ".join(word.text.split()))
        )
        return replace(self, text=" ".join(self.text.split()), speaker=cleaned(self.speaker), words=words)

    def timed_words(self) -> list[AttributedWord]:
        """Its words, or those of its text, in their order, none starting before the one before it.

        A word without times has its share, by length, of what its neighbours leave free, or the segment's ends.
        """
        timed: list[AttributedWord] = []
        latest = 0.0
        for word, span in self._placed():
            latest = max(latest, span.start)
            said = Word(word.text, latest, max(latest, span.end), word.sureness)
            timed.append(AttributedWord(said, word.speaker or self.speaker, 1.0))
        return timed

    def _placed(self) -> Iterable[tuple[SourceWord, Span]]:
        words = self.words or tuple(SourceWord(text) for text in self.text.split())
        runs = [list(run) for _, run in groupby(words, key=lambda word: word.span is None)]
        reached = self.start
        for i, run in enumerate(runs):
            spans = [word.span for word in run if word.span]
            if not spans:
                following = runs[i + 1][0].span if i + 1 < len(runs) else None
                spans = _shares(reached, following.start if following else self.end, run)
            yield from zip(run, spans, strict=True)
            reached = spans[-1].end


def _shares(start: float, end: float, words: Sequence[SourceWord]) -> list[Span]:
    length, letters = max(0.0, end - start), sum(len(word.text) for word in words)
    edges = [start]
    for word in words:
        edges.append(edges[-1] + length * len(word.text) / letters)
    return [Span(first, second) for first, second in pairwise(edges)]


def utterances(words: Iterable[SourceWord], gap: float = 0.8) -> list[Segment]:
    """Words that a tool lists without segments, cut where the speaker changes or nobody speaks for ``gap`` seconds.

    Words without times belong to what stands before them.
    """
    groups: list[list[SourceWord]] = []
    reached = 0.0
    for word in words:
        span = word.span
        if groups and word.speaker == groups[-1][-1].speaker and (span is None or span.start - reached < gap):
            groups[-1].append(word)
        else:
            groups.append([word])
        reached = max(reached, span.end) if span else reached
    return [_utterance(number, group) for number, group in enumerate(groups, start=1)]


def _utterance(number: int, words: Sequence[SourceWord]) -> Segment:
    spans = [word.span for word in words if word.span]
    start = spans[0].start if spans else 0.0
    end = max((span.end for span in spans), default=start)
    text = " ".join(word.text for word in words)
    return Segment(f"utterance {number}", start, max(start, end), text, words[0].speaker, tuple(words))
