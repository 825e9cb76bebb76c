"""The plain layout of a transcript page, without furniture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.schema import Transcript, Turn


def plain_layout(transcript: Transcript) -> str:
    """Headline, unlabelled introduction, then ``LABEL: text`` turns with a blank line between paragraphs.

    Two blank lines stand after the headline and after the introduction; nothing stands after the last paragraph.
    """
    introduction = [_paragraphs(turn) for turn in transcript.turns if turn.kind == "introduction"]
    conversation = [_paragraphs(turn) for turn in transcript.turns if turn.kind != "introduction"]
    parts = [transcript.source.headline or "", "\n\n".join(introduction), "\n\n".join(conversation)]
    return "\n\n\n".join(part for part in parts if part)


def _paragraphs(turn: Turn) -> str:
    label = f"{turn.speaker}: " if turn.kind == "speech" and turn.speaker else ""
    return label + "\n\n".join(paragraph.text for paragraph in turn.paragraphs)
