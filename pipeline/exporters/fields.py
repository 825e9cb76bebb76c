"""Names and words as fields of the formats that scorers read, in which a blank ends a field and a line end a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.exporters.characters import readable

if TYPE_CHECKING:
    from collections.abc import Container

    from pipeline.schema import Transcript

UNKNOWN = "UNKNOWN"
"""Stands where a format wants a speaker and nobody knows who it is."""


def field(text: str) -> str:
    """``text`` without blanks of any script and without control characters: each run of blanks becomes ``_``."""
    return "_".join(readable(text).split()) or "_"


def recording(transcript: Transcript) -> str:
    """What the formats call the recording: its file's name without the ending, or ``recording`` where there is none.

    It stands first on a line, where a semicolon would begin a comment.
    """
    name = transcript.audio.name if transcript.audio else ""
    return _unquoted(field(name.rpartition(".")[0] or name)).lstrip(";_") or "recording"


def label_fields(transcript: Transcript) -> dict[str | None, str]:
    """A field for the label of every speaker, different for each, and :data:`UNKNOWN` for nobody's."""
    fields: dict[str | None, str] = {None: UNKNOWN}
    for speaker in transcript.speakers:
        fields[speaker.label] = unused(_unquoted(field(speaker.label)), fields.values())
    return fields


def unused(name: str, taken: Container[str], separator: str = "_") -> str:
    """``name``, numbered if somebody else has it already."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}{separator}{number}"
    return free


def seconds(time_ms: int) -> str:
    """Seconds with three decimals."""
    return f"{time_ms // 1000}.{time_ms % 1000:03d}"


def _unquoted(text: str) -> str:
    # readers that take such a file for a table (pandas) let a quotation mark swallow what follows
    return text.replace('"', "'")
