"""Amounts of dollars: what the table leaves open."""

from __future__ import annotations

import pytest

from pipeline.text.style.money import MONEY
from pipeline.text.style.rule import Setting
from tests.text.style.test_rules import applied, heard, text_of


def printed(text: str) -> str:
    return text_of(applied(MONEY, heard(text), Setting()))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("He paid thirty five dollars and ninety-nine cents.", "He paid $35.99."),
        ("He paid (twenty dollars).", "He paid ($20)."),
        ("for 25000 dollars, 300 thousand dollars", "for $25,000, $300,000"),
        ("for ten thousand dollars I think", "for $10,000 I think"),
    ],
)
def test_dollars_are_written_with_the_sign(said: str, shown: str) -> None:
    assert printed(said) == shown


@pytest.mark.parametrize(
    "said",
    [
        "It cost three dollars fifty, 2 dollars 50",
        "for 10 dollars Canadian, 20 dollars Australian",
        "in 2010 dollars, 1500 dollars",
        "half a billion dollars, several million dollars, a few hundred dollars",
        "two and a half dollars, between five and ten million dollars",
        "the million dollar question, one dollar bills",
    ],
)
def test_what_is_not_sure_is_left_alone(said: str) -> None:
    assert printed(said) == said


def test_an_amount_takes_the_time_of_all_its_words() -> None:
    tokens = applied(MONEY, heard("cost 3.2 million dollars."), Setting())
    assert [(token.text, token.first, token.last) for token in tokens] == [
        ("cost", 0, 1),
        ("$3.2", 1, 2),
        ("million.", 2, 4),
    ]
