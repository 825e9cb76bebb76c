"""Compounds with a number before a noun: a 12-year-old boy, a 2,500-strong force, a five-hour flight."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.counted import FUNCTION_WORDS
from pipeline.text.style.number_words import SPOKEN, amount, figures
from pipeline.text.style.numbers import TRIGGER, Line, rewriting_line
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.text.style.matches import Change
    from pipeline.text.style.numbers import Number

_AGES = frozenset("year month week day".split())
_UNITS = _AGES | frozenset(
    "hour minute decade century mile foot inch yard meter metre kilometer kilometre acre pound ton gallon page point "
    "person man woman member seat room bedroom story storey star part step way volume episode game inning lane".split()
)
_DETERMINERS = frozenset("a an the this that his her their its our my your every each another".split())
_ARTICLES = frozenset(("a", "an"))
_FORCES = frozenset(
    "force army team crew unit crowd contingent garrison delegation staff cast workforce mob orchestra choir brigade "
    "battalion convoy fleet squad militia".split()
)
_NOT_A_NOUN = FUNCTION_WORDS | SPOKEN.keys() | frozenset("long wide deep high tall thick away pregnant apart".split())
_HYPHENATED = re.compile(rf"(?P<number>[a-z]+(?:-[a-z]+)*?)-(?P<unit>{'|'.join(sorted(_UNITS))})(?P<old>-olds?)?")


def _changes(line: Line) -> Iterator[Change]:
    done = 0
    for at, piece in enumerate(line.pieces):
        if at < done:
            continue
        number = line.number_at(at)
        if number is None:
            change = _in_one_word(line, at) if "-" in piece else None
            if change:
                yield change
            continue
        done = number.last
        result = _joined(line, number)
        if result:
            done, text = result
            yield line.change(at, done, text)


def _in_one_word(line: Line, at: int) -> Change | None:
    """A twelve-year-old; a twelve-month ban."""
    word = line.parts(at).word
    match = _HYPHENATED.fullmatch(word)
    if not match or line.may_begin(at):
        return None
    whole = amount(match["number"].split("-"))
    if not whole or (whole < 10 and not (match["old"] and match["unit"] in _AGES)) or 1000 <= whole < 2100:
        return None
    if whole >= 10**6:
        return None
    return line.change(at, at + 1, f"{figures(whole)}-{match['unit']}{match['old'] or ''}")


def _joined(line: Line, number: Number) -> tuple[int, str] | None:
    """Where the compound of ``number`` and what follows it ends, and how it is written."""
    last = number.last
    unit = line.after(last)
    if not unit or not line.is_plain(last, last + 1) or (number.spelled and line.follows_number(number.first)):
        return None
    if not number.spelled and number.last > number.first + 1:
        return None
    age = _age(line, number)
    if age:
        text = _text(line, number, in_figures=True)
        return (age[0], f"{text}-{age[1]}") if text else None
    is_compound = _is_strong(line, number) if unit == "strong" else _is_measure(line, number, unit)
    text = _text(line, number, in_figures=False) if is_compound else None
    return (last + 1, f"{text}-{line.parts(last).word}") if text else None


def _text(line: Line, number: Number, *, in_figures: bool) -> str | None:
    """The number as it stands in a compound: one word."""
    if number.text is None or " " in number.text:
        return None
    if not number.spelled:
        word = line.parts(number.first).word
        return word if word == number.text else None
    if line.may_begin(number.first) or not line.is_plain(number.first, number.last):
        return None
    if number.loose and line.before(number.first) not in _ARTICLES:
        return None
    return number.text if in_figures or not number.small else line.parts(number.first).word


def _age(line: Line, number: Number) -> tuple[int, str] | None:
    """Twelve year old(s), 12 year-old, also of one year where a word before tells that it is no statement."""
    if not number.whole or number.whole > 150:
        return None
    last = number.last
    unit, old = line.key(last), line.after(last + 1)
    if unit in _AGES and old in ("old", "olds"):
        end = last + 2
    elif unit.partition("-")[0] in _AGES and unit.partition("-")[2] in ("old", "olds"):
        end, (unit, _, old) = last + 1, unit.partition("-")
    else:
        return None
    if number.whole == 1 and line.before(number.first) not in _DETERMINERS:
        return None
    return end, f"{unit}-{old}"


def _is_strong(line: Line, number: Number) -> bool:
    """A 2,500 strong force; not "they were 2,500 strong", nor "the 12 strong candidates"."""
    last, before = number.last, line.before(number.first)
    if (
        not number.whole
        or number.whole < 2
        or line.after(last + 1) in _NOT_A_NOUN
        or not line.after(last + 1).isalpha()
    ):
        return False
    if before in ("a", "an", "this", "that", "another"):
        return True
    words = [line.key(last + 1)]
    while len(words) < 3 and not line.parts(last + len(words)).after:
        words.append(line.key(last + 1 + len(words)))
    return before in _DETERMINERS and not _FORCES.isdisjoint(words)


def _is_measure(line: Line, number: Number, unit: str) -> bool:
    """A five hour flight, the 12 month period: what is counted would be in the plural if it were no compound."""
    if unit not in _UNITS and not (unit == "second" and line.before(number.first) in _ARTICLES):
        return False
    follows, before = line.parts(number.last + 1), line.before(number.first)
    if not line.after(number.last + 1) or follows.word.lower() in _NOT_A_NOUN or not follows.word.isalpha():
        return False
    if follows.word != follows.word.lower() and not line.shouted(number.last, number.last + 1):
        return False
    if number.whole is not None and 1000 <= number.whole < 2100 and "," not in line.parts(number.first).word:
        return False
    if number.whole in (0, 1):
        return number.whole == 1 and before in _ARTICLES
    return before in _DETERMINERS or line.owned(number.first)


NUMBER_COMPOUNDS = Rule(
    name="number-compounds",
    summary="a number that describes a noun together with what it counts is joined to it by hyphens",
    examples=(
        ("part of this 2,500 strong regional security force.", "part of this 2,500-strong regional security force."),
        ("the five hundred strong army", "the 500-strong army"),
        ("a 12 year old boy and her five year old.", "a 12-year-old boy and her 5-year-old."),
        ("two 3 year olds and a twenty-five year old", "two 3-year-olds and a 25-year-old"),
        ("a 12 year-old boy, a one-year-old girl", "a 12-year-old boy, a 1-year-old girl"),
        ("a five hour flight", "a five-hour flight"),
        ("the twelve month ban, a twelve-month ban", "the 12-month ban, a 12-month ban"),
        ("Kenya's 50 member parliament", "Kenya's 50-member parliament"),
        ("a 2.5 mile run", "a 2.5-mile run"),
        ("He is 12 years old, she is one year old.", "He is 12 years old, she is one year old."),
        ("They were 2,500 strong.", "They were 2,500 strong."),
        ("the 12 strong candidates", "the 12 strong candidates"),
        ("the one day I went there, a five-year plan", "the one day I went there, a five-year plan"),
        ("five hours of flight, a 12 hour, the 2019 year end", "five hours of flight, a 12 hour, the 2019 year end"),
    ),
    find=rewriting_line(_changes),
    trigger=TRIGGER,
)
