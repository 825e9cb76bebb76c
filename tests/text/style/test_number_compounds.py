"""Compounds with a number: what the table leaves open."""

from __future__ import annotations

import pytest

from pipeline.text.style.number_compounds import NUMBER_COMPOUNDS
from pipeline.text.style.rule import Setting
from tests.text.style.test_rules import applied, heard, text_of


def printed(text: str) -> str:
    return text_of(applied(NUMBER_COMPOUNDS, heard(text), Setting()))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a 5 second delay, a 3 page letter", "a 5-second delay, a 3-page letter"),
        ("his two year term", "his two-year term"),
        ("A 12 YEAR OLD BOY", "A 12-YEAR-OLD BOY"),
        ("“a 12 year old,” he said", "“a 12-year-old,” he said"),
        ("an eighty five year old man", "an 85-year-old man"),
    ],
)
def test_what_describes_a_noun_is_joined(said: str, shown: str) -> None:
    assert printed(said).lower() == shown.lower()


@pytest.mark.parametrize(
    "said",
    [
        "her child is 5 years old",
        "a six month pregnant woman",
        "the two second place finishes",
        "he ran five miles in a 12 hour, or a 10 day",
        "a five hour long meeting",
        "the 2.5 million strong army",
        "their 12 strong swimmers",
        "twenty two year old men",
        "one year old",
        "the one day people came",
        "he's six foot two and she's five foot tall",
    ],
)
def test_what_is_not_sure_is_left_alone(said: str) -> None:
    assert printed(f"So {said}") == f"So {said}"
