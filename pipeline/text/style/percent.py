"""Percentages: figures always, with the word (12 percent) or with the sign (12%)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.numbers import Line, rewriting_line
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.text.style.matches import Change
    from pipeline.text.style.numbers import Number

_FIGURE = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_WITH_SIGN = re.compile(rf"([+-]?(?:{_FIGURE}[-–])?{_FIGURE})%")
_PLAIN = re.compile(rf"[+-]?(?:{_FIGURE}[-–])?{_FIGURE}")


def _to_word(line: Line) -> Iterator[Change]:
    yield from _written(line, " percent")


def _to_sign(line: Line) -> Iterator[Change]:
    yield from _written(line, "%")


def _written(line: Line, unit: str) -> Iterator[Change]:
    numbers = {number.last: number for number in line.numbers}
    done = 0
    for at in range(len(line)):
        piece = line.pieces[at]
        if "%" in piece:
            end = at + 1
        elif piece[:3].lower() == "per":
            end = _end_of_word(line, at)
        else:
            continue
        if not end:
            continue
        number = numbers.get(at)
        for change in _one(line, at, end, number if number and number.first >= done else None, numbers, unit):
            yield change
            done = end


def _end_of_word(line: Line, at: int) -> int:
    """Behind "percent" or "per cent" at a piece; 0 if it is neither."""
    if line.key(at) == "percent":
        return at + 1
    return at + 2 if line.key(at) == "per" and line.after(at + 1) == "cent" else 0


def _one(
    line: Line, at: int, end: int, number: Number | None, numbers: dict[int, Number], unit: str
) -> Iterator[Change]:
    word = line.parts(at).word
    if "%" in word and word != "%":
        match = _WITH_SIGN.fullmatch(word)
        is_fraction = line.parts(at).before.endswith(".")  # .5%
        if match and not is_fraction and unit != "%":
            yield line.change(at, end, f"{match[1]}{unit}")
        return
    if line.parts(at).before or line.parts(at - 1).after or at == 0:
        return
    if word != "%" and not (word.islower() or line.parts(at - 1).word.isupper() or line.shouted(at, end)):
        return
    value = _value(line, at, number)
    if value is None:
        if end > at + 1:
            yield line.change(at, end, "PERCENT" if word.isupper() else "percent")
        return
    first, text = value
    name = " PERCENT" if word.isupper() and unit != "%" else unit
    if number is not None and number.spelled:
        lower = _lower_end(line, first, numbers)
        if lower is not None:
            if not _is_sure(line, lower, first):
                return
            yield line.change(lower.first, lower.last, lower.text or "")
    yield line.change(first, end, text + name)


def _value(line: Line, at: int, number: Number | None) -> tuple[int, str] | None:
    """Where the percentage begins, and its figures; None where it has none or is best left in words."""
    if number is None:
        return None
    if not number.spelled:
        word = line.parts(number.first).word
        if number.last == number.first + 1 and _PLAIN.fullmatch(word):
            return number.first, word
        return None
    is_phrase = number.whole == 1 and line.before(number.first) == "the"
    if number.text is None or is_phrase or not _is_sure(line, number, at):
        return None
    return number.first, number.text


def _lower_end(line: Line, first: int, numbers: dict[int, Number]) -> Number | None:
    """The other number of a range in words: five to ten percent, between five and ten percent."""
    other, joint = numbers.get(first - 1), line.before(first)
    if other is None or not other.spelled:
        return None
    is_range = joint in ("to", "or") or (joint == "and" and line.before(other.first) == "between")
    return other if is_range else None


def _is_sure(line: Line, number: Number, last: int) -> bool:
    is_value = number.text is not None and number.whole != 0
    return is_value and not line.may_begin(number.first) and line.is_plain(number.first, last)


PERCENT_WORD = Rule(
    name="percent-word",
    summary='percentages are written in figures with the word "percent"',
    examples=(
        ("Prices rose 12%.", "Prices rose 12 percent."),
        ("about 3.5% of voters, or 10-15% more", "about 3.5 percent of voters, or 10-15 percent more"),
        ("by 12 % this year", "by 12 percent this year"),
        ("It fell five percent, then twelve per cent.", "It fell 5 percent, then 12 percent."),
        ("up two point five percent to one hundred percent", "up 2.5 percent to 100 percent"),
        ("by twelve and a half percent", "by 12.5 percent"),
        ("from five to ten percent, between five and ten percent", "from 5 to 10 percent, between 5 and 10 percent"),
        ("Fifty per cent agree", "Fifty percent agree"),
        ("IT ROSE TWELVE PERCENT", "IT ROSE 12 PERCENT"),
        ("Half a percent is nothing to the one percent.", "Half a percent is nothing to the one percent."),
        ("a hundred percent sure, by three percentage points", "a hundred percent sure, by three percentage points"),
        ("Twelve percent of them said the percent sign", "Twelve percent of them said the percent sign"),
    ),
    find=rewriting_line(_to_word),
    trigger=re.compile(r"%|per ?cent", re.IGNORECASE),
)

PERCENT_SIGN = Rule(
    name="percent-sign",
    summary="percentages are written in figures with the sign %",
    examples=(
        ("Prices rose 12 percent.", "Prices rose 12%."),
        ("about 3.5 per cent of voters, or 10-15 percent more", "about 3.5% of voters, or 10-15% more"),
        ("by 12 % this year", "by 12% this year"),
        ("It fell five percent, then twelve percent.", "It fell 5%, then 12%."),
        ("up two point five percent", "up 2.5%"),
        ("from five to ten percent", "from 5 to 10%"),
        ("Prices rose 12%.", "Prices rose 12%."),
        ("Fifty percent agree, half a percent does not", "Fifty percent agree, half a percent does not"),
        ("by 3 percentage points, a hundred percent", "by 3 percentage points, a hundred percent"),
    ),
    find=rewriting_line(_to_sign),
    trigger=re.compile(r" %|per ?cent", re.IGNORECASE),
)
