"""Dates: what the table of the rule cannot show."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

import pytest

from pipeline.text.style.dates import DATES
from pipeline.text.style.number_words import ORDINAL_WORDS
from tests.text.style.scoring import scored
from tests.text.style.test_rules import applied, heard, text_of

SHORTENED = dict(
    zip(
        calendar.month_name[1:],
        "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split(),
        strict=True,
    )
)
LEAP_YEAR = [date(2020, 1, 1) + timedelta(days=i) for i in range(366)]


def set_in_style(said: str) -> str:
    return text_of(applied(DATES, heard(said), DATES.setting))


def spoken(day: int) -> str:
    words = {number: word for word, number in ORDINAL_WORDS.items()}
    return words.get(day) or f"{'twenty' if day < 30 else 'thirty'}-{words[day % 10]}"


def ending(day: int) -> str:
    return "th" if day in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@pytest.mark.parametrize("day", LEAP_YEAR, ids=str)
def test_every_day_of_the_year_is_printed_however_it_was_recognised(day: date) -> None:
    month, printed = calendar.month_name[day.month], f"{SHORTENED[calendar.month_name[day.month]]} {day.day}"
    assert set_in_style(f"since {month} {day.day}, they say") == f"since {printed}, they say"
    for wording in (f"{month} {day.day}{ending(day.day)}", f"{month.lower()} {spoken(day.day)}"):
        holiday = (day.month, day.day) == (7, 4)
        assert set_in_style(f"since {wording}, they say") == f"since {wording if holiday else printed}, they say"
        assert set_in_style(f"on {wording}, 2020") == f"on {printed}, 2020"
        assert set_in_style(f"on {wording} 2020 he left") == f"on {printed}, 2020, he left"


@pytest.mark.parametrize(
    "said", ["on January 32", "on February 30th", "on September 31st, 2020", "on April 0", "on June 5.5"]
)
def test_a_day_that_no_month_has_is_no_date(said: str) -> None:
    assert set_in_style(said) == said


@pytest.mark.parametrize("month", calendar.month_name[1:])
def test_a_month_without_a_day_is_spelled_out(month: str) -> None:
    for said in (f"in {month}", f"in {month} 2019.", f"in {month}. 5 came.", f"in {month} 5,500 people came"):
        assert set_in_style(said) == said


@pytest.mark.parametrize(("said", "printed"), DATES.examples)
def test_a_date_says_the_same_as_before(said: str, printed: str) -> None:
    months = {short.rstrip("."): name for name, short in SHORTENED.items()} | {"Apr": "April"}

    def in_full(text: str) -> str:
        text = re.sub(r"\b(" + "|".join(months) + r")\b\.?", lambda match: months[match[1]], text)
        figures = re.sub(r"\b(\d\d?)(?:st|nd|rd|th)?\b", r"\1th", scored(text))
        return figures.replace("march one", "march 1th").replace("july fourth", "july 4th")

    assert in_full(said) == in_full(printed)


def test_words_keep_their_times() -> None:
    tokens = applied(DATES, heard("It was on January 6th 2021 that it fell"), DATES.setting)
    assert [(token.text, token.start) for token in tokens[3:7]] == [
        ("Jan.", 0.75),
        ("6,", 1.0),
        ("2021,", 1.25),
        ("that", 1.5),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "it rose from January 9th to 7th",
        "they will jan 6 it",
        "January 6 2000 people came",
        "On January 6 2000 people came",
        "on January 6 2,000 people came",
        "you may 5th it, they march 3rd",
        "his sister June sixth among them",
        "In January 6th graders returned",
        "after March 6th graders returned",
        "August 3rd in line",
        "in January 6 brave women left",
        "January 6 defendants spoke",
        "January 6 of them spoke",
        "by May sixth graders had left",
        "on January first responders came",
        "on January first or second",
        "on January fourth or fifth",
        "on January first aid came",
        "in January 5th columnists came",
        "my friend Jan. 2019",
        "the January 6-year-olds",
    ],
)
def test_what_may_be_no_date_stays_as_it_is(said: str) -> None:
    assert set_in_style(said) == said
