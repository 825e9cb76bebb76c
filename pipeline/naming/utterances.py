"""What one voice says in one go, divided into sentences: the text in which names are looked for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.timeline import AttributedWord


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one utterance: its text, when it begins, and its words' place in the recording's word list.

    ``time`` is None in a transcript without times.
    """

    text: str
    time: float | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """What ``speaker`` says until another voice is heard."""

    speaker: str
    sentences: tuple[Sentence, ...]


def utterances(words: Sequence[AttributedWord]) -> tuple[Utterance, ...]:
    """The words of each voice in turn; words of no voice are left out."""
    attributed = [(i, word, word.speaker) for i, word in enumerate(words) if word.speaker is not None]
    return tuple(
        Utterance(speaker, tuple(_sentences([(i, word) for i, word, _ in group])))
        for speaker, group in groupby(attributed, key=lambda item: item[2])
    )


def _sentences(group: Sequence[tuple[int, AttributedWord]]) -> Iterable[Sentence]:
    texts = [attributed.word.text for _, attributed in group]
    for span in sentences(texts):
        first, last = group[span[0]], group[span[-1]]
        text = " ".join(texts[span.start : span.stop])
        yield Sentence(text, first[1].word.start, first[0], last[0])
