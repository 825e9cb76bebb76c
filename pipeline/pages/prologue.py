"""What stands on a page before the conversation: navigation, headline, date, and the text that introduces."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.pages import furniture
from pipeline.pages.lines import WRAP_WIDTH, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.pages.lines import Line

_LONGEST_HEADLINE = 200
_MOST_HEADLINE_LINES = 3
_ENDS_SENTENCE = re.compile(r"[.?!…][\"'”’)\]]*\Z")
_LONGEST_ENTRY = 60
"""Longest line, in characters, that is taken for an entry of a list of stations or of a menu."""
_FEWEST_HEADLINE_WORDS = 3


@dataclass(slots=True)
class Prologue:
    """The headline's place, if there is one, and the paragraphs' places: what is left is furniture."""

    headline: tuple[int, int] | None = None
    paragraphs: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines without a blank one between them, and how many blank lines follow."""

    lines: tuple[Line, ...]
    blanks_after: int

    @property
    def text(self) -> str:
        return one_line(" ".join(line.text for line in self.lines))

    @property
    def span(self) -> tuple[int, int]:
        return self.lines[0].start, self.lines[-1].end

    @property
    def is_short(self) -> bool:
        """Whether a headline could be so short, and it does not end like a sentence of the text."""
        if len(self.lines) > _MOST_HEADLINE_LINES or sum(len(line.text) for line in self.lines) > _LONGEST_HEADLINE:
            return False
        return not self.text.rstrip("\"'”’)]").endswith(".")


def read_prologue(before: Iterable[Line], blanks_after: int, *, is_introduced: bool) -> Prologue:
    """The headline and the paragraphs in the lines ``before`` the first label (all lines of a page without one).

    Args:
        before: The lines.
        blanks_after: How many blank lines follow the last of them.
        is_introduced: Whether a labelled conversation follows.
    """
    blocks = _merged(list(_without_furniture(before)), blanks_after)
    candidates = []
    for block in blocks:
        if not block.is_short:
            break
        candidates.append(block)
    body = blocks[len(candidates) :]
    if not body and not is_introduced:
        # a few short lines, and nothing that they could be the headline of
        return Prologue(None, [block.span for block in blocks])
    worthy = [block for block in candidates if len(block.text.split()) >= _FEWEST_HEADLINE_WORDS] or candidates[-1:]
    if not worthy:
        return Prologue(None, _paragraphs(body))
    headline = max(worthy, key=lambda block: (block.blanks_after > 1, len(block.text.split())))
    # between the headline and the introduction stand names and menus, and at times a question that introduces
    later = candidates[candidates.index(headline) + 1 :]
    opening = [block for block in later if _ENDS_SENTENCE.search(block.text)]
    return Prologue(headline.span, _paragraphs([*opening, *body]))


def _without_furniture(before: Iterable[Line]) -> Iterator[tuple[Line, bool]]:
    """The lines that are not known as furniture, each with whether its block is one without furniture."""
    block: list[Line] = []
    for line in before:
        if line.opens_block and block:
            yield from _kept(block)
            block = []
        block.append(line)
    yield from _kept(block)


def _kept(block: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    known = [_is_furniture(line) for line in block]
    is_free = not any(known)
    in_list = False
    for line, is_known in zip(block, known, strict=True):
        is_entry = in_list or (not is_free and len(line.text.split()) < _FEWEST_HEADLINE_WORDS + 1)
        if not is_known and not (is_entry and len(line.text) <= _LONGEST_ENTRY):
            yield line, is_free
        in_list = in_list or furniture.opens_station_list(line.text)


def _is_furniture(line: Line) -> bool:
    return furniture.is_furniture(line.text) or furniture.is_label_like(line.text) or furniture.is_notice(line.text)


def _merged(kept: Sequence[tuple[Line, bool]], blanks_after: int) -> list[_Block]:
    """The lines as blocks; a line wider than anybody breaks lines is a block of its own."""
    blocks: list[_Block] = []
    run: list[Line] = []
    for i, (line, is_free) in enumerate(kept):
        run.append(line)
        following = kept[i + 1][0] if i + 1 < len(kept) else None
        blanks = following.blanks if following else blanks_after
        if following is None or blanks or not is_free or len(line.text) > WRAP_WIDTH:
            blocks.append(_Block(tuple(run), blanks))
            run = []
    return blocks


def _paragraphs(blocks: Iterable[_Block]) -> list[tuple[int, int]]:
    return [block.span for block in blocks]
