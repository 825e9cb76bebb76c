"""Ordinals as newspapers write them: first to ninth in words, from 10th on in figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.text.style.calendar_words import MONTH_WORDS, SHORT_MONTHS
from pipeline.text.style.counted import FUNCTION_WORDS
from pipeline.text.style.number_words import CARDINALS, FIRST_TO_NINTH, ORDINAL_WORDS, TENS
from pipeline.text.style.numbers import Line, rewriting_line
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.text.style.matches import Change

_WORDS = tuple(FIRST_TO_NINTH)
_ORDINAL = re.compile(
    rf"(?P<time>mid-)?(?:(?P<tens>{'|'.join(TENS)})-)?(?:(?P<word>{'|'.join(ORDINAL_WORDS)})|(?P<figure>[0-9]{{1,2}})(?:st|nd|rd|th))"
    r"(?P<century>-century)?"
)
_RANKED = frozenset("anniversary birthday grade grader graders straight consecutive".split())
"""What is ranked so often that no article need stand before the ordinal."""
_CENTURIES = frozenset(("century", "centuries"))
_ARTICLES = frozenset("the his her their its our my your this that every each".split())
_OWN = _ARTICLES - {"the", "every", "each", "this", "that"} | {"these", "those"}
_FINISHED = frozenset("finished finishes finishing placed placing ranked ranks ranking".split())
_NAMES = frozenset(
    "street avenue place circuit district amendment congress congressional army division infantry fleet armored "
    "armoured regiment battalion brigade cavalry airborne ward precinct sergeant lieutenant".split()
)
"""What is named, not ranked, by its ordinal: 5th Avenue, the 7th Fleet."""
_PHRASES = frozenset((("eleventh", "hour"), ("twelfth", "man"), ("tenth", "muse"), ("nineteenth", "hole")))
_BEFORE_DATES = frozenset("on since until by till of from to before after".split())
_MONTHS = MONTH_WORDS | {name.lower() for name in SHORT_MONTHS}


class _Ordinal(NamedTuple):
    first: int
    last: int
    value: int
    spelled: bool
    before: str
    after: str

    def printed(self) -> str:
        text = _WORDS[self.value - 1] if self.value < 10 else f"{self.value}{_ending(self.value)}"
        return f"{self.before}{text}{self.after}"


def _ending(value: int) -> str:
    return "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _changes(line: Line) -> Iterator[Change]:
    for at, piece in enumerate(line.pieces):
        if not _HINT.search(piece):
            continue
        ordinal = _ordinal(line, at)
        if ordinal and ordinal.spelled == (ordinal.value >= 10) and _is_sure(line, ordinal):
            yield line.change(ordinal.first, ordinal.last, ordinal.printed())


def _ordinal(line: Line, at: int) -> _Ordinal | None:
    """The ordinal that ends at a piece; "twenty first" only before a century, an anniversary or a birthday."""
    match = _ORDINAL.fullmatch(line.key(at))
    if not match or (match["figure"] and match["tens"]):
        return None
    value = ORDINAL_WORDS[match["word"]] if match["word"] else int(match["figure"])
    first, tens = at, match["tens"]
    if match["word"] and value < 10 and not tens and not match["time"] and line.before(at) in TENS:
        if line.after(at + 1) not in _CENTURIES | {"anniversary", "birthday"} and not match["century"]:
            return None
        first, tens = at - 1, line.before(at)
    if tens:
        if not value < 10:
            return None
        value += TENS[tens]
    if value == 0 or (match["figure"] and not line.key(at).partition("-century")[0].endswith(_ending(value))):
        return None
    spelled = match["word"] is not None
    return _Ordinal(first, at + 1, value, spelled, match["time"] or "", match["century"] or "")


def _is_sure(line: Line, ordinal: _Ordinal) -> bool:
    first, last = ordinal.first, ordinal.last
    before = line.before(first)
    if line.may_begin(first) or not _is_plain(line, ordinal) or before in _MONTHS:
        return False
    if before in CARDINALS or _FIGURE.fullmatch(before):  # twenty-four thousand nineteenth-century ...
        return False
    if ordinal.after or line.after(last) in _CENTURIES or _in_list_of_centuries(line, last):
        return True
    if _is_place(line, first, last) or (before == "the" and line.after(last) == "of" and line.after(last + 1) in _OWN):
        return True
    follows = line.parts(last)
    if line.parts(last - 1).after or follows.before or follows.word != line.key(last) or not follows.word.isalpha():
        return False
    if follows.word in FUNCTION_WORDS | _NAMES or follows.word in _MONTHS or follows.word in CARDINALS:
        return False
    if follows.word in _RANKED:
        return True
    is_time = line.key(last - 1).endswith("-second")  # a thirty-second clip
    is_date = line.key(first - 2) in _BEFORE_DATES and bool(line.counted(last, 1))
    is_phrase = (line.key(last - 1), follows.word) in _PHRASES
    is_one = not ordinal.spelled and before in ("a", "another")
    return (before in _ARTICLES or is_one or line.owned(first)) and not (is_time or is_date or is_phrase)


def _is_place(line: Line, first: int, last: int) -> bool:
    """Finished 12th in the mile, and 21st in the javelin."""
    if line.after(last) not in ("in", "at", "behind", "overall"):
        return False
    before = line.before(first)
    return before in _FINISHED or (before == "and" and any(line.key(i) in _FINISHED for i in range(first - 7, first)))


def _is_plain(line: Line, ordinal: _Ordinal) -> bool:
    if ordinal.spelled:
        return line.is_plain(ordinal.first, ordinal.last) and line.parts(ordinal.last - 1).word.islower()
    before = line.parts(ordinal.first - 1).word
    return line.parts(ordinal.first).word.islower() and (before == before.lower() or line.may_begin(ordinal.first - 1))


def _in_list_of_centuries(line: Line, last: int) -> bool:
    """The seventeenth and eighteenth centuries."""
    at = last + 1 + (line.after(last + 1) == "the")
    is_joined = line.after(last) in ("and", "or", "to") and not line.parts(last).after
    return is_joined and _ORDINAL.fullmatch(line.key(at)) is not None and line.after(at + 1) in _CENTURIES


_FIGURE = re.compile(r"[0-9][0-9,.]*")
_HINT = re.compile(r"[0-9](?:st|nd|rd|th)|(?:first|second|third|th)(?![a-z])", re.IGNORECASE)

ORDINALS = Rule(
    name="ordinals",
    summary="first to ninth are written in words, later ordinals in figures",
    examples=(
        ("a church of the eighteenth century.", "a church of the 18th century."),
        ("in the twenty-first century", "in the 21st century"),
        ("in the twenty first century", "in the 21st century"),
        ("the seventeenth and eighteenth centuries", "the 17th and 18th centuries"),
        ("a late nineteenth-century novel", "a late 19th-century novel"),
        ("her twelfth novel, on its fiftieth anniversary", "her 12th novel, on its 50th anniversary"),
        ("It's the 3rd time in the 5th century.", "It's the third time in the fifth century."),
        ("She finished 4th in the mile, ranks 30th at home.", "She finished fourth in the mile, ranks 30th at home."),
        ("finished 4th in one and twenty-first in another", "finished fourth in one and 21st in another"),
        ("The 5th of their sons, on the 5th of the month.", "The fifth of their sons, on the 5th of the month."),
        ("a 3rd round, a 3rd of it", "a third round, a 3rd of it"),
        ("a girl in 9th grade", "a girl in ninth grade"),
        ("in the fourth century", "in the fourth century"),
        ("his 24,000 nineteenth-century books", "his 24,000 nineteenth-century books"),
        ("at the eleventh hour, he came twelfth", "at the eleventh hour, he came twelfth"),
        ("on the tenth of May and on May 3rd", "on the tenth of May and on May 3rd"),
        ("the 5th Circuit on 3rd Street, the 4th of July", "the 5th Circuit on 3rd Street, the 4th of July"),
        ("a thirty-second clip, one twentieth of it", "a thirty-second clip, one twentieth of it"),
        ("Twelfth Night, the Fifth Amendment", "Twelfth Night, the Fifth Amendment"),
    ),
    find=rewriting_line(_changes),
    trigger=_HINT,
)
