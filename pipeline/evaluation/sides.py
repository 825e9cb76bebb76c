"""What is scored of a transcript: the words as printed, who says them, when, and in which paragraph."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pipeline.exporters.timed_words import displayed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.exporters.timed_words import Displayed
    from pipeline.schema import Heard, Speaker, Transcript

_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PHONETIC = re.compile(r"[(\[]\s*(?:ph|sp|sic)\.?\s*[)\]]", re.IGNORECASE)
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
            said = list(_said(displayed(paragraph), left_out))
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


def _said(pieces: Sequence[Displayed], left_out: Counter[str]) -> Iterator[Displayed]:
    """The pieces without what stands in brackets; brackets that nothing closes are only signs."""
    line = " ".join(piece.text for piece in pieces)
    cuts = list(_IN_BRACKETS.finditer(line))
    for cut in cuts:
        left_out["spelling marks" if _PHONETIC.fullmatch(cut[0]) else "stage directions"] += 1
    removed = {place for cut in cuts for place in range(*cut.span())}
    position = 0
    for piece in pieces:
        kept = "".join(sign for place, sign in enumerate(piece.text, position) if place not in removed)
        position += len(piece.text) + 1
        if kept:
            yield piece._replace(text=kept)


def _seconds(piece: Displayed) -> tuple[float | None, float | None]:
    return (None, None) if piece.times is None else (piece.times[0] / 1000, piece.times[1] / 1000)
