from __future__ import annotations

import pytest

from pipeline.text.style.contractions import CONTRACTIONS
from pipeline.text.style.edits import apply
from pipeline.text.style.rule import Setting
from tests.text.style.scoring import scored
from tests.text.style.station_page import page_paragraphs
from tests.text.style.test_rules import applied, heard, text_of


def printed(said: str) -> str:
    return text_of(applied(CONTRACTIONS, heard(said), Setting()))


def test_a_joined_contraction_takes_the_time_of_its_parts() -> None:
    tokens = heard("We do n't know")
    joined = apply(tokens, CONTRACTIONS.find(tokens, Setting()))[1]
    assert (joined.text, joined.first, joined.last, joined.start, joined.end) == ("don't", 1, 3, 0.25, 0.75)


@pytest.mark.parametrize(
    "said",
    [
        "should of course, would of the, kind of been, might not of the",
        "the dogs ' home, 'quoted ' text, he wrote 's' and 'd'",
        "gonna wanna gotta kinda, cannot, can not, do not",
        "a ‘quote’ of the others’ words",
        "the Ive wont cant lets ill its were well",
        "o all, y clock, ma' clock",
        "dont@here.example, www.dont.example",
    ],
)
def test_what_is_right_or_unclear_stays(said: str) -> None:
    assert printed(said) == said


def test_every_apostrophe_of_a_word_is_straight() -> None:
    assert printed("IT’S rock ’n’ roll, y’all’d’ve heard ‘em") == "IT'S rock 'n' roll, y'all'd've heard 'em"
    assert printed("do n’t, it ’s, would n’t ’ve") == "don't, it's, wouldn't've"


SAME = [said for said, shown in CONTRACTIONS.examples if said == shown or "do n't" in said]


@pytest.mark.parametrize("said", SAME)
def test_what_corrects_no_word_counts_as_the_same_words(said: str) -> None:
    assert scored(printed(said)) == scored(said)


def test_a_correction_counts_as_what_was_said() -> None:
    for said, shown in CONTRACTIONS.examples:
        assert scored(printed(said)) == scored(shown.replace("’", "'")) or said == shown


@pytest.mark.parametrize("paragraph", page_paragraphs())
def test_a_station_page_stays_as_it_is(paragraph: str) -> None:
    assert printed(paragraph) == paragraph
