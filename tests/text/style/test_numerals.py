"""Numbers in figures and words: what the table of the rule leaves open."""

from __future__ import annotations

import pytest

from pipeline.text.style.numerals import NUMERALS
from pipeline.text.style.rule import Setting
from tests.text.style.test_rules import applied, heard, text_of


def printed(text: str) -> str:
    return text_of(applied(NUMERALS, heard(text), Setting()))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("for 3 months, about 2 or 3 people", "for three months, about two or three people"),
        ("My 2 brothers and 1 man", "My two brothers and one man"),
        ("8 people were killed.", "Eight people were killed."),
        ("“12 people died,” he said.", "“Twelve people died,” he said."),
        ("On page twelve, he has (fifteen of them).", "On page 12, he has (15 of them)."),
        ("between ten and twelve people", "between 10 and 12 people"),
        ("About 5500 people", "About 5,500 people"),
        ("There were three hundred thirty million guns", "There were 330 million guns"),
    ],
)
def test_counts_are_written_as_newspapers_do(said: str, shown: str) -> None:
    assert printed(said) == shown


@pytest.mark.parametrize(
    "said",
    [
        "In the U.S. 12 people died. In the U.S. twelve people died.",
        "at sixes and sevens, nine to five, one on one, the two of them, twenty-four seven, 24/7",
        "hindsight is twenty-twenty, forty niners, fifty-fifty, the twelve of us, catch twenty-two",
        "at one point two people came, ten o'clock, ten past ten, a quarter to ten, twelve noon",
        "call five five five one two one two or 1-800-555-1212 or 911",
        "It was fifteen hundred when the two thousand twelve Olympics",
        "of the twenty one survived",
        "He won 4 games to 3, by 3 points",
        "Apollo 8 astronauts, type 2 diabetics, grade 5 students, Windows 7 users, day 3 people",
        "at 2200 hours, Dell 5500 laptops, 1500 homes, the 7500 series",
        "half a million, a quarter of a million, a couple hundred, a hundred and twenty, tens of thousands",
        "the nineteen hundreds, twenty something people, thirty odd people, ten and a half, a dollar fifty",
        "five to ten people, ten to one, one in ten, seven of ten, fifty to sixty to one",
        "one million, two hundred thousand",
        "between one hundred and fifty and more",
        "He's a ten.",
        "a B fifty-two bomber, a K twelve school, World War two",
        "the thirty second president",
        "he ran for 5 miles",
        "he won by 3 votes",
        "it was 20 years ago that 5 people, six feet ten",
    ],
)
def test_what_is_no_count_is_left_alone(said: str) -> None:
    assert printed(f"So {said}") == f"So {said}"


def test_a_sentence_does_not_begin_with_new_figures() -> None:
    assert printed("He left. Twelve people stayed. twelve left") == "He left. Twelve people stayed. twelve left"


def test_a_range_is_written_in_one_manner() -> None:
    assert printed("Fifty to sixty people and sixty to seventy more") == "Fifty to sixty people and 60 to 70 more"


def test_a_long_chain_of_small_figures_is_read_without_end() -> None:
    said = " ".join(["3 or"] * 5000)
    assert printed(said) == said
