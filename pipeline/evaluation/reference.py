"""What a transcript is compared with: who said what, in order, as plain text with labels."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from pipeline.timeline import Turn

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.schema import Transcript


class Said(NamedTuple):
    """What one person says in one go."""

    speaker: str | None
    text: str


def said_in(transcript: Transcript) -> tuple[Said, ...]:
    """What a transcript says, turn by turn; the introduction counts as its speaker's."""
    return tuple(
        Said(turn.speaker, " ".join(paragraph.verbatim for paragraph in turn.paragraphs))
        for turn in transcript.turns
        if turn.kind != "sound"
    )


def read_sentences(path: Path) -> tuple[Said, ...]:
    """The sentences of a sample's ``.sentences.json``: objects with ``speaker``, ``start``, ``end``, ``text``."""
    return tuple(Said(item["speaker"], item["text"]) for item in json.loads(path.read_text(encoding="utf-8")))


def read_rttm(path: Path) -> tuple[Turn, ...]:
    """The turns of an RTTM file (NIST RT-09 evaluation plan, appendix A), in the order of the file."""
    turns = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if fields and fields[0] == "SPEAKER":
            start, duration = float(fields[3]), float(fields[4])
            turns.append(Turn(start, start + duration, fields[7]))
    return tuple(turns)
