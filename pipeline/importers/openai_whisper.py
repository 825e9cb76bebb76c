"""openai-whisper's JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.importers.conversation import to_transcript
from pipeline.importers.json_data import Shape, read_json
from pipeline.importers.whisper import WhisperSegment, segments_of

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.schema import Transcript


class _Result(Shape):
    segments: tuple[WhisperSegment, ...]
    language: str | None = None


def from_openai_whisper(data: bytes, path: Path) -> Transcript:
    """What ``whisper --output_format json`` writes (``whisper.utils.WriteJSON``), with word timestamps or without.

    It names no speakers.

    Raises:
        UnreadableTranscriptError: It is something else, or a segment's times are none.

    """
    result = read_json(_Result, data, path)
    return to_transcript(path, segments_of(result.segments, result.language), result.language)
