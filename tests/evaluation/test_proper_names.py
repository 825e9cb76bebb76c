from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from pipeline.evaluation.normalisers import NormaliserName, normalised
from pipeline.evaluation.proper_names import proper_names
from tests.evaluation.texts import any_text, side

if TYPE_CHECKING:
    from pipeline.evaluation.sides import Side


def names(text: Side, normaliser: NormaliserName = "english") -> str:
    words = normalised(text.tokens, normaliser, text.language)
    return " ".join(words[word].text for word in sorted(proper_names(text, words)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("So that was Charles Maynes in Moscow.", "charles maynes moscow"),
        ("Yesterday it rained. Today it does not.", ""),
        ("Maynes said so.", ""),
        ("Maynes said so. They asked Maynes again.", "maynes maynes"),
        ("Will he come? I asked Will and he will.", "will"),
        ("He and I, I'm told, I've said, I’d say, I-I'll go.", ""),
        ('She said, "Nobody knew." But nobody did.', ""),
        ("“Moscow is calm,” he said of Moscow.", "moscow moscow"),
        ("He said: Nothing happens here.", ""),
        ("they are in the U.S. The talks begin there, the talks.", "u s"),
        ("it was Mr. Tokayev who did it", "mister tokayev"),
        ("this is Kassym-Jomart's plan", "kassym jomart"),
        ("the Russian-led force and the post-Soviet world", "russian"),
        ("Russia's tanks came, and so Russia’s been told.", "russia russia"),
        ("it is COVID-19 of 2019", "covid"),
        ("we met O'Brien there", "brien"),
        ("a small — Dash it — thing for (Moscow) here", "dash moscow"),
        ("", ""),
        ("東京 は 大きい", ""),
    ],
)
def test_a_capital_inside_a_sentence_makes_a_name(text: str, found: str) -> None:
    assert names(side(text)) == found


def test_a_paragraph_opens_a_sentence() -> None:
    assert names(side("and then", "Nobody came here")) == ""
    assert names(side("and then Nobody came here")) == "nobody"


@pytest.mark.parametrize("text", ["THIS IS CHARLES MAYNES IN MOSCOW. HE SAID NO.", "this is charles maynes in moscow"])
def test_a_text_in_one_case_has_no_names(text: str) -> None:
    assert names(side(text)) == ""


def test_a_language_that_writes_nouns_with_capitals_has_no_names() -> None:
    assert names(side("wir sehen den Hund", language="de")) == ""
    assert names(side("we see the Hound", language="en")) == "hound"


def test_without_a_normaliser_a_token_is_one_name() -> None:
    assert names(side("this is Kassym-Jomart's plan"), "none") == "Kassym-Jomart's"


@given(any_text, any_text)
def test_any_text_has_its_names_among_its_words(first: str, second: str) -> None:
    text = side(first, second)
    words = normalised(text.tokens, "english")

    found = proper_names(text, words)

    assert found <= set(range(len(words)))
    assert not any(sign.isdigit() for word in found for sign in words[word].text)
