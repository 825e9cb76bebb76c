"""The segments that openai-whisper, faster-whisper and WhisperX have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.importers.json_data import Shape
from pipeline.importers.segments import Segment, SourceWord
from pipeline.languages import UNSPACED_LANGUAGES
from pipeline.recognition.pieces import Piece, words_of
from pipeline.timeline import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class WhisperWord(Shape):
    """A word, or a piece of one: Whisper's own begin with a blank where a word begins."""

    word: str
    start: float | None = None
    end: float | None = None
    probability: float | None = None
    """Of openai-whisper and faster-whisper."""
    score: float | None = None
    """Of WhisperX."""
    speaker: str | None = None


class WhisperSegment(Shape):
    """A segment; ``words`` is missing, null or empty without word timestamps."""

    start: float
    end: float
    text: str
    speaker: str | None = None
    words: tuple[WhisperWord, ...] | None = None


def segments_of(segments: Iterable[WhisperSegment], language: str | None) -> Iterator[Segment]:
    """The segments as every importer makes them, pieces of words put together ("Kassym", "-Jomart")."""
    for number, segment in enumerate(segments, start=1):
        yield Segment(
            f"segment {number}",
            segment.start,
            segment.end,
            segment.text,
            segment.speaker,
            _words(segment.words or (), language),
        )


def _words(words: Sequence[WhisperWord], language: str | None) -> tuple[SourceWord, ...]:
    plain = tuple(
        SourceWord(
            word.word, word.start, word.end, word.score if word.probability is None else word.probability, word.speaker
        )
        for word in words
    )
    in_pieces = any(word.word[:1].isspace() for word in words) or language in UNSPACED_LANGUAGES
    spans = [word.span for word in plain]
    if not in_pieces or not all(spans) or any(word.speaker for word in words):
        return plain
    pieces = [
        Piece(word.text, span.start, span.end, word.sureness or 0.0, 1)
        for word, span in zip(plain, spans, strict=True)
        if span is not None
    ]
    whole = Span(min(piece.start for piece in pieces), max(piece.end for piece in pieces))
    known = all(word.sureness is not None for word in plain)
    return tuple(
        SourceWord(word.text, word.start, word.end, word.confidence if known else None)
        for word in words_of(pieces, whole, language or "")
    )
