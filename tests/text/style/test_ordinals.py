"""Ordinals: what the table leaves open."""

from __future__ import annotations

import pytest

from pipeline.text.style.ordinals import ORDINALS
from pipeline.text.style.rule import Setting
from tests.text.style.test_rules import applied, heard, text_of


def printed(text: str) -> str:
    return text_of(applied(ORDINALS, heard(text), Setting()))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("between the fifth and fifteenth centuries", "between the fifth and 15th centuries"),
        ("the eleventh, twelfth and thirteenth centuries", "the eleventh, 12th and 13th centuries"),
        ("mid-nineteenth century", "mid-nineteenth century"),
        ("in the mid-nineteenth century", "in the mid-19th century"),
        ("his twenty-second birthday", "his 22nd birthday"),
        ("the seventy-fifth percentile", "the 75th percentile"),
        ("on the 3rd day", "on the third day"),
        ("every tenth person", "every 10th person"),
    ],
)
def test_ranks_are_written_as_newspapers_do(said: str, shown: str) -> None:
    assert printed(said) == shown


@pytest.mark.parametrize(
    "said",
    [
        "on the 3rd people fled, the 3rd of May, the 4th july party",
        "the 2nd amendment, the 9th circuit, his 101st birthday, the 5rd time",
        "one tenth of it, the one hundredth day, ten twentieth parts",
        "July fourteenth events, the fifteenth of August, the twelfth",
        "it's 3rd place, a second chance, the first time, seconds later",
        "twentieth century history",
    ],
)
def test_dates_names_and_fractions_are_left_alone(said: str) -> None:
    assert printed(said) == said
