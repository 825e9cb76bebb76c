"""From attributed words to turns and paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal

from pipeline.text.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.timeline import AttributedWord

_PARAGRAPH_PAUSE = 0.8
"""Seconds of silence after a sentence at which a long turn may begin a new paragraph."""
_PARAGRAPH_WORDS = 60
"""Words a paragraph has before it may end in such a pause."""


@dataclass(frozen=True, slots=True)
class ComposedTurn:
    """What one voice says in one go, as paragraphs of words; ``speaker`` is the diarizer's label."""

    kind: Literal["introduction", "speech"]
    speaker: str | None
    paragraphs: tuple[tuple[AttributedWord, ...], ...]


def compose(words: Sequence[AttributedWord], opening: int = 0) -> tuple[ComposedTurn, ...]:
    """All words, in their order, as turns. The first ``opening`` words are the host's introduction."""
    introduction = _turns(words[:opening], "introduction")
    return (*introduction, *_turns(words[opening:], "speech"))


def _turns(words: Iterable[AttributedWord], kind: Literal["introduction", "speech"]) -> list[ComposedTurn]:
    return [
        ComposedTurn(kind, speaker, tuple(_paragraphs(list(group))))
        for speaker, group in groupby(words, key=lambda attributed: attributed.speaker)
    ]


def _paragraphs(words: Sequence[AttributedWord]) -> Iterable[tuple[AttributedWord, ...]]:
    """One speaker's words, divided after sentences that are followed by a long pause."""
    start = 0
    for i, (attributed, following) in enumerate(pairwise(words), start=1):
        pause = following.word.start - attributed.word.end
        ended = ends_sentence(attributed.word.text, following.word.text)
        if ended and pause >= _PARAGRAPH_PAUSE and i - start >= _PARAGRAPH_WORDS:
            yield tuple(words[start:i])
            start = i
    yield tuple(words[start:])
