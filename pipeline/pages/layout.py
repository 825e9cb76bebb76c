"""A page divided into labels, paragraphs and sounds, each with its place; what lies between them is furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pipeline.pages import furniture
from pipeline.pages.heads import Head, find_heads, leading_clock
from pipeline.pages.lines import WRAP_WIDTH, lines, one_line
from pipeline.pages.prologue import read_prologue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.pages.lines import Line

_LONGEST_SOUND = 400
_BRACKETS = re.compile(r"(?:[(\[][^()\[\]]{1,300}[)\]][.:;,]?\s?)+")
"""Nothing but stage directions."""
_SOUND = re.compile(
    r"(?i)soundbite|laughter|laughing|applause|cheer|music|crosstalk|singing|sound of|theme|bell|clapping|gasp"
)
_NO_SOUND = re.compile(r"(?i)[(\[]\s*(?:ph|inaudible|unintelligible|sic|indiscernible|foreign language)\b")

Kind = Literal["label", "introduction", "speech", "sound"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A label or a paragraph: its place in the page, what the label says, the clock time (seconds) printed with it."""

    kind: Kind
    start: int
    end: int
    head: Head | None = None
    clock: float | None = None


@dataclass(slots=True)
class Layout:
    """The pieces of a page in their order, with what its furniture tells. A label stands there only if text follows."""

    pieces: list[Piece] = field(default_factory=list)
    headline: str | None = None
    notices: list[str] = field(default_factory=list)
    station: str | None = None
    program: str | None = None
    published: str | None = None


def read_layout(page: str) -> Layout:
    """Divide ``page``, in time that grows with its length."""
    return _Reader(page).read()


class _Reader:
    """The state of going through a page once, line by line."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._heads: Mapping[int, Head] = find_heads(page)
        self._last = max(self._heads, default=-1)
        self._layout = Layout()
        self._open: tuple[int, int] | None = None  # the paragraph that the next line may go on with
        self._labelled = False  # whether that paragraph stands behind its label
        self._wide = False  # whether its last line is too wide to have been broken
        self._pending: Head | None = None  # a label whose text has not come yet
        self._held: list[Piece] = []  # sounds between that label and its text
        self._closed = False  # whether the notice that ends the conversation has been seen

    def read(self) -> Layout:
        before: list[Line] = []
        rest = lines(self._page)
        first = None
        for line in rest:
            if line.start in self._heads:
                first = line
                break
            before.append(line)
        self._prologue(before, first.blanks if first else 0)
        if first:
            skip_to = self._head(first)
            for line in rest:
                skip_to = self._line(line, skip_to)
            self._flush()
        self._layout.pieces += self._held
        return self._layout

    def _prologue(self, before: Iterable[Line], blanks_after: int) -> None:
        before = list(before)
        for line in before:
            self._learn(line.text)
        prologue = read_prologue(before, blanks_after, is_introduced=bool(self._heads))
        if prologue.headline:
            self._layout.headline = one_line(self._page[slice(*prologue.headline)])
        for span in prologue.paragraphs:
            self._open = span
            self._flush("introduction" if self._heads else "speech")

    def _line(self, line: Line, skip_to: int) -> int:
        """Take in a line of the conversation; returns up to where the page has been read as a label."""
        if line.start in self._heads:
            return self._head(line)
        if line.start < skip_to:  # the second line of a label
            self._open = (skip_to, line.end) if skip_to < line.end else None
            self._labelled = True
        elif self._open and not line.opens_block and not self._wide and not self._is_apart(line):
            self._open = (self._open[0], line.end)
        else:
            self._flush()
            self._labelled = False
            self._open = None if self._is_furniture(line) else (line.start, line.end)
        self._wide = len(line.text) > WRAP_WIDTH
        return skip_to

    def _head(self, line: Line) -> int:
        self._flush()
        self._layout.pieces += self._held
        self._held = []
        head = self._heads[line.start]
        self._pending = head
        self._open = (head.text, line.end) if head.text < line.end else None
        self._labelled = True
        self._wide = len(line.text) > WRAP_WIDTH
        return head.text

    def _is_apart(self, line: Line) -> bool:
        """Whether ``line``, or the paragraph before it, is a sound and so a paragraph of its own."""
        assert self._open is not None  # noqa: S101 - only asked about a line that may go on with a paragraph
        start, end = self._open
        is_sound = not self._labelled and end - start <= _LONGEST_SOUND and is_sound_alone(self._page[start:end])
        return is_sound or is_sound_alone(line.text)

    def _is_furniture(self, line: Line) -> bool:
        """Whether a line that begins a paragraph of the conversation is none."""
        is_after = line.start > self._last
        is_notice = furniture.is_notice(line.text)
        if is_notice or furniture.is_furniture(line.text):
            self._learn(line.text)
            self._closed = self._closed or (is_notice and is_after)
            return True
        return is_after and (self._closed or furniture.is_label_like(line.text))

    def _learn(self, line: str) -> None:
        """Note what a line of furniture tells."""
        layout = self._layout
        if furniture.is_notice(line):
            layout.notices.append(line)
        layout.station = layout.station or furniture.station(line)
        layout.program = layout.program or furniture.program(line)
        layout.published = layout.published or furniture.published(line)

    def _flush(self, kind: Kind = "speech") -> None:
        """Close the open paragraph: cut off a notice and a clock time, and tell sounds from speech."""
        if self._open is None:
            return
        start, end = self._open
        self._open = None
        text = self._page[start:end]
        length = furniture.notice_start(text)
        if length < len(text):
            self._layout.notices.append(one_line(text[length:]))
            self._closed = self._closed or start > self._last
            text = text[:length].rstrip()
        clock, skipped = leading_clock(text)
        skipped += len(text[skipped:]) - len(text[skipped:].lstrip())
        if skipped >= len(text):
            return
        if not self._labelled and is_sound_alone(text):
            kind = "sound"
        self._emit(Piece(kind, start + skipped, start + len(text), clock=clock))

    def _emit(self, piece: Piece) -> None:
        if self._pending is None:
            self._layout.pieces.append(piece)
        elif piece.kind == "sound":
            self._held.append(piece)
        else:
            head = self._pending
            label = Piece("label", head.start, head.end, head, head.clock)
            self._layout.pieces += [label, *self._held, piece]
            self._pending = None
            self._held = []


def is_sound_alone(text: str) -> bool:
    """Whether ``text`` is nothing but stage directions: "(SOUNDBITE OF MUSIC)", "[Laughter]"; "[inaudible]" is none."""
    if text[:1] not in {"(", "["} or len(text) > _LONGEST_SOUND or not _BRACKETS.fullmatch(text.rstrip()):
        return False
    is_capitals = text == text.upper() and any(sign.isalpha() for sign in text)
    return (is_capitals or _SOUND.search(text) is not None) and _NO_SOUND.search(text) is None
