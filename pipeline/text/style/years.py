"""Years as newspapers write them: in figures, without a comma."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.calendar_words import MONTH_WORDS, MONTHS, SHORT_MONTHS
from pipeline.text.style.counted import counts, is_number
from pipeline.text.style.matches import Change, rewriting, word_before, words_after
from pipeline.text.style.number_words import DAY, TWO_DIGITS, UNIT, value_of
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATTERN = re.compile(
    rf"(?<!(?u:[\w.,'’$€£#/-]))(?:"
    rf"(?P<century>fifteen|sixteen|seventeen|eighteen|nineteen|twenty)[ -](?P<rest>{TWO_DIGITS}|oh?[ -]{UNIT})"
    rf"|(?P<thousand>two[ ]thousand)(?:[ ](?:and[ ])?(?P<more>{TWO_DIGITS}|{UNIT}))?"
    r"|(?P<comma>1,[5-9]\d\d|2,0[0-4]\d)"
    r")(?!(?u:[\w'’%$-]|[.,:/]\d))",
    re.IGNORECASE | re.ASCII,
)
_NEVER_A_COUNT = MONTH_WORDS - {"may", "march"} | {"since", "circa"}
_SEASONS = frozenset("summer winter spring fall autumn".split())
_IN_A_YEAR = (
    MONTH_WORDS
    | _SEASONS
    | frozenset("in since year until till before after during throughout early late mid circa".split())
)
_OF_A_YEAR = _IN_A_YEAR | frozenset("by of from between into through years back".split())
_AS_OF = re.compile(
    r"\b(?:class|end|start|beginning|summer|winter|spring|fall|autumn|crisis|crash|recession|election|floods?|blizzard|war|quake|"
    r"earthquake|revolution|uprising|drought|famine) of $",
    re.IGNORECASE,
)
_SUM_OF = re.compile(r"\b(?:price|cost|fee|total|sum|bill|average|score|lead|margin|record|tie)s? of $", re.IGNORECASE)
_AFTER_A_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d(?: (?:to|and|or|through) |, )$", re.IGNORECASE)
_AFTER_A_DAY = re.compile(
    rf"\b(?:{'|'.join(MONTHS)}|(?:{'|'.join(SHORT_MONTHS)})\.?) (?:\d\d?(?:st|nd|rd|th)?|{DAY}),? $",
    re.IGNORECASE,
)
_LONGEST_CONTEXT = 40
_BEFORE_A_PRICE = frozenset(
    "for at only just costs cost costing paid pay pays price priced under over about like some".split()
)
_AFTER_A_PRICE = frozenset("a an each per apiece or of vision hindsight".split())
_PRICES = frozenset((50, 95, 99))
_AFTER_A_SUBJECT = frozenset("was is will has had saw brought marked would".split())
_GOES_ON = frozenset("and the when he she they we it i there but to until through that was is as".split())


def _changes(text: str) -> Iterator[Change]:
    done = -1
    for match in _PATTERN.finditer(text):
        to_another = done > 0 and text[done : match.start()] in {" to ", " and ", " or ", " through ", ", "}
        year = _year(match, to_another)
        if year:
            yield Change(*match.span(), str(year))
            done = match.end()


def _year(match: re.Match[str], to_another: bool) -> int | None:
    """The year that was said, if it surely is one; ``to_another`` if it follows one: "1999 and twenty ten"."""
    before, following = word_before(match.string, match.start()), words_after(match.string, match.end())
    after = following[0]
    context = match.string[max(0, match.start() - _LONGEST_CONTEXT) : match.start()]
    a_day_before = _AFTER_A_DAY.search(context) is not None
    if counts(following) or after.lower() in _AFTER_A_PRICE or (is_number(before) and not a_day_before):
        return None
    dated = a_day_before or to_another or _AFTER_A_YEAR.search(context) is not None
    if match["century"]:
        hundreds, rest = value_of(match["century"]), value_of(match["rest"])
        return hundreds * 100 + rest if dated or _is_pair(hundreds, rest, before, after, context) else None
    sure = a_day_before or before in _NEVER_A_COUNT or context.lower().endswith("the year ")
    if match["comma"]:
        opens = re.search(r"(?:^|[.?!] )In $", context) and match.string[match.end() : match.end() + 1] == ","
        goes_on = not after or after.lower() in _GOES_ON
        is_year = ((sure or opens) and goes_on) or _AS_OF.search(context) is not None
        return int(match["comma"].replace(",", "")) if is_year else None
    if match["more"]:
        dated = dated or before in _IN_A_YEAR or _AS_OF.search(context) is not None
        return 2000 + value_of(match["more"]) if dated else None
    return 2000 if sure and (not after or after.lower() in _GOES_ON) else None


def _is_pair(hundreds: int, rest: int, before: str, after: str, context: str) -> bool:
    """Whether two numbers, one after the other, are a year: they may be a price, a score, or how many of what age."""
    if before in _OF_A_YEAR:
        return not _SUM_OF.search(context)
    if not before and after in _AFTER_A_SUBJECT:
        return True
    if hundreds == 20:  # "the twenty nineteen election"; "twenty thirty of them"
        return before == "the" and after != "" and rest < 30
    return hundreds > 16 and rest > 30 and rest not in _PRICES and before not in _BEFORE_A_PRICE


YEARS = Rule(
    name="years",
    summary="years are figures without a comma",
    examples=(
        ("It began in nineteen ninety-nine.", "It began in 1999."),
        ("By twenty nineteen, he had left.", "By 2019, he had left."),
        ("since two thousand and eight", "since 2008"),
        ("the crisis of two thousand eight", "the crisis of 2008"),
        ("between nineteen oh five and nineteen fourteen", "between 1905 and 1914"),
        ("on January sixth, twenty twenty-one", "on January sixth, 2021"),
        ("Nineteen eighty-four is a novel", "1984 is a novel"),
        ("the twenty sixteen election", "the 2016 election"),
        ("in the year two thousand", "in the year 2000"),
        ("from eighteen sixty-one to eighteen sixty-five", "from 1861 to 1865"),
        ("In 2,019, he became president.", "In 2019, he became president."),
        ("since September 2,001", "since September 2001"),
        ("The flood of 2,011 took it.", "The flood of 2011 took it."),
        ("a flood of 2,011 calls", "a flood of 2,011 calls"),
        ("He took over in 2019.", "He took over in 2019."),
        ("twenty nineteen-year-olds and twenty thirty people", "twenty nineteen-year-olds and twenty thirty people"),
        ("in twenty twenty-five minutes", "in twenty twenty-five minutes"),
        ("yours for nineteen ninety-nine", "yours for nineteen ninety-nine"),
        ("for eighteen fifty an hour", "for eighteen fifty an hour"),
        ("at a price of nineteen ninety-five", "at a price of nineteen ninety-five"),
        ("hindsight is twenty twenty", "hindsight is twenty twenty"),
        ("a crowd of two thousand", "a crowd of two thousand"),
        ("in two thousand eight hundred cases", "in two thousand eight hundred cases"),
        ("in 2,019 cases, and since 2,000 people came", "in 2,019 cases, and since 2,000 people came"),
        ("in twenty thirty different countries", "in twenty thirty different countries"),
        ("They won twenty seventeen at home", "They won twenty seventeen at home"),
    ),
    find=rewriting(_changes),
    trigger=_PATTERN,
)
"""The rule for years."""
