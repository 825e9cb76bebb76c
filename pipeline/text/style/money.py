"""Amounts of dollars: the sign and figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.number_words import BIG_SCALES, SPOKEN
from pipeline.text.style.numbers import Line, rewriting_line
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.text.style.matches import Change
    from pipeline.text.style.numbers import Number

_JOINTS = frozenset("to or and by versus through".split())
_BEFORE_AN_AMOUNT = frozenset(
    "for about cost costs paid pay pays over under nearly almost around roughly least spent spend worth "
    "another only just extra owes owed earned earns raised".split()
)
_SIGNED = re.compile(r"\$[0-9][0-9,]*(?:\.[0-9]+)?")
_I = re.compile(r"I(?:['’](?:m|d|ll|ve))?")


def _changes(line: Line) -> Iterator[Change]:
    ends: dict[int, Number] = {}
    done = 0
    for number in line.numbers:
        ends[number.last] = number
        at = number.last
        unit = "" if line.parts(at - 1).after else line.after(at)
        if number.first >= done and _is_loud(line, number):
            done = at
            yield line.change(number.first, at, f"{line.parts(number.first).word} {line.key(at - 1)}")
        if number.first < done or unit not in ("dollar", "dollars"):
            continue
        text = _amount(line, number, unit, ends)
        if text is None:
            continue
        cents = _cents(line, number, at + 1)
        done = at + 4 if cents else at + 1
        yield line.change(number.first, done, f"{text}.{cents:02d}" if cents else text)


def _is_loud(line: Line, number: Number) -> bool:
    """$90 Million, but not in a name ($6 Million Man)."""
    at = number.last - 1
    if at != number.first + 1 or not _SIGNED.fullmatch(line.parts(number.first).word):
        return False
    follows = line.parts(at + 1).word
    is_name = not line.parts(at).after and follows[:1].isupper() and not _I.fullmatch(follows)
    return line.parts(at).word.istitle() and line.key(at) in BIG_SCALES and not is_name


def _amount(line: Line, number: Number, unit: str, ends: dict[int, Number]) -> str | None:
    first, at = number.first, number.last
    word = line.parts(first).word
    if unit == "dollars" and _SIGNED.fullmatch(word):
        return " ".join(line.pieces[first:at]).lstrip(line.parts(first).before)  # "$5 dollars" says it twice
    if number.text is None or number.whole == 0 or not _is_single(line, number, ends) or _other_currency(line, at):
        return None
    if unit == "dollar" and not _is_attribute(line, number):
        return None
    if number.spelled:
        is_said = line.may_begin(first) or number.whole == 1 or (number.loose and unit == "dollar")
        return None if is_said or not line.is_plain(first, at) else f"${number.text}"
    if at == first + 1 and number.whole is not None and word == str(number.whole):
        return None if _may_be_year(line, first, number.whole) else f"${_separated(number.whole)}"
    return f"${number.text}"


def _may_be_year(line: Line, first: int, whole: int) -> bool:
    """In 1990 dollars, adjusted to 2020 dollars; but to 1500 dollars, for 2000 dollars."""
    if not 1000 <= whole < 2100:
        return False
    before = line.before(first)
    return before not in _BEFORE_AN_AMOUNT and not (before in ("to", "from", "than") and whole < 1800)


def _separated(whole: int) -> str:
    """Bare figures with their separators, and nothing else: 2500000 is not made "2.5 million"."""
    return f"{whole:,}" if whole >= 1000 else str(whole)


def _is_single(line: Line, number: Number, ends: dict[int, Number]) -> bool:
    """Neither part of a range, nor beside another number."""
    if number.first in ends:
        return False
    follows = line.after(number.last + 1)
    if follows and (follows[0].isdigit() or follows in SPOKEN):
        return False
    return not (
        number.first - 1 in ends and line.before(number.first) in _JOINTS and not _has_unit(line, number.first - 1)
    )


def _has_unit(line: Line, at: int) -> bool:
    return line.pieces[at - 1].startswith("$")


def _is_attribute(line: Line, number: Number) -> bool:
    """A five dollar bill."""
    follows = line.after(number.last + 1)
    return (
        line.before(number.first) in ("a", "an", "this", "that") and follows.isalpha() and follows not in ("or", "and")
    )


def _other_currency(line: Line, at: int) -> bool:
    """Five dollars Canadian; "five dollars' worth" is not understood either."""
    if line.parts(at).after.startswith(("'", "’")) or not line.is_plain(at, at + 1):
        return True
    follows = line.parts(at + 1)
    is_name = bool(line.after(at + 1)) and follows.word[:1].isupper() and not _I.fullmatch(follows.word)
    return is_name and not line.shouted(at, at + 1)


def _cents(line: Line, number: Number, at: int) -> int:
    """And fifty cents: how many; 0 if none are said."""
    if number.whole is None or number.whole >= 1000 or line.after(at) != "and" or line.after(at + 2) != "cents":
        return 0
    cents = line.number_at(at + 1)
    return cents.whole or 0 if cents and cents.last == at + 2 and (cents.whole or 0) < 100 else 0


MONEY = Rule(
    name="money",
    summary="amounts of dollars are written with the sign and figures",
    examples=(
        ("It cost 3.2 million dollars.", "It cost $3.2 million."),
        ("They paid five dollars, then 20 dollars", "They paid $5, then $20"),
        ("worth two and a half billion dollars", "worth $2.5 billion"),
        ("for five hundred thousand dollars and 12,500 dollars", "for $500,000 and $12,500"),
        ("a ten million dollar deal, a 5 dollar bill", "a $10 million deal, a $5 bill"),
        ("for five dollars and fifty cents.", "for $5.50."),
        ("He said $5 dollars, or $3.2 million dollars", "He said $5, or $3.2 million"),
        ("IT COST TWENTY DOLLARS MORE", "IT COST $20 MORE"),
        ("from 1500 dollars to 1700, for 2000 dollars", "from $1,500 to 1700, for $2,000"),
        ("adjusted from 1990 dollars to 2020 dollars", "adjusted from 1990 dollars to 2020 dollars"),
        ("It cost $90 Million, not the $6 Million Man.", "It cost $90 million, not the $6 Million Man."),
        ("a dollar, a million dollars, one dollar, 50 cents", "a dollar, a million dollars, one dollar, 50 cents"),
        ("five Canadian dollars, ten dollars Canadian", "five Canadian dollars, ten dollars Canadian"),
        (
            "five to ten dollars, hundreds of millions of dollars",
            "five to ten dollars, hundreds of millions of dollars",
        ),
        ("Five dollars is a lot in 1990 dollars.", "Five dollars is a lot in 1990 dollars."),
        ("five dollar bills, five dollars' worth", "five dollar bills, five dollars' worth"),
        ("20 euros, five pounds, $5 and €3 million", "20 euros, five pounds, $5 and €3 million"),
    ),
    find=rewriting_line(_changes),
    trigger=re.compile(r"\bdollar|\$[0-9][0-9,.]* [MBT]", re.IGNORECASE),
)
