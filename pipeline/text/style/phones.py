"""Phone numbers of North America as newspapers write them: 202-555-0123, 1-800-555-0199."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.counted import is_counted
from pipeline.text.style.matches import Change, rewriting, word_after
from pipeline.text.style.number_words import DIGITS
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS = {word: str(digit) for word, digit in DIGITS.items()} | {"o": "0"}
_PIECE = rf"(?:\(\d{{3}}\)|\d+|(?:{'|'.join(_DIGITS)})(?!(?u:\w)))"
_GAP = r"(?:[ ]?[-–‑][ ]?|,?[ ]|\.(?=\d)|(?<=\))(?=\d)|,(?=8\d\d\D))"
_RUN = re.compile(rf"(?<!(?u:[\w.,+$€£#%/:'’-])){_PIECE}(?:{_GAP}{_PIECE})*", re.IGNORECASE | re.ASCII)
_TRIGGER = re.compile(
    rf"\d{{10}}|\d{{3}}\)?(?:[ ]?[-–‑.][ ]?|,?[ ]|(?<=\)))\d{{3,4}}(?!\d)|(?:{_PIECE}{_GAP}){{6}}",
    re.IGNORECASE | re.ASCII,
)
_PARTS = re.compile(rf"({_PIECE})|({_GAP})", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"(?:1?([2-9]\d\d))?([2-9]\d\d)(\d{4})")
"""Area code, exchange and line; neither of the first two begins with 0 or 1."""
_TOLL_FREE = frozenset("800 888 877 866 855 844 833 822".split())
_VERBS = r"call|calls|called|calling|dial|dialing|dialed|phone|telephone|text"
_DIAL = re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE)
_CALL = re.compile(
    rf"\b(?:{_VERBS}|number|hotline|helpline|toll-free|fax|voicemail|reach (?:us|me|him|her|them)|area code)\b",
    re.IGNORECASE,
)
_IS_THE_NUMBER = re.compile(r",? (?:is|was|'s) (?:the|our|my|her|his|their) (?:\w+[ -]){0,2}number\b", re.IGNORECASE)
_OTHER_NUMBER = re.compile(
    r"\b(?:account|serial|security|lottery|lotto|winning|routing|card|flight|docket|case|order|model|tracking)\b",
    re.IGNORECASE,
)
_CONTEXT_BEFORE, _CONTEXT_AFTER = 60, 40
"""Characters in which the words stand that tell a phone number."""


def _changes(text: str) -> Iterator[Change]:
    for match in _RUN.finditer(text):
        number = _number(match)
        if number:
            yield Change(*match.span(), number)


def _number(match: re.Match[str]) -> str | None:
    """The number as it is printed, if the digits surely are one."""
    digits, sizes, gaps = _taken_apart(match[0])
    number = _NUMBER.fullmatch(digits)
    if number is None or _is_part_of_more(match):
        return None
    code, exchange, line = number.groups()
    context = match.string[max(0, match.start() - _CONTEXT_BEFORE) : match.start()]
    if _OTHER_NUMBER.search(context):
        return None
    if not _is_written_as_one(match[0], sizes, gaps, code):
        if is_counted(word_after(match.string, match.end())):
            return None
        after = match.string[match.end() : match.end() + _CONTEXT_AFTER]
        if not _is_called(context, after, sizes) or not _is_read_out(sizes):
            return None
    return "-".join(part for part in ("1" if len(digits) == 11 else "", code, exchange, line) if part)


def _is_part_of_more(match: re.Match[str]) -> bool:
    """Whether digits or letters go on before it or behind it: "#202 555 0123", "0123rd"."""
    before = match.string[max(0, match.start() - len(" - ")) : match.start()].rstrip(" ,-–‑")
    return before[-1:].isdigit() or match.string[match.end() : match.end() + 1].isalnum()


def _taken_apart(run: str) -> tuple[str, list[int], list[str]]:
    """The digits of a run, how many there are in each of its pieces, and what stands between them."""
    digits, sizes, gaps = "", [], []
    for piece, gap in _PARTS.findall(run):
        if piece:
            found = _DIGITS.get(piece.lower(), piece.strip("()"))
            digits += found
            sizes.append(len(found))
        else:
            gaps.append(gap)
    return digits, sizes, gaps


def _is_written_as_one(run: str, sizes: list[int], gaps: list[str], code: str | None) -> bool:
    """Whether it looks like a phone number whatever stands around it."""
    joined = [gap for gap in gaps if gap.strip(", ")]
    if (code and run.startswith("(")) or (sizes[:1] == [1] and "(" in run):
        return sizes[-2:] == [3, 4]
    if sizes in ([3, 3, 4], [1, 3, 3, 4]):
        return len(joined) >= len(sizes) - 1 - (sizes[0] == 1) or (sizes[0] == 1 and code in _TOLL_FREE)
    # Digit by digit, divided as phone numbers are: 8 5 5 - 5 5 5 - 0 1 2 3
    return code is not None and {1} == set(sizes) and [i + 1 for i, gap in enumerate(gaps) if gap == " - "] == [3, 6]


def _is_called(context: str, after: str, sizes: list[int]) -> bool:
    if len(sizes) == 1:  # many a figure of ten digits is a "number"
        return _DIAL.search(context) is not None
    return _CALL.search(context) is not None or _IS_THE_NUMBER.match(after) is not None


def _is_read_out(sizes: list[int]) -> bool:
    """Whether it is divided as one who reads out a phone number divides it."""
    ends = {sum(sizes[:i]) for i in range(1, len(sizes))}
    total = sum(sizes)
    return sizes in ([10], [11], [1, 10]) or {total - 4, total - 7} - {0} <= ends


PHONES = Rule(
    name="phone-numbers",
    summary="phone numbers are figures with hyphens",
    examples=(
        ("Call us at 1 800 555 0199.", "Call us at 1-800-555-0199."),
        ("The number is 8 5 5 - 5 5 5 - 0 1 2 3.", "The number is 855-555-0123."),
        ("Reach me at (202) 555-0123, any time", "Reach me at 202-555-0123, any time"),
        ("a toll-free line, 1,800-555-0199", "a toll-free line, 1-800-555-0199"),
        ("text us at 202.555.0123", "text us at 202-555-0123"),
        ("dial 202 555 0123 now", "dial 202-555-0123 now"),
        ("our phone number, 555 0123", "our phone number, 555-0123"),
        ("call eight five five, five five five, oh one two three", "call 855-555-0123"),
        ("her number was 5 5 5 0 1 2 3", "her number was 555-0123"),
        ("2 0 2 5 5 5 0 1 2 3 is our new number", "202-555-0123 is our new number"),
        ("Call 2025550123!", "Call 202-555-0123!"),
        ("Call 911 or 988, and see 401(k).", "Call 911 or 988, and see 401(k)."),
        ("202-555-0123 or 1-800-555-0199", "202-555-0123 or 1-800-555-0199"),
        ("text HOME to 741741", "text HOME to 741741"),
        ("they called 555 1234 times", "they called 555 1234 times"),
        ("sold 200 300 4000 at a time", "sold 200 300 4000 at a time"),
        ("He counts 5 5 5 0 1 2 3.", "He counts 5 5 5 0 1 2 3."),
        ("the number 4294967295", "the number 4294967295"),
        ("case number 202 555 0123", "case number 202 555 0123"),
        ("call one or two of the 2,500 people", "call one or two of the 2,500 people"),
        ("the number of troops, 100,000, in 2019", "the number of troops, 100,000, in 2019"),
    ),
    find=rewriting(_changes),
    trigger=_TRIGGER,
)
"""The rule for phone numbers."""
