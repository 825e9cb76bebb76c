"""SubRip subtitles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.errors import UnreadableTranscriptError
from pipeline.importers.conversation import to_transcript
from pipeline.importers.cues import ARROW, Cue, times_of
from pipeline.importers.encoding import decode, lines_of
from pipeline.importers.prefixes import segments_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.schema import Transcript

_MARKUP = re.compile(r"</?(?:b|i|u|s|font)(?:\s[^>]*)?>|\{\\[^}]*\}", re.IGNORECASE)
_LIKE_TIMES = re.compile(r"\s*\d+:\d")


def from_srt(data: bytes, path: Path) -> Transcript:
    """Cues with names before the words where the speaker changes, or none; mark-up is left out.

    Numbers may be missing or wrong, cues out of order or over one another: they are put in the order of their start,
    and all words stay. Each cue is a paragraph.

    Raises:
        UnreadableTranscriptError: A cue has no proper times or ends before it starts (with its line), or there is text
            and no cue.

    """
    lines = lines_of(decode(data, path))
    timed = [(i, times) for i, line in enumerate(lines) if (times := _times(path, i, line))]
    _refuse_other_text(path, lines[: timed[0][0] if timed else len(lines)], found=bool(timed))
    ends = [i for i, _ in timed[1:]] + [len(lines)]
    cues = [
        Cue(i + 1, *times, _text(lines[i + 1 : end], last=end == len(lines)))
        for (i, times), end in zip(timed, ends, strict=False)  # without a cue there is still an end
    ]
    return to_transcript(path, segments_of(cues))


def _times(path: Path, i: int, line: str) -> tuple[float, float] | None:
    times = times_of(line)
    if times is None and ARROW in line and _LIKE_TIMES.match(line):
        raise UnreadableTranscriptError(path, f"line {i + 1}: these are no times: {line.strip()}")
    return times


def _refuse_other_text(path: Path, lines: Sequence[str], *, found: bool) -> None:
    """Before the first times there may be its number and nothing else."""
    said = [i for i, line in enumerate(lines) if line.strip() and not (found and line.strip().isdigit())]
    if said:
        raise UnreadableTranscriptError(path, f"line {said[0] + 1}: there is no time before this text")


def _text(lines: Sequence[str], *, last: bool) -> str:
    """The lines of a cue, without the number of the next one, which stands right before its times."""
    if not last and lines and lines[-1].strip().isdigit():
        lines = lines[:-1]
    return _MARKUP.sub("", "\n".join(line.strip() for line in lines if line.strip()))
