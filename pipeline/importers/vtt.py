"""WebVTT subtitles."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import UnreadableTranscriptError
from pipeline.importers import prefixes
from pipeline.importers.conversation import to_transcript
from pipeline.importers.cues import ARROW, Cue, times_of
from pipeline.importers.encoding import decode, lines_of
from pipeline.importers.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.schema import Transcript

_SIGNATURE = re.compile(r"WEBVTT(?:[ \t].*)?")
_PASSED_OVER = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
_TAG = re.compile(r"<(/?)([a-zA-Z]*|[\d:.]+)(?:\.[^\s<>]*)?(?:\s+([^<>]*))?>")
_LANGUAGE = re.compile(r"Language:\s*(\S+)")


class _Block(NamedTuple):
    """Lines without an empty one between them."""

    line: int
    """Of its first, counted from 1."""
    lines: Sequence[str]


def from_vtt(data: bytes, path: Path) -> Transcript:
    """Cues with voices (``<v Ayesha Rascoe>``); without any voice, with names before the words as in SubRip.

    A voice ends with its cue, as WebVTT has it: a cue without one is nobody's. Two voices in a cue share its times.
    Other tags, cue settings, identifiers, comments, styles and regions are left out. Cues may be out of order or over
    one another: they are put in the order of their start, and all words stay. Each is a paragraph. Format: W3C, WebVTT.

    Raises:
        UnreadableTranscriptError: The first line is not ``WEBVTT``, a cue has no proper times or ends before it starts,
            or a text has no times (with its line).

    """
    lines = lines_of(decode(data, path))
    if not _SIGNATURE.fullmatch(lines[0]):
        raise UnreadableTranscriptError(path, "line 1: WebVTT begins with WEBVTT")
    blocks = list(_blocks(lines))
    language = next((found[1] for line in blocks[0].lines if (found := _LANGUAGE.fullmatch(line))), None)
    cues = [cue for block in blocks if (cue := _cue(path, block))]
    if any(tag[2] == "v" for cue in cues for tag in _TAG.finditer(cue.text)):
        segments = [segment for cue in cues for segment in _voices(cue)]
    else:
        segments = prefixes.segments_of([Cue(cue.line, cue.start, cue.end, _plain(cue.text)) for cue in cues])
    return to_transcript(path, segments, language)


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    start = 0
    for i, line in enumerate([*lines, ""]):
        if not line:
            if start < i:
                yield _Block(start + 1, lines[start:i])
            start = i + 1


def _cue(path: Path, block: _Block) -> Cue | None:
    """The cue that a block is, after its identifier if it has one; None for what is passed over."""
    timing = next((i for i, line in enumerate(block.lines) if ARROW in line), None)
    if timing is None:
        if block.line == 1 or _PASSED_OVER.fullmatch(block.lines[0]) or not "".join(block.lines).strip():
            return None
        raise UnreadableTranscriptError(path, f"line {block.line}: there is no time before this text")
    times = times_of(block.lines[timing])
    if times is None:
        place = f"line {block.line + timing}"
        raise UnreadableTranscriptError(path, f"{place}: these are no times: {block.lines[timing].strip()}")
    return Cue(block.line + timing, *times, "\n".join(block.lines[timing + 1 :]))


def _voices(cue: Cue) -> Iterator[Segment]:
    speaker, start = None, 0
    parts: list[tuple[str | None, str]] = []
    for tag in _TAG.finditer(cue.text):
        if tag[2] == "v":
            parts.append((speaker, cue.text[start : tag.start()]))
            speaker = None if tag[1] else html.unescape(tag[3] or "")
            start = tag.end()
    parts.append((speaker, cue.text[start:]))
    for said_by, text in parts:
        if plain := _plain(text).strip():
            yield Segment(f"line {cue.line}", cue.start, cue.end, plain, said_by)


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text))
