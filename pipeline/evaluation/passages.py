"""Stretches of about a sentence: what a reader is shown as a bad passage, and what a bootstrap draws from."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pipeline.evaluation.score import Score, score_steps
from pipeline.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.evaluation.comparison import Comparison

LONGEST = 40
"""Words after which a stretch without a sentence end is divided."""


class Segment(NamedTuple):
    """Some steps of the alignment in a row, and what is counted of them."""

    steps: range
    """Indices in :attr:`Comparison.steps`."""
    reference: range
    """Tokens of the reference; none where the reference is empty."""
    hypothesis: range
    """Tokens of the hypothesis; none where all words are missing."""
    score: Score
    wrong_speakers: int
    """Words under the wrong speaker: by names where both sides have them (:attr:`Comparison.owners`)."""


def segments(comparison: Comparison) -> tuple[Segment, ...]:
    """The sentences of the reference, with what stands for them; together they are all steps in their order.

    What was inserted belongs to the sentence before it, and at the very beginning to the first.
    """
    if not comparison.compares_words:
        return ()
    return tuple(_segment(comparison, steps) for steps in _steps(comparison))


def badness(segment: Segment) -> int:
    """How bad a passage is: wrong words, and words under the wrong speaker."""
    return segment.score.words.errors + segment.wrong_speakers


def _steps(comparison: Comparison) -> Iterator[range]:
    """The steps of each segment."""
    ends = _ends(comparison)
    start = 0
    for place, step in enumerate(comparison.steps):
        # cut before the first word of a sentence, so that insertions stay with the one before
        if step.reference is not None and step.reference - 1 in ends:
            yield range(start, place)
            start = place
    if start < len(comparison.steps):
        yield range(start, len(comparison.steps))


def _ends(comparison: Comparison) -> set[int]:
    """The reference words after which a segment ends, but for the last."""
    closing = set(_closing_tokens(comparison))
    words, ends, length = comparison.reference_words, set[int](), 0
    for place, word in enumerate(words[:-1]):
        length += 1
        following = words[place + 1].first
        closes = any(token in closing for token in range(word.last, following))
        if closes or length == LONGEST:
            ends.add(place)
            length = 0
    return ends


def _closing_tokens(comparison: Comparison) -> Iterator[int]:
    """The last token of each sentence; a paragraph ends one as well."""
    tokens = comparison.reference.tokens
    for _, run in groupby(range(len(tokens)), key=lambda place: tokens[place].block):
        places = list(run)
        for sentence in sentences([tokens[place].text for place in places]):
            yield places[sentence[-1]]


def _segment(comparison: Comparison, places: range) -> Segment:
    steps = comparison.steps[places.start : places.stop]
    expected = [comparison.reference_words[step.reference] for step in steps if step.reference is not None]
    found = [comparison.hypothesis_words[step.hypothesis] for step in steps if step.hypothesis is not None]
    return Segment(
        places,
        range(expected[0].first, expected[-1].last + 1) if expected else range(0),
        range(found[0].first, found[-1].last + 1) if found else range(0),
        score_steps(comparison, steps),
        sum(comparison.robbed(step) is not None for step in steps),
    )
