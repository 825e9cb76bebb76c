"""What the rules for numbers share: how numbers are read and written, and what they promise together."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.style.edits import Token, apply
from pipeline.text.style.money import MONEY
from pipeline.text.style.number_compounds import NUMBER_COMPOUNDS
from pipeline.text.style.number_words import amount, figures, spelled
from pipeline.text.style.numbers import Line
from pipeline.text.style.numerals import NUMERALS
from pipeline.text.style.ordinals import ORDINALS
from pipeline.text.style.percent import PERCENT_SIGN, PERCENT_WORD
from pipeline.text.style.rule import Rule, Setting
from tests.text.style.scoring import scored
from tests.text.style.test_rules import heard, text_of

NPR = (ORDINALS, PERCENT_WORD, MONEY, NUMBER_COMPOUNDS, NUMERALS)
AP = (ORDINALS, PERCENT_SIGN, MONEY, NUMBER_COMPOUNDS, NUMERALS)
EVERY = (*NPR, PERCENT_SIGN)
STYLES = pytest.mark.parametrize("style", [NPR, AP], ids=["npr", "ap"])
PAGE = Path(__file__).parents[3] / "samples" / "kazakhstan" / "page.txt"
NOT_NORMALISED = frozenset(
    (
        "a girl in 9th grade",  # it does not know the word ninth
        "Then came 2021. 25 years later, he left.",  # it joins the two numbers where the second is in words
        "by 12 % this year",  # it drops a sign that stands alone
        "about 3.5% of voters, or 10-15% more",  # and reads "10-15" with the sign as two numbers
    )
)
"""What the normaliser itself does not take for the same."""

EXAMPLES = [pytest.param(*example, id=f"{r.name}: {example[0]}") for r in EVERY for example in r.examples]
SAID = sorted({word for rule in EVERY for example in rule.examples for text in example for word in text.split()})


def set_in(style: tuple[Rule, ...], tokens: list[Token]) -> list[Token]:
    for rule in style:
        if rule.trigger is None or rule.trigger.search(text_of(tokens)):
            tokens = apply(tokens, rule.find(tokens, Setting()))
    return tokens


def printed(text: str, style: tuple[Rule, ...] = NPR) -> str:
    return text_of(set_in(style, heard(text)))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("five thousand five hundred", 5500),
        ("one hundred thousand", 100_000),
        ("twelve hundred", 1200),
        ("three hundred and thirty million", 330_000_000),
        ("forty five thousand and six", 45_006),
        ("one trillion two hundred billion", 1_200_000_000_000),
    ],
)
def test_a_spoken_number_has_its_value(words: str, value: int) -> None:
    assert amount(words.split()) == value


@pytest.mark.parametrize(
    "words",
    [
        "",
        "hundred and twenty",
        "nine one one",
        "twenty twenty",
        "nineteen ninety nine",
        "ten fifteen thousand",
        "two million three billion",
        "twenty and five",
        "two thousand and three hundred",
        "five and",
        "one hundred two hundred",
        "five hundred hundred",
        "three dogs",
    ],
)
def test_what_is_no_single_number_has_no_value(words: str) -> None:
    assert amount(words.split()) is None


@given(st.integers(1, 999), st.integers(0, 999), st.integers(0, 999), st.booleans())
def test_numbers_are_read_as_whisper_reads_them(millions: int, thousands: int, rest: int, joined: bool) -> None:
    groups = [(millions, "million"), (thousands, "thousand"), (rest, "")]
    words = " ".join(f"{in_words(value, joined)} {scale}" for value, scale in groups if value).split()
    whole = millions * 10**6 + thousands * 10**3 + rest
    assert amount(words) == whole
    # Whisper's own reader is the witness as far as it goes: it adds up no more than two groups
    if not thousands or not rest:
        assert scored(" ".join(words)) == scored(figures(whole))


def in_words(value: int, joined: bool) -> str:
    hundreds, rest = divmod(value, 100)
    words = [f"{spelled(hundreds)} hundred"] if hundreds else []
    return (" and " if joined else " ").join(words + ([spelled(rest).replace("-", " ")] if rest else []))


@given(st.integers(1, 99))
def test_what_is_spelled_out_is_read_again(value: int) -> None:
    assert amount(spelled(value).split("-")) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12, "12"),
        (5500, "5,500"),
        (2_500_000, "2.5 million"),
        (1_250_000_000, "1.25 billion"),
        (1_234_567, "1,234,567"),
        (3 * 10**12, "3 trillion"),
    ],
)
def test_figures_are_written_as_newspapers_do(value: int, text: str) -> None:
    assert figures(value) == text


def test_the_numbers_of_a_line_are_found_with_what_belongs_to_them() -> None:
    line = Line("From two and a half million, 3.2 billion and B52 to one hundred and twenty people, one, two")
    assert [(number.text, number.first, number.last) for number in line.numbers] == [
        ("2.5 million", 1, 6),
        ("3.2 billion", 6, 8),
        (None, 9, 10),
        ("120", 11, 15),
        ("1", 16, 17),
        ("2", 17, 18),
    ]


@pytest.mark.parametrize(("said", "shown"), EXAMPLES)
def test_whisper_reads_the_same_words_before_and_after(said: str, shown: str) -> None:
    if said not in NOT_NORMALISED:
        assert scored(said) == scored(shown)


@STYLES
@given(talk=st.lists(st.sampled_from(SAID), min_size=1, max_size=30).map(" ".join))
def test_all_rules_together_change_nothing_a_second_time(style: tuple[Rule, ...], talk: str) -> None:
    once = printed(talk, style)
    assert printed(once, style) == once


@pytest.mark.parametrize("paragraph", PAGE.read_text("utf-8").split("\n\n"))
def test_a_page_of_the_station_stays_as_it_is(paragraph: str) -> None:
    text = " ".join(paragraph.split())
    assert printed(text) == text if text else not text


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "The government says five thousand five hundred people, including eighteen police, paid ten dollars.",
            "The government says 5,500 people, including 18 police, paid $10.",
        ),
        ("a fifteen hour flight in the twentieth century", "a 15-hour flight in the 20th century"),
        ("He left. 50% of them are 12 year olds.", "He left. Fifty percent of them are 12-year-olds."),
        ("a two million dollar house for two million people", "a $2 million house for 2 million people"),
        ("a hundred and twenty people, one hundred and ten more", "a hundred and twenty people, 110 more"),
        ("in the year two thousand, on May 3rd at ten thirty", "in the year two thousand, on May 3rd at ten thirty"),
    ],
)  # fmt: skip
def test_the_rules_work_together(said: str, shown: str) -> None:
    assert printed(said) == shown


@pytest.mark.parametrize(
    "word", ["five", "3 or", "one hundred and", "five dollars and fifty cents", "twelve percent", "x"]
)
def test_30_000_words_of_anything_are_set_in_linear_time(word: str) -> None:
    text = " ".join([word] * 30_000)
    started = time.perf_counter()
    printed(" ".join(text.split()[:30_000]))
    assert time.perf_counter() - started < 20  # quadratic ones took minutes
