"""The aligned text as HTML: what is right as plain text, and each kind of error in mark-up of its own.

Without colour and without a style sheet they stay apart: what is missing is in ``del``, what was added in ``ins``, what
was replaced in both; who was wrongly given words is named beside them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pipeline.exporters.characters import readable, readable_name
from pipeline.exporters.timestamps import clock
from pipeline.text.spacing import join

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pipeline.evaluation.comparison import Comparison
    from pipeline.evaluation.reports.axis import Axis
    from pipeline.evaluation.reports.marks import Piece, WrongSpeaker
    from pipeline.evaluation.sides import Side

_CLASSES = {"substitution": "s", "deletion": "d", "insertion": "i"}
_LONGEST_LINE = 80
"""Tokens of a passage that are shown in the table; only what is no text of this recording is longer."""


class Spot(NamedTuple):
    """A wrong word, or another place in the text to jump to."""

    position: int
    """On the axis."""
    target: str
    """Identifier of the element."""
    wrong_speaker: bool = False
    """Whether it is its speaker that is wrong."""


@dataclass
class AlignedText:
    """Writes the transcript of a comparison; marks are numbered and counted as they are written."""

    comparison: Comparison
    pieces: Sequence[Piece]
    axis: Axis
    special: Mapping[str, Collection[int]]
    """Words of the reference that have a class of their own."""
    passages: Mapping[int, int]
    """The worst passages: by number of their first step, their number in the table."""
    spots: list[Spot] = field(default_factory=list)
    """Every wrong word, with the mark that it is in."""
    marks: Counter[str] = field(default_factory=Counter)
    """Marks of each class, and under "e" all of them."""
    _reached: int = 0
    """Where the last paragraph begins."""
    _last: int = 0
    """Where the last mark is."""

    def html(self) -> Iterator[str]:
        """The turns of the reference, one after the other."""
        blocks = self.comparison.reference.blocks
        paragraphs = [(block, list(run)) for block, run in groupby(self.pieces, key=lambda piece: piece.block)]
        for turn, run in groupby(paragraphs, key=lambda item: blocks[item[0]].turn if blocks else 0):
            whole = list(run)
            yield from self._turn(turn, whole)

    def _turn(self, turn: int, paragraphs: Sequence[tuple[int, Sequence[Piece]]]) -> Iterator[str]:
        blocks = self.comparison.reference.blocks
        first = blocks[paragraphs[0][0]] if blocks else None
        at = self._position(paragraphs[0][1])
        kind = " introduction" if first and first.introduction else ""
        yield f'<section class="turn{kind}" id="turn-{turn + 1}">'
        name = "" if first is None or first.speaker is None else f"<bdi>{escape(readable_name(first.speaker))}</bdi>"
        yield f'<h3>{name}<a href="#turn-{turn + 1}" data-at="{at}">{where(self.axis, at)}</a></h3>'
        for _, pieces in paragraphs:
            yield f'<p dir="auto" data-at="{self._position(pieces)}">{self._paragraph(pieces)}</p>'
        yield "</section>"

    def _position(self, pieces: Iterable[Piece]) -> int:
        """Where a paragraph begins; one in which nothing is compared ("Um.") lies where the one before it does."""
        known = (self.axis.positions[piece.steps.start] for piece in pieces if piece.steps)
        self._reached = next(known, self._reached)
        return self._reached

    def _paragraph(self, pieces: Iterable[Piece]) -> str:
        return blank(self.comparison).join(
            self._run(speaker, list(run)) for speaker, run in groupby(pieces, key=lambda piece: piece.speaker)
        )

    def _run(self, speaker: WrongSpeaker | None, pieces: Sequence[Piece]) -> str:
        space = blank(self.comparison)
        if speaker is None:
            return space.join(map(self._piece, pieces))
        steps = self.comparison.steps
        words = [step for piece in pieces for step in piece.steps if None not in steps[step]]
        opening = self._mark("w", words, wrong_speaker=True)
        got = escape(given_to(speaker))
        inside = space.join(map(self._piece, pieces))
        return f'<span {opening} data-got="{got}" title="{escape(said_and_given(speaker))}">{inside}</span>'

    def _piece(self, piece: Piece) -> str:
        before = "".join(
            f'<a class="passage" id="passage-{self.passages[step]}" href="#worst-{self.passages[step]}" '
            f'title="worst passage {self.passages[step]}">{self.passages[step]}</a>'
            for step in piece.steps
            if step in self.passages
        )
        return before + (reference_text(self.comparison, piece) if piece.kind == "equal" else self._wrong(piece))

    def _wrong(self, piece: Piece) -> str:
        words = [step for step in piece.steps if self.comparison.steps[step].kind != "equal"]
        opening = self._mark(" ".join([_CLASSES[piece.kind], *self._special(piece)]), words)
        reference, hypothesis = reference_text(self.comparison, piece), hypothesis_text(self.comparison, piece)
        if piece.kind == "deletion" or not hypothesis:
            return f'<del {opening} title="missing in the hypothesis">{reference}</del>'
        if piece.kind == "insertion":
            return f'<ins {opening} title="not in the reference">{hypothesis}</ins>'
        between = blank(self.comparison)
        return f'<span {opening} title="replaced"><del>{reference}</del>{between}<ins>{hypothesis}</ins></span>'

    def _special(self, piece: Piece) -> Iterator[str]:
        wrong = {
            step.reference
            for place in piece.steps
            if (step := self.comparison.steps[place]).kind != "equal" and step.reference is not None
        }
        yield from (name for name, words in self.special.items() if not wrong.isdisjoint(words))

    def _mark(self, classes: str, words: Sequence[int], *, wrong_speaker: bool = False) -> str:
        """The attributes of a new mark around these steps; the rest of a word that began earlier has none."""
        self.marks.update(("e", *classes.split()))
        name = f"e{self.marks['e']}"
        positions = [self.axis.positions[step] for step in words]
        self.spots += [Spot(position, name, wrong_speaker) for position in positions]
        self._last = positions[0] if positions else self._last
        return f'class="e {classes}" id="{name}" data-at="{self._last}"'


def passage_lines(comparison: Comparison, pieces: Iterable[Piece]) -> tuple[str, str]:
    """A passage as HTML: the reference's words and the hypothesis's, what is wrong marked in each."""
    lines: tuple[list[str], list[str]] = ([], [])
    shown = [0, 0]
    for piece in pieces:
        for side, tokens in enumerate((piece.reference, piece.hypothesis)):
            if tokens and shown[side] < _LONGEST_LINE:
                lines[side].append(_passage_piece(comparison, piece, side, _LONGEST_LINE - shown[side]))
                shown[side] += len(tokens)
    space = blank(comparison)
    ends = ["…" if count > _LONGEST_LINE else "" for count in shown]
    return space.join(lines[0]) + ends[0], space.join(lines[1]) + ends[1]


def _passage_piece(comparison: Comparison, piece: Piece, side: int, longest: int) -> str:
    tokens = piece.hypothesis if side else piece.reference
    text = _text(comparison.hypothesis if side else comparison.reference, tokens[:longest])
    if piece.kind != "equal":
        text = f"<ins>{text}</ins>" if side else f"<del>{text}</del>"
    if side and piece.speaker is not None:
        text = f'<span class="w" title="{escape(said_and_given(piece.speaker))}">{text}</span>'
    return text


def reference_text(comparison: Comparison, piece: Piece) -> str:
    """What the reference has, escaped."""
    return _text(comparison.reference, piece.reference)


def hypothesis_text(comparison: Comparison, piece: Piece) -> str:
    """What the hypothesis has, escaped."""
    return _text(comparison.hypothesis, piece.hypothesis)


def blank(comparison: Comparison) -> str:
    """What stands between two words: nothing in languages that write no blanks."""
    return join(("", ""), comparison.reference.language or comparison.hypothesis.language)


def given_to(speaker: WrongSpeaker) -> str:
    """To whom words were given."""
    return "nobody" if speaker.given_to is None else readable_name(speaker.given_to)


def said_and_given(speaker: WrongSpeaker) -> str:
    """What went wrong with a speaker, in words."""
    return f"said by {readable_name(speaker.said_by)}, given to {given_to(speaker)}"


def where(axis: Axis, position: int) -> str:
    """A position on the axis for people: a time, or the number of a word."""
    return clock(position) if axis.unit == "milliseconds" else f"word {position + 1}"


def _text(side: Side, tokens: range) -> str:
    return escape(readable(join((side.tokens[place].text for place in tokens), side.language)))
