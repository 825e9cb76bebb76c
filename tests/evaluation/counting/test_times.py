from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.comparison import compare
from pipeline.evaluation.counting.times import count_times
from pipeline.evaluation.counts import TimeErrors
from pipeline.evaluation.sides import Block, Side, Token
from tests.evaluation.conversations import between, conversations, parts, said

if TYPE_CHECKING:
    from pipeline.evaluation.normalisers import NormaliserName


def timed(*words: tuple[str, float | None]) -> Side:
    """Words and when they begin, in a paragraph that has a time."""
    tokens = tuple(Token(text, 0, start, None if start is None else start + 0.1) for text, start in words)
    return Side(tokens, (Block("ANNA", 0, False, 0.0, 60.0),))


def differences(reference: Side, hypothesis: Side, normaliser: NormaliserName = "none") -> dict[int, int]:
    comparison = compare(reference, hypothesis, normaliser)
    return dict(count_times(comparison, comparison.steps).times)


def test_starts_of_equal_words_are_compared_in_milliseconds() -> None:
    reference = timed(("a", 0.0), ("b", 1.0), ("c", 2.0), ("d", 3.0))
    hypothesis = timed(("a", 0.02), ("x", 9.0), ("c", 1.75), ("e", 2.5), ("d", 3.02))
    assert differences(reference, hypothesis) == {20: 2, 250: 1}


def test_words_without_a_time_of_their_own_are_left_out() -> None:
    reference = timed(("a", 0.0), ("b", None), ("c", 2.0))
    assert differences(reference, timed(("a", None), ("b", 1.0), ("c", 2.1))) == {100: 1}
    assert differences(said("ANNA: a b"), said("ANNA: a b", each=0.5)) == {}


def test_a_word_within_a_token_has_no_start_of_its_own() -> None:
    # "we've" is two words, "we" and "have"; when the second begins is not known
    reference, hypothesis = timed(("we've", 1.0), ("met", 2.0)), timed(("we", 1.0), ("have", 1.4), ("met", 2.0))
    assert differences(reference, hypothesis, "english") == {0: 2}
    assert differences(hypothesis, reference, "english") == {0: 2}


def test_a_number_of_several_tokens_begins_with_the_first() -> None:
    reference, hypothesis = timed(("twenty-five", 1.0), ("hundred", 1.5)), timed(("2500", 1.1))
    assert differences(reference, hypothesis, "english") == {100: 1}


def test_the_median_and_the_95th_percentile_are_read_off_the_differences() -> None:
    reference = timed(*((f"w{i}", float(i)) for i in range(20)))
    hypothesis = timed(*((f"w{i}", i + (0.01 if i < 11 else 0.05 if i < 19 else 0.9)) for i in range(20)))
    comparison = between(reference, hypothesis)
    errors = count_times(comparison, comparison.steps)
    assert (errors.percentile(0.5), errors.percentile(0.95), errors.percentile(1)) == (10, 50, 900)


@given(conversations(each=0.5), conversations(each=0.7), st.lists(st.integers(0, 40), max_size=4))
def test_counts_of_stretches_add_up(reference: Side, hypothesis: Side, cuts: list[int]) -> None:
    comparison = between(reference, hypothesis)
    counts = [count_times(comparison, stretch) for stretch in parts(comparison.steps, cuts)]
    assert TimeErrors.total(counts) == count_times(comparison, comparison.steps)


@given(conversations(each=0.5))
def test_a_conversation_against_itself_is_in_time(side: Side) -> None:
    comparison = between(side, side)
    assert count_times(comparison, comparison.steps).times == Counter({0: len(side.tokens)} if side.tokens else {})
