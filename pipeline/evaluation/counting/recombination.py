"""ORC-WER: each paragraph of the reference goes to the stream of the hypothesis that it fits best (arXiv 2211.16112).

No speaker of the reference matters. The exact algorithm's time and memory grow with the product of the streams'
lengths; where that is too much, meeteval's greedy search is used, and for long texts piece by piece.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from pipeline.evaluation.counting.utterances import errors_of, streams_of
from pipeline.evaluation.counts import ErrorCounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.evaluation.comparison import Comparison
    from pipeline.evaluation.counting.utterances import Streams

MOST_STREAMS = 10
"""More are an error to meeteval."""
EXACT_STEPS = 4 * 10**8
"""Work that the exact algorithm does in a second."""
EXACT_STATES = 10**7
"""States that it may keep, of 16 bytes each."""
GREEDY_CELLS = 4 * 10**7
"""Words of one side times words of the other, for which the greedy search takes a second; more are cut into pieces."""
MOST_CELLS = 4 * 10**8
"""The same in all pieces, beyond which nothing is counted: some paragraphs are too long to cut."""
PIECE = 3000
"""Words of the reference in a piece, at least."""


def count_recombined(
    comparison: Comparison, reference: Streams, hypothesis: Streams
) -> tuple[ErrorCounts, tuple[str, ...]]:
    """The errors, and a note where they may be a few too many or cannot be counted."""
    streams = len(hypothesis.lengths)
    if streams <= 1 or not reference.size:  # there is nothing to choose: it is the word error rate
        return ErrorCounts.of_kinds(Counter(step.kind for step in comparison.steps)), ()
    if streams > MOST_STREAMS:
        return ErrorCounts(), (f"ORC-WER not counted: {streams:,} speakers; meeteval takes up to {MOST_STREAMS}",)
    pieces = [(reference, hypothesis)]
    if not _fits(reference, hypothesis) and reference.size * hypothesis.size > GREEDY_CELLS:
        pieces = list(_pieces(comparison))
    if sum(one.size * other.size for one, other in pieces if not _fits(one, other)) > MOST_CELLS:
        return ErrorCounts(), ("ORC-WER not counted: the paragraphs of the reference are too long for it",)
    counts = ErrorCounts.total(_recombined(one, other) for one, other in pieces)
    if (len(pieces) == 1 and _fits(reference, hypothesis)) or counts.errors == _least(comparison):
        return counts, ()
    how = "by meeteval's greedy search" + (f" in {len(pieces)} pieces" if len(pieces) > 1 else "")
    return counts, (f"ORC-WER was counted {how}: it may be a little too high",)


def _recombined(reference: Streams, hypothesis: Streams) -> ErrorCounts:
    from meeteval.io import SegLST
    from meeteval.wer import greedy_orc_word_error_rate, orc_word_error_rate

    if not hypothesis.size:  # meeteval's exact algorithm fails
        return ErrorCounts(reference.size, deletions=reference.size)
    count = orc_word_error_rate if _fits(reference, hypothesis) else greedy_orc_word_error_rate
    rate = count(
        SegLST(reference.segments()), SegLST(hypothesis.segments()), reference_sort=False, hypothesis_sort=False
    )
    return errors_of(rate)


def _fits(reference: Streams, hypothesis: Streams) -> bool:
    """Whether the exact algorithm can be used."""
    states = prod(length + 1 for length in hypothesis.lengths.values())
    steps = reference.size * len(hypothesis.lengths) * states
    return steps <= EXACT_STEPS and (len(reference.utterances) + 1) * states <= EXACT_STATES


def _pieces(comparison: Comparison) -> Iterator[tuple[Streams, Streams]]:
    """Both sides cut where a paragraph of the reference begins.

    Between words that are equal on both sides, if any such place comes before a piece is twice as long as it should be.
    """
    reference, hypothesis = comparison.reference_words, comparison.hypothesis_words
    blocks = [comparison.reference.tokens[word.first].block for word in reference]
    cuts, begin, before = [(0, 0)], 0, "equal"
    for step in comparison.steps:
        start = step.reference
        if start and blocks[start] != blocks[start - 1]:
            length = start - cuts[-1][0]
            if length >= PIECE and (before == step.kind == "equal" or length >= 2 * PIECE):
                cuts.append((start, begin))
        begin += step.hypothesis is not None
        before = step.kind
    for (start, begin), (stop, end) in pairwise([*cuts, (len(reference), len(hypothesis))]):
        yield (
            streams_of(comparison.reference, reference[start:stop]),
            streams_of(comparison.hypothesis, hypothesis[begin:end]),
        )


def _least(comparison: Comparison) -> int:
    """Errors that no order of the words can avoid."""
    reference = Counter(word.text for word in comparison.reference_words)
    hypothesis = Counter(word.text for word in comparison.hypothesis_words)
    return max(reference.total(), hypothesis.total()) - (reference & hypothesis).total()
