from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import jiwer
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.comparison import Comparison, compare
from pipeline.evaluation.counting.words import (
    Confusions,
    count_characters,
    count_confusions,
    count_figures,
    count_proper_names,
    count_words,
)
from pipeline.evaluation.counts import ErrorCounts, Share
from pipeline.evaluation.normalisers import NORMALISERS, NormaliserName
from pipeline.evaluation.sides import side_of
from pipeline.pages import parse_page
from tests.evaluation.texts import any_text, compared, texts

PAGE = (Path(__file__).parents[3] / "samples" / "kazakhstan" / "page.txt").read_bytes()
COUNTS_BY_STEPS = (count_words, count_proper_names, count_figures, count_confusions)


def words(comparison: Comparison) -> ErrorCounts:
    return count_words(comparison, comparison.steps)


def normalised_texts(comparison: Comparison) -> tuple[str, str]:
    return " ".join(texts(comparison.reference_words)), " ".join(texts(comparison.hypothesis_words))


def test_a_word_is_substituted_one_is_missing_and_one_is_too_many() -> None:
    comparison = compared("The cat sat on a warm mat.", "The dog sat on warm mat today.")

    assert words(comparison) == ErrorCounts(reference=7, substitutions=1, deletions=1, insertions=1)
    assert words(comparison).rate == 3 / 7


def test_case_marks_and_spellings_are_no_errors_to_the_english_normaliser_and_all_are_to_none() -> None:
    said, heard = "It's twenty-five, Um, colour.", "it is 25 color"

    assert words(compared(said, heard)).errors == 0
    assert words(compared(said, heard, "none")) == ErrorCounts(reference=4, substitutions=4)


def test_characters_are_counted_with_the_blanks_between_words() -> None:
    # "the cat" becomes "the cart" by one letter, "the cats at" by an s and a blank, an a and a t
    assert count_characters(compared("the cat", "the cart")) == ErrorCounts(reference=7, insertions=1)
    assert count_characters(compared("the cat", "thecat")) == ErrorCounts(reference=7, deletions=1)
    assert count_characters(compared("the cat", "the bat")) == ErrorCounts(reference=7, substitutions=1)


@pytest.mark.parametrize(
    ("reference", "hypothesis", "in_words", "in_characters"),
    [
        ("", "", ErrorCounts(), ErrorCounts()),
        ("", "some words", ErrorCounts(insertions=2), ErrorCounts(insertions=10)),
        ("some words", "", ErrorCounts(2, deletions=2), ErrorCounts(10, deletions=10)),
        ("um", "— ...", ErrorCounts(), ErrorCounts()),
    ],
)
def test_an_empty_side_has_counts(
    reference: str, hypothesis: str, in_words: ErrorCounts, in_characters: ErrorCounts
) -> None:
    comparison = compared(reference, hypothesis)

    assert words(comparison) == in_words
    assert count_characters(comparison) == in_characters
    assert (in_words.rate is None) == (in_words.reference == 0)
    assert count_proper_names(comparison, comparison.steps) == count_figures(comparison, comparison.steps) == Share()


@given(any_text, any_text, st.sampled_from(NORMALISERS))
def test_error_rates_are_those_of_jiwer_to_the_last_digit(
    reference: str, hypothesis: str, normaliser: NormaliserName
) -> None:
    comparison = compared(reference, hypothesis, normaliser)
    expected, found = normalised_texts(comparison)

    output, letters = jiwer.process_words(expected, found), jiwer.process_characters(expected, found)
    counted, characters = words(comparison), count_characters(comparison)
    assert (counted.substitutions, counted.deletions, counted.insertions) == (
        output.substitutions, output.deletions, output.insertions,
    )  # fmt: skip
    assert (characters.substitutions, characters.deletions, characters.insertions) == (
        letters.substitutions, letters.deletions, letters.insertions,
    )  # fmt: skip
    if expected:
        assert counted.rate == jiwer.wer(expected, found)
        assert characters.rate == jiwer.cer(expected, found)


def test_error_rates_of_the_sample_page_with_random_errors_are_those_of_jiwer() -> None:
    page = side_of(parse_page(PAGE))
    chance = np.random.default_rng(4)
    tokens = [token for token in page.tokens if chance.random() > 0.1]
    tokens = [token._replace(text="something") if chance.random() < 0.1 else token for token in tokens]
    heard = type(page)(tuple(tokens), page.blocks, page.speakers)

    comparison = compare(page, heard, "english")

    expected, found = normalised_texts(comparison)
    assert words(comparison).errors > 100
    assert words(comparison).rate == jiwer.wer(expected, found)
    assert count_characters(comparison).rate == jiwer.cer(expected, found)


@given(any_text, any_text, st.lists(st.integers(0, 60)))
def test_the_counts_of_the_parts_add_up_to_those_of_the_whole(reference: str, hypothesis: str, cuts: list[int]) -> None:
    comparison = compared(reference, hypothesis)
    steps = comparison.steps
    places = [0, *sorted(min(cut, len(steps)) for cut in cuts), len(steps)]

    for count in COUNTS_BY_STEPS:
        parts = [count(comparison, steps[first:last]) for first, last in pairwise(places)]
        total = parts[0]
        for part in parts[1:]:
            total = total + part  # type: ignore[operator]
        assert total == count(comparison, steps)


@given(any_text)
def test_a_text_has_no_errors_against_itself(text: str) -> None:
    comparison = compared(text, text)

    assert words(comparison).errors == count_characters(comparison).errors == 0
    assert count_confusions(comparison, comparison.steps) == Confusions()
    for share in (count_proper_names(comparison, comparison.steps), count_figures(comparison, comparison.steps)):
        assert share.part == share.whole


def test_confusions_say_which_words_went_wrong_and_how_often() -> None:
    comparison = compared("Russia and Russia, not the rest. Gone.", "Rusher and Rusher, now the very rest.")

    assert count_confusions(comparison, comparison.steps) == Confusions(
        substituted=Counter({("russia", "rusher"): 2, ("not", "now"): 1}),
        deleted=Counter({"gone": 1}),
        inserted=Counter({"very": 1}),
    )


def test_proper_names_are_right_when_every_letter_is() -> None:
    comparison = compared(
        "We spoke to Charles Maynes about Kassym-Jomart Tokayev in Moscow.",
        "we spoke to charles mains about Kasim Jomart Tokayev in moscow",
    )

    # right: charles, jomart, tokayev, moscow; wrong: maynes, kassym
    assert count_proper_names(comparison, comparison.steps) == Share(4, 6)


def test_a_name_too_many_is_no_matter_of_recall() -> None:
    comparison = compared("it was Maynes", "it was Charles Maynes")

    assert count_proper_names(comparison, comparison.steps) == Share(1, 1)


def test_figures_are_compared_however_they_are_written() -> None:
    comparison = compared(
        "It cost twenty-five hundred dollars in 2019, with 18 police.", "It cost $2,500 in 2019, with 80 police."
    )

    # $2500 is right and 2019 is; 18 became 80
    assert count_figures(comparison, comparison.steps) == Share(2, 3)


def test_one_is_no_figure_as_the_normaliser_spells_it() -> None:
    comparison = compared("one of them, number 1", "none of them, number 1")

    assert count_figures(comparison, comparison.steps) == Share()


def test_a_zero_that_nobody_said_is_no_figure() -> None:
    comparison = compared("Oh, O'Brien has zero of them, or 0, or one oh one.", "")

    # "0 0 brien has 0 of them or 0 or 101": the last three were said
    assert count_figures(comparison, comparison.steps) == Share(0, 3)


def test_a_lost_sentence_a_wrong_number_and_a_wrong_name_are_seen_in_the_sample_where_they_should_be() -> None:
    page = side_of(parse_page(PAGE))

    def against(old: str, new: str) -> tuple[ErrorCounts, Share, Share]:
        text = PAGE.decode().replace(old, new)
        assert text != PAGE.decode()
        comparison = compare(page, side_of(parse_page(text.encode())), "english")
        return (
            words(comparison),
            count_proper_names(comparison, comparison.steps),
            count_figures(comparison, comparison.steps),
        )

    _, names, figures = against("?", "??")
    assert names.part == names.whole == 70
    assert figures.part == figures.whole == 6
    assert against("18 police", "80 police") == (ErrorCounts(760, substitutions=1), names, Share(5, 6))
    assert against("arrested for suspicion", "held for suspicion") == (
        ErrorCounts(760, substitutions=1),
        names,
        figures,
    )
    assert against("NATO's presence", "Nader's presence") == (ErrorCounts(760, substitutions=1), Share(69, 70), figures)
    assert against("He took the job for himself. ", "") == (ErrorCounts(760, deletions=6), names, figures)
