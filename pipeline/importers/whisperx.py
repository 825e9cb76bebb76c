"""WhisperX's JSON."""

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


def from_whisperx(data: bytes, path: Path) -> Transcript:
    """What ``whisperx --output_format json`` writes: aligned segments, after ``--diarize`` with speakers.

    A word belongs to its own speaker, without one to its segment's. WhisperX cannot align figures ("2014", "5%") and
    writes them without times: they get their share, by length, of the time between their neighbours. ``word_segments``
    repeats the words and is not read.

    Raises:
        UnreadableTranscriptError: It is something else, or a segment's times are none.

    """
    result = read_json(_Result, data, path)
    return to_transcript(path, segments_of(result.segments, result.language), result.language)
