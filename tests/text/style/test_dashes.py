"""Dashes: what the tables of the two rules cannot show."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.style.dashes import EM_DASH, SPACED_HYPHEN
from tests.text.style.scoring import scored
from tests.text.style.station_page import page_paragraphs
from tests.text.style.test_rules import applied, heard, text_of


def test_a_station_page_stays_as_it_is() -> None:
    for paragraph in page_paragraphs():
        assert text_of(applied(SPACED_HYPHEN, heard(paragraph), SPACED_HYPHEN.setting)) == paragraph


@pytest.mark.parametrize(("said", "printed"), SPACED_HYPHEN.examples + EM_DASH.examples)
def test_the_same_words_are_said_as_before(said: str, printed: str) -> None:
    assert scored(said) == scored(printed)


@given(st.lists(st.sampled_from(["we", "they", "-", "—", "--", "got-", "ever—", "no"]), min_size=1, max_size=12))
def test_the_two_kinds_of_dashes_are_each_others_counterpart(words: list[str]) -> None:
    talk = heard(" ".join(words))
    short = text_of(applied(SPACED_HYPHEN, talk, SPACED_HYPHEN.setting))
    long = text_of(applied(EM_DASH, talk, EM_DASH.setting))
    assert long == " ".join("—" if word == "-" else word for word in short.split())
    assert text_of(applied(SPACED_HYPHEN, heard(long), SPACED_HYPHEN.setting)) == short


def test_an_endless_chain_of_names_takes_no_longer_than_its_length() -> None:
    started = time.process_time()
    applied(SPACED_HYPHEN, heard("Ab–" * 30_000 + "Ab"), SPACED_HYPHEN.setting)
    assert time.process_time() - started < 2
