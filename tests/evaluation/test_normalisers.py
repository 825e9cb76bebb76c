from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whisper.normalizers import BasicTextNormalizer, EnglishTextNormalizer

from pipeline.evaluation.normalisers import NORMALISERS, NormaliserName, Word, normalised
from pipeline.evaluation.sides import Token
from tests.evaluation.texts import any_text, side, texts

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def whisper_english() -> Callable[[str], str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves the file of its spellings open
        return EnglishTextNormalizer()  # type: ignore[no-any-return]


def words(text: str, normaliser: NormaliserName = "english", language: str | None = None) -> tuple[Word, ...]:
    return normalised(side(text).tokens, normaliser, language)


def placed(text: str, normaliser: NormaliserName = "english") -> list[tuple[str, str]]:
    """The words, each with the tokens it comes from."""
    tokens = text.split()
    return [(word.text, " ".join(tokens[word.first : word.last + 1])) for word in words(text, normaliser)]


def test_without_a_normaliser_words_are_as_printed() -> None:
    assert placed("It's [sic] 5,000 — yes!", "none") == [
        (word, word) for word in ("It's", "[sic]", "5,000", "—", "yes!")
    ]


def test_the_basic_normaliser_leaves_out_case_and_marks() -> None:
    assert placed("It's — Über-cool, twenty five!", "basic") == [
        ("it", "It's"), ("s", "It's"), ("über", "Über-cool,"), ("cool", "Über-cool,"), ("twenty", "twenty"),
        ("five", "five!"),
    ]  # fmt: skip


def test_the_english_normaliser_also_makes_contractions_spellings_and_titles_one() -> None:
    assert placed("Um, we've coloured Mr. Smith.") == [
        ("we", "we've"), ("have", "we've"), ("colored", "coloured"), ("mister", "Mr."), ("smith", "Smith."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twenty five hundred", [("2500", "twenty five hundred")]),
        (
            "it cost twenty five hundred dollars",
            [("it", "it"), ("cost", "cost"), ("$2500", "twenty five hundred dollars")],
        ),
        ("one hundred and five people", [("105", "one hundred and five"), ("people", "people")]),
        ("some $20 million more", [("some", "some"), ("$20000000", "$20 million"), ("more", "more")]),
        ("one oh one", [("101", "one oh one")]),
        ("two and a half", [("2.5", "two and a half")]),
        ("twenty-five thousand", [("25000", "twenty-five thousand")]),
        ("5 percent of", [("5%", "5 percent"), ("of", "of")]),
        ("James's been in", [("james", "James's"), ("has", "James's"), ("been", "been"), ("in", "in")]),
        ("so there ...", [("so", "so"), ("there", "there")]),
        ("... um — .", []),
    ],
)
def test_a_word_may_come_from_several_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert placed(text) == expected


def test_a_number_at_the_end_of_a_turn_goes_on_in_the_next() -> None:
    tokens = (Token("twenty", 0), Token("five", 1), Token("men", 1))

    assert normalised(tokens, "english") == (Word("25", 0, 1), Word("men", 2, 2))


def test_a_printed_apostrophe_is_an_apostrophe_and_a_soft_hyphen_is_nothing() -> None:
    assert texts(words("It’s co\u00adoperative")) == texts(words("It's cooperative")) == ["it", "is", "cooperative"]


@pytest.mark.parametrize("normaliser", ["basic", "english"])
def test_a_bracket_that_is_left_over_swallows_nothing(normaliser: NormaliserName) -> None:
    assert texts(words("it [ was < a ( long ) day > ] there", normaliser)) == "it was a long day there".split()


@pytest.mark.parametrize("language", ["ja", "zh", "th"])
def test_signs_of_languages_without_blanks_are_words_of_their_own(language: str) -> None:
    assert words("東京は、 大きい", "basic", language) == (
        Word("東", 0, 0), Word("京", 0, 0), Word("は", 0, 0), Word("大", 1, 1), Word("き", 1, 1), Word("い", 1, 1),
    )  # fmt: skip
    assert texts(words("東京は 大きい", "basic", "en")) == ["東京は", "大きい"]


def test_no_tokens_make_no_words() -> None:
    for normaliser in NORMALISERS:
        assert normalised((), normaliser) == ()


@given(any_text, st.sampled_from(NORMALISERS), st.sampled_from([None, "en", "ja"]))
def test_the_words_of_any_text_lie_on_its_tokens_in_order(
    text: str, normaliser: NormaliserName, language: str | None
) -> None:
    tokens = side(text).tokens
    found = normalised(tokens, normaliser, language)

    assert all(0 <= word.first <= word.last < len(tokens) for word in found)
    assert [word.first for word in found] == sorted(word.first for word in found)
    assert [word.last for word in found] == sorted(word.last for word in found)
    assert all(word.text and not any(sign.isspace() for sign in word.text) for word in found)


@given(
    st.lists(st.sampled_from("The the five twenty hundred and half it's um colour 3 $5 Mr. end. so, - No".split())).map(
        " ".join
    )
)
def test_the_words_are_those_of_whisper_for_the_whole_text(text: str) -> None:
    assert texts(words(text, "basic")) == BasicTextNormalizer()(text).split()
    # but for a mark that it leaves at the very end
    assert texts(words(text)) == [word for word in whisper_english()(text).split() if word not in {".", "$"}]
