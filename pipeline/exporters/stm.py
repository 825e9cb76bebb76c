"""STM, the segment time marked text that speech scorers take as a reference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.exporters.fields import label_fields, recording, seconds
from pipeline.exporters.utterances import utterances

if TYPE_CHECKING:
    from pipeline.schema import Transcript

_LABEL_FIELD = re.compile("<(.*)>")


def to_stm(transcript: Transcript) -> str:
    """One line a paragraph: recording, channel 1, speaker's label, begin, end (seconds), the words as they were said.

    Blanks inside a label or a word are written ``_``; nobody's words are ``UNKNOWN``'s. A first word in angle brackets
    gets square ones, because readers would take it for the field of labels that may stand there. Dropped: sounds, full
    names, display text, the times of single words, confidence. Format: NIST OpenASR20 evaluation plan, appendix, and
    SCTK's ``sclite`` (doc/infmts.htm).

    Raises:
        UnsuitableFormatError: Something that is said has no times.
    """
    name, labels = recording(transcript), label_fields(transcript)
    lines = []
    for utterance in utterances(transcript, "stm"):
        first, *rest = utterance.words
        words = " ".join([_LABEL_FIELD.sub(r"[\1]", first), *rest])
        times = f"{seconds(utterance.start_ms)} {seconds(utterance.end_ms)}"
        lines.append(f"{name} 1 {labels[utterance.speaker]} {times} {words}\n")
    return "".join(lines)
