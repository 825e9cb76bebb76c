from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import bootstrap

from pipeline.evaluation.bootstrap import FEWEST_UNITS, Change, Ratio, compare_ratios


def texts(units: int, before: float, after: float, seed: int) -> tuple[list[Ratio], list[Ratio]]:
    """Sentences of 5 to 40 words with so many errors a word; what is hard before is hard after."""
    generator = np.random.default_rng(seed)
    words = generator.integers(5, 41, units)
    hard = generator.gamma(1.0, 1.0, units)
    first = generator.poisson(words * before * hard)
    second = generator.poisson(words * after * hard)
    return (
        [(float(errors), float(length)) for errors, length in zip(first, words, strict=True)],
        [(float(errors), float(length)) for errors, length in zip(second, words, strict=True)],
    )


def interval(change: Change) -> tuple[float, float]:
    assert change.low is not None
    assert change.high is not None
    return change.low, change.high


# --- verdicts --------------------------------------------------------------------------------------------------------


def test_the_rates_are_those_of_all_units_together() -> None:
    before: list[Ratio] = [(1, 10), (0, 20), (3, 10), (2, 30), (4, 30)]
    after: list[Ratio] = [(0, 10), (0, 20), (1, 10), (2, 30), (2, 30)]
    change = compare_ratios(before, after, "lower")
    assert (change.before, change.after, change.difference) == (0.1, 0.05, -0.05)


def test_fewer_errors_everywhere_are_better() -> None:
    before, after = texts(400, 0.2, 0.1, seed=1)
    change = compare_ratios(before, after, "lower")
    assert change.verdict == "better"
    assert interval(change)[1] < 0
    assert change.probability_better == 1
    assert compare_ratios(before, after, "higher").verdict == "worse"
    assert compare_ratios(before, after, "higher").probability_better == 0


def test_more_errors_everywhere_are_worse() -> None:
    before, after = texts(400, 0.1, 0.2, seed=2)
    assert compare_ratios(before, after, "lower").verdict == "worse"
    assert compare_ratios(before, after, "higher").verdict == "better"


def test_a_difference_that_may_be_chance_is_unclear() -> None:
    before, after = texts(60, 0.1, 0.1, seed=3)
    change = compare_ratios(before, after, "lower")
    low, high = interval(change)
    assert low < 0 < high
    assert change.verdict == "unclear"
    assert change.probability_better is not None
    assert 0.02 < change.probability_better < 0.98


def test_a_single_unit_that_got_better_is_unclear() -> None:
    # one unit in 50: a third of all draws do not hold it, so 0 is the end of the interval and not outside of it
    before: list[Ratio] = [(5, 20)] * 50
    change = compare_ratios(before, [(0, 20), *before[1:]], "lower")
    assert interval(change)[1] == 0
    assert change.verdict == "unclear"
    assert change.probability_better == pytest.approx(1 - (1 - 1 / 50) ** 50, abs=0.02)


def test_what_has_not_changed_is_the_same() -> None:
    before, _ = texts(30, 0.1, 0.1, seed=4)
    change = compare_ratios(before, list(before), "lower")
    assert change.verdict == "same"
    assert (change.difference, change.low, change.high, change.probability_better) == (0, 0, 0, 0)
    assert compare_ratios([(0.1 + 0.2, 1.0)], [(0.3, 1.0)], "lower").verdict == "same"  # sums of seconds


def test_errors_that_have_only_moved_are_not_the_same() -> None:
    before: list[Ratio] = [(0, 10), (4, 10), (0, 10), (4, 10), (0, 10), (4, 10)]
    change = compare_ratios(before, before[::-1], "lower")
    assert change.difference == 0
    assert change.verdict == "unclear"


def test_too_few_units_are_unclear() -> None:
    assert FEWEST_UNITS == 5
    change = compare_ratios([(9, 10)] * 4, [(0, 10)] * 4, "lower")
    assert change == Change(0.9, 0.0, -0.9, None, None, None, "unclear")
    assert compare_ratios([(9, 10)] * 5, [(0, 10)] * 5, "lower").verdict == "better"


def test_without_anything_to_measure_there_is_no_rate() -> None:
    assert compare_ratios([], [], "lower") == Change(None, None, None, None, None, None, "unclear")
    assert compare_ratios([(0, 0)] * 9, [(0, 0)] * 9, "lower") == Change(None, None, None, None, None, None, "same")
    assert compare_ratios([(0, 0)] * 9, [(1, 2)] * 9, "lower") == Change(None, 0.5, None, None, None, None, "unclear")


def test_units_with_nothing_in_them_do_not_make_a_text_long() -> None:
    # five figures in a hundred sentences say something; four do not, however many sentences there are
    empty: list[Ratio] = [(0, 0)] * 95
    assert compare_ratios([(1, 1)] * 5 + empty, [(0, 1)] * 5 + empty, "lower").verdict == "better"
    change = compare_ratios([(1, 1)] * 4 + empty, [(0, 1)] * 4 + empty, "lower")
    assert change == Change(1.0, 0.0, -1.0, None, None, None, "unclear")


def test_draws_without_anything_to_measure_are_left_out() -> None:
    # only the first unit has a denominator before: a draw without it, about a third of them, has no rate
    before: list[Ratio] = [(2, 4), (0, 0), (0, 0), (0, 0), (0, 0)]
    expected = Change(0.5, 0.25, -0.25, -0.25, -0.25, 1.0, "better")
    assert compare_ratios(before, [(1, 4)] * 5, "lower") == expected
    # and here a draw has none after where the first unit is drawn five times
    assert compare_ratios(before, [(0, 0), *[(1.0, 4.0)] * 4], "lower") == expected


def test_where_no_draw_has_anything_to_measure_it_is_unclear() -> None:
    def once(place: int) -> Change:
        before: list[Ratio] = [(0, 0)] * 5
        before[place] = (2, 4)
        return compare_ratios(before, [(1, 4)] * 5, "lower", resamples=1)

    changes = {once(place) for place in range(5)}  # a single draw holds some of the five units and not the others
    assert changes == {
        Change(0.5, 0.25, -0.25, -0.25, -0.25, 1.0, "better"),
        Change(0.5, 0.25, -0.25, None, None, None, "unclear"),
    }


@pytest.mark.parametrize("after", [[], [(1.0, 2.0)] * 3, [(1.0, 2.0)] * 5])
def test_units_without_a_counterpart_are_refused(after: list[Ratio]) -> None:
    with pytest.raises(ValueError, match="zip"):
        compare_ratios([(1, 2)] * 4, after, "lower")
    with pytest.raises(ValueError, match="zip"):
        compare_ratios([], [(1, 2)], "lower")


# --- the interval ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("units", [12, 80, 400])
def test_the_interval_is_that_of_scipy(units: int) -> None:
    before, after = texts(units, 0.15, 0.12, seed=units)
    columns = np.hstack([np.array(before), np.array(after)]).T

    def difference(*sample: np.ndarray, axis: int) -> np.ndarray:
        total = [column.sum(axis=axis) for column in sample]
        return np.asarray(total[2] / total[3] - total[0] / total[1])

    theirs = bootstrap(
        tuple(columns), difference, paired=True, method="percentile", n_resamples=20_000, rng=np.random.default_rng(5)
    )
    change = compare_ratios(before, after, "lower", resamples=20_000)
    width = theirs.confidence_interval.high - theirs.confidence_interval.low
    assert interval(change) == pytest.approx(tuple(theirs.confidence_interval), abs=0.03 * width)
    better = (theirs.bootstrap_distribution < 0).mean()
    assert change.probability_better == pytest.approx(better, abs=0.015)


def test_the_interval_holds_the_true_difference_as_often_as_it_says() -> None:
    held = 0
    for seed in range(400):
        low, high = interval(compare_ratios(*texts(100, 0.15, 0.12, seed), "lower", resamples=1000))
        held += low <= 0.12 - 0.15 <= high
    assert 0.91 <= held / 400 <= 0.98


def test_a_change_is_seldom_claimed_where_there_is_none() -> None:
    claimed = sum(
        compare_ratios(*texts(100, 0.15, 0.15, seed), "lower", resamples=1000).verdict != "unclear"
        for seed in range(400)
    )
    assert 0.02 <= claimed / 400 <= 0.09


def test_paired_units_show_what_unpaired_ones_would_hide() -> None:
    # each unit is one error better, and units differ by far more than that
    generator = np.random.default_rng(6)
    before: list[Ratio] = [(float(errors), 50.0) for errors in generator.integers(1, 40, 40)]
    after = [(errors - 1, words) for errors, words in before]
    change = compare_ratios(before, after, "lower")
    assert interval(change) == pytest.approx((-1 / 50, -1 / 50))
    assert change.verdict == "better"
    assert compare_ratios(before, [*after[1:], after[0]], "lower").verdict == "unclear"


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 20), st.integers(0, 9), st.integers(0, 20)), min_size=1, max_size=12
    )
)
def test_the_way_back_is_the_same_change_turned_around(units: list[tuple[int, int, int, int]]) -> None:
    before: list[Ratio] = [(unit[0], unit[1]) for unit in units]
    after: list[Ratio] = [(unit[2], unit[3]) for unit in units]
    there = compare_ratios(before, after, "lower", resamples=200)
    back = compare_ratios(after, before, "higher", resamples=200)
    assert (back.before, back.after, back.verdict) == (there.after, there.before, there.verdict)
    assert back.probability_better == there.probability_better
    assert [there.low is None, there.high is None] == [back.low is None] * 2
    if there.low is not None:
        assert interval(back) == pytest.approx(tuple(-end for end in reversed(interval(there))))


def test_the_same_units_give_the_same_answer() -> None:
    before, after = texts(50, 0.1, 0.12, seed=7)
    assert compare_ratios(before, after, "lower") == compare_ratios(before, after, "lower")


def test_many_units_take_little_memory() -> None:
    before, after = texts(3000, 0.1, 0.1, seed=8)
    tracemalloc.start()
    try:
        compare_ratios(before, after, "lower")
        assert tracemalloc.get_traced_memory()[1] < 100e6
    finally:
        tracemalloc.stop()
