"""Numbers as they are spoken in dates, years and clock times."""

from __future__ import annotations

import re

UNITS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
TEENS = dict(
    zip(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        range(10, 20),
        strict=True,
    )
)
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
ORDINALS = dict(
    zip(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth"
        ).split(),
        range(1, 20),
        strict=True,
    )
) | {"twentieth": 20, "thirtieth": 30}
_VALUES = UNITS | TEENS | TENS | ORDINALS | {"oh": 0, "o": 0}

UNIT = "(?:" + "|".join(UNITS) + ")"
TEEN = "(?:" + "|".join(TEENS) + ")"
TWO_DIGITS = rf"(?:{TEEN}|(?:{'|'.join(TENS)})(?:[ -]{UNIT}(?!\w))?)"
"""A pattern of ten to ninety-nine, with or without its hyphen."""
DAY = (
    rf"(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))}|(?:twenty|thirty)[ -](?:{'|'.join(list(ORDINALS)[:9])}))"
)
"""A pattern of first to thirty-first (and some days that no month has)."""

_QUANTITIES = frozenset("hundred thousand million billion trillion percent dozen hundredth thousandth".split())
_COUNTED = frozenset(
    "people men women children police troops folks feet cattle fish percent year month week day hour minute second "
    "dollar cent buck pound mile point vote degree inch foot something odd".split()
)
_NOT_PLURAL = frozenset(
    "was is has as its his this us does always perhaps afterwards besides across towards whereas thus yes plus unless "
    "versus s congress politics news christmas business process access crisis".split()
)
_FUNCTION_WORDS = frozenset(
    "a an the this that these those he she they we it i you there who which what where when while if because since and "
    "but or so as was is were are had has have did do will would could can his her their our my your its in on at by "
    "with from for to through until before after of not also".split()
)


def value(spoken: str) -> int:
    """The number that words of :data:`UNITS`, :data:`TEENS`, :data:`TENS` and :data:`ORDINALS` add up to."""
    return sum(_VALUES[word] for word in re.split("[ -]", spoken.lower()))


def is_number(word: str) -> bool:
    """Whether ``word`` begins with a digit, is a sum of money or part of a number in words."""
    return (
        word[:1].isdigit()
        or word[:1] in {"$", "€", "£"}
        or word.lower().partition("-")[0] in _VALUES.keys() | _QUANTITIES
    )


def is_counted(word: str) -> bool:
    """Whether a number before ``word`` probably says how many: ``people``, ``minutes``, ``year-old``, ``percent``."""
    first = word.lower().partition("-")[0].partition("'")[0].partition("’")[0]
    if is_number(word) or first in _COUNTED:
        return True
    return len(first) > 2 and first.endswith("s") and word[:1].islower() and first not in _NOT_PLURAL


def counts(following: tuple[str, str]) -> bool:
    """Whether a number before two words probably says how many: ``people``, ``different countries``, ``2,000``."""
    first, second = following
    return is_counted(first) or (
        bool(second) and first.lower() not in _FUNCTION_WORDS and not is_number(second) and is_counted(second)
    )
