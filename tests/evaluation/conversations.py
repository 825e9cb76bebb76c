"""Sides of a comparison in which people speak."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pipeline import schema
from pipeline.evaluation.comparison import compare
from pipeline.evaluation.sides import Block, Side, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.evaluation.comparison import Comparison, Step


def said(*paragraphs: str, each: float | None = None, start: float = 0.0) -> Side:
    """Paragraphs like "MAYNES: Good morning."; "-" is nobody known. With ``each``, words take so many seconds."""
    tokens: list[Token] = []
    blocks: list[Block] = []
    for number, paragraph in enumerate(paragraphs):
        label, _, text = paragraph.partition(": ")
        begin = start + len(tokens) * (each or 0)
        for word in text.split():
            time = start + len(tokens) * (each or 0)
            tokens.append(Token(word, number, *((None, None) if each is None else (time, time + each))))
        times = (None, None) if each is None else (begin, start + len(tokens) * each)
        blocks.append(Block(None if label == "-" else label, number, False, *times))
    return Side(tuple(tokens), tuple(blocks), speakers(block.speaker for block in blocks))


def speakers(labels: Iterable[str | None], **names: str) -> tuple[schema.Speaker, ...]:
    """One for each label, with a full name where ``names`` has one."""
    return tuple(
        schema.Speaker(label=label, name=names.get(label), role=None, confidence=None)
        for label in dict.fromkeys(labels)
        if label is not None
    )


def between(reference: Side, hypothesis: Side) -> Comparison:
    """Words as they stand."""
    return compare(reference, hypothesis, "none")


@st.composite
def conversations(draw: st.DrawFn, people: Sequence[str] = "ABC-", each: float | None = None, most: int = 6) -> Side:
    """Up to ``most`` paragraphs of a few words each."""
    paragraph = st.tuples(st.sampled_from(people), st.lists(st.sampled_from("vwxyz"), min_size=1, max_size=6))
    said_so = draw(st.lists(paragraph, max_size=most))
    return said(*(f"{who}: {' '.join(words)}" for who, words in said_so), each=each)


def parts(steps: Sequence[Step], cuts: Iterable[int]) -> list[Sequence[Step]]:
    """The steps in stretches that end at ``cuts``."""
    places = [0, *sorted(min(cut, len(steps)) for cut in cuts), len(steps)]
    return [steps[start:stop] for start, stop in pairwise(places)]
