"""faster-whisper's segments, as people save them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.importers.conversation import to_transcript
from pipeline.importers.encoding import decode
from pipeline.importers.json_data import Shape, read_json
from pipeline.importers.whisper import WhisperSegment, segments_of

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.schema import Transcript


class _Info(Shape):
    language: str | None = None


class _Result(Shape):
    segments: tuple[WhisperSegment, ...]
    language: str | None = None
    info: _Info = _Info()


def from_faster_whisper(data: bytes, path: Path) -> Transcript:
    """``faster_whisper.transcribe.Segment`` objects as JSON: a list of them, or an object with ``segments``.

    faster-whisper writes no file of its own. The language is read from ``language`` or ``info.language`` beside the
    segments. It names no speakers.

    Raises:
        UnreadableTranscriptError: It is something else, or a segment's times are none.

    """
    if decode(data, path).lstrip().startswith("["):
        return to_transcript(path, segments_of(read_json(tuple[WhisperSegment, ...], data, path), None))
    result = read_json(_Result, data, path)
    language = result.language or result.info.language
    return to_transcript(path, segments_of(result.segments, language), language)
