"""Whether a name is called out to somebody, and how."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.naming.addressing import is_called_out, manner

NAME = "Maria"


def called_out(sentence: str, *, cut_off: bool = False) -> bool:
    """Whether Maria is called out in a sentence."""
    before, _, after = sentence.partition(NAME)
    return is_called_out(before.rstrip(), after, cut_off=cut_off)


@pytest.mark.parametrize(
    "sentence",
    [
        "Maria?",
        "Maria, what happened?",
        "So, Maria, what happened?",
        "And so Maria, what happened?",
        "Thanks, Maria.",
        "Thank you so much, Maria, for coming.",
        "Good morning, Maria!",
        "Over to you, Maria.",
        "That's right, Maria.",
        "That is a good question, Maria, I must say.",
        "I'm sorry, Maria, but that is wrong.",
        "What do you see there, Maria?",
        "Maria, the floor is yours.",
        "Maria, a quick question.",
        "“Well, Maria.”",
    ],
)
def test_a_name_between_commas_or_at_an_end_is_called_out(sentence: str) -> None:
    assert called_out(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Maria left.",
        "I met Maria.",
        "And then Maria said so.",
        "Maria, who lives here, left.",
        "Maria, a clerk, left.",
        "Maria, the clerk, left.",
        "Maria, said the clerk.",
        "Our producer, Maria, left.",
        "He met the clerk, Maria.",
        "NPR's Moscow correspondent, Maria.",
        "We met Anna, Maria.",
        "They went to Boston, Maria.",
    ],
)
def test_a_name_that_is_told_of_is_not_called_out(sentence: str) -> None:
    assert not called_out(sentence)


def test_what_is_cut_off_is_not_taken_for_the_beginning_of_a_sentence() -> None:
    assert called_out("Maria, what happened?")
    assert not called_out("Maria, what happened?", cut_off=True)
    assert called_out("and yes, Maria, what happened?", cut_off=True)


@pytest.mark.parametrize(
    ("sentence", "how"),
    [
        ("Welcome to the program, Maria.", "welcome"),
        ("Maria, good morning.", "welcome"),
        ("Maria, thank you for joining us.", "welcome"),
        ("Maria, it's good to have you.", "welcome"),
        ("Maria, go ahead.", "welcome"),
        ("Thank you, Maria.", "thanks"),
        ("Goodbye, Maria.", "thanks"),
        ("Maria, well done.", "thanks"),
        ("Maria, what happened?", "asks"),
        ("“Maria, what happened?”", "asks"),
        ("Maria, that is right.", "calls"),
    ],
)
def test_how_a_name_is_called_out(sentence: str, how: str) -> None:
    assert manner(sentence) == how


@given(st.text(max_size=300), st.text(max_size=300), st.booleans())
def test_anything_at_all_is_called_out_or_not(before: str, after: str, cut_off: bool) -> None:
    assert is_called_out(before, after, cut_off=cut_off) in (True, False)
    assert manner(before + after) in ("welcome", "thanks", "asks", "calls")


@pytest.mark.parametrize("piece", ["so, well, ", "my ", "oh no ", "a b ", ", ", "thank you "])
def test_as_much_as_is_looked_at_is_looked_at_in_no_time(piece: str) -> None:
    seen = (piece * 240)[:240]
    began = time.process_time()
    for _ in range(100):
        is_called_out(seen, ", so?", cut_off=False)
        is_called_out(f"{seen}x,", ".", cut_off=False)
    manner(piece * 20_000)
    assert time.process_time() - began < 2
