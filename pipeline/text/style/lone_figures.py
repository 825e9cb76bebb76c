"""Which figures newspapers write as words, and which they separate by commas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.text.style.counted import FUNCTION_WORDS
from pipeline.text.style.number_words import BIG_SCALES, SCALES, TEENS, TENS, spelled
from pipeline.text.style.numbers import Number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.text.style.numbers import Line

_MEASURES = frozenset(
    "teaspoons tablespoons "
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
    "then it's that's teaches runs owns holds needs sells speaks plays reads writes raises wins loses finds "
    "sees serves employs spans contains faces adds leaves brings teach".split()
)
_WE_ARE = ("are", "were", "have", "had")
_OF_THEM = frozenset("them us the these those his her their our my your its".split())
_ONE_OF = frozenset(
    "person man woman child day week month year thing reason hour minute country problem question".split()
)
_HOURS = frozenset("hours hrs".split())
_LONE_DIGITS = frozenset("23456789")
_REACH = 5
"""How many words away a larger number keeps a small one in figures, as in a list."""


def as_printed(line: Line, number: Number, numbers: Sequence[Number], i: int) -> str | None:
    """What is printed in the place of ``number``, the figures ``numbers[i]``; None if they stay."""
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
    if not (line.counted(at + 1, 2) or line.after(at + 1) in ("percent", *BIG_SCALES, *_WE_ARE)):
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
    if line.surely_begins(at) and whole > 1 and line.after(at + 1) in _WE_ARE:
        return True
    if line.after(at + 1) == "of" and line.after(at + 2) in _OF_THEM:
        return True
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
    at, word = number.first, spelled(number.whole or 0)
    if line.surely_begins(at):
        return word.capitalize()
    for other in (*reversed(numbers[max(0, i - _REACH) : i]), *numbers[i + 1 : i + 1 + _REACH]):
        if abs(other.first - at) <= _REACH and not _leaves_words(line, other):
            return None
    if any(line.key(k).partition("-")[0] in _LARGE for k in range(at - _REACH, at + _REACH + 1)):
        return None
    return word


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
