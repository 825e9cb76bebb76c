"""SegLST, the list of segments that meeteval scores."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.exporters.fields import UNKNOWN, recording
from pipeline.exporters.utterances import utterances

if TYPE_CHECKING:
    from pipeline.schema import Transcript


def to_seglst(transcript: Transcript) -> str:
    """A JSON list, one object a paragraph: ``session_id``, ``speaker``, ``start_time``, ``end_time`` (s), ``words``.

    ``words`` are those that were said, divided by blanks (a blank inside a word is written ``_``); nobody's are
    ``UNKNOWN``'s. Dropped: sounds, full names, display text, the times of single words, confidence. Format: meeteval's
    "Segment-wise Long-form Speech Transcription annotation".

    Raises:
        UnsuitableFormatError: Something that is said has no times.
    """
    session = recording(transcript)
    segments = [
        {
            "session_id": session,
            "speaker": UNKNOWN if utterance.speaker is None else utterance.speaker,
            "start_time": utterance.start_ms / 1000,
            "end_time": utterance.end_ms / 1000,
            "words": " ".join(utterance.words),
        }
        for utterance in utterances(transcript, "seglst")
    ]
    return json.dumps(segments, indent=2, ensure_ascii=False) + "\n"
