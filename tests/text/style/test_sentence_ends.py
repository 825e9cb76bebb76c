"""Sentence ends: what is known of the talk, and cases near to those of the table."""

from __future__ import annotations

import pytest

from pipeline.text.style.rule import Setting
from pipeline.text.style.sentence_ends import SENTENCE_ENDS
from tests.text.style.scoring import scored
from tests.text.style.station_page import NAMES, page_paragraphs
from tests.text.style.test_rules import applied, heard, text_of


def printed(text: str, setting: Setting = SENTENCE_ENDS.setting) -> str:
    return text_of(applied(SENTENCE_ENDS, heard(text), setting))


def test_a_station_page_stays_as_it_is() -> None:
    for paragraph in page_paragraphs():
        assert text_of(applied(SENTENCE_ENDS, heard(paragraph), Setting(names=NAMES))) == paragraph


@pytest.mark.parametrize(("said", "printed"), SENTENCE_ENDS.examples)
def test_the_same_words_are_said_as_before(said: str, printed: str) -> None:
    assert scored(said) == scored(printed)


@pytest.mark.parametrize(
    "question",
    [
        "Where do we go from here",
        "How many boats did they lose",
        "Okay, so what are you hearing",
        "And is there anyone left",
        "What's going on",
        "Do you think it will last",
        "Isn't he your brother",
        "I mean, why would they stay",
        "They came back, didn't they",
        "Who's the mayor now",
    ],
)
def test_what_is_surely_asked_gets_a_question_mark(question: str) -> None:
    assert printed(question + ".") == question + "?"
    assert printed(question + "!") == question + "!"


@pytest.mark.parametrize(
    "text",
    [
        "What they did was brave.",
        "What's driving this is fear.",
        "How wonderful it is.",
        "Do it now. Do that again.",
        "Have it your way.",
        "So do we. Nor did they.",
        "Did the dishes. Was there all day.",
        "Would you please welcome our guest.",
        "Is that, wait.",
        "Who knows. How about that.",
        "What do you know.",
        "Where there is smoke, there is fire.",
        "When they came, we hid.",
        "Will Smith is here. May is warm.",
    ],
)
def test_what_only_begins_like_a_question_keeps_its_full_stop(text: str) -> None:
    assert printed(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "I met Mr. Smith at Acme Inc. on Friday.",
        "It was 5 p.m. when they left the U.S. for good.",
        "He paused... and left.",
        'He said "No." and left.',
        "Is it? perhaps.",
        "we left. then it rained. nobody came. we slept.",
        "It is late. i know. It is cold.",
        "Nothing but he was left. All but they had gone.",
        "They called it so. Which one of you was it?",
        "When I was five years old. My mother left us.",
    ],
)
def test_full_stops_that_may_be_right_stay(text: str) -> None:
    assert printed(text) == text


def test_a_question_without_any_mark_at_the_end_of_a_paragraph_gets_one() -> None:
    assert printed("No. What's the plan") == "No. What's the plan?"
    assert printed("No. What's the plan is") == "No. What's the plan is"


def test_greeted_are_only_people_of_the_talk() -> None:
    assert printed("Good morning Charles.", Setting()) == "Good morning Charles."
    assert printed("Thank you Charles Maynes.") == "Thank you, Charles Maynes."
    assert printed("Welcome Charles to the show.") == "Welcome Charles to the show."


def test_who_is_interrupted_gets_no_full_stop() -> None:
    assert printed("It rained. And then the bread was") == "It rained. And then the bread was"
    assert printed("so we went home") == "so we went home"
