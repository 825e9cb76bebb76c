"""What is scored of a transcript: the words as printed, who says them, when, and in which paragraph."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pipeline.exporters.timed_words import displayed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.exporters.timed_words import Displayed
    from pipeline.schema import Heard, Speaker, Transcript

_CLOSING = {"(": ")", "[": "]", "（": "）", "［": "］", "【": "】"}
_BRACKET = re.compile(f"[{re.escape(''.join([*_CLOSING, *_CLOSING.values()]))}]")
_PHONETIC = re.compile(r"[(\[]\s*(?:ph|sp|sic)\.?\s*[)\]]", re.IGNORECASE)
_CLOSING_MARKS = re.compile(r"[.,;:!?…。、，？！]")
_SAYS_SOMETHING = re.compile(r"\w")


class Token(NamedTuple):
    """A word as printed, its punctuation attached; what is only punctuation is a token of its own."""

    text: str
    block: int
    """The paragraph it stands in: index in :attr:`Side.blocks`."""
    start: float | None = None
    """Seconds; None where the word itself has no time, even if its paragraph has."""
    end: float | None = None


class Block(NamedTuple):
    """A paragraph."""

    speaker: str | None
    turn: int
    """Number of the turn it belongs to."""
    introduction: bool = False
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two transcripts that are compared."""

    tokens: tuple[Token, ...]
    blocks: tuple[Block, ...]
    speakers: tuple[Speaker, ...] = ()
    heard: tuple[Heard, ...] | None = None
    """Who was heard when; None where nobody says."""
    language: str | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    """What is printed and was not said, and is not scored: kind and number."""

    def speaker(self, token: int) -> str | None:
        """Label of who says the token with this index."""
        return self.blocks[self.tokens[token].block].speaker

    @property
    def is_voices_alone(self) -> bool:
        """Whether it says who was heard when, and no word."""
        return bool(self.heard) and not self.tokens

    @property
    def has_speakers(self) -> bool:
        """Whether any word has a speaker."""
        return any(block.speaker is not None for block in self.blocks)


def side_of(transcript: Transcript) -> Side:
    """What is scored of ``transcript``: the text that readers get, without what nobody says.

    Left out are sounds, whatever stands in brackets (stage directions, ``(ph)``), and what a page prints around the
    conversation: furniture and notices.
    """
    left_out: Counter[str] = Counter()
    tokens: list[Token] = []
    blocks: list[Block] = []
    for number, turn in enumerate(transcript.turns):
        if turn.kind == "sound":
            left_out["stage directions"] += 1
            continue
        for paragraph in turn.paragraphs:
            said = _said(displayed(paragraph), left_out)
            if any(_SAYS_SOMETHING.search(piece.text) for piece in said):
                tokens += [Token(piece.text, len(blocks), *_seconds(piece)) for piece in said]
                introduction = turn.kind == "introduction"
                blocks.append(Block(turn.speaker, number, introduction, paragraph.start, paragraph.end))
    if transcript.page is not None:
        left_out["page furniture"] = sum(
            part.kind == "furniture" and bool(_SAYS_SOMETHING.search(part.text)) for part in transcript.page.parts
        )
    left_out["notices"] = len(transcript.source.notices)
    return Side(
        tuple(tokens),
        tuple(blocks),
        transcript.speakers,
        transcript.diarization,
        transcript.source.language,
        {kind: number for kind, number in left_out.items() if number},
    )


def _said(pieces: Sequence[Displayed], left_out: Counter[str]) -> Sequence[Displayed]:
    """The pieces without what stands in brackets; brackets that nothing closes are only signs."""
    line = " ".join(piece.text for piece in pieces)
    cuts = _bracketed(line)
    if not cuts:
        return pieces
    for cut in cuts:
        phonetic = _PHONETIC.fullmatch(line[cut.start : cut.stop])
        left_out["spelling marks" if phonetic else "stage directions"] += 1
    removed = {place for cut in cuts for place in cut}
    said: list[Displayed] = []
    position = 0
    for piece in pieces:
        kept = "".join(sign for place, sign in enumerate(piece.text, position) if place not in removed)
        position += len(piece.text) + 1
        if said and len(kept) < len(piece.text) and _CLOSING_MARKS.match(kept):
            # "Massimov (ph), who": the comma is the word's
            said[-1] = said[-1]._replace(text=said[-1].text + kept)
        elif kept:
            said.append(piece._replace(text=kept))
    return said


def _bracketed(line: str) -> list[range]:
    """Where ``line`` stands in brackets, these included; brackets within brackets are part of the outer ones."""
    pending: dict[str, list[int]] = {sign: [] for sign in _CLOSING.values()}
    spans = []
    for found in _BRACKET.finditer(line):
        if closing := _CLOSING.get(found[0]):
            pending[closing].append(found.start())
        elif pending[found[0]]:
            spans.append(range(pending[found[0]].pop(), found.end()))
    outer: list[range] = []
    for span in sorted(spans, key=lambda span: span.start):
        if outer and span.start < outer[-1].stop:
            outer[-1] = range(outer[-1].start, max(outer[-1].stop, span.stop))
        else:
            outer.append(span)
    return outer


def _seconds(piece: Displayed) -> tuple[float | None, float | None]:
    return (None, None) if piece.times is None else (piece.times[0] / 1000, piece.times[1] / 1000)
