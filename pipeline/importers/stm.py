"""STM, segments as speech scorers take them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.importers.columns import records, require_one_recording
from pipeline.importers.conversation import to_transcript
from pipeline.importers.segments import Segment

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.schema import Transcript

_LABEL_FIELD = re.compile(r"^<[^<>\s]*>(?:\s+|$)")
_NOT_SCORED = "ignore_time_segment_in_scoring"


def from_stm(data: bytes, path: Path) -> Transcript:
    """Lines of recording, channel, speaker, begin, end (seconds), perhaps ``<labels>``, and the words.

    The field of labels is left aside, and segments that only say ``ignore_time_segment_in_scoring``. Format: NIST
    OpenASR20 evaluation plan, appendix.

    Raises:
        UnreadableTranscriptError: A line lacks a field, a time is no number or runs backwards, or the file is about
            several recordings.

    """
    lines = list(records(data, path, 5, 6, "STM"))
    require_one_recording(path, (line.fields[0] for line in lines))
    segments = []
    for line in lines:
        words = _LABEL_FIELD.sub("", line.fields[5], count=1) if len(line.fields) > 5 else ""
        if words.strip().casefold() != _NOT_SCORED:
            begin, end = line.number(3, "begin"), line.number(4, "end")
            segments.append(Segment(line.place, begin, end, words, line.fields[2]))
    return to_transcript(path, segments)
