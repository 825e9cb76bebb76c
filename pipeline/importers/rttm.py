"""RTTM, who was heard when; alone, or beside a transcript that does not know who speaks."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline import schema
from pipeline.errors import UnreadableTranscriptError
from pipeline.importers.columns import records, require_one_recording
from pipeline.importers.speakers import cleaned, speakers_of
from pipeline.timeline import Turn

if TYPE_CHECKING:
    from pathlib import Path


TYPES = frozenset(
    "SEGMENT NOSCORE NO_RT_METADATA LEXEME NON-LEX NON-SPEECH FILLER EDIT SU IP CB A/P SPEAKER SPKR-INFO".split()
)
"""What a line of RTTM may begin with."""


def from_rttm(data: bytes, path: Path) -> schema.Transcript:
    """A document without words: speakers, and when they were heard.

    Only lines of the type ``SPEAKER`` are read; :func:`pipeline.importers.beside.with_speakers` lays them beside words.
    Times stay as precise as the file has them, so that scores are those of the file itself. Format: NIST RT-09
    evaluation plan, appendix A, as pyannote writes it (nine or ten fields).

    Raises:
        UnreadableTranscriptError: It is something else, a line lacks a field, a time is no number or negative, or the
            file is about several recordings.

    """
    everything = list(records(data, path, 1, 11, "RTTM"))
    lines = [line for line in everything if line.fields[0] == "SPEAKER"]
    if everything and not lines and not any(line.fields[0] in TYPES for line in everything):
        raise UnreadableTranscriptError(path, "no line of it is one of RTTM")
    for line in lines:
        if len(line.fields) < 9:
            reason = f"{line.place}: RTTM has at least 9 fields, this line has {len(line.fields)}"
            raise UnreadableTranscriptError(path, reason)
    require_one_recording(path, (line.fields[1] for line in lines))
    turns = []
    for line in lines:
        onset, duration = line.number(3, "onset"), line.number(4, "duration")
        if not (onset >= 0 and duration >= 0 and math.isfinite(onset + duration)):
            reason = f"{line.place}: nobody can be heard from {onset} s for {duration} s"
            raise UnreadableTranscriptError(path, reason)
        if speaker := cleaned(line.fields[7]):
            # as decimals: 0.385 and 39.791 are 40.176, of which binary fractions miss the last digit
            turns.append(Turn(onset, float(Decimal(repr(onset)) + Decimal(repr(duration))), speaker))
    turns.sort(key=lambda turn: turn.start)
    people = speakers_of(turn.speaker for turn in turns)
    return schema.Transcript(
        source=schema.Source(),
        audio=None,
        speakers=tuple(people.values()),
        turns=(),
        diarization=tuple(
            schema.Heard(start=turn.start, end=turn.end, speaker=people[turn.speaker].label) for turn in turns
        ),
        provenance=None,
    )
