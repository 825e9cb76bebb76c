"""Compound words: what the table of the rule cannot show."""

from __future__ import annotations

import pytest

from pipeline.text.style.compound_words import COMPOUND_WORDS
from tests.text.style.scoring import scored
from tests.text.style.station_page import page_paragraphs
from tests.text.style.test_rules import applied, heard, text_of


def test_a_station_page_stays_as_it_is() -> None:
    for paragraph in page_paragraphs():
        assert text_of(applied(COMPOUND_WORDS, heard(paragraph), COMPOUND_WORDS.setting)) == paragraph


@pytest.mark.parametrize(("said", "printed"), COMPOUND_WORDS.examples)
def test_the_same_words_are_said_as_before(said: str, printed: str) -> None:
    assert scored(said) == scored(printed)


@pytest.mark.parametrize(
    "text",
    [
        "The full time whistle blew.",
        "They talk face to face and day to day.",
        "It is well known that he so called.",
        "The far right comments on it.",
        "a high level of interest",
        "at high speed, diplomacy",
        "anti, she said",
        "hands on buzzers",
        "in real time data",
    ],
)
def test_words_that_are_no_compound_for_sure_stay_apart(text: str) -> None:
    assert text_of(applied(COMPOUND_WORDS, heard(text), COMPOUND_WORDS.setting)) == text


def test_a_compound_has_the_times_of_all_its_words() -> None:
    (_, token, _) = applied(COMPOUND_WORDS, heard("in high stakes diplomacy"), COMPOUND_WORDS.setting)
    assert (token.text, token.first, token.last, token.start, token.end) == ("high-stakes", 1, 3, 0.25, 0.75)
