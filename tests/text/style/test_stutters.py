from __future__ import annotations

import pytest

from pipeline.text.style.edits import apply
from pipeline.text.style.rule import Setting
from pipeline.text.style.stutters import STUTTERS
from tests.text.style.station_page import page_paragraphs
from tests.text.style.test_rules import heard, text_of


def printed(said: str) -> str:
    tokens = heard(said)
    return text_of(apply(tokens, STUTTERS.find(tokens, Setting())))


def test_the_whole_word_keeps_its_own_time() -> None:
    tokens = heard("w- w- we went")
    result = apply(tokens, STUTTERS.find(tokens, Setting()))
    assert [(t.text, t.first, t.last, t.start) for t in result] == [("we", 0, 3, 0.5), ("went", 3, 4, 0.75)]


@pytest.mark.parametrize(
    "said",
    [
        "He was Russia's- they said Russian.",
        "ex-executive, pre-premiere, no-notice, al-Alawi",
        "D-D-Day and B-boys and e-e-cummings",
        "the U-N-N, 2-2-2, B-B-C",
        "plan B- but not yet; a- and so on; so- some",
        "see http://a-an.example or me@t-the.example",
        "anti-anti-war, step-by-step, tit-for-tat",
        "they said no- no- no!",
    ],
)
def test_what_may_be_a_word_stays(said: str) -> None:
    assert printed(said) == said


def test_a_stutter_inside_a_stutter_is_gone_at_once() -> None:
    assert printed("b-b-but-but we") == "but we"
    assert printed("W-w-well-known") == "Well-known"


@pytest.mark.parametrize("paragraph", page_paragraphs())
def test_a_station_page_stays_as_it_is(paragraph: str) -> None:
    assert printed(paragraph) == paragraph
