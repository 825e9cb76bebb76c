"""Edits for rules that read a paragraph as one text, whatever tokens it is divided into."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from pipeline.text.style.edits import CLOSERS, OPENERS, Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipeline.text.style.edits import Token
    from pipeline.text.style.rule import Find, Setting

_LONGEST_WORD = 40
"""How far :func:`word_before` and :func:`word_after` look: no word that they are asked about is longer."""

_MARKS = ".,;:?!…" + CLOSERS


class Change(NamedTuple):
    """Put ``text`` in the place of the characters ``start`` to ``end`` (exclusive) of a paragraph's text."""

    start: int
    end: int
    text: str


def rewriting(changes_of: Callable[[str], Iterable[Change]]) -> Find:
    """The rule that does what ``changes_of`` answers for a paragraph's text (its tokens joined by blanks).

    The changes are in order and do not overlap; those that change nothing are passed over.
    """

    def find(tokens: Sequence[Token], _: Setting) -> Iterator[Edit]:
        text = " ".join(token.text for token in tokens)
        changes = [change for change in changes_of(text) if change.text != text[change.start : change.end]]
        return _edits(tokens, text, changes) if changes else iter(())

    return find


def _edits(tokens: Sequence[Token], text: str, changes: Sequence[Change]) -> Iterator[Edit]:
    starts = list(accumulate((len(token.text) + 1 for token in tokens), initial=0))
    done = 0
    while done < len(changes):
        first = bisect_right(starts, changes[done].start) - 1
        position, last = starts[first], first
        pieces: list[str] = []
        while done < len(changes) and (not pieces or changes[done].start <= starts[last] - 1):
            change = changes[done]
            pieces += [text[position : change.start], change.text]
            position, done = change.end, done + 1
            last = bisect_right(starts, change.end - 1)  # exclusive: the first token that begins behind the change
        pieces.append(text[position : starts[last] - 1])
        yield Edit(first, last, "".join(pieces))


def word_before(text: str, position: int) -> str:
    """The word before ``position`` in lower case; empty where a mark or nothing stands before it."""
    if position == 0 or text[position - 1] != " ":
        return ""
    before = text[max(0, position - 1 - _LONGEST_WORD) : position - 1].rpartition(" ")[2]
    word = before.lstrip(OPENERS).lower()
    return word if word[-1:].isalnum() else ""


def word_after(text: str, position: int) -> str:
    """The word that follows ``position`` after one blank, as it is written; empty where a mark or nothing follows."""
    return words_after(text, position)[0]


def words_after(text: str, position: int) -> tuple[str, str]:
    """The two words that follow ``position``, likewise; no mark stands between them."""
    if text[position : position + 1] != " ":
        return "", ""
    first, _, rest = text[position + 1 : position + 1 + 2 * _LONGEST_WORD].partition(" ")
    word = first.rstrip(_MARKS)
    return word, rest.partition(" ")[0].rstrip(_MARKS) if word == first else ""
