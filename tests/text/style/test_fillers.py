from __future__ import annotations

import re

import pytest

from pipeline.text.style.edits import apply
from pipeline.text.style.fillers import FILLERS
from pipeline.text.style.rule import Setting
from tests.text.style.scoring import scored
from tests.text.style.station_page import page_paragraphs
from tests.text.style.test_rules import heard, text_of


def printed(said: str, setting: Setting | None = None) -> str:
    tokens = heard(said)
    return text_of(apply(tokens, FILLERS.find(tokens, setting or Setting())))


def test_the_words_beside_a_hesitation_keep_their_times_and_it_stays_with_the_one_before() -> None:
    tokens = heard("Um, we, uh, went")
    assert [(t.text, t.first, t.last, t.start, t.end) for t in apply(tokens, FILLERS.find(tokens, Setting()))] == [
        ("We", 0, 3, 0.25, 0.5),
        ("went", 3, 4, 0.75, 1.0),
    ]


def test_a_name_that_sounds_like_a_hesitation_stays() -> None:
    assert printed("Um, as he was called, left") == "As he was called, left"
    assert printed("Um, as he was called, left", Setting(names=frozenset({"Um"}))) == "Um, as he was called, left"
    assert printed("Then Mr. Um, who ran, left") == "Then Mr. Um, who ran, left"


def test_a_comma_stays_where_it_would_stand_without_the_hesitation() -> None:
    assert printed("Red, uh, white and blue.") == "Red, white and blue."
    assert printed("He likes it, um, but not here.") == "He likes it, but not here."
    assert printed("It was, uh, but not here.") == "It was, but not here."
    assert printed("In 2019, uh, Putin left for Geneva, um, Switzerland.") == (
        "In 2019, Putin left for Geneva, Switzerland."
    )


def test_a_comma_goes_where_it_stood_for_the_hesitation() -> None:
    assert printed("President, um, Tokayev of, uh, Kazakhstan.") == "President Tokayev of Kazakhstan."
    assert printed("a very, uh, long, um, road") == "a very long road"


def test_sentences_still_end_where_they_ended() -> None:
    assert printed("We left, um. They stayed, uh? Really, er!") == "We left. They stayed, uh? Really, er!"
    assert printed("We waited um... Then they came.") == "We waited... Then they came."
    assert printed("the vote: uh, it passed; um, narrowly") == "the vote: it passed; narrowly"


def test_an_utterance_that_is_nothing_but_hesitation_stays() -> None:
    for said in ("Um.", "Um, uh.", "uh", "Er... um."):
        assert printed(said) == said
        assert not list(FILLERS.find(heard(said), Setting()))


@pytest.mark.parametrize("paragraph", page_paragraphs())
def test_a_station_page_stays_as_it_is(paragraph: str) -> None:
    assert printed(paragraph) == paragraph


@pytest.mark.parametrize("said", [said for said, _ in FILLERS.examples])
def test_what_is_left_counts_as_the_same_words(said: str) -> None:
    heard_words = re.sub(r"\b(?:er|erm|Er)\b(?=[,.])", "um", said)  # Whisper's normaliser passes over um and uh only
    assert scored(printed(said)) == scored(heard_words)
