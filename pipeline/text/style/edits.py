"""What a rule of style sees and what it answers: tokens, and edits of them.

A token is a stretch of the text that readers get, and the words that it stands for. A rule never builds tokens: it
names what shall stand in the place of which, and :func:`apply` does it, so that no rule can lose a word or its time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.timeline import Word

OPENERS = "\"'“‘(["
CLOSERS = "\"'”’)]"
"""Quotation marks and brackets before a word and behind it."""
LETTERS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
"""Words whose last point belongs to them: U.S., and k.d. lang."""
_PARTS = re.compile(r"([^\w$€£¥#@%&+'’°]*)(.*?)([^\w$€£¥#@%&+°]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """What readers get for the words ``first`` to ``last`` (exclusive) of a paragraph; never empty.

    ``shown_at`` is the word in whose place it is shown: the others are part of it or were taken out beside it.
    ``start`` and ``end`` (seconds) and ``confidence`` (the least) are of the words it speaks.
    """

    text: str
    first: int
    last: int
    shown_at: int
    start: float
    end: float
    confidence: float | None = None


class Edit(NamedTuple):
    """Put ``text`` in the place of the tokens ``first`` to ``last`` (exclusive); an empty one takes them out.

    Blanks divide it into tokens again, as far as there are words for them. ``reason`` is for the reader where the
    rule's own summary does not say why.
    """

    first: int
    last: int
    text: str
    reason: str = ""


class Parts(NamedTuple):
    """A token's text: marks before the word, the word, marks behind it. ``"“Hello,”"`` is ``“``, ``Hello``, ``,”``."""

    before: str
    word: str
    after: str


@lru_cache(maxsize=1 << 15)
def parts_of(text: str) -> Parts:
    """``text`` taken apart; what is only marks has no word, and stands in ``after``.

    Signs that are read aloud ($, %, &) and the apostrophe at a word's beginning ('em) belong to the word; so do marks
    inside it (U.S, 3.5, o'clock), but the last full stop of "U.S." stands behind it.
    """
    match = _PARTS.fullmatch(text)
    assert match is not None  # noqa: S101 - every string is matched: all three parts may be empty
    before, word, after = match.groups()
    return Parts(before, word, after) if word else Parts("", "", text)


def tokens_of(words: Sequence[Word]) -> list[Token]:
    """Each word as it was said."""
    return [Token(word.text, i, i + 1, i, word.start, word.end, word.confidence) for i, word in enumerate(words)]


def apply(tokens: Sequence[Token], edits: Iterable[Edit]) -> list[Token]:
    """``tokens`` after ``edits``, which are in order and do not overlap.

    What is taken out leaves its words with the token before it, or at the very beginning with the one after it; the
    last token is never taken out.
    """
    result: list[Token] = []
    orphans: list[Token] = []
    done = 0
    for edit in edits:
        if not done <= edit.first < edit.last <= len(tokens):
            raise ValueError(f"edits overlap or lie outside of the text: {edit}")
        for token in tokens[done : edit.first]:
            _keep(result, orphans, token)
        replaced = tokens[edit.first : edit.last]
        for token in _divided(replaced, edit.text):
            _keep(result, orphans, token)
        if not edit.text.strip():
            for token in replaced:
                _drop(result, orphans, token)
        done = edit.last
    for token in tokens[done:]:
        _keep(result, orphans, token)
    return result or list(tokens)


def _keep(result: list[Token], orphans: list[Token], token: Token) -> None:
    result.append(replace(token, first=orphans[0].first) if orphans else token)
    orphans.clear()


def _drop(result: list[Token], orphans: list[Token], token: Token) -> None:
    if result:
        result[-1] = replace(result[-1], last=token.last)
    else:
        orphans.append(token)


def _divided(tokens: Sequence[Token], text: str) -> Iterator[Token]:
    """The new ``text`` as tokens: as many as it has pieces, and at most as many as it stands for.

    Which of the old ones a piece stands for goes by the length of their texts.
    """
    pieces = text.split()
    if not pieces:
        return
    while len(pieces) > len(tokens):  # more than there are words: the last piece keeps a blank
        pieces[-2:] = [" ".join(pieces[-2:])]
    ends = _shares([len(piece) for piece in pieces], [len(token.text) for token in tokens])
    start = 0
    for piece, end in zip(pieces, ends, strict=True):
        group = tokens[start:end]
        sure = [token.confidence for token in group if token.confidence is not None]
        yield Token(
            piece,
            group[0].first,
            group[-1].last,
            group[0].shown_at,
            group[0].start,
            max(token.end for token in group),
            min(sure) if len(sure) == len(group) else None,
        )
        start = end


def _shares(sizes: Sequence[int], of: Sequence[int]) -> list[int]:
    """Where each of ``sizes`` ends among ``of``: in proportion, and at least one each."""
    if len(sizes) == len(of):
        return list(range(1, len(of) + 1))
    scale, ends, position, wanted, reached = sum(of) / sum(sizes), [], 0, 0.0, 0
    for i, size in enumerate(sizes):
        wanted += size * scale
        most = len(of) - (len(sizes) - i - 1)
        reached += of[position]
        position += 1
        while position < most and (i + 1 == len(sizes) or reached + of[position] / 2 <= wanted):
            reached += of[position]
            position += 1
        ends.append(position)
    return ends
