"""Numbers as newspapers write them: one to nine in words, from 10 on in figures, with commas from 1,000 on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.text.style.counted import FUNCTION_WORDS
from pipeline.text.style.number_words import BIG_SCALES, ONES, SCALES, TEENS, TENS, spelled
from pipeline.text.style.numbers import TRIGGER, Line, Number, rewriting_line
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.text.style.matches import Change

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
_PEOPLE = frozenset("them us you".split())
_MEASURES = frozenset(
    "percent percentage miles feet inches yards meters metres kilometers kilometres centimeters centimetres "
    "millimeters millimetres acres hectares pounds ounces kilograms kilos grams tons tonnes gallons liters litres "
    "degrees knots volts watts kilowatts megawatts gigawatts dollars cents euros yen rubles roubles pesos rupees "
    "francs bucks points votes bits bytes kilobytes megabytes gigabytes terabytes gigs hertz megahertz innings "
    "strikes outs stars series amps calories carats".split()
)
"""What newspapers count in figures throughout."""
_BEFORE_A_COUNT = frozenset(
    "the a an of with in are were was is had have has having and about than for at least most nearly almost around "
    "roughly another these those first last next other past only just exactly over under some but or that which his "
    "her their our my your its every all any between among after before by from to into on who they we you i he she "
    "it there there's they're we're took takes take saw see made make got get lost won left found gave give sent "
    "held hold kept keep brought spent need needs want wants include includes including up maybe perhaps like also "
    "then".split()
)
_ONE_OF = frozenset(
    "person man woman child day week month year thing reason hour minute country problem question".split()
)
_HOURS = frozenset("hours hrs".split())
_LONE_DIGITS = frozenset("23456789")
_REACH = 6
"""How many words away a larger number keeps a small one in figures, as in a list."""


def _changes(line: Line) -> Iterator[Change]:
    numbers = line.numbers
    for i, number in enumerate(numbers):
        previous = numbers[i - 1] if i else None
        following = numbers[i + 1] if i + 1 < len(numbers) else None
        if number.spelled:
            text = _in_figures(line, number, previous, following)
        elif number.whole is not None and number.last == number.first + 1:
            text = _of_figures(line, number, numbers, i)
        else:
            text = None
        if text:
            yield line.change(number.first, number.last, text)


# --- words to figures -------------------------------------------------------------------------------------------------


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
    if before in ("past", "starting", "playing") or (before in ("to", "till") and line.key(first - 2) == "quarter"):
        return True
    if before in ("between", "from") and any(line.key(i) == "and" for i in range(first, last)):
        return True
    return before in ("a", "an") and not after


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


# --- figures ----------------------------------------------------------------------------------------------------------


def _of_figures(line: Line, number: Number, numbers: Sequence[Number], i: int) -> str | None:
    at, whole, text = number.first, number.whole, line.parts(number.first).word
    assert whole is not None  # noqa: S101 - what calls this has asked
    if text != str(whole):
        return None
    if whole < 10:
        return _as_word(line, number, numbers, i) if _is_count(line, number) else None
    if whole < 100:
        return _at_the_beginning(line, at, whole)
    if whole >= 2100 and _may_be_separated(line, at):
        return f"{whole:,}"
    return None


def _may_be_separated(line: Line, at: int) -> bool:
    """Whether a bare figure of four digits or more counts something: no year, house, telephone or post code."""
    noun = line.counted(at + 1)
    before = line.parts(at - 1).word
    is_label = before != before.lower() and not (line.may_begin(at - 1) and before.lower() in FUNCTION_WORDS)
    if not noun or noun in _HOURS or before.lower() in ("number", "code", "route", "type", "form", "model"):
        return False
    return at == 0 or not is_label


def _at_the_beginning(line: Line, at: int, whole: int) -> str | None:
    follows = line.parts(at + 1)
    if not line.surely_begins(at) or line.parts(at).after or follows.word != follows.word.lower():
        return None
    if not (line.counted(at + 1, 2) or line.after(at + 1) in ("percent", *BIG_SCALES)):
        return None
    return spelled(whole).capitalize()


def _is_count(line: Line, number: Number) -> bool:
    """Whether a lone digit counts people or things that newspapers count in words."""
    at, whole = number.first, number.whole
    if not whole or line.parts(at).after:
        return False
    is_known = line.surely_begins(at) or _counts_after(line.before(at), line.parts(at - 1).word)
    if not is_known or line.parts(at + 1).word != line.key(at + 1):
        return False
    if _is_range(line, at):
        return _is_count(line, Number(at + 2, at + 3, line.parts(at + 2).word, int(line.parts(at + 2).word)))
    if whole == 1:
        return line.after(at + 1) in _ONE_OF and not line.surely_begins(at)
    noun = line.counted(at + 1)
    return bool(noun) and noun not in _MEASURES and line.key(at + 1) != "percentage" and not _is_age(line, at + 1)


def _is_range(line: Line, at: int) -> bool:
    """Two or three; between two and three."""
    joint, upper = line.after(at + 1), line.after(at + 2)
    if upper not in _LONE_DIGITS or line.after(at + 3) in ("or", "to", "and"):
        return False
    return joint in ("or", "to") or (joint == "and" and line.before(at) == "between")


def _counts_after(before: str, as_written: str) -> bool:
    if as_written[1:] != as_written[1:].lower():
        return False
    return before in _BEFORE_A_COUNT or (before.endswith(("ed", "ing")) and as_written == before)


def _is_age(line: Line, at: int) -> bool:
    return line.key(at) in ("years", "months", "weeks", "days", "year", "month", "week", "day") and line.after(
        at + 1
    ) in ("old", "olds")


def _as_word(line: Line, number: Number, numbers: Sequence[Number], i: int) -> str | None:
    """The word for a count that stands in no list with larger figures, scores or ranges."""
    at = number.first
    for other in (*reversed(numbers[max(0, i - _REACH) : i]), *numbers[i + 1 : i + 1 + _REACH]):
        if abs(other.first - at) <= _REACH and not _leaves_words(line, other):
            return None
    if any(line.key(k).partition("-")[0] in _LARGE for k in range(at - _REACH, at + _REACH + 1)):
        return None
    word = spelled(number.whole or 0)
    return word.capitalize() if line.surely_begins(at) else word


_LARGE = TEENS.keys() | TENS.keys() | SCALES.keys() | {"hundred"}


def _leaves_words(line: Line, other: Number) -> bool:
    """Whether another number lets a small one be a word: it is one itself."""
    if other.spelled:
        return other.small and other.text is not None
    return (
        other.small
        and other.last == other.first + 1
        and line.parts(other.first).word == str(other.whole)
        and _is_count(line, other)
    )


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
