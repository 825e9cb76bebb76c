"""Where on a page somebody begins to speak: which lines begin with a label, and which only look like it.

A label is looked for at the beginning of a line and nowhere else, so that a colon inside speech stays what it is. One
in capitals is believed; one in capitals and small letters ("Ana Lima:") only where the page as a whole is labelled so.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from pipeline.pages.furniture import is_furniture
from pipeline.pages.labels import Label, read_label
from pipeline.pages.lines import lines
from pipeline.pages.people import People

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.pages.lines import Line

_REACH = 120
"""A label ends within so many characters of its line."""
_CLOCK = r"(?:\d{1,3}:)?\d{1,3}:\d\d(?:[.,]\d{1,3})?"
_INVISIBLE = "[\u200b-\u200f\u202a-\u202e\u2060\ufeff]{0,8}"
"""Marks of writing direction and width, which copying from a browser leaves behind."""
_COLON = re.compile(
    rf"{_INVISIBLE}(?:[\[(]?(?P<before>{_CLOCK})[\])]?[ \t]{{1,4}}(?:-[ \t])?)?(?P<bold>\*\*)?"
    rf"(?P<label>[^\s:*][^:*]{{0,98}}?)[ \t]{{0,4}}(?:[\[(](?P<after>{_CLOCK})[\])][ \t]{{0,4}})?"
    r"(?::\*\*|\*\*:|:)"
)
_TIMED = re.compile(
    rf"{_INVISIBLE}(?P<bold>\*\*)?(?P<label>[^\s:*\d][^:*\[\]()]{{0,58}}?)(?:\*\*)?[ \t]{{0,4}}"
    rf"(?:[\[(](?P<after>{_CLOCK})[\])]:?|[ \t](?P<bare>{_CLOCK})$)"
)
_LEADING_CLOCK = re.compile(rf"{_INVISIBLE}[ \t]{{0,4}}[\[(](?P<clock>{_CLOCK})[\])][ \t]{{0,4}}")
_FRAGMENT = re.compile(r"[A-Z][^:.?!a-z]{0,60}(?:[A-Za-z]{1,10})?,?")
"""The first line of a label that goes on in the next: capitals and no end of a sentence."""
_ENOUGH_LABELLED = 0.5
"""Share of a page's paragraphs, from its first label to its last, from which the page counts as labelled throughout."""


@dataclass(frozen=True, slots=True)
class Head:
    """A label at the beginning of a line: its place in the page, where its text begins, and what it says.

    ``text`` is the end of the line if nothing follows the label there. ``clock`` is in seconds; ``marked`` says that
    bold type or a clock time sets the label apart.
    """

    line: int
    start: int
    end: int
    text: int
    label: Label
    clock: float | None
    marked: bool


def find_heads(page: str) -> dict[int, Head]:
    """The labels of ``page``, by the place where their line begins."""
    candidates: list[Head] = []
    blocks = 0
    at_block: list[int] = []  # for each candidate, how many blocks began before it
    reached = 0
    for line, following in pairwise(chain(lines(page), (None,))):
        if line is None or line.start < reached:  # the second line of a label
            continue
        blocks += line.opens_block
        head = read_head(line.text, line.start) or _over_two_lines(page, line, following)
        if head is not None:
            reached = head.end
            candidates.append(head)
            at_block.append(blocks)
    between = at_block[-1] - at_block[0] + 1 if at_block else 0
    return {head.line: head for head in _believed(candidates, between)}


def leading_clock(text: str) -> tuple[float | None, int]:
    """The clock time in brackets that ``text`` begins with, in seconds, and where what follows it begins."""
    match = _LEADING_CLOCK.match(text)
    return (_seconds(match["clock"]), match.end()) if match else (None, 0)


def read_head(text: str, line: int) -> Head | None:
    """The label that a line begins with; ``line`` is the line's place in the page."""
    opening = text[:_REACH]
    if ":" not in opening or is_furniture(text):
        return None
    match = _COLON.match(opening)
    if match is not None and _is_ended(match, text) and (head := _head(match, text, line)):
        return head
    match = _TIMED.match(opening) if len(text) <= _REACH or "[" in opening or "(" in opening else None
    return _head(match, text, line) if match else None


def _is_ended(match: re.Match[str], text: str) -> bool:
    """Whether the colon closes a label: white space follows, or a capital after three capitals ("RASCOE:Good")."""
    following = text[match.end() : match.end() + 1]
    glued = following.isupper() or following in "\"“'‘(["
    return following in {"", "*"} or following.isspace() or (glued and match["label"][-3:].isupper())


def _head(match: re.Match[str], text: str, line: int) -> Head | None:
    label = read_label(match["label"])
    if label is None:
        return None
    found = match.groupdict()
    clocks = [found.get(name) for name in ("before", "after", "bare")]
    begins = match.end()
    late, skipped = leading_clock(text[begins : begins + 40])
    begins += skipped
    begins += len(text[begins:]) - len(text[begins:].lstrip())
    clock = next((_seconds(clock) for clock in clocks if clock), late)
    marked = match["bold"] is not None or clock is not None
    return Head(line, line + match.start("label"), line + match.end("label"), line + begins, label, clock, marked)


def _over_two_lines(page: str, line: Line, following: Line | None) -> Head | None:
    """A label that begins in one line and ends in the next: "AYESHA RASCOE," and "HOST: Good morning"."""
    if following is None or following.blanks or not line.opens_block or not _FRAGMENT.fullmatch(line.text):
        return None
    if ":" not in following.text[:_REACH]:
        return None
    both = re.sub(r"[\r\n]", " ", page[line.start : following.end][: 2 * _REACH])
    head = read_head(both, line.start)
    if head is None or head.end <= following.start:
        return None
    alone = read_head(following.text, following.start)
    is_short = len(head.label.words) <= 3  # a headline in capitals above a label has more words
    if alone is not None and not is_short:
        return None
    return replace(head, text=min(head.text, following.end))


def _believed(candidates: Sequence[Head], blocks: int) -> Iterable[Head]:
    """The candidates that are labels: ``blocks`` paragraphs stand between the first and the last of them."""
    counts = Counter(head.label.folded for head in candidates)
    capitals = [
        head
        for head in candidates
        if head.label.kind == "capitals" and (len(head.label.shown) > 1 or counts[head.label.folded] > 1)
    ]
    chosen = {head.line for head in capitals} | {h.line for h in candidates if h.label.kind == "anonymous"}
    mixed = [head for head in candidates if head.label.kind == "mixed"]
    if capitals:
        people = People([head.label for head in capitals])
        chosen |= {head.line for head in mixed if head.label.role or head.label.gender or people.has(head.label)}
    elif len(candidates) >= _ENOUGH_LABELLED * blocks:
        chosen |= {head.line for head in _in_one_style(mixed)}
    else:
        chosen |= {head.line for head in mixed if counts[head.label.folded] >= (2 if head.marked else 3)}
    return (head for head in candidates if head.line in chosen)


def _in_one_style(mixed: Sequence[Head]) -> Iterable[Head]:
    """The labels of a page that is labelled throughout; a first word that a colon happens to follow looks different.

    Where bold type or clock times set labels apart, those are the labels. Otherwise a single word has to recur, unless
    the page is so short that no label does.
    """
    marked = {head.label.folded for head in mixed if head.marked}
    if marked:
        return [head for head in mixed if head.label.folded in marked]
    counts = Counter(head.label.folded for head in mixed)
    recurring = any(count > 1 for count in counts.values())
    return [
        head
        for head in mixed
        if len(head.label.words) > 1 or (counts[head.label.folded] > 1 if recurring else len(counts) > 1)
    ]


def _seconds(clock: str) -> float:
    """A clock time ("1:02", "00:01:02.500") in seconds."""
    seconds = 0.0
    for part in clock.replace(",", ".").split(":"):
        seconds = 60 * seconds + float(part)
    return round(seconds, 3)
