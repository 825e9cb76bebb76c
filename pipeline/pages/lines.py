"""The lines of a page that are not blank, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"\S[^\r\n]*")
_BYTE_ORDER_MARK = "\ufeff"
WRAP_WIDTH = 120
"""Nobody breaks lines wider than this; where one is, every line is a paragraph of its own. In characters."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it: its place in the page, and how many blank lines stand before it."""

    start: int
    end: int
    text: str
    blanks: int

    @property
    def opens_block(self) -> bool:
        """Whether a blank line, or the page's beginning, is before it."""
        return self.blanks > 0


def lines(page: str) -> Iterator[Line]:
    """The lines of ``page`` that hold a letter or a sign, whether Unix, Windows or the old Macintosh ended them."""
    end = int(page.startswith(_BYTE_ORDER_MARK))
    first = True
    for match in _LINE.finditer(page, end):
        text = match[0].rstrip()
        gap = page[end : match.start()]
        ends = gap.count("\n") + gap.count("\r") - gap.count("\r\n")
        end = match.start() + len(text)
        yield Line(match.start(), end, text, max(ends, 2) if first else ends - 1)
        first = False


def one_line(text: str) -> str:
    """``text`` with every run of white space made one blank, and none at its ends."""
    return " ".join(text.split())
