"""Numbers as newspapers write them: one to nine in words, from 10 on in figures, with commas from 1,000 on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.text.style.counted import FUNCTION_WORDS
from pipeline.text.style.lone_figures import as_printed
from pipeline.text.style.number_words import ONES
from pipeline.text.style.numbers import TRIGGER, Line, rewriting_line
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.text.style.matches import Change
    from pipeline.text.style.numbers import Number

_CONNECTORS = frozenset("to or and by in of for from through versus vs".split())
"""What may join two numbers: ten to one, nine out of ten, five or ten."""
_PARTNERS = ONES.keys() | frozenset(
    "hundred hundreds thousand thousands million millions billion billions trillion trillions dozen dozens score zero "
    "half quarter quarters third thirds fourth fourths fifth fifths sixth sixths seventh eighth eighths ninth tenth "
    "tenths twentieth hundredth hundredths thousandth thousandths first second odd oh something somethings niner "
    "niners love all plus noon midnight o'clock o’clock past commandments".split()
)
"""Words beside a number that make it another number, or a turn of phrase."""
_PARTNERS_BEFORE = (_PARTNERS - {"all", "first", "past", "half"}) | {"dollar", "dollars", "catch", "foot", "feet"}
_BEFORE_YEARS = frozenset(
    "in since by until till from before after during year of circa and to early late mid back".split()
)
_DATED = frozenset("class summer winter spring fall autumn spirit crash blizzard".split())
_PEOPLE = frozenset("them us you".split())


def _changes(line: Line) -> Iterator[Change]:
    numbers = line.numbers
    for i, number in enumerate(numbers):
        previous = numbers[i - 1] if i else None
        following = numbers[i + 1] if i + 1 < len(numbers) else None
        if number.spelled:
            text = _in_figures(line, number, previous, following)
        elif number.whole is not None and number.last == number.first + 1:
            text = as_printed(line, number, numbers, i)
        else:
            text = None
        if text:
            yield line.change(number.first, number.last, text)


def _in_figures(line: Line, number: Number, previous: Number | None, following: Number | None) -> str | None:
    first, last = number.first, number.last
    if number.text is None or number.small or line.may_begin(first) or not _is_plain(line, number):
        return None
    if _has_partner(line, number, previous, following) or _is_phrase(line, number):
        return None
    return number.text if _is_sure(line, first, last, number) else None


def _is_plain(line: Line, number: Number) -> bool:
    """No name: neither "Fifty Shades" nor "B fifty-two"."""
    before = line.before(number.first)
    return line.is_plain(number.first, number.last) and (len(before) != 1 or before in "ai")


def _has_partner(line: Line, number: Number, previous: Number | None, following: Number | None) -> bool:
    first, last = number.first, number.last
    if (previous and previous.last == first) or (following and following.first == last):
        return True
    if line.before(first) in _PARTNERS_BEFORE or line.after(last) in _PARTNERS:
        return True
    return _is_joined(line, number, previous, following)


def _is_joined(line: Line, number: Number, previous: Number | None, following: Number | None) -> bool:
    """Whether "to", "or" and the like join it to a number that stays a word."""
    first, last = number.first, number.last
    if previous and previous.last == first - 1 and line.before(first) in _CONNECTORS and _stays(line, previous):
        return True
    is_before = following and following.first == last + 1 and line.after(last) in _CONNECTORS
    return bool(following and is_before and _stays(line, following))


def _stays(line: Line, number: Number) -> bool:
    return number.small or (number.spelled and line.may_begin(number.first))


def _is_phrase(line: Line, number: Number) -> bool:
    """Nine times out of ten, the twelve of us, past ten, the starting eleven, a perfect "he's a ten"."""
    first, last = number.first, number.last
    before, after = line.before(first), line.after(last)
    if "out" in (line.key(first - 2), after, line.key(last + 1)) and "of" in (
        before,
        *map(line.key, (last + 1, last + 2)),
    ):
        return True
    if after == "of" and line.key(last + 1) in _PEOPLE and before in ("the", "all"):
        return True
    if (
        _is_short_year(line, number)
        or before in ("past", "starting", "playing")
        or (before in ("to", "till") and line.key(first - 2) == "quarter")
    ):
        return True
    if before in ("between", "from") and any(line.key(i) == "and" for i in range(first, last)):
        return True
    return before in ("a", "an") and not after


def _is_short_year(line: Line, number: Number) -> bool:
    """Perhaps a year of a century that is known: back in sixty-eight, the summer of sixty-nine."""
    before, after = line.before(number.first), line.after(number.last)
    if number.whole is None or not 20 <= number.whole < 100 or (after and after not in FUNCTION_WORDS):
        return False
    return before in ("in", "since") or (before == "of" and line.key(number.first - 2) in _DATED)


def _is_sure(line: Line, first: int, last: int, number: Number) -> bool:
    if number.whole is not None and 1000 <= number.whole < 2100:  # it may be a year
        is_year = line.before(first) in _BEFORE_YEARS or (number.whole >= 2000 and number.whole % 100)
        return bool(line.counted(last)) and not is_year
    if number.loose:
        return bool(line.counted(last)) or line.after(last) in ("percent", "dollars")
    if number.whole is None and line.key(first) == "one" and number.text is not None and " " not in number.text:
        return line.before(first) not in (
            "at",
            "this",
            "that",
            "from",
            "on",
            "to",
            "is",
            "than",
        )  # at one point two people
    return True


NUMERALS = Rule(
    name="numerals",
    summary="numbers from 10 on are written in figures, smaller ones in words",
    examples=(
        ("The government says five thousand five hundred people", "The government says 5,500 people"),
        ("some one hundred thousand Russian troops.", "some 100,000 Russian troops."),
        ("dozens dead, including eighteen police", "dozens dead, including 18 police"),
        ("a city of two and a half million, the capital", "a city of 2.5 million, the capital"),
        ("it is three point two miles away", "it is 3.2 miles away"),
        ("They found twenty-five boats, forty-five thousand and six letters", "They found 25 boats, 45,006 letters"),
        ("about 100 thousand refugees", "about 100,000 refugees"),
        ("about two thousand Russian soldiers", "about 2,000 Russian soldiers"),
        ("THERE WERE TWELVE OFFICERS", "THERE WERE 12 OFFICERS"),
        ("with 12000 people and 5500 dogs", "with 12,000 people and 5,500 dogs"),
        ("There were 3 people in 2 cars.", "There were three people in two cars."),
        ("Only 2 of them teach 8 classes. It's 3 of us.", "Only two of them teach eight classes. It's three of us."),
        ("Then came 2021. 25 years later, he left.", "Then came 2021. Twenty-five years later, he left."),
        ("Five died. 7 are missing, 2 were found.", "Five died. Seven are missing, 2 were found."),
        ("back in sixty-eight, in the summer of sixty-nine", "back in sixty-eight, in the summer of sixty-nine"),
        ("part 2 of the series, the top 3 of them", "part 2 of the series, the top 3 of them"),
        ("24 hours later, 50 percent of them agree.", "Twenty-four hours later, 50 percent of them agree."),
        ("He left. 50 percent of them agree.", "He left. Fifty percent of them agree."),
        ("a thousand people, a dozen cars, hundreds of dogs", "a thousand people, a dozen cars, hundreds of dogs"),
        ("Twelve people came. Five hundred left.", "Twelve people came. Five hundred left."),
        ("It works nine times out of ten, ten to one.", "It works nine times out of ten, ten to one."),
        ("on a scale of one to ten, for one", "on a scale of one to ten, for one"),
        ("since nine eleven, at ten thirty, in twenty twenty", "since nine eleven, at ten thirty, in twenty twenty"),
        ("in two thousand and eight, in 2019 and 2020", "in two thousand and eight, in 2019 and 2020"),
        ("He read Fifty Shades and saw Ocean's Eleven", "He read Fifty Shades and saw Ocean's Eleven"),
        ("we saw 3 dogs, 12 cats and 97 hamsters", "we saw 3 dogs, 12 cats and 97 hamsters"),
        ("on page 3 of chapter 2, phase 3 trials", "on page 3 of chapter 2, phase 3 trials"),
        ("3 percent, 5 miles, 2 years old and $4", "3 percent, 5 miles, 2 years old and $4"),
        ("call 5551212 at 12000 Sunset Boulevard", "call 5551212 at 12000 Sunset Boulevard"),
    ),
    find=rewriting_line(_changes),
    trigger=TRIGGER,
)
