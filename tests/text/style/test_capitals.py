"""Capitals: what is known of the whole talk, and talk without any or with nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.text.style.capitals import CAPITALS
from pipeline.text.style.rule import Setting
from tests.text.style.scoring import scored
from tests.text.style.station_page import NAMES, page_paragraphs
from tests.text.style.test_rules import UNLIKELY, applied, heard, text_of

KNOWN = Setting(names=NAMES, lower=frozenset("the of and to in as for with that but or at by from on".split()))


def printed(text: str, setting: Setting = KNOWN) -> str:
    return text_of(applied(CAPITALS, heard(text), setting))


def test_a_station_page_stays_as_it_is() -> None:
    for paragraph in page_paragraphs():
        assert text_of(applied(CAPITALS, heard(paragraph), KNOWN)) == paragraph


@given(st.lists(st.sampled_from("we saw the Tokayev in Russia, as so. why? i'm US".split()) | UNLIKELY, min_size=1))
@example(words=["ı", "we", "we", "we"])
def test_only_the_case_of_letters_changes(words: list[str]) -> None:
    said = [word for word in words if word.casefold() == word.lower()]
    assert printed(" ".join(said) or "x").lower() == (" ".join(said) or "x").lower()


@pytest.mark.parametrize(("said", "shown"), CAPITALS.examples)
def test_the_same_words_are_said_as_before(said: str, shown: str) -> None:
    assert scored(said) == scored(shown)


def test_names_are_known_from_the_talk_only() -> None:
    assert printed("so charles went to moscow on friday") == "So Charles went to Moscow on Friday"
    assert printed("so charles went to moscow on friday", Setting()) == "So charles went to Moscow on Friday"
    assert printed("CHARLES'S SHIP LEFT THE PORT") == "Charles's ship left the port"


def test_a_name_that_is_a_word_too_needs_its_other_half() -> None:
    known = Setting(names=frozenset({"Will", "Bancroft"}))
    assert printed("will bancroft will be here soon", known) == "Will Bancroft will be here soon"


def test_a_small_word_goes_lower_only_where_the_talk_has_it_so() -> None:
    talk = "The water has stabilized As his crews continue."
    assert printed(talk) == "The water has stabilized as his crews continue."
    assert printed(talk, Setting()) == talk


@pytest.mark.parametrize("text", ["شكرا. نعم", "今日は。晴れ", "ǆ. ǆ we left it", "ßa. ßb so we left", "1st. 2nd"])
def test_what_has_no_capital_of_one_letter_stays(text: str) -> None:
    assert printed(text, Setting()).lower() == text


def test_names_that_mix_small_letters_and_capitals_stay() -> None:
    assert printed("I sold it on eBay. iPhone sales fell.") == "I sold it on eBay. iPhone sales fell."
