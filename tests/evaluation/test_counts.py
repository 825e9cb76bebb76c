from __future__ import annotations

from collections import Counter
from dataclasses import fields
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.counts import (
    Counts,
    DiarizationCounts,
    ErrorCounts,
    JaccardCounts,
    Keyed,
    Retrieval,
    Share,
    SpeakerCounts,
    TimeErrors,
)

SAMPLES: tuple[Counts, ...] = (
    ErrorCounts(10, 1, 2, 3),
    Share(3, 4),
    Retrieval(1, 2, 3),
    DiarizationCounts(10.0, 1.0, 2.0, 3.0),
    JaccardCounts(0.5, 2),
    SpeakerCounts(2, 3, 1, Share(1, 2)),
    TimeErrors(Counter({120: 2})),
)


@pytest.mark.parametrize("counts", SAMPLES, ids=lambda counts: type(counts).__name__)
def test_no_counts_change_nothing_and_the_sum_of_two_is_that_of_every_field(counts: Counts) -> None:
    neutral = type(counts)()

    assert counts + neutral == neutral + counts == counts
    assert type(counts).total([]) == neutral
    assert type(counts).total([counts, counts, counts]) == counts + counts + counts
    doubled = counts + counts
    assert all(
        getattr(doubled, item.name) == getattr(counts, item.name) + getattr(counts, item.name)
        for item in fields(counts)
    )
    assert doubled != counts


def test_rates_are_read_off_the_sum() -> None:
    both = ErrorCounts(10, 1, 2, 3) + ErrorCounts(90, 0, 0, 4)

    assert both.errors == 10
    assert both.rate == 0.1
    assert (Share(1, 4) + Share(2, 4)).rate == 0.375
    assert DiarizationCounts(10.0, 1.0, 2.0, 3.0).error_rate == 0.6
    assert JaccardCounts(0.5, 2).rate == 0.25


def test_what_both_have_is_seen_from_either_side() -> None:
    found = Retrieval(both=3, reference=4, hypothesis=6)

    assert (found.recall, found.precision) == (0.75, 0.5)
    assert found.f1 == pytest.approx(2 * 0.75 * 0.5 / (0.75 + 0.5))
    assert Retrieval(0, 0, 5).recall is None
    assert Retrieval(0, 0, 5).precision == Retrieval(0, 0, 5).f1 == 0


def test_a_rate_over_nothing_is_none_even_with_errors() -> None:
    assert ErrorCounts(insertions=5).rate is None
    assert Share().rate is None
    assert Retrieval().f1 is Retrieval().recall is Retrieval().precision is None
    assert DiarizationCounts(false_alarm=2.0).error_rate is None
    assert JaccardCounts().rate is None
    assert TimeErrors().percentile(0.5) is None


def test_counts_under_names_have_the_names_of_both() -> None:
    one, other = Keyed({"A": Share(1, 2), "B": Share(1, 1)}), Keyed({"B": Share(0, 1), "C": Share(3, 3)})

    assert one + other == {"A": Share(1, 2), "B": Share(1, 2), "C": Share(3, 3)}
    assert one == {"A": Share(1, 2), "B": Share(1, 1)}
    assert other == {"B": Share(0, 1), "C": Share(3, 3)}


def test_a_percentile_is_a_difference_that_occurs() -> None:
    times = TimeErrors(Counter({0: 10, 40: 9, 900: 1}))

    assert times.percentile(0.5) == 0
    assert times.percentile(0.51) == 40
    assert times.percentile(0.95) == 40
    assert times.percentile(0.951) == 900
    assert times.percentile(1.0) == 900


@given(st.lists(st.integers(0, 50), min_size=1), st.sampled_from([0.5, 0.95]))
def test_a_percentile_is_exceeded_by_no_more_than_the_rest(differences: list[int], share: float) -> None:
    rank = ceil(Fraction(str(share)) * len(differences))

    assert TimeErrors(Counter(differences)).percentile(share) == sorted(differences)[rank - 1]
