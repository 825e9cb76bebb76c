from __future__ import annotations

import tracemalloc

import pytest

from pipeline.text.terms import Terms
from pipeline.text.terms.english import is_ordinary
from pipeline.text.terms.listed import last_name_of
from pipeline.text.terms.sounds import alike, all_heard


def test_terms_that_are_ordinary_words_are_warned_about_once() -> None:
    terms = Terms.build(["Apple", "", "will", "Kazakhstan", "Apple", "  ", "Karim Massimov", "Now", "NATO", "WHO"])
    (warning,) = terms.warnings
    assert warning.startswith('"Apple", "will", "Now" in the glossary are ordinary words (3 in all): ')


def test_a_term_of_one_letter_is_warned_about() -> None:
    (warning,) = Terms.build(["X", "Xi Jinping"]).warnings
    assert '"X"' in warning


@pytest.mark.parametrize("glossary", [[], [""], [" ", "\n"], ["-", "...", "’"], ["\u0301", "🙂", "א"]])
def test_nothing_to_list_lists_nothing_and_does_not_fail(glossary: list[str]) -> None:
    Terms.build(glossary, [(name, (name,)) for name in glossary])


def test_a_term_without_an_end_takes_no_memory() -> None:
    endless = "badegikolumanerito" * 1000
    tracemalloc.start()
    listed = Terms.build([endless, "Karim Massimov"]).listed
    assert [spelling.text for spelling in listed.near(endless)] == [endless]
    assert [spelling.text for spelling in listed.near("karimmasimof")] == ["Karim Massimov"]
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("word", ["apple", "will", "now", "mark", "turkey", "council", "president", "hope"])
def test_ordinary_words_are_known(word: str) -> None:
    assert is_ordinary(word)


@pytest.mark.parametrize("word", ["kazakhstan", "iran", "moscow", "barnes", "obama", "tokayev", "london", "plato"])
def test_names_are_no_ordinary_words(word: str) -> None:
    assert not is_ordinary(word)


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Karim Massimov", "Massimov"),
        ("Ursula von der Leyen", "Leyen"),
        ("Bashar al-Assad", "al-Assad"),
        ("Lulu Garcia-Navarro", "Garcia-Navarro"),
        ("Kazakhstan", ""),
        ("Security Council", ""),
        ("World Trade Organization", ""),
        ("Boeing 747", ""),
        ("Radio NPR", ""),
        ("the word cloud", ""),
    ],
)
def test_the_last_name_of_a_person(name: str, last: str) -> None:
    assert last_name_of(name) == last


def test_how_alike_names_sound() -> None:
    assert alike("nasrbayev", "nazarbayev") > 90
    assert alike("kasimjoemart", "kassymjomart") > 90
    assert alike("barnes", "maynes") < 50
    assert alike("karimov", "massimov") < 70
    assert alike("nazarbayeva", "nazarbayev") == 0


def test_every_word_must_be_heard() -> None:
    assert all_heard(("kasim", "joe", "mart"), ("kassym", "jomart"))
    assert not all_heard(("george", "w", "bush"), ("george", "bush"))
