"""The transcript JSON of Podcasting 2.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.importers.conversation import in_order, to_transcript
from pipeline.importers.json_data import Shape, read_json
from pipeline.importers.segments import Segment, SourceWord, utterances

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pipeline.schema import Transcript

_MOSTLY = 2 / 3
"""Share of segments of a single word from which a file is taken to have one segment a word."""


class _Segment(Shape):
    startTime: float  # noqa: N815 - as the format calls it
    endTime: float | None = None  # noqa: N815
    body: str = ""
    speaker: str | None = None


class _Result(Shape):
    segments: tuple[_Segment, ...]


def from_podcast_json(data: bytes, path: Path) -> Transcript:
    """``{"version": ..., "segments": [{"speaker", "startTime", "endTime", "body"}]}``, times in seconds.

    A segment without ``endTime`` lasts until the next begins; one without ``speaker`` is nobody's. Where nearly every
    segment is a single word, as some hosts write them, words have times and make up paragraphs. Format: Podcasting 2.0,
    ``transcripts.md``.

    Raises:
        UnreadableTranscriptError: It is something else, or a segment ends before it starts.

    """
    found = read_json(_Result, data, path).segments
    single = sum(len(segment.body.split()) == 1 for segment in found)
    by_word = bool(found) and single >= _MOSTLY * len(found)
    segments = [_segment(found, position) for position in range(len(found))]
    return to_transcript(path, utterances(_words(path, segments)) if by_word else segments)


def _words(path: Path, segments: Iterable[Segment]) -> Iterator[SourceWord]:
    for segment in in_order(path, segments):
        for item in segment.timed_words():
            yield SourceWord(item.word.text, item.word.start, item.word.end, None, item.speaker)


def _segment(found: Sequence[_Segment], position: int) -> Segment:
    segment = found[position]
    start, end = segment.startTime, segment.endTime
    if end is None:
        end = max(start, found[position + 1].startTime) if position + 1 < len(found) else start
    return Segment(f"segment {position + 1}", start, end, segment.body, segment.speaker)
