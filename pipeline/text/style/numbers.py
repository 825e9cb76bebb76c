"""Where numbers stand in a text, spoken or written, and what stands beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline.text.style.counted import is_plural, is_word
from pipeline.text.style.edits import CLOSERS, parts_of
from pipeline.text.style.matches import Change, rewriting
from pipeline.text.style.number_words import BIG_SCALES, CARDINALS, DIGITS, ONES, SCALES, SPOKEN, TENS, amount, figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.text.style.edits import Parts
    from pipeline.text.style.rule import Find

_BEGINNINGS = CARDINALS | {"zero"}

TRIGGER = re.compile(rf"[0-9]|\b(?:{'|'.join(sorted(CARDINALS, key=len, reverse=True))})", re.IGNORECASE)
"""What a text with a number in it has at least."""

_FIGURES = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_DIGIT = re.compile(r"[0-9]")
_MARKS = "\"'“”‘’()[].,;:?!…-—"
_ABBREVIATION = re.compile(
    r"(?!(?:1[5-9]|20)\d\d$)(?:.*[.\d].*|[^\W\d_]|no|vs|mr|mrs|ms|dr|st|gen|sen|rep|gov|lt|col|sgt|capt|prof|rev|jr|sr|jan|feb|mar|apr|aug|"
    r"sept|oct|nov|dec|inc|corp|co|ltd|ave|blvd|rd|fig|vol|pp?|ch|sec|approx)"
)
_LONGEST = 24
"""No spoken number has more words; what has is a list, and is not understood."""

_CONTRACTED = frozenset("he she it that this there here who what where when how let one everyone everybody".split())


@dataclass(frozen=True, slots=True)
class Number:
    """A number that stands at the pieces ``first`` to ``last`` (exclusive) of a line.

    ``text`` is how it is written in figures ("5,500", "2.5 million"), None where it is not understood (a list, a year,
    a code). ``whole`` is its value, None for a fraction.
    """

    first: int
    last: int
    text: str | None
    whole: int | None = None
    spelled: bool = False
    """Whether it is in words."""
    loose: bool = False
    """Whether tens and ones stand apart: "twenty one" may be two numbers."""

    @property
    def small(self) -> bool:
        """Whether newspapers write it as a word; also where nobody knows."""
        return self.text is None or (self.whole is not None and self.whole < 10)


class Line:
    """A paragraph's text in pieces (what stands between blanks), and the numbers in it."""

    def __init__(self, text: str) -> None:
        self.pieces = text.split(" ")
        self._starts = list(accumulate((len(piece) + 1 for piece in self.pieces), initial=0))

    def __len__(self) -> int:
        return len(self.pieces)

    def parts(self, at: int) -> Parts:
        """The marks and the word of a piece; nothing at all outside of the text."""
        return parts_of(self.pieces[at] if 0 <= at < len(self.pieces) else "")

    def key(self, at: int) -> str:
        """The word of a piece in lower case."""
        return self.parts(at).word.lower()

    def before(self, at: int) -> str:
        """The word before a piece in lower case; empty where a mark stands between them."""
        return "" if self.parts(at - 1).after or self.parts(at).before else self.key(at - 1)

    def after(self, last: int) -> str:
        """The word behind ``last - 1`` in lower case; empty where a mark stands between them."""
        return "" if self.parts(last - 1).after or self.parts(last).before else self.key(last)

    def owned(self, at: int) -> bool:
        """Whether the word before is a possessive (Kenya's), and no "it's"."""
        before = self.before(at)
        return before.endswith(("'s", "’s")) and before[:-2] not in _CONTRACTED

    def change(self, first: int, last: int, text: str) -> Change:
        """``text`` in the place of the words ``first`` to ``last`` (exclusive); the marks around them stay."""
        text = f"{self.parts(first).before}{text}{self.parts(last - 1).after}"
        return Change(self._starts[first], self._starts[last] - 1, text)

    def may_begin(self, at: int) -> bool:
        """Whether a sentence may begin here."""
        return at == 0 or self.pieces[at - 1].rstrip(CLOSERS)[-1:] in (".", "?", "!", "…", "")

    def surely_begins(self, at: int) -> bool:
        """Whether a sentence begins here beyond doubt."""
        if self.parts(at).before.strip("\"'“‘"):
            return False
        if at == 0:
            return True
        ending = self.pieces[at - 1].rstrip(CLOSERS)
        if not ending.endswith((".", "?", "!")) or ending.endswith(("..", "-")):
            return False
        return not ending.endswith(".") or not _ABBREVIATION.fullmatch(ending[:-1].lower().lstrip(_MARKS))

    def shouted(self, first: int, last: int) -> bool:
        """Whether this and what stands beside it is in capitals, as in a text all in capitals."""
        beside = [word for at in (first - 1, last) if len(word := self.parts(at).word) > 1 and not _DIGIT.search(word)]
        return bool(beside) and all(word.isupper() for word in beside)

    def is_plain(self, first: int, last: int) -> bool:
        """Whether these words are no name: in lower case, or as loud as the rest."""
        return not any(self.parts(at).word != self.key(at) for at in range(first, last)) or (
            all(self.parts(at).word.isupper() for at in range(first, last)) and self.shouted(first, last)
        )

    def counted(self, at: int, far: int = 3) -> str:
        """The plural noun that is counted by a number before this piece, within ``far`` words; empty if none is."""
        if self.parts(at - 1).after:
            return ""
        for i in range(at, at + far):
            before, written, after = self.parts(i)
            word = written.lower()
            if before or word in SPOKEN or not is_word(word):
                return ""
            if is_plural(word):
                return word if word == written or self.shouted(i, i + 1) else ""
            if after:
                return ""
        return ""

    def number_at(self, first: int) -> Number | None:
        """The number that begins at a piece."""
        return self._numbers_at.get(first)

    @cached_property
    def _numbers_at(self) -> dict[int, Number]:
        return {number.first: number for number in self.numbers}

    def follows_number(self, at: int) -> bool:
        """Whether the piece before is a number, or the end of one."""
        before = self.pieces[at - 1] if at else ""
        return bool(_DIGIT.search(before)) or self.key(at - 1).rpartition("-")[2] in CARDINALS

    @cached_property
    def numbers(self) -> Sequence[Number]:
        """All numbers, in order."""
        found: list[Number] = []
        done = 0
        for i, piece in enumerate(self.pieces):
            if i < done:
                continue
            number = _number(self, i) if _may_begin_number(piece) else None
            if number:
                found.append(number)
                done = number.last
        return found


@lru_cache(maxsize=1)
def _line(text: str) -> Line:
    """The line of ``text``, kept for the rule that comes next."""
    return Line(text)


def rewriting_line(changes_of: Callable[[Line], Iterable[Change]]) -> Find:
    """The rule that does what ``changes_of`` answers for a paragraph's line."""
    return rewriting(lambda text: changes_of(_line(text)))


@lru_cache(maxsize=1 << 15)
def _may_begin_number(piece: str) -> bool:
    return bool(_DIGIT.search(piece)) or piece.strip(_MARKS).partition("-")[0].lower() in _BEGINNINGS


def _number(line: Line, at: int) -> Number | None:
    return _in_figures(line, at) if _DIGIT.search(line.pieces[at]) else _in_words(line, at)


def _in_figures(line: Line, at: int) -> Number:
    _, word, after = line.parts(at)
    if not _FIGURES.fullmatch(word):
        return Number(at, at + 2 if not after and line.after(at + 1) in BIG_SCALES else at + 1, None)
    digits = word.replace(",", "")
    whole = int(digits) if len(digits) < 16 and "." not in digits else None
    follows = "" if after else line.after(at + 1)
    if follows in BIG_SCALES:
        return Number(at, at + 2, f"{word} {follows}", None if whole is None else whole * SCALES[follows])
    if follows in ("hundred", "thousand") and whole and whole < 1000:
        whole *= 100 if follows == "hundred" else 1000
        return Number(at, at + 2, figures(whole), whole, spelled=True)
    return Number(at, at + 1, word, whole)


def _in_words(line: Line, at: int) -> Number | None:
    last, words = _run(line, at)
    if not words:
        return None
    whole = amount(words) if len(words) <= _LONGEST else None
    if words == ["zero"]:
        whole = 0
    loose = any(
        line.key(i) in TENS and line.key(i + 1) in ONES and i + 1 < last for i in range(at, min(last, at + _LONGEST))
    )
    if whole is not None and not line.parts(last - 1).after:
        fraction = _decimal(line, at, last, whole) or _half(line, at, last, whole)
        if fraction:
            return fraction
    return Number(at, last, None if whole is None else figures(whole), whole, spelled=True, loose=loose)


def _run(line: Line, at: int) -> tuple[int, list[str]]:
    """Where the number words that begin at ``at`` end, and what they are."""
    words: list[str] = []
    last = at
    while last < len(line) and (last == at or not line.parts(last).before):
        pieces = line.key(last).split("-")
        is_and = pieces == ["and"] and words and words[-1] not in SPOKEN and _goes_on(line, last + 1)
        if not is_and and not (CARDINALS.issuperset(pieces) or (last == at and pieces == ["zero"])):
            break
        words += pieces
        last += 1
        if line.parts(last - 1).after:
            break
    return last, words


def _goes_on(line: Line, at: int) -> bool:
    return not line.parts(at - 1).after and not line.parts(at).before and line.key(at).split("-")[0] in SPOKEN


def _decimal(line: Line, at: int, last: int, whole: int) -> Number | None:
    """Three point two, and three point two million."""
    if line.after(last) != "point":
        return None
    end, digits = last + 1, ""
    while end < len(line) and len(digits) < 6 and not line.parts(end).before and line.key(end) in DIGITS:
        digits += str(DIGITS[line.key(end)])
        end += 1
        if line.parts(end - 1).after:
            break
    if not digits:
        return None
    if line.after(end) in CARDINALS and line.after(end) not in BIG_SCALES:
        return Number(at, max(end, last + 1), None, spelled=True)
    return _scaled(line, at, end, f"{whole:,}.{digits}")


def _half(line: Line, at: int, last: int, whole: int) -> Number | None:
    """Two and a half million; by itself, two and a half is left in words."""
    said = [line.after(last + i) for i in range(3)]
    if said[:2] != ["and", "a"] or said[2] not in ("half", "quarter"):
        return None
    number = _scaled(line, at, last + 3, f"{whole:,}.{'5' if said[2] == 'half' else '25'}")
    is_sure = number.last > last + 3 or line.after(last + 3) == "percent"
    return number if is_sure else Number(at, last + 3, None, spelled=True)


def _scaled(line: Line, at: int, last: int, text: str) -> Number:
    scale = line.after(last)
    if scale in BIG_SCALES:
        return Number(at, last + 1, f"{text} {scale}", spelled=True)
    return Number(at, last, text, spelled=True)
