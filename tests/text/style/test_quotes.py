"""Quotes: what the table of the rule cannot show."""

from __future__ import annotations

import pytest

from pipeline.text.style.quotes import STRAIGHT_QUOTES
from tests.text.style.scoring import scored
from tests.text.style.station_page import page_paragraphs
from tests.text.style.test_rules import applied, heard, text_of


def test_a_station_page_stays_as_it_is() -> None:
    for paragraph in page_paragraphs():
        assert text_of(applied(STRAIGHT_QUOTES, heard(paragraph), STRAIGHT_QUOTES.setting)) == paragraph


@pytest.mark.parametrize("said", ["he’s so sure", "we’ll go", "they don’t"])
def test_a_contraction_is_read_by_the_normaliser_once_its_apostrophe_is_straight(said: str) -> None:
    straight = text_of(applied(STRAIGHT_QUOTES, heard(said), STRAIGHT_QUOTES.setting))
    assert straight == said.replace("’", "'")
    assert scored(straight) != scored(said)
    assert scored(straight) in {"he is so sure", "we will go", "they do not"}


def test_other_languages_keep_their_quotes_by_the_rule_being_for_english_only() -> None:
    assert not STRAIGHT_QUOTES.any_language
