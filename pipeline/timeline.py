"""The working values that flow between stages: frozen, self-checking, free of behaviour beyond their own algebra.

Times are seconds as float from the start of the recording. The published document (:mod:`pipeline.schema`) is a
different thing on purpose: it can stand still while these values change.
"""

from __future__ import annotations

import itertools
import math
import mmap
import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import numpy as np
    import numpy.typing as npt

SAMPLE_RATE = 16_000
"""Samples per second of every :class:`Waveform`: what Whisper, segmentation-3.0 and CAM++ were all trained on."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time ``[start, end)`` in seconds; ``start == end`` is an empty stretch that still has a place."""

    start: float
    end: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.start) and math.isfinite(self.end)):
            raise ValueError(f"a span needs finite times, not {self.start} to {self.end}")
        if self.start > self.end:
            raise ValueError(f"a span cannot end before it starts: {self.start} to {self.end}")

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.end - self.start

    @property
    def midpoint(self) -> float:
        """The time halfway through."""
        return (self.start + self.end) / 2

    def __and__(self, other: Span) -> Span | None:
        """What both share, or None when they share nothing."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def overlap(self, other: Span) -> float:
        """Seconds that both share."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))

    def distance(self, time: float) -> float:
        """Seconds from ``time`` to the nearest point of the span; 0 inside it."""
        return max(0.0, self.start - time, time - self.end)


def union(spans: Iterable[Span], gap: float = 0.0) -> tuple[Span, ...]:
    """The spans in order, those that overlap or lie at most ``gap`` seconds apart made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start - merged[-1].end <= gap:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def subtract(spans: Iterable[Span], holes: Iterable[Span]) -> tuple[Span, ...]:
    """What of ``spans`` lies in none of ``holes``, in order."""
    rest: list[Span] = []
    cuts = union(hole for hole in holes if hole.duration > 0)
    starts, ends = [cut.start for cut in cuts], [cut.end for cut in cuts]
    for span in union(spans):
        start = span.start
        for cut in cuts[bisect_right(ends, start) : bisect_left(starts, span.end)]:
            if cut.start > start:
                rest.append(Span(start, cut.start))
            start = max(start, cut.end)
        if start < span.end:
            rest.append(Span(start, span.end))
    return tuple(rest)


def total(spans: Iterable[Span]) -> float:
    """Seconds covered by the spans, overlaps counted once."""
    return sum(span.duration for span in union(spans))


@dataclass(frozen=True, slots=True)
class Waveform:
    """Decoded sound: mono float32 at 16 kHz, about -1 to 1, and where it came from."""

    samples: npt.NDArray[np.float32]
    """Shape ``(samples,)``."""
    name: str
    """File name without its folder."""
    sha256: str
    """Of the file's bytes, in hexadecimal."""
    source_rate_hz: int
    """Sample rate of the stream in the file."""
    source_channels: int
    """Channels of the stream in the file."""
    notices: tuple[str, ...] = ()
    """What the reader should know of the decoding: damaged parts, streams left aside."""
    mapping: mmap.mmap | None = field(default=None, repr=False, compare=False)
    """What ``samples`` lie in where they are in a file; see :meth:`let_go`."""

    def __post_init__(self) -> None:
        if self.samples.ndim != 1 or self.samples.dtype != "float32":
            raise ValueError(f"a waveform is one-dimensional float32, not {self.samples.dtype} {self.samples.shape}")

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / SAMPLE_RATE

    def crop(self, span: Span) -> npt.NDArray[np.float32]:
        """The samples of ``span``, clipped to what there is: a view, or a copy of what is in a file."""
        cropped = self.samples[max(0, round(span.start * SAMPLE_RATE)) : max(0, round(span.end * SAMPLE_RATE))]
        if self.mapping is None:
            return cropped
        copied = cropped.copy()
        self.let_go()
        return copied

    def blocks(self, span: Span, size: int) -> Iterator[npt.NDArray[np.float32]]:
        """The samples of ``span`` in arrays of ``size``, the last one shorter: a way to look at hours of it."""
        first, end = (min(max(0, round(time * SAMPLE_RATE)), len(self.samples)) for time in (span.start, span.end))
        for start in range(first, end, size):
            yield self.crop(Span(start / SAMPLE_RATE, min(start + size, end) / SAMPLE_RATE))

    def let_go(self) -> None:
        """Have the system take back the memory of samples that were read from a file; read again, they come back.

        Whoever reads ``samples`` itself calls this now and then. It takes microseconds, harms nobody who is reading at
        the same time, and does nothing where samples are in memory. Windows does it unasked.
        """
        if self.mapping is not None and sys.platform != "win32":
            self.mapping.madvise(mmap.MADV_DONTNEED)


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which weights were used: name as the user says it, SHA-256 of the weights file where known."""

    name: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class EngineIdentity:
    """Which library did a stage's work, in which version and with which weights; goes into the provenance."""

    name: str
    version: str
    models: tuple[ModelIdentity, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One voice heard from ``start`` to ``end``; ``speaker`` is the diarizer's own label."""

    start: float
    end: float
    speaker: str

    def __post_init__(self) -> None:
        Span(self.start, self.end)

    @property
    def span(self) -> Span:
        """When."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """How many voices were told apart, and the least and most that their voiceprints would also bear.

    ``confidence`` (0 to 1) is None where the number was given.
    """

    number: int
    confidence: float | None
    least: int
    most: int

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.number <= self.most:
            raise ValueError(f"{self.number} voices do not lie between {self.least} and {self.most}")


@dataclass(frozen=True, slots=True)
class Diarization:
    """Who was heard when, without names.

    ``turns`` is what was heard, overlaps included. ``exclusive`` has at most one voice at any instant, made for
    attributing words (as in pyannote.audio 4's ``exclusive_speaker_diarization``). ``speech`` is where anybody
    speaks at all. All three are ordered by time. ``voiceprints`` has a unit-length embedding for each label of
    which enough was heard; ``turn_voiceprints`` one for each exclusive turn (None where too little was heard), or is
    empty where the diarizer makes none. ``count`` says how sure the number of voices is, where the diarizer can.
    """

    turns: tuple[Turn, ...]
    exclusive: tuple[Turn, ...]
    voiceprints: Mapping[str, tuple[float, ...]]
    engine: EngineIdentity
    turn_voiceprints: tuple[tuple[float, ...] | None, ...] = ()
    count: SpeakerCount | None = None

    def __post_init__(self) -> None:
        if self.turn_voiceprints and len(self.turn_voiceprints) != len(self.exclusive):
            raise ValueError(f"{len(self.turn_voiceprints)} voiceprints for {len(self.exclusive)} exclusive turns")
        for turns in (self.turns, self.exclusive):
            if any(a.start > b.start for a, b in itertools.pairwise(turns)):
                raise ValueError("turns must be ordered by their start")
        for first, second in zip(self.exclusive, self.exclusive[1:], strict=False):
            # half a millisecond: what a float sum of frame times may be off
            if second.start < first.end - 0.0005:
                raise ValueError(f"exclusive turns overlap: {first} and {second}")

    @property
    def speech(self) -> tuple[Span, ...]:
        """Where anybody speaks, in order and disjoint."""
        return union(turn.span for turn in self.turns)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Labels in the order in which they are first heard."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word: text as written (punctuation attached, no blank before it), times, confidence 0 to 1."""

    text: str
    start: float
    end: float
    confidence: float | None = None

    def __post_init__(self) -> None:
        Span(self.start, self.end)
        if not self.text or self.text != self.text.strip():
            raise ValueError(f"a word is not empty and has no blank around it: {self.text!r}")
        if self.confidence is not None and not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence lies between 0 and 1, not {self.confidence}")

    @property
    def span(self) -> Span:
        """When."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Repair:
    """A change made to what an engine returned: what kind, where, and in words what was done and why."""

    kind: str
    start: float
    end: float
    detail: str


@dataclass(frozen=True, slots=True)
class Change:
    """What readers get in the place of something that was said: by which rule, where, and why."""

    rule: str
    before: str
    after: str
    start: float
    end: float
    reason: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was said: words in the order they were said, the language (ISO 639-1), and what had to be mended."""

    words: tuple[Word, ...]
    language: str | None
    engine: EngineIdentity
    repairs: tuple[Repair, ...] = ()

    def __post_init__(self) -> None:
        if any(a.start > b.start for a, b in zip(self.words, self.words[1:], strict=False)):
            raise ValueError("words must be ordered by their start")


@dataclass(frozen=True, slots=True)
class AttributedWord:
    """A word and who said it.

    ``speaker`` is the diarizer's label (None when nobody was heard), ``certainty`` how sure that is, 0 to 1;
    ``overlapped`` whether another voice is heard over the word.
    """

    word: Word
    speaker: str | None
    certainty: float
    overlapped: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for or against a name: the kind of proof, the words, their time, its weight, who said them."""

    kind: str
    quote: str
    time: float | None
    weight: float
    said_by: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be heard: the label printed before a turn, the full name, the role, other spellings.

    ``source`` says for a reader who expects this person ("the show file", "the feed"); empty for who was merely named.
    """

    label: str
    name: str
    role: str | None = None
    aliases: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class VoiceMatch:
    """A voice that is like an enrolled one: whose, how alike (cosine), and what that weighs as a proof (0 to 1)."""

    speaker: str
    person: Person
    similarity: float
    weight: float


@dataclass(frozen=True, slots=True)
class Naming:
    """Who a voice is, or may be: the person, how sure that is (0 to 1), what speaks for it and what against."""

    person: Person
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()
