"""SubRip subtitles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.exporters.characters import readable_name
from pipeline.exporters.cues import Limits, cut_cues
from pipeline.exporters.timed_words import require_times
from pipeline.exporters.timestamps import srt_time

if TYPE_CHECKING:
    from pipeline.schema import Transcript

_LIMITS = Limits(line=42, lines=2)
"""What broadcasters use. The podcast namespace suggests 32, which cuts most sentences in three."""
_UNKNOWN = "-"
"""What subtitles print before the words of somebody else whom nobody knows."""
_MARKUP = str.maketrans("<>{}", "‹›()")
_TIME = re.compile(r"(\d:\d{1,2}):(?=\d{1,2}[.,]\d)")


def to_srt(transcript: Transcript) -> str:
    """SubRip: at most two lines of 42 characters a cue, ``LABEL:`` where the speaker changes.

    Lines end with a line feed alone; the encoding to write it in is UTF-8. SubRip cannot escape, and players take
    ``<...>`` and ``{...}`` for mark-up: these four characters are written as ``‹›()``, and the last
    colon of a time to the fraction of a second as ``∶``. Dropped are paragraphs, full
    names and roles, headline and notices, evidence, confidence and the times of single words.

    Raises:
        UnsuitableFormatError: The transcript has no times.
    """
    require_times(transcript, "srt")
    leads: dict[str | None, str] = {speaker.label: _lead(speaker.label) for speaker in transcript.speakers}
    leads[None] = _UNKNOWN
    return "".join(
        f"{number}\n{srt_time(cue.start_ms)} --> {srt_time(cue.end_ms)}\n{_plain(cue.lines)}\n\n"
        for number, cue in enumerate(cut_cues(transcript, _LIMITS, leads), start=1)
    )


def _lead(label: str) -> str:
    name = readable_name(label)
    longest = _LIMITS.line - 1
    return (name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…") + ":"


def _plain(lines: tuple[str, ...]) -> str:
    # readers that look for times wherever they stand would begin a new cue at those that somebody wrote
    return _TIME.sub("\\1∶", "\n".join(lines).translate(_MARKUP))
