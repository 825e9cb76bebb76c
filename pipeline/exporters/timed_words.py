"""The words that readers see, each with its time.

What readers see is a paragraph's display text. Where it says what was said, each word has the time that recognition
gave it; where a rule of style changed it, the words say what is shown in their place. Where somebody else edited it,
words are matched with what was said, and what has no match lies between its neighbours.
Where only a paragraph, or only a turn, has times, its words divide it by their length.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import UnsuitableFormatError
from pipeline.exporters.characters import readable
from pipeline.exporters.timestamps import milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.schema import Paragraph, Transcript, Turn

    _Times = tuple[int, int] | None

_PIECE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]|[^ \u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]+")
"""A word between blanks, or one sign of the scripts that write none."""
_MARKS = re.compile(r"\W+")


class TimedWord(NamedTuple):
    """A word of the display text."""

    text: str
    spaced: bool
    """Whether a blank stands before it."""
    start_ms: int
    end_ms: int


class Displayed(NamedTuple):
    """A word of the display text with the time that recognition gave it; None where it has none of its own."""

    text: str
    spaced: bool
    times: tuple[int, int] | None
    """Start and end in milliseconds."""


def has_times(transcript: Transcript) -> bool:
    """Whether anything in the transcript has a time."""
    return any(_turn_times(turn) for turn in transcript.turns)


def require_times(transcript: Transcript, name: str) -> None:
    """Refuse a transcript that has something to say, but no times, for the format ``name``.

    Raises:
        UnsuitableFormatError: The transcript has turns, and none of them, nor anything in them, has a time.
    """
    if transcript.turns and not has_times(transcript):
        raise UnsuitableFormatError(name, "times")


def timed_words(transcript: Transcript) -> list[list[list[TimedWord]]]:
    """The words of each paragraph of each turn; the transcript must have times (:func:`require_times`)."""
    turns = transcript.turns
    known = [_turn_times(turn) for turn in turns]
    last = max((times[1] for times in known if times), default=0)
    end = max(last, milliseconds(transcript.audio.duration_seconds) if transcript.audio else 0)
    sizes = [sum(len(paragraph.text) for paragraph in turn.paragraphs) for turn in turns]
    return [_turn_words(turn, times) for turn, times in zip(turns, _filled(known, sizes, (0, end)), strict=True)]


def displayed(paragraph: Paragraph) -> list[Displayed]:
    """The words of a paragraph's display text; one that was edited has a time where it is what was said."""
    if not paragraph.words:
        return _pieces(paragraph.text)
    if any(word.shown is not None for word in paragraph.words):
        return _shown(paragraph)
    if paragraph.text == paragraph.verbatim:
        return _said(paragraph)
    return _matched(_pieces(paragraph.text), _said(paragraph))


def _turn_words(turn: Turn, times: tuple[int, int]) -> list[list[TimedWord]]:
    known = [_paragraph_times(paragraph) for paragraph in turn.paragraphs]
    sizes = [len(paragraph.text) for paragraph in turn.paragraphs]
    return [
        _paragraph_words(paragraph, within)
        for paragraph, within in zip(turn.paragraphs, _filled(known, sizes, times), strict=True)
    ]


def _paragraph_words(paragraph: Paragraph, times: tuple[int, int]) -> list[TimedWord]:
    pieces = displayed(paragraph)
    spans = _filled([piece.times for piece in pieces], [len(piece.text) for piece in pieces], times)
    return [TimedWord(piece.text, piece.spaced, *span) for piece, span in zip(pieces, spans, strict=True)]


def _said(paragraph: Paragraph) -> list[Displayed]:
    """The recognised words, and whether the verbatim text, which they spell, has a blank before them."""
    timed = [(word.text, _times(word.start, word.end)) for word in paragraph.words]
    return [
        Displayed(text, spaced, times)
        for word, spaced, times in _spaced(timed, paragraph.verbatim)
        if (text := readable(word))
    ]


def _shown(paragraph: Paragraph) -> list[Displayed]:
    """What is shown of the words. A word without a text of its own lengthens the one before it."""
    timed: list[tuple[str, _Times]] = []
    for word in paragraph.words:
        text = word.text if word.shown is None else word.shown
        times = _times(word.start, word.end)
        if text.strip():
            timed.append((text, times))
        elif timed:
            timed[-1] = (timed[-1][0], _hull((timed[-1][1], times)))
    found: list[Displayed] = []
    for text, spaced, times in _spaced(timed, paragraph.text):
        line = readable(text)
        if not line:
            continue
        pieces = _pieces(line) if " " in line else [Displayed(line, False, None)]
        shares = _shares(*times, [len(piece.text) for piece in pieces]) if times else [None] * len(pieces)
        pieces[0] = pieces[0]._replace(spaced=spaced)
        found += [piece._replace(times=share) for piece, share in zip(pieces, shares, strict=True)]
    return found


def _spaced(timed: Iterable[tuple[str, _Times]], text: str) -> Iterator[tuple[str, bool, _Times]]:
    """The words that spell ``text``, and whether it has a blank before them."""
    position, spaced = 0, False
    for word, times in timed:
        spaced = spaced or text.startswith(" ", position)
        position = _after(word, text, position)
        yield word, spaced, times
        spaced = spaced and not readable(word)


def _after(word: str, text: str, position: int) -> int:
    """Where ``text`` goes on after ``word``, which it spells from ``position`` on with blanks anywhere."""
    for letter in word.replace(" ", ""):
        position = text.index(letter, position) + 1
    return position


def _pieces(text: str) -> list[Displayed]:
    line = readable(text)
    return [
        Displayed(found[0], line[found.start() - 1 : found.start()] == " ", None) for found in _PIECE.finditer(line)
    ]


def _matched(shown: list[Displayed], said: Sequence[Displayed]) -> list[Displayed]:
    """``shown`` with the times of what was said: one for one where both agree, shared out where they differ."""
    matcher = SequenceMatcher(None, [_key(piece) for piece in shown], [_key(piece) for piece in said])
    for kind, first, last, said_first, said_last in matcher.get_opcodes():
        if kind == "equal":
            spans = [piece.times for piece in said[said_first:said_last]]
        elif kind == "replace" and (hull := _hull(piece.times for piece in said[said_first:said_last])):
            spans = [*_filled([None] * (last - first), [len(piece.text) for piece in shown[first:last]], hull)]
        else:
            continue
        shown[first:last] = [piece._replace(times=times) for piece, times in zip(shown[first:last], spans, strict=True)]
    return shown


def _key(piece: Displayed) -> str:
    return _MARKS.sub("", piece.text).casefold() or piece.text


def _filled(known: Sequence[_Times], sizes: Sequence[int], within: tuple[int, int]) -> list[tuple[int, int]]:
    """``known`` times, and for each unknown a share, by its size, of what its neighbours (or ``within``) leave free."""
    filled: list[tuple[int, int]] = []
    i = 0
    while i < len(known):
        if (times := known[i]) is not None:
            filled.append(times)
            i += 1
            continue
        after = next((j for j in range(i, len(known)) if known[j] is not None), len(known))
        left = filled[-1][1] if filled else within[0]
        following = known[after] if after < len(known) else None
        right = max(left, following[0] if following else within[1])
        filled += _shares(left, right, sizes[i:after])
        i = after
    return filled


def _shares(left: int, right: int, sizes: Sequence[int]) -> list[tuple[int, int]]:
    # one more than its size each: an empty piece has a share too, and the sum is never 0
    total, done, shares = sum(sizes) + len(sizes), 0, []
    for size in sizes:
        start = left + (right - left) * done // total
        done += size + 1
        shares.append((start, left + (right - left) * done // total))
    return shares


def _times(start: float | None, end: float | None) -> _Times:
    return None if start is None or end is None else (milliseconds(start), milliseconds(end))


def _hull(spans: Iterable[_Times]) -> _Times:
    known = [span for span in spans if span is not None]
    return (min(start for start, _ in known), max(end for _, end in known)) if known else None


def _paragraph_times(paragraph: Paragraph) -> _Times:
    own = _times(paragraph.start, paragraph.end)
    return own or _hull(_times(word.start, word.end) for word in paragraph.words)


def _turn_times(turn: Turn) -> _Times:
    return _times(turn.start, turn.end) or _hull(_paragraph_times(paragraph) for paragraph in turn.paragraphs)
