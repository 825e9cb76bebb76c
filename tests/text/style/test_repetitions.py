from __future__ import annotations

import pytest

from pipeline.text.style.edits import apply
from pipeline.text.style.repetitions import DROP_REPETITIONS, MARK_REPETITIONS
from pipeline.text.style.rule import Setting
from tests.text.style.scoring import scored
from tests.text.style.station_page import page_paragraphs
from tests.text.style.test_rules import applied, heard, text_of


def marked(said: str) -> str:
    return text_of(applied(MARK_REPETITIONS, heard(said), Setting()))


def dropped(said: str) -> str:
    return text_of(applied(DROP_REPETITIONS, heard(said), Setting()))


def test_what_is_printed_once_keeps_the_time_at_which_it_was_said_last() -> None:
    tokens = heard("So I, I, I think")
    result = apply(tokens, DROP_REPETITIONS.find(tokens, Setting()))
    assert [(t.text, t.first, t.last, t.start) for t in result] == [
        ("So", 0, 3, 0.0),
        ("I", 3, 4, 0.75),
        ("think", 4, 5, 1.0),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "My my, what a day. He did it it seems.",
        "Can I, I ask? Did he, he leave? He is, is he?",
        "That's what they are, they are criminals.",
        "a lot, a lot of people, day by day, day by day we",
        "the more the better, the more the merrier",
        "the United States, the United States of America",
        "It's the A, a big company. The Who, who sang",
        "He walks the-the same way, on-the on-the-job",
        "I asked who he was, he was silent.",
        "These are the people I work with, with the exception of one",
        "the city that he came from, from the start; what he thought of, of the three",
        "Of course, of course we know. Come on, come on.",
        'to the "to the" and the (the)',
        "the 5, 5 of them; 5th, 5th",
        "Thank you, you are kind; thank you you are kind",
    ],
)
def test_what_may_be_meant_stays_twice(said: str) -> None:
    assert (marked(said), dropped(said)) == (said, said)


def test_capitals_and_text_without_marks_are_read_as_well() -> None:
    assert marked("SO I I THINK THE THE ARMY LEFT") == "SO I - I THINK THE - THE ARMY LEFT"
    assert dropped("so i i think the the army left") == "so i think the army left"


def test_what_a_repetition_hides_is_found_as_well() -> None:
    assert dropped("The the a the a the a man") == "The a man"
    assert dropped("And I, I, and I don't know") == "And I don't know"


@pytest.mark.parametrize("said", [said for said, _ in MARK_REPETITIONS.examples])
def test_a_marked_repetition_counts_as_the_same_words(said: str) -> None:
    assert scored(marked(said)) == scored(said)


@pytest.mark.parametrize("paragraph", page_paragraphs())
def test_a_station_page_stays_as_it_is(paragraph: str) -> None:
    assert (marked(paragraph), dropped(paragraph)) == (paragraph, paragraph)
