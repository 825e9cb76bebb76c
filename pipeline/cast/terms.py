"""Names of people, places and things that an episode's title and show notes write: how they are spelled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.cast.notes import plain_lines
from pipeline.spelling import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = r"[^\W\d_a-zß-öø-ÿ][\w’'-]*"
_RUN = re.compile(
    rf"(?<![\w@#/.’'-]){_WORD}(?:\s(?:(?:al|bin|da|de|del|der|di|el|la|of\sthe|of|van|von)\s)?{_WORD}){{0,3}}"
)
_POSSESSIVE = re.compile(r"[’']s?$")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:;…|•–—-]\s+|[\"“(\[]\s*)$")
_ADDRESS = re.compile(r"(?<!\S)\S*(?:://|www\.|@|\.(?:com|org|net|fm|edu|gov)\b)\S*")
_LEADS = frozenset(
    "a an and as at but by can do does for from he her here his how i if in is it its my no not of on or our she so "
    "than that the their then there these they this those to today tomorrow tonight was we what when where which who "
    "whose why will with yes yesterday you your".split()
)
"""Words that are capitalised only because something begins with them."""
_POSITIONS = TITLES | frozenset("author co-host correspondent director editor guest host producer reporter".split())
"""What stands before a name and is no part of it."""
_SMALL = _LEADS | frozenset("about after al before between into la over s the under up via vs".split())
"""Words that title case leaves small."""


def terms_in(title: str, notes: str) -> tuple[str, ...]:
    """The terms of a title and of notes (plain text or HTML), each once, in their order.

    A term is a run of capitalised words; one word alone counts inside a sentence only, because every sentence begins
    with a capital, and lines that are set in capitals like a headline are left out.
    """
    found: dict[str, None] = {}
    for line in (title, *plain_lines(notes)):
        text = _ADDRESS.sub(" ", " ".join(line.split()))
        if not _is_headline(text):
            found.update((term, None) for run in _RUN.finditer(text) for term in _terms(run, text))
    return tuple(found)


def _is_headline(line: str) -> bool:
    """Whether no word of the line but small ones has a small letter at its beginning."""
    words = [word for word in re.findall(r"[^\W\d_]+", line) if word.casefold() not in _SMALL]
    return len(words) > 2 and not any(word[0].islower() for word in words)


def _terms(run: re.Match[str], line: str) -> Iterable[str]:
    """The terms of a run: it ends at a possessive, behind which another one may stand ("NPR's Charles Maynes")."""
    begins = _SENTENCE_BEGINS.search(line[: run.start()]) is not None
    words: list[str] = []
    for word in run[0].split():
        bare = _POSSESSIVE.sub("", word)
        if words or bare.casefold() not in _LEADS | _POSITIONS:
            words.append(bare)
        if words and bare != word:
            yield from _term(words, begins=begins)
            words = []
        begins = begins and bool(words)
    yield from _term(words, begins=begins)


def _term(words: Sequence[str], *, begins: bool) -> Iterable[str]:
    term = " ".join(words)
    if len(term) > 1 and (len(words) > 1 or not begins):
        yield term
