"""Number words: what spoken numbers come to, patterns of those in dates and times, and how numbers are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ONES = {word: i for i, word in enumerate("one two three four five six seven eight nine".split(), 1)}
TEENS = {
    word: i
    for i, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10
    )
}
TENS = {word: i * 10 for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
BIG_SCALES = ("million", "billion", "trillion")
DIGITS = {"zero": 0, "oh": 0, **ONES}
SPOKEN = ONES | TEENS | TENS
"""The numbers that are one word and no multiplier."""
CARDINALS = SPOKEN.keys() | SCALES.keys() | {"hundred"}
"""Every word of a spoken number but "and"."""
_WORDS = {value: word for word, value in SPOKEN.items()}
FIRST_TO_NINTH = {
    word: i for i, word in enumerate("first second third fourth fifth sixth seventh eighth ninth".split(), 1)
}
ORDINAL_WORDS = (
    FIRST_TO_NINTH
    | {
        word: i
        for i, word in enumerate(
            "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
            "nineteenth".split(),
            10,
        )
    }
    | {f"{word[:-1]}ieth": value for word, value in TENS.items()}
)
"""The ordinals that are one word: first to twentieth, thirtieth ... ninetieth."""
_VALUES = SPOKEN | ORDINAL_WORDS | {"oh": 0, "o": 0}

UNIT = f"(?:{'|'.join(ONES)})"
TWO_DIGITS = rf"(?:{'|'.join(TEENS)}|(?:{'|'.join(TENS)})(?:[ -]{UNIT}(?!\w))?)"
"""A pattern of ten to ninety-nine, with or without its hyphen."""
DAY = (
    rf"(?:{'|'.join(sorted(ORDINAL_WORDS, key=len, reverse=True))}|(?:twenty|thirty)[ -](?:{'|'.join(FIRST_TO_NINTH)}))"
)
"""A pattern of first to thirty-first (and some days that no month has)."""


def value_of(spoken: str) -> int:
    """What the words of one that :data:`TWO_DIGITS` or :data:`DAY` matches, or "oh five", add up to."""
    return sum(_VALUES[word] for word in re.split("[ -]", spoken.lower()))


def amount(words: Sequence[str]) -> int | None:
    """What the ``words`` of one spoken cardinal come to, in lower case and without hyphens; None for any other words.

    "and" may stand before the last two digits: "two thousand and six", "one hundred and twenty thousand".
    """
    total, group, room, scale_room = 0, 0, 100, SCALES["trillion"] * 1000
    joined = ""  # what the last "and" of this group stands behind
    for i, word in enumerate(words):
        if word == "and":
            if joined or words[i + 1 : i + 2] == [] or words[i + 1] not in SPOKEN or words[i - 1] in SPOKEN or not i:
                return None
            joined, room = words[i - 1], 100
        elif word in SPOKEN:
            value = SPOKEN[word]
            if room <= value:
                return None
            group, room = group + value, 10 if value >= 20 else 1
        elif word == "hundred":
            if joined or not 0 < group < 100:
                return None
            group, room = group * 100, 100
        elif word in SCALES:
            if joined in SCALES or not 0 < group < 1000 or SCALES[word] >= scale_room:
                return None
            total, scale_room = total + group * SCALES[word], SCALES[word]
            group, room, joined = 0, 100, ""
        else:
            return None
    return total + group or None


def figures(value: int) -> str:
    """``value`` as newspapers write it: 5,500, but 2.5 million."""
    for name in reversed(BIG_SCALES):
        if value >= SCALES[name]:
            whole, rest = divmod(value * 100, SCALES[name])
            if rest == 0 and whole < 100_000:
                return f"{whole / 100:g} {name}"
            break
    return f"{value:,}"


def spelled(value: int) -> str:
    """One to ninety-nine in words."""
    if value in _WORDS:
        return _WORDS[value]
    return f"{_WORDS[value // 10 * 10]}-{_WORDS[value % 10]}"
