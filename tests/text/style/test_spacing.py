"""Spacing: other languages, and what would take long."""

from __future__ import annotations

import pytest

from pipeline.text.style.edits import tokens_of
from pipeline.text.style.spacing import SPACING
from pipeline.timeline import Word
from tests.text.style.scoring import scored
from tests.text.style.station_page import page_paragraphs
from tests.text.style.test_rules import applied, heard, text_of


def test_it_is_for_every_language() -> None:
    assert SPACING.any_language


DIVIDED = ("about $1 .5 million, .5 percent", "about $1.5 million, .5 percent")
"""A correction: recognition tore a sum apart."""


@pytest.mark.parametrize(("said", "printed"), [example for example in SPACING.examples if example != DIVIDED])
def test_the_same_words_are_said_as_before(said: str, printed: str) -> None:
    assert scored(said) == scored(printed)


@pytest.mark.parametrize(
    "text",
    [
        "Vraiment\u202f? Oui\u00a0; c'est «\u00a0vrai\u00a0»\u00a0!",
        "שלום, עולם! מה שלומך?",
        "مرحبا، كيف حالك؟ \u200fأنا بخير.",
        "今日は、晴れです。本当？",
        "👨‍👩‍👧‍👦 ❤️ :) ;-) <3",
        "Sagte er: „Nein“, und ging.",
    ],
)
def test_what_is_spaced_as_its_language_wants_it_stays(text: str) -> None:
    assert text_of(applied(SPACING, heard(text.replace("\u202f", " ").replace("\u00a0", " ")), SPACING.setting)) == (
        text.replace("\u202f", " ").replace("\u00a0", " ")
    )


def test_blanks_inside_one_word_become_one_and_those_that_hold_together_stay() -> None:
    tokens = tokens_of([Word("got  -", 0, 1), Word("vraiment\u202f?.", 1, 2)])
    assert [token.text for token in applied(SPACING, tokens, SPACING.setting)] == ["got -", "vraiment\u202f?."]


def test_a_mark_that_joins_a_word_leaves_it_both_times() -> None:
    (token, _) = applied(SPACING, heard("morning , Charles"), SPACING.setting)
    assert (token.text, token.first, token.last, token.start, token.end) == ("morning,", 0, 2, 0.0, 0.5)


def test_thousands_of_marks_behind_a_word_are_not_gathered() -> None:
    tokens = applied(SPACING, heard("word" + " )" * 30_000), SPACING.setting)
    assert tokens[0].text == "word))))"


def test_a_station_page_stays_as_it_is() -> None:
    for paragraph in page_paragraphs():
        assert text_of(applied(SPACING, heard(paragraph), SPACING.setting)) == paragraph
