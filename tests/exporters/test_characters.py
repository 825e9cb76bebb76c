from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exporters.characters import readable, readable_name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Good  morning,\r\n\tCharles. ", "Good morning, Charles."),
        ("nul\x00l and esc\x1b[0m", "null and esc[0m"),
        ("a\u2028b\x85c", "a b c"),
        ("\ufeffGood\ufffe\uffff", "Good"),
        ("\ud800lone", "lone"),
        ("Côte d’Ivoire – 5\u00a0000 💥", "Côte d’Ivoire – 5\u00a0000 💥"),
        ("\u200f\u202bשלום\u202c", "\u200f\u202bשלום\u202c"),
    ],
)
def test_what_cannot_be_printed_is_left_out_and_a_text_is_one_line(text: str, shown: str) -> None:
    assert readable(text) == shown


def test_a_name_cannot_turn_round_what_follows_it() -> None:
    assert readable_name("\u202eAyesha\u2067 \u200fRascoe") == "Ayesha \u200fRascoe"


def test_a_name_of_nothing_readable_is_unknown() -> None:
    assert readable_name("\x00\u202e ") == "Unknown"


@given(st.text())
def test_what_is_readable_stays_as_it_is_and_can_be_written(text: str) -> None:
    once = readable(text)
    assert readable(once) == once
    assert len(once.splitlines()) <= 1
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in once)
    once.encode("utf-8")
