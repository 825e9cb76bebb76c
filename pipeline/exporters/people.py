"""What readers are told of a transcript: who speaks, and what it is a transcript of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.exporters.characters import readable, readable_name

if TYPE_CHECKING:
    from pipeline.schema import Speaker, Transcript

_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}]+")


def full_names(transcript: Transcript) -> dict[str, str]:
    """The full name of every label, or the label itself where nobody knows the name."""
    return {speaker.label: readable_name(speaker.name or speaker.label) for speaker in transcript.speakers}


def name_and_role(speaker: Speaker) -> str:
    """How a speaker is introduced: ``Charles Maynes, correspondent``."""
    role = readable(speaker.role or "")
    return readable_name(speaker.name or speaker.label) + (f", {role}" if role else "")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above and below the conversation."""

    title: str
    """The headline, else the program, else the file name of the recording, else "Transcript"."""
    broadcast: str
    """Program, station and date, as far as they are known and not the title, divided by middle dots."""
    address: str
    """Where it was published; empty when that is no address of the web."""
    notices: tuple[str, ...]
    """Copyright and attribution."""

    @classmethod
    def of(cls, transcript: Transcript) -> Heading:
        """The heading of ``transcript``."""
        source, audio = transcript.source, transcript.audio
        titles = _known(source.headline, source.program, audio.name if audio else None, "Transcript")
        broadcast = [part for part in _known(source.program, source.station, source.published) if part != titles[0]]
        address = source.url if source.url and _WEB_ADDRESS.fullmatch(source.url) else ""
        return cls(titles[0], " · ".join(broadcast), address, tuple(_known(*source.notices)))


def _known(*texts: str | None) -> list[str]:
    return [line for line in (readable(text) for text in texts if text is not None) if line]
