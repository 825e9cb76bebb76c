"""When words begin, where both sides know it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.evaluation.comparison import pairs_of
from pipeline.evaluation.counts import TimeErrors
from pipeline.evaluation.normalisers import begins_token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.evaluation.comparison import Comparison, Step
    from pipeline.evaluation.normalisers import Word
    from pipeline.evaluation.sides import Side


def count_times(comparison: Comparison, steps: Sequence[Step]) -> TimeErrors:
    """How far the starts of equal words are apart, where both sides have a time for the word itself."""
    differences: Counter[int] = Counter()
    for pair in pairs_of(steps):
        if pair.equal:
            expected = _start(comparison.reference, comparison.reference_words, pair.reference)
            found = _start(comparison.hypothesis, comparison.hypothesis_words, pair.hypothesis)
            if expected is not None and found is not None:
                differences[round(abs(found - expected) * 1000)] += 1
    return TimeErrors(differences)


def _start(side: Side, words: Sequence[Word], index: int) -> float | None:
    """Seconds; None within a token: the "not" of "isn't" has no start of its own."""
    return side.tokens[words[index].first].start if begins_token(words, index) else None
