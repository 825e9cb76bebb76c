"""Dates as newspapers write them: Jan. 6, Sept. 11, 2001, but January 2019."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.calendar_words import MONTHS, SHORT_MONTHS
from pipeline.text.style.counted import is_counted, is_number
from pipeline.text.style.matches import Change, rewriting, word_after, word_before
from pipeline.text.style.number_words import DAY, value_of
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEFORE_A_DAY = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_YEAR = r"(?:1[5-9]|20)\d\d(?!(?u:[\w%'’-]|[.,:/]\d))"
_END_OF_DAY = r"(?!(?u:[\w%'’]|[.,:/]\d|-[^\W\d]|[.,]? ?[ap]\.?m\b))"
_DATE = re.compile(
    rf"(?<!(?u:[\w.'’-]))(?:(?P<long>{'|'.join(MONTHS)})|"
    rf"(?P<short>{'|'.join(sorted(SHORT_MONTHS, reverse=True))})\.?)[ ]"
    rf"(?:(?:(?P<day>[0-3]?\d)(?P<ending>st|nd|rd|th)?|(?P<spoken>{DAY})){_END_OF_DAY}"
    rf"(?P<more>[ ](?:to|through|and|or)[ ](?P<until>[0-3]?\d)(?:st|nd|rd|th){_END_OF_DAY})?"
    rf"(?:,?[ ](?P<year>{_YEAR}))?"
    rf"|(?P<only>{_YEAR}))",
    re.IGNORECASE | re.ASCII,
)
_ANOTHER_DAY = re.compile(rf"[ ](?:and|or|to|through)[ ]{DAY}", re.IGNORECASE | re.ASCII)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? $", re.IGNORECASE)
_SURE = frozenset("on the since".split())
_DATE_WORDS = _SURE | frozenset(
    "by until till before after from between of through is was it's today yesterday tomorrow".split()
)
_MONTH_WORDS = _DATE_WORDS | frozenset("in to early late mid last this next".split())
_NO_DAY_FOLLOWS = frozenset("in past last this next every each early late mid during throughout".split())
_RANKED = frozenset(
    "street avenue grade grader graders floor century place amendment circuit district congress army division fleet "
    "infantry round inning hole time largest biggest most best worst highest lowest seed generation term season be "
    "year week month day quarter edition annual person victim responders lady party".split()
)
_AFTER_FIRST = frozenset("was is at when the as that with he she they we it but until because deadline attack".split())
"""What may follow "January first" for it to be no "first responders"."""


def _changes(text: str) -> Iterator[Change]:
    done = -1
    for match in _DATE.finditer(text):
        to_another = done > 0 and text[done : match.start()] in {" to ", " and ", " or ", " through ", ", "}
        if match["only"]:
            if match["short"] and _is_short_month(match):
                yield Change(*match.span(), f"{MONTHS[_month(match)]} {match['only']}")
        elif _is_date(match, to_another):
            yield _printed(match)
            done = match.end()


def _month(match: re.Match[str]) -> int:
    return SHORT_MONTHS[match["short"].title()] if match["short"] else MONTHS.index(match["long"].title())


def _is_short_month(match: re.Match[str]) -> bool:
    before, after = word_before(match.string, match.start()), word_after(match.string, match.end())
    return match["short"][0].isupper() and before in _MONTH_WORDS and not is_counted(after)


def _is_date(match: re.Match[str], to_another: bool) -> bool:
    """Whether it surely is a date; ``to_another`` if it follows one: "January 6 and January 8"."""
    month, day = _month(match), _day(match)
    if not 1 <= day <= _DAYS[month] or (match["until"] and not day < int(match["until"]) <= _DAYS[month]):
        return False
    if match["short"] and not match["short"][0].isupper():
        return False
    before, after = word_before(match.string, match.start()), word_after(match.string, match.end())
    dated = (
        before in _DATE_WORDS or _WEEKDAY.search(match.string[max(0, match.start() - 11) : match.start()]) is not None
    )
    if match["year"]:
        return not is_counted(after) or _is_no_count(match)
    if month == 6 and day == 4 and (match["ending"] or match["spoken"]):  # July 4th, the holiday
        return False
    if is_number(after) or (not dated and _is_verb(match)):
        return False
    if match["spoken"]:
        return dated and _is_day_in_words(match, day, after)
    if match["ending"]:
        in_a_place = word_after(match.string, match.end() + len(" in"))[:1].isupper()
        return before != "in" and after.lower() not in _RANKED and not (after == "in" and not dated and not in_a_place)
    return to_another or before in _SURE or not (before in _NO_DAY_FOLLOWS or is_counted(after) or after == "of")


def _day(match: re.Match[str]) -> int:
    return int(match["day"]) if match["day"] else value_of(match["spoken"])


def _is_no_count(match: re.Match[str]) -> bool:
    """Whether the year is one whatever follows: "on January 6 2021 rioters", not "2000 rioters"."""
    if match["year"].endswith("0"):
        return False
    return bool(match["ending"] or match["spoken"]) or word_before(match.string, match.start()) in _SURE


def _is_verb(match: re.Match[str]) -> bool:
    """Whether "may" or "march" may be no month: in lower case."""
    return match["long"] in {"may", "march"}


def _is_day_in_words(match: re.Match[str], day: int, after: str) -> bool:
    if after.lower() in _RANKED or _ANOTHER_DAY.match(match.string, match.end()):
        return False
    follows = match.string[match.end() : match.end() + 1] == " "
    return day > 3 or not follows or after.lower() in _AFTER_FIRST  # the ordinals of everyday talk


def _printed(match: re.Match[str]) -> Change:
    more = re.sub(r"(?<=\d)[a-z]+$", "", match["more"] or "", flags=re.IGNORECASE)
    date = f"{_BEFORE_A_DAY[_month(match)]} {_day(match)}{more}"
    if match["year"]:
        goes_on = word_after(match.string, match.end())[:1].islower()
        date += f", {match['year']}{',' if goes_on else ''}"
    return Change(*match.span(), date)


DATES = Rule(
    name="dates",
    summary="the day of a date is a figure, and long months before it are shortened",
    examples=(
        ("The attack on January 6th shook the country.", "The attack on Jan. 6 shook the country."),
        ("since January sixth, they say", "since Jan. 6, they say"),
        ("the Jan 6 committee", "the Jan. 6 committee"),
        ("On January 6 2021 rioters came.", "On Jan. 6, 2021, rioters came."),
        ("On January 6 2021 a mob came.", "On Jan. 6, 2021, a mob came."),
        ("It was Sunday, October 31st, 1999.", "It was Sunday, Oct. 31, 1999."),
        ("after September 11th, and since 9/11", "after Sept. 11, and since 9/11"),
        ("on december twenty-fifth at home", "on Dec. 25 at home"),
        ("from February 3rd through 5th", "from Feb. 3 through 5"),
        ("until May 5th, or by March 1st", "until May 5, or by March 1"),
        ("taxes are due on Apr. 15", "taxes are due on April 15"),
        ("back in Sept. 2019", "back in September 2019"),
        ("the August 6 and August 9 bombings", "the Aug. 6 and Aug. 9 bombings"),
        ("It begins July 9th in Rome.", "It begins July 9 in Rome."),
        ("They ended May 9th in the league.", "They ended May 9th in the league."),
        ("January 2019 was cold.", "January 2019 was cold."),
        ("on the 6th of January", "on the 6th of January"),
        ("on the Fourth of July, on July 4th", "on the Fourth of July, on July 4th"),
        ("They declared it on July 4th, 1776.", "They declared it on July 4, 1776."),
        ("In January 6 people were killed.", "In January 6 people were killed."),
        ("In March 5 percent of them left.", "In March 5 percent of them left."),
        ("In May. 5 people came in August.", "In May. 5 people came in August."),
        ("You may first march 5 miles.", "You may first march 5 miles."),
        ("by January first responders had left", "by January first responders had left"),
        ("In September 6th graders may second that.", "In September 6th graders may second that."),
        ("April first met August in June 2020.", "April first met August in June 2020."),
    ),
    find=rewriting(_changes),
    trigger=_DATE,
)
"""The rule for dates."""
