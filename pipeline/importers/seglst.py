"""SegLST, the list of segments that meeteval scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.importers.columns import require_one_recording
from pipeline.importers.conversation import to_transcript
from pipeline.importers.json_data import Shape, read_json
from pipeline.importers.segments import Segment

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.schema import Transcript


class _Segment(Shape):
    session_id: str | int
    words: str | tuple[str, ...]
    start_time: float
    end_time: float
    speaker: str | int | None = None


def from_seglst(data: bytes, path: Path) -> Transcript:
    """A JSON list of objects with ``session_id``, ``speaker``, ``start_time``, ``end_time`` (seconds) and ``words``.

    Raises:
        UnreadableTranscriptError: It is something else, a segment has no times or they run backwards, or the file is
            about several sessions.

    """
    segments = read_json(tuple[_Segment, ...], data, path)
    require_one_recording(path, (str(segment.session_id) for segment in segments))
    return to_transcript(
        path,
        [
            Segment(
                f"segment {number}",
                segment.start_time,
                segment.end_time,
                segment.words if isinstance(segment.words, str) else " ".join(segment.words),
                None if segment.speaker is None else str(segment.speaker),
            )
            for number, segment in enumerate(segments, start=1)
        ],
    )
