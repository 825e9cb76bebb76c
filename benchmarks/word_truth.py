"""Who really said each recognised word, by a reference that has its sentences' times."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pipeline.evaluation.comparison import compare
from pipeline.evaluation.sides import Block, Side, Token
from pipeline.timeline import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.timeline import Word

_NEAR = 1.0
"""Seconds within which a word that crosstalk has put out of order is looked for by its text."""


class Said(NamedTuple):
    """A word of the reference: who says it, and about when (its sentence's time is shared out by letters)."""

    text: str
    speaker: str
    span: Span


def match(words: Sequence[Word], said: Sequence[Said]) -> dict[int, Said]:
    """The reference's word for each recognised word that has one.

    Words are equal in the shortest alignment; or equal and within a second, where two voices at once have put them out
    of order; or one was recognised in the other's place.
    """
    reference = Side(
        tuple(Token(word.text, place) for place, word in enumerate(said)),
        tuple(Block(word.speaker, place) for place, word in enumerate(said)),
    )
    comparison = compare(reference, Side(tuple(Token(word.text, 0) for word in words), (Block(None, 0),)), "english")
    expected, found = comparison.reference_words, comparison.hypothesis_words
    pairs = {pair.hypothesis: pair.reference for pair in comparison.pairs if pair.equal}
    missing = defaultdict(list)
    for place in sorted(set(range(len(expected))) - set(pairs.values())):
        missing[expected[place].text].append(place)
    for place, word in enumerate(found):
        middle = words[word.first].span.midpoint
        distances = [(said[expected[other].first].span.distance(middle), other) for other in missing[word.text]]
        if place not in pairs and distances and min(distances)[0] <= _NEAR:
            pairs[place] = min(distances)[1]
            missing[word.text].remove(pairs[place])
    taken = set(pairs.values())
    for pair in comparison.pairs:
        if pair.hypothesis not in pairs and pair.reference not in taken:
            pairs[pair.hypothesis] = pair.reference
    return {found[place].first: said[expected[other].first] for place, other in sorted(pairs.items())}


def said_in(path: Path) -> tuple[Said, ...]:
    """The words of a reference that has its sentences' times, in the order in which they begin."""
    words = [word for speaker, start, end, text in _sentences(path) for word in _shared_out(text, speaker, start, end)]
    return tuple(sorted(words, key=lambda word: word.span.start))


def _sentences(path: Path) -> Iterator[tuple[str, float, float, str]]:
    """Speaker, start, end and text of the sentences of an STM file, or of a list that a sample carries."""
    if path.suffix == ".json":
        for row in json.loads(path.read_text(encoding="utf-8")):
            yield row["speaker"], row["start"], row["end"], row["text"]
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        _, _, speaker, start, end, text = line.split(maxsplit=5)
        yield speaker, float(start), float(end), text


def _shared_out(text: str, speaker: str, start: float, end: float) -> Iterator[Said]:
    """The words of a sentence, its time shared out among them by their letters."""
    each = (end - start) / len(f"{text} ")
    for word in text.split():
        finish = min(end, start + each * len(f"{word} "))
        yield Said(word, speaker, Span(start, finish))
        start = finish
