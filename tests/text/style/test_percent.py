"""Percentages: what the tables leave open."""

from __future__ import annotations

import pytest

from pipeline.text.style.edits import Token
from pipeline.text.style.percent import PERCENT_SIGN, PERCENT_WORD
from pipeline.text.style.rule import Setting
from tests.text.style.test_rules import applied, heard, text_of


def test_a_percentage_in_one_token_gets_its_sign_back() -> None:
    tokens = [Token("12 percent.", 0, 1, 0, 0.0, 0.5, 0.9)]
    assert text_of(applied(PERCENT_SIGN, tokens, Setting())) == "12%."
    assert text_of(applied(PERCENT_WORD, tokens, Setting())) == "12 percent."


def test_a_percentage_keeps_the_time_of_its_words() -> None:
    (rose, shown) = applied(PERCENT_SIGN, heard("rose twelve point five per cent."), Setting())
    assert (shown.text, shown.first, shown.last, shown.start, shown.end) == ("12.5%.", 1, 6, 0.25, 1.5)
    assert rose.text == "rose"


@pytest.mark.parametrize(
    "said",
    [
        "a 5%-owned firm, .5% and 12%%",
        "٪ and %",
        "$5 % and the percent",
        "zero percent of one, percent",
        "the percents",
    ],
)
def test_what_is_no_plain_percentage_is_left_alone(said: str) -> None:
    assert text_of(applied(PERCENT_WORD, heard(said), Setting())) == said


def test_a_range_at_the_beginning_stays_in_words_as_a_whole() -> None:
    said = "Ten to fifteen percent of them"
    assert text_of(applied(PERCENT_WORD, heard(said), Setting())) == said
