from __future__ import annotations

import pytest

from pipeline.text.style.edits import Token, apply
from pipeline.text.style.rule import Setting
from pipeline.text.style.usual_spelling import USUAL_SPELLING
from pipeline.text.terms import Terms


def tokens_of(text: str) -> list[Token]:
    return [Token(word, i, i + 1, i, 0.0, 0.0) for i, word in enumerate(text.split())]


def printed(talk: list[str], terms: Terms | None = None) -> list[str]:
    tokens = [tokens_of(paragraph) for paragraph in talk]
    setting = Setting(terms=(terms or Terms()).with_talk(tokens))
    return [
        " ".join(token.text for token in apply(paragraph, USUAL_SPELLING.find(paragraph, setting)))
        for paragraph in tokens
    ]


THRICE = ["Then {0} spoke. He met {0} again.", "They saw {0}."]


@pytest.mark.parametrize(
    ("usual", "once"), [("Tokayev", "Tokaev"), ("Massimov", "Masimov"), ("Hussein", "Husein"), ("Ryssdal", "Risdal")]
)
def test_a_name_heard_once_otherwise_is_spelled_as_usual(usual: str, once: str) -> None:
    talk = [*(text.format(usual) for text in THRICE), f"Today “{once}’s” men came."]
    assert printed(talk)[-1] == f"Today “{usual}’s” men came."


@pytest.mark.parametrize(
    ("usual", "last"),
    [
        ("Nazarbayev", "They met Nazarbayeva, his daughter."),
        ("Lehrer", "Then Anna Lerer sang."),
        ("Jordan", "They asked Jordon why."),
        ("Karim", "They asked Kareem Tokayev."),
        ("Massimov", "They asked Masimov Tokayev."),
        ("Barnes", "They asked Maynes."),
        ("Tokayev", "The tokaev is a bird. TOKAEV!"),
        ("Massimov", "They saw Massimov beside Masimov."),
    ],
)
def test_another_name_stays(usual: str, last: str) -> None:
    first = "In {0} it rains. It rains in {0}. They live in {0}." if usual == "Jordan" else " ".join(THRICE)
    talk = [first.format(f"Peter {usual}" if usual == "Lehrer" else usual), last]
    assert printed(talk) == talk


def test_without_a_clear_majority_nothing_is_changed() -> None:
    for often in range(3):
        talk = ["Then Massimov spoke."] * often + ["Then Masimov spoke."]
        assert printed(talk) == talk
    twice = ["Then Massimov spoke."] * 9 + ["Then Masimov spoke."] * 2
    assert printed(twice) == twice
    assert printed(["Then Massimov spoke.", *twice])[-1] == "Then Massimov spoke."
    assert printed([*twice * 3])[-1] == "Then Masimov spoke."


def test_a_listed_name_is_never_changed() -> None:
    talk = ["Then Tokayev spoke."] * 6 + ["Then Tokaev spoke."]
    assert printed(talk, Terms.build(["Tokaev"])) == talk
    assert printed(talk, Terms.build([], [("Ann Tokaev", ())])) == talk
    assert printed(talk)[-1] == "Then Tokayev spoke."


def test_the_reason_counts() -> None:
    talk = [tokens_of(text) for text in ["Then Tokayev spoke."] * 6 + ["Then Tokaev spoke."]]
    (edit,) = USUAL_SPELLING.find(talk[-1], Setting(terms=Terms().with_talk(talk)))
    assert edit.reason == 'the talk has "Tokayev" 6 times, "Tokaev" once'
