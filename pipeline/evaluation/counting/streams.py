"""Speakers as streams of words: cpWER, tcpWER and ORC-WER, counted by meeteval (arXiv 2307.11394).

meeteval is an optional extra. What is not counted, or not by its plain form, is told.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.evaluation.counting.recombination import count_recombined
from pipeline.evaluation.counting.utterances import errors_of, streams_of, timed_segments
from pipeline.evaluation.counts import Counts, ErrorCounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.evaluation.comparison import Comparison
    from pipeline.evaluation.counting.utterances import Segment, Streams

TimedWord = tuple[str, tuple[float, float]]

COLLAR = 5.0
"""Seconds by which times may differ for words to match in tcpWER: what meeteval recommends."""
MOST_SPEAKERS = 20
"""More are an error to meeteval in cpWER and tcpWER."""
MOST_CELLS = 2 * 10**9
"""Words of one side times words of the other: beyond, cpWER takes a quarter of a minute and more."""
TABLE_CELLS = 3 * 10**7
"""The same of two speakers, for which meeteval's tcpWER keeps a table of 120 MB."""


@dataclass(frozen=True, slots=True)
class StreamCounts(Counts):
    """Errors between the speakers' words, taken as streams."""

    cp: ErrorCounts = field(default_factory=ErrorCounts)
    tcp: ErrorCounts = field(default_factory=ErrorCounts)
    orc: ErrorCounts = field(default_factory=ErrorCounts)
    notes: tuple[str, ...] = ()
    """What was not counted, or not by the plain form, and why."""


def count_streams(comparison: Comparison) -> StreamCounts:
    """Errors in the words of both sides' streams; neutral counts, and a note, where nothing can be counted.

    Lengths are those of the word error rate. Words of nobody known are a stream of their own. tcpWER needs times for
    all words of both sides: their own, or their paragraphs'; without any it is neutral, which needs no note.
    """
    reference = streams_of(comparison.reference, comparison.reference_words)
    hypothesis = streams_of(comparison.hypothesis, comparison.hypothesis_words)
    if not reference.size and not hypothesis.size:
        return StreamCounts()
    try:
        import meeteval  # noqa: F401
    except ImportError as error:
        return _uncounted(
            "cpWER, tcpWER and ORC-WER",
            f'they need meeteval, which is built by a C++ compiler: pip install "byline[meeteval]" ({error})',
        )
    if reference.size * hypothesis.size > MOST_CELLS:
        return _uncounted(
            "cpWER, tcpWER and ORC-WER", f"{reference.size:,} words against {hypothesis.size:,} would take minutes"
        )
    with _quiet():
        orc, notes = count_recombined(comparison, reference, hypothesis)
        return _count_speakers(comparison, reference, hypothesis) + StreamCounts(orc=orc, notes=notes)


def _count_speakers(comparison: Comparison, reference: Streams, hypothesis: Streams) -> StreamCounts:
    """The two rates that need speakers on both sides: cpWER and tcpWER."""
    for name, side in (("reference", reference), ("hypothesis", hypothesis)):
        if side.size and not side.has_speakers:
            return _uncounted("cpWER and tcpWER", f"the {name} does not say who speaks")
    speakers = max(len(reference.lengths), len(hypothesis.lengths))
    if speakers > MOST_SPEAKERS:
        return _uncounted("cpWER and tcpWER", f"{speakers:,} speakers; meeteval takes up to {MOST_SPEAKERS}")
    expected = timed_segments(comparison.reference, reference)
    found = timed_segments(comparison.hypothesis, hypothesis)
    if expected is None or found is None:
        return StreamCounts(cp=_concatenated(reference, hypothesis))
    # any two streams may be matched, the longest ones too
    large = max(reference.lengths.values(), default=0) * max(hypothesis.lengths.values(), default=0) > TABLE_CELLS
    timed = _time_constrained_in_little_memory if large else _time_constrained
    return StreamCounts(cp=_concatenated(reference, hypothesis), tcp=timed(expected, found))


def _concatenated(reference: Streams, hypothesis: Streams) -> ErrorCounts:
    from meeteval.io import SegLST
    from meeteval.wer import cp_word_error_rate

    rate = cp_word_error_rate(
        SegLST(reference.segments()), SegLST(hypothesis.segments()), reference_sort=False, hypothesis_sort=False
    )
    return errors_of(rate)


def _time_constrained(reference: list[Segment], hypothesis: list[Segment]) -> ErrorCounts:
    from meeteval.io import SegLST
    from meeteval.wer import time_constrained_minimum_permutation_word_error_rate as tcp_word_error_rate

    rate = tcp_word_error_rate(SegLST(reference), SegLST(hypothesis), collar=COLLAR)
    return errors_of(rate)


def _time_constrained_in_little_memory(reference: list[Segment], hypothesis: list[Segment]) -> ErrorCounts:
    """The same number of errors, by meeteval's own preparation and its distance, which keeps no table.

    Of what kind the errors are comes with the distance: a substitution costs so little more than another edit that only
    the choice among the shortest edits depends on it.
    """
    import numpy as np
    from meeteval.wer.matching.cy_levenshtein import time_constrained_levenshtein_distance as distance
    from scipy.optimize import linear_sum_assignment

    expected, found = _prepared(reference, hypothesis)
    edit = 1 + max(min(len(one), len(other)) for one in expected for other in found)
    size = max(len(expected), len(found))
    costs = np.zeros((size, size), dtype=np.int64)
    costs[: len(expected), :] += edit * np.array([[len(one)] for one in expected])
    costs[:, : len(found)] += edit * np.array([len(other) for other in found])
    for row, one in enumerate(expected):
        for column, other in enumerate(found):
            costs[row, column] = distance(
                [word for word, _ in one],
                [word for word, _ in other],
                [time for _, time in one],
                [time for _, time in other],
                edit, edit, edit + 1, 0,
                prune=one == sorted(one, key=_start) and other == sorted(other, key=_start),
            )  # fmt: skip
    # substitutions are fewer than an edit costs in each of the pairs
    pairs = [divmod(int(cost), edit) for cost in costs[linear_sum_assignment(costs)]]
    errors, substitutions = sum(errors for errors, _ in pairs), sum(number for _, number in pairs)
    length, missing = sum(map(len, expected)), sum(map(len, expected)) - sum(map(len, found))
    deletions = (errors - substitutions + missing) // 2
    return ErrorCounts(length, substitutions, deletions, deletions - missing)


def _start(word: TimedWord) -> float:
    return word[1][0]


def _prepared(reference: list[Segment], hypothesis: list[Segment]) -> list[list[list[TimedWord]]]:
    """The words of each stream of both sides, as meeteval places them in time."""
    from meeteval.io import SegLST
    from meeteval.wer.preprocess import preprocess

    sides = preprocess(
        SegLST(reference),
        SegLST(hypothesis),
        collar=COLLAR,
        reference_pseudo_word_level_timing="character_based",
        hypothesis_pseudo_word_level_timing="character_based_points",
        segment_representation="word",
    )[:2]
    return [
        [
            [(word["words"], (float(word["start_time"]), float(word["end_time"]))) for word in stream]
            for stream in side.groupby("speaker").values()
        ]
        for side in sides
    ]


def _uncounted(names: str, why: str) -> StreamCounts:
    return StreamCounts(notes=(f"{names} not counted: {why}",))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what meeteval logs of paragraphs' lengths and order from being printed where nobody has set up logging."""
    silence = logging.NullHandler()
    logging.getLogger().addHandler(silence)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(silence)
