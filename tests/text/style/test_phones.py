"""Phone numbers: what the table of the rule cannot show."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.style.number_words import ONES
from pipeline.text.style.phones import PHONES
from tests.text.style.test_rules import applied, heard, text_of

WORDS = {str(digit): word for word, digit in ONES.items()} | {"0": "oh"}
GAPS = st.sampled_from([" ", "-", ", ", " - ", "."])


def set_in_style(said: str) -> str:
    return text_of(applied(PHONES, heard(said), PHONES.setting))


@given(number=st.from_regex(r"[2-9]\d\d-[2-9]\d\d-\d{4}", fullmatch=True, alphabet="0123456789-"), gap=GAPS)
def test_a_number_read_out_after_a_call_to_call_is_printed_however_it_was_recognised(number: str, gap: str) -> None:
    groups = number.split("-")
    in_figures = gap.join(groups)
    one_by_one = (", " if gap == "." else gap).join(" ".join(group) for group in groups)
    in_words = re.sub(r"\d", lambda digit: f"{WORDS[digit[0]]} ", "".join(groups)).strip()
    for said in (in_figures, one_by_one, in_words, f"({groups[0]}) {groups[1]}-{groups[2]}", "".join(groups)):
        assert set_in_style(f"Call {said}. Thanks") == f"Call {number}. Thanks"
        assert set_in_style(f"Call 1-{said}. Thanks") == f"Call 1-{number}. Thanks"


@pytest.mark.parametrize(
    "digits",
    ["012 555 0123", "202 155 0123", "2 202 555 0123", "202 555 01234", "20 2555 0123", "202 555 0123 7", "5550123"],
)
def test_digits_that_are_no_phone_number_stay_as_they_are(digits: str) -> None:
    assert set_in_style(f"call {digits} today") == f"call {digits} today"


@pytest.mark.parametrize("marked", ["+1-202.555.0123", "$202-555 0123", "202 555 0123rd", "#202 555 0123"])
def test_digits_with_other_signs_stay_as_they_are(marked: str) -> None:
    assert set_in_style(f"call {marked}") == f"call {marked}"


def test_without_a_word_about_calling_only_what_is_written_as_a_number_is_one() -> None:
    assert set_in_style("202 555 0123 and 5 5 5 0 1 2 3") == "202 555 0123 and 5 5 5 0 1 2 3"
    assert set_in_style("(202) 555 0123 and 202.555.0123") == "202-555-0123 and 202-555-0123"


def test_a_number_has_the_times_of_all_its_digits() -> None:
    (_, number, _) = applied(PHONES, heard("call 2 0 2 5 5 5 0 1 2 3 now"), PHONES.setting)
    assert (number.text, number.first, number.last, number.start, number.end) == ("202-555-0123", 1, 11, 0.25, 2.75)
