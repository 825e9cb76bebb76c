"""CTM, words as speech scorers take them."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from pipeline.errors import UnreadableTranscriptError
from pipeline.importers.columns import Record, records, require_one_recording
from pipeline.importers.conversation import to_transcript
from pipeline.importers.segments import SourceWord, utterances

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.schema import Transcript

_NO_CONFIDENCE = re.compile("NA|<NA>|-", re.IGNORECASE)
_SPEAKER = 7


def from_ctm(data: bytes, path: Path) -> Transcript:
    """Lines of recording, channel, begin, duration (seconds), word and perhaps a confidence, type and speaker.

    Six columns name no speaker: all words are nobody's. The eight of NIST's rich transcription evaluations do. Words
    are put in the order of their begin; a pause or a change of speaker ends an utterance. Format: NIST OpenASR20
    evaluation plan, appendix; RT-09 evaluation plan, appendix B, for eight columns.

    Raises:
        UnreadableTranscriptError: A line lacks a field, a number is none, a duration is negative, or the file is about
            several recordings.

    """
    lines = list(records(data, path, 5, 9, "CTM"))
    require_one_recording(path, (line.fields[0] for line in lines))
    words = sorted((_word(line) for line in lines), key=lambda word: word.start or 0.0)
    return to_transcript(path, utterances(words))


def _word(line: Record) -> SourceWord:
    begin, duration = line.number(2, "begin"), line.number(3, "duration")
    if not (begin >= 0 and duration >= 0 and math.isfinite(begin + duration)):
        reason = f"{line.place}: a word cannot begin at {begin} s and last {duration} s"
        raise UnreadableTranscriptError(line.path, reason)
    known = len(line.fields) > 5 and not _NO_CONFIDENCE.fullmatch(line.fields[5])
    return SourceWord(
        line.fields[4],
        begin,
        begin + duration,
        line.number(5, "confidence") if known else None,
        line.fields[_SPEAKER] if len(line.fields) > _SPEAKER else None,
    )
