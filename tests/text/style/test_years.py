"""Years: what the table of the rule cannot show."""

from __future__ import annotations

import pytest

from pipeline.text.style.number_words import ONES, TEENS, TENS
from pipeline.text.style.years import YEARS
from tests.text.style.scoring import scored
from tests.text.style.test_rules import applied, heard, text_of


def set_in_style(said: str) -> str:
    return text_of(applied(YEARS, heard(said), YEARS.setting))


def spoken(number: int) -> str:
    words = {number: word for word, number in (ONES | TEENS | TENS).items()}
    return words.get(number) or f"{words[number // 10 * 10]}-{words[number % 10]}"


def wordings(year: int) -> list[str]:
    hundreds, rest = divmod(year, 100)
    if 2000 < year < 2020:
        said = [f"two thousand {spoken(rest)}", f"two thousand and {spoken(rest)}"]
    else:
        said = [] if rest else ["two thousand"] if year == 2000 else []
    if rest >= 10:
        said.append(f"{spoken(hundreds)} {spoken(rest)}")
    elif rest and hundreds != 20:
        said.append(f"{spoken(hundreds)} oh {spoken(rest)}")
    return said + [wording.replace("-", " ") for wording in said if "-" in wording]


@pytest.mark.parametrize("year", [year for year in range(1501, 2050) if wordings(year)])
def test_every_year_is_printed_however_it_was_said(year: int) -> None:
    for wording in wordings(year):
        assert set_in_style(f"ever since {wording}, they say") == f"ever since {year}, they say"
        assert set_in_style(f"ON JUNE FIFTH, {wording.upper()}.") == f"ON JUNE FIFTH, {year}."


@pytest.mark.parametrize(("said", "printed"), YEARS.examples)
def test_a_year_says_the_same_as_before(said: str, printed: str) -> None:
    assert scored(said) == scored(printed)


@pytest.mark.parametrize(
    "counted",
    ["minutes", "people", "percent", "year-olds", "million", "dollars", "Russian soldiers", "of them", "2,000"],
)
def test_numbers_that_count_something_are_no_years(counted: str) -> None:
    for number in ("twenty twenty-five", "eighteen twenty", "two thousand eight", "2,019"):
        assert set_in_style(f"in {number} {counted}") == f"in {number} {counted}"


def test_a_year_has_the_times_of_all_its_words() -> None:
    (_, year, _) = applied(YEARS, heard("since two thousand and eight, however"), YEARS.setting)
    assert (year.text, year.first, year.last, year.start, year.end) == ("2008,", 1, 5, 0.25, 1.25)


@pytest.mark.parametrize(
    "said",
    [
        "one hundred nineteen eighty-four",
        "so June 2,019 brave Russian troops left",
        "a rise of 2,019.",
        "they sold two thousand eight",
        "we like the twenty nineteen",
        "it is nineteen ninety-nine",
        "paid nineteen eighty-four",
        "it is twelve or fifteen thirty",
        "in nineteen nineteen-year-old boys",
    ],
)
def test_what_may_be_no_year_stays_as_it_is(said: str) -> None:
    assert set_in_style(said) == said


def test_a_year_is_known_by_the_year_before_it_and_by_what_is_said_of_it() -> None:
    assert set_in_style("from 2010 to twenty nineteen") == "from 2010 to 2019"
    assert set_in_style("Twenty nineteen was cold") == "2019 was cold"
