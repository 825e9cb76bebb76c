"""Plain text in the layout of a public-radio transcript page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.schema import Transcript, Turn


def to_text(transcript: Transcript) -> str:
    """Headline, unlabelled introduction, then ``LABEL: text`` turns with a blank line between paragraphs.

    Two blank lines stand after the headline and after the introduction. The format holds no times, no full names, no
    evidence and no confidence.
    """
    introduction = [_paragraphs(turn) for turn in transcript.turns if turn.kind == "introduction"]
    conversation = [_paragraphs(turn) for turn in transcript.turns if turn.kind != "introduction"]
    parts = [transcript.source.headline or "", "\n\n".join(introduction), "\n\n".join(conversation)]
    text = "\n\n\n".join(part for part in parts if part)
    return text + "\n" if text else ""


def _paragraphs(turn: Turn) -> str:
    label = f"{turn.speaker}: " if turn.kind == "speech" and turn.speaker else ""
    return label + "\n\n".join(paragraph.text for paragraph in turn.paragraphs)
