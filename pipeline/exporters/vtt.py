"""WebVTT subtitles with voices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.exporters.cues import Limits, cut_cues
from pipeline.exporters.people import Heading, full_names
from pipeline.exporters.timed_words import require_times
from pipeline.exporters.timestamps import vtt_time

if TYPE_CHECKING:
    from pipeline.schema import Transcript

_LIMITS = Limits(line=65, lines=2)
"""What podcast directories ask for; tags are not shown and do not count."""


def to_vtt(transcript: Transcript) -> str:
    """WebVTT (https://www.w3.org/TR/webvtt1/): one voice a cue, ``<v Full Name>``, at most two lines of 65 characters.

    The label stands in for a name that nobody knows; sound, and words of nobody known, have no voice. Dropped are
    paragraphs, labels and roles, evidence, confidence and the times of single words; headline and origin are a comment.

    Raises:
        UnsuitableFormatError: The transcript has no times.
    """
    require_times(transcript, "vtt")
    names = {label: f"<v {_escaped(name)}>" for label, name in full_names(transcript).items()}
    blocks = ["WEBVTT", f"NOTE {_about(transcript)}"]
    for cue in cut_cues(transcript, _LIMITS):
        voice = names[cue.speaker] if cue.speaker is not None else ""
        times = f"{vtt_time(cue.start_ms)} --> {vtt_time(cue.end_ms)}"
        blocks.append("\n".join([times, voice + _escaped(cue.lines[0]), *map(_escaped, cue.lines[1:])]))
    return "\n\n".join(blocks) + "\n"


def _about(transcript: Transcript) -> str:
    heading = Heading.of(transcript)
    about = " · ".join(part for part in (heading.title, heading.broadcast, *heading.notices) if part)
    return about.replace("-->", "->")  # the one thing that a comment must not hold


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
