"""One side as streams of words, the way meeteval takes it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.evaluation.counts import ErrorCounts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.evaluation.normalisers import Word
    from pipeline.evaluation.sides import Block, Side

Segment = dict[str, Any]
"""meeteval's segment: ``speaker`` and ``words``, and where it has them ``start_time`` and ``end_time`` in seconds."""


class Utterance(NamedTuple):
    """The words of one paragraph."""

    stream: str
    """A number for each speaker; words of nobody known are a stream as well."""
    words: tuple[Word, ...]
    block: Block


@dataclass(frozen=True)
class Streams:
    """The utterances of a side, or of a stretch of it."""

    utterances: tuple[Utterance, ...]

    @cached_property
    def lengths(self) -> Counter[str]:
        """Words of each stream."""
        lengths: Counter[str] = Counter()
        for utterance in self.utterances:
            lengths[utterance.stream] += len(utterance.words)
        return lengths

    @property
    def size(self) -> int:
        """Number of words."""
        return self.lengths.total()

    @property
    def has_speakers(self) -> bool:
        """Whether any word has a speaker."""
        return any(utterance.block.speaker is not None for utterance in self.utterances)

    def segments(self) -> list[Segment]:
        """One for each utterance, without times."""
        return [_segment(utterance.stream, utterance.words) for utterance in self.utterances]


def streams_of(side: Side, words: Iterable[Word]) -> Streams:
    """The streams of some words of a side, which are in order."""
    numbers: dict[str | None, int] = {}
    utterances = []
    for index, said in groupby(words, key=lambda word: side.tokens[word.first].block):
        block = side.blocks[index]
        stream = str(numbers.setdefault(block.speaker, len(numbers)))
        utterances.append(Utterance(stream, tuple(said), block))
    return Streams(tuple(utterances))


def timed_segments(side: Side, streams: Streams) -> list[Segment] | None:
    """The words with their own times, or paragraphs with theirs where words have none; None if some have neither."""
    segments: list[Segment] = []
    for stream, words, block in streams.utterances:
        own = [(side.tokens[word.first].start, side.tokens[word.last].end) for word in words]
        if all(start is not None and end is not None for start, end in own):
            # the words of one token ("we", "have" of "we've") share its time
            for (first, last), said in groupby(words, key=lambda word: (word.first, word.last)):
                segments.append(_segment(stream, said, side.tokens[first].start, side.tokens[last].end))
        elif block.start is not None and block.end is not None:
            segments.append(_segment(stream, words, block.start, block.end))
        else:
            return None
    return segments


def errors_of(rate: Any) -> ErrorCounts:
    """The counts of one of meeteval's error rates."""
    return ErrorCounts(rate.length, rate.substitutions, rate.deletions, rate.insertions)


def _segment(stream: str, words: Iterable[Word], start: float | None = None, end: float | None = None) -> Segment:
    segment: Segment = {"speaker": stream, "words": " ".join(word.text for word in words)}
    if start is not None and end is not None:
        # a number that two paragraphs share ("twenty", "five") may end before it begins
        segment |= {"start_time": start, "end_time": max(start, end)}
    return segment
