"""RTTM, who was heard when, as diarization is scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import UnsuitableFormatError
from pipeline.exporters.fields import label_fields, recording, seconds
from pipeline.exporters.timestamps import milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.schema import Transcript


def to_rttm(transcript: Transcript) -> str:
    """One line a stretch of one voice: ``SPEAKER recording 1 onset duration <NA> <NA> label <NA> <NA>``, in seconds.

    The stretches are the document's diarization, overlaps included, or its turns where it has none. Blanks inside a
    label are written ``_``. Dropped: all text, full names, and turns of nobody known. Format: NIST RT-09 evaluation
    plan, appendix A, with the tenth field that later readers want.

    Raises:
        UnsuitableFormatError: The transcript has neither diarization nor times of its turns.
    """
    name, labels = recording(transcript), label_fields(transcript)
    return "".join(
        f"SPEAKER {name} 1 {seconds(start)} {seconds(end - start)} <NA> <NA> {labels[speaker]} <NA> <NA>\n"
        for start, end, speaker in _heard(transcript)
    )


def _heard(transcript: Transcript) -> Iterator[tuple[int, int, str]]:
    if transcript.diarization is not None:
        for heard in transcript.diarization:
            yield milliseconds(heard.start), milliseconds(heard.end), heard.speaker
        return
    for turn in transcript.turns:
        if turn.kind == "sound":
            continue
        if turn.start is None or turn.end is None:
            raise UnsuitableFormatError("rttm", "times")
        if turn.speaker is not None:
            yield milliseconds(turn.start), milliseconds(turn.end), turn.speaker
