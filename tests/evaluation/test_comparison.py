from __future__ import annotations

import time
from pathlib import Path

import jiwer
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.comparison import Comparison, Pair, Step, compare, pairs_of
from pipeline.evaluation.normalisers import NORMALISERS, NormaliserName
from pipeline.evaluation.sides import Side, side_of
from pipeline.pages import parse_page
from tests.evaluation.texts import any_text, compared, side, texts

PAGE = (Path(__file__).parents[2] / "samples" / "kazakhstan" / "page.txt").read_text(encoding="utf-8")
SIGNS = {"equal": "=", "substitution": "~", "deletion": "-", "insertion": "+"}


def shown(comparison: Comparison) -> str:
    """The alignment in signs: ``=the ~cat/dog -sat +down``."""
    reference, hypothesis = texts(comparison.reference_words), texts(comparison.hypothesis_words)
    line = []
    for kind, expected, found in comparison.steps:
        both = [reference[expected]] if expected is not None else []
        both += [hypothesis[found]] if found is not None and kind != "equal" else []
        line.append(SIGNS[kind] + "/".join(both))
    return " ".join(line)


def page(old: str = "", new: str = "") -> Side:
    """The sample, with something changed."""
    assert old in PAGE
    return side_of(parse_page((PAGE.replace(old, new, 1) if old else PAGE).encode()))


def test_words_are_aligned_in_order() -> None:
    assert shown(compared("The cat sat there", "the dog sat down there")) == "=the ~cat/dog =sat +down =there"
    assert shown(compared("the cat sat there", "the sat there")) == "=the -cat =sat =there"


def test_pairs_are_the_words_of_both_sides() -> None:
    comparison = compared("the cat sat", "a the dog")

    assert comparison.steps == (
        Step("insertion", None, 0), Step("equal", 0, 1), Step("substitution", 1, 2), Step("deletion", 2, None),
    )  # fmt: skip
    assert comparison.pairs == (Pair(0, 1, equal=True), Pair(1, 2, equal=False))
    assert pairs_of(comparison.steps[2:]) == (Pair(1, 2, equal=False),)


@pytest.mark.parametrize(
    ("reference", "hypothesis", "steps"),
    [
        ("", "", ()),
        ("", "a b", (Step("insertion", None, 0), Step("insertion", None, 1))),
        ("a b", "", (Step("deletion", 0, None), Step("deletion", 1, None))),
    ],
)
def test_an_empty_side_is_aligned_with_nothing(reference: str, hypothesis: str, steps: tuple[Step, ...]) -> None:
    assert compared(reference, hypothesis).steps == steps


def test_words_have_the_speaker_of_the_token_they_begin_with() -> None:
    comparison = compare(page(), page("MAYNES: Right.", "RASCOE: Right."), "english")
    (right,) = [
        pair.reference
        for pair in comparison.pairs
        if comparison.reference.tokens[comparison.reference_words[pair.reference].first].text == "Right."
    ]

    assert comparison.reference_speaker(right) == "MAYNES"
    assert comparison.hypothesis_speaker(right) == "RASCOE"
    assert comparison.people == {"RASCOE": "RASCOE", "MAYNES": "MAYNES"}


@given(any_text, st.sampled_from(NORMALISERS))
def test_a_text_is_equal_to_itself_word_by_word(text: str, normaliser: NormaliserName) -> None:
    comparison = compared(text, text, normaliser)

    assert comparison.steps == tuple(Step("equal", i, i) for i in range(len(comparison.reference_words)))


def check_alignment(comparison: Comparison) -> None:
    reference, hypothesis = texts(comparison.reference_words), texts(comparison.hypothesis_words)
    steps = comparison.steps
    assert [step.reference for step in steps if step.reference is not None] == list(range(len(reference)))
    assert [step.hypothesis for step in steps if step.hypothesis is not None] == list(range(len(hypothesis)))
    for kind, expected, found in steps:
        assert (expected is None) == (kind == "insertion")
        assert (found is None) == (kind == "deletion")
        if expected is not None and found is not None:
            assert (reference[expected] == hypothesis[found]) == (kind == "equal")
    kinds = [step.kind for step in steps]
    output = jiwer.process_words(" ".join(reference), " ".join(hypothesis))
    assert [kinds.count(kind) for kind in ("substitution", "deletion", "insertion")] == [
        output.substitutions, output.deletions, output.insertions,
    ]  # fmt: skip


@given(any_text, any_text, any_text, any_text)
def test_an_alignment_has_every_word_once_in_order_and_is_as_short_as_jiwers(
    first: str, second: str, third: str, fourth: str
) -> None:
    check_alignment(compared((first, second), (third, fourth)))


_FEW = st.lists(st.sampled_from("a a. A b b, B".split()), max_size=12).map(" ".join)


@given(_FEW, _FEW, _FEW, _FEW)
def test_so_is_one_of_words_that_keep_coming_back(first: str, second: str, third: str, fourth: str) -> None:
    check_alignment(compared((first, second), (third, fourth)))


def test_a_lost_sentence_is_lost_as_a_whole_even_if_the_next_begins_alike() -> None:
    reference = "It began. Now, that was it. Now there is more."

    assert shown(compared(reference, "It began. Now there is more.")) == (
        "=it =began -now -that -was -it =now =there =is =more"
    )
    assert shown(compared(reference, "It began. Now, that was it.")) == (
        "=it =began =now =that =was =it -now -there -is -more"
    )


def test_of_two_equal_words_the_one_that_is_printed_otherwise_is_missing() -> None:
    assert shown(compared("I saw a big, big dog", "I saw a big dog")) == "=i =saw =a -big =big =dog"
    assert shown(compared("I saw a big big, dog", "I saw a big dog")) == "=i =saw =a =big -big =dog"
    assert shown(compared("I saw a big dog", "I saw a BIG big dog")) == "=i =saw =a +big =big =dog"


def test_an_added_sentence_is_added_as_a_whole() -> None:
    assert shown(compared("It began. Now there is more.", "It began. Now, that was it. Now there is more.")) == (
        "=it =began +now +that +was +it =now =there =is =more"
    )
    assert shown(compared("So he said. Then he went.", "So he said. Then he said. Then he went.")) == (
        "=so =he =said +then +he +said =then =he =went"
    )


def test_a_lost_sentence_leaves_the_paragraph_of_the_next_alone() -> None:
    both = ("It was Charles. Thank you.", "Thank you.")

    assert shown(compared(both, ("It was Charles.", "Thank you."))) == "=it =was =charles -thank -you =thank =you"
    assert shown(compared(both, ("It was Charles. Thank you.",))) == "=it =was =charles =thank =you -thank -you"


def test_the_thanks_of_the_host_are_not_taken_for_those_of_the_guest() -> None:
    comparison = compare(page(), page("in Moscow. Thank you.", "in Moscow."), "english")

    assert shown(comparison).endswith("=in =moscow -thank -you =thank =you")
    assert comparison.reference_speaker(comparison.pairs[-1].reference) == "MAYNES"


def test_words_that_repeat_take_linear_time() -> None:
    repeated = side("no " * 30_000)
    started = time.process_time()

    comparison = compare(repeated, side("no " * 15_000 + "yes " + "no " * 14_000), "basic")

    assert sum(step.kind != "equal" for step in comparison.steps) == 1_000
    assert time.process_time() - started < 20


def test_people_are_matched_by_name() -> None:
    comparison = compare(page(), page(), "basic")

    assert comparison.people == {"RASCOE": "RASCOE", "MAYNES": "MAYNES"}


def test_signs_are_words_where_either_side_says_so() -> None:
    reference, hypothesis = side("今日は晴れ"), side("今日は雨", language="ja")
    comparison = compare(reference, hypothesis, "basic")
    assert [word.text for word in comparison.reference_words] == list("今日は晴れ")
    assert sum(step.kind == "equal" for step in comparison.steps) == 3
