"""Markdown, as CommonMark defines it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.exporters.characters import readable
from pipeline.exporters.people import Heading, full_names, name_and_role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.schema import Transcript

_ACTIVE = re.compile(r"[\\`*_\[\]<>~|]|&(?=#|\w+;)")
_BLOCK = re.compile(r"[#+=-]|\d{1,9}[.)]")
"""What makes a heading, a list, a rule or a heading's underline at the beginning of a line."""


def to_markdown(transcript: Transcript) -> str:
    """Title, introduction, then ``**Full Name:**`` turns; the role stands where somebody speaks for the first time.

    CommonMark 0.31 (https://spec.commonmark.org/0.31.2/): what would be mark-up in names and words is escaped,
    tables and strikethrough of the GitHub dialect too. Sound is in italics. Dropped are times, labels (but where
    nobody knows the name), evidence, confidence, and line breaks within a paragraph.
    """
    heading = Heading.of(transcript)
    # a title may not end in number signs: they would be taken for the end of its mark-up
    blocks = ["# " + _escaped(heading.title).replace("#", r"\#")]
    if heading.broadcast:
        blocks.append(f"*{_escaped(heading.broadcast)}*")
    blocks += _conversation(transcript)
    if heading.notices or heading.address:
        blocks += ["---", *map(_paragraph, heading.notices), *([f"<{heading.address}>"] if heading.address else [])]
    return "".join(f"{block}\n\n" for block in blocks).removesuffix("\n")


def _conversation(transcript: Transcript) -> Iterator[str]:
    names = full_names(transcript)
    first = {speaker.label: name_and_role(speaker) for speaker in transcript.speakers}
    for turn in transcript.turns:
        texts = [readable(paragraph.text) for paragraph in turn.paragraphs]
        if turn.kind == "sound":
            yield from (f"*{_escaped(text)}*" for text in texts if text)
        elif turn.kind == "introduction" or turn.speaker is None:
            yield from (_paragraph(text) for text in texts if text)
        else:
            name = first.pop(turn.speaker, names[turn.speaker])
            yield f"**{_escaped(name)}:** {_escaped(texts[0])}".rstrip()
            yield from (_paragraph(text) for text in texts[1:] if text)


def _paragraph(text: str) -> str:
    escaped = _escaped(text)
    if found := _BLOCK.match(escaped):
        return f"{escaped[: found.end() - 1]}\\{escaped[found.end() - 1 :]}"
    return escaped


def _escaped(text: str) -> str:
    return _ACTIVE.sub(r"\\\g<0>", text)
