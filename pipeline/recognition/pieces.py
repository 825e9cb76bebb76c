"""From the pieces that Whisper aligns with the sound to words: what belongs together is put together.

Whisper cuts a text at blanks and at punctuation ("Kassym", "-Jomart"; "5", "%"; "said", "."). A word here is what
stands between two blanks, so that the words of a region joined by blanks are its text again. In languages written
without blanks a piece is a word, and punctuation goes to its neighbour.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.languages import UNSPACED_LANGUAGES
from pipeline.timeline import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.timeline import Span

_READ_ALOUD = frozenset("%&@#")
"""Punctuation to Unicode, a word to the speaker; "$" and "+" are no punctuation to Unicode either."""
_OPENING = frozenset({"Ps", "Pi"})
"""Unicode's categories of brackets and quotation marks that belong to what follows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the blank before it, if there is one; seconds from the start of the recording."""

    text: str
    start: float
    end: float
    probability: float
    """Mean over its tokens."""
    tokens: int
    """How many tokens it is made of: its weight in the confidence of a word of several pieces."""


def words_of(pieces: Sequence[Piece], region: Span, language: str) -> tuple[Word, ...]:
    """The words that ``pieces`` make up, in order, their times within ``region`` and never running backwards."""
    spaced = language not in UNSPACED_LANGUAGES
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and not _begins_word(piece, groups[-1][-1], spaced=spaced):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return tuple(forwards(word for group in groups if (word := _word(group, region))))


def forwards(words: Iterable[Word]) -> Iterator[Word]:
    """Words in the order of their text, which alignment does not always put in the order of its times.

    A word that starts before the one it follows starts with it.
    """
    latest = 0.0
    for word in words:
        latest = max(latest, word.start)
        yield word if word.start == latest else replace(word, start=latest, end=max(latest, word.end))


def _begins_word(piece: Piece, previous: Piece, *, spaced: bool) -> bool:
    if piece.text[:1].isspace():
        return True
    if spaced or _is_opening(previous) or (_is_unspoken(piece) and not _is_opening(piece)):
        return False
    # Latin letters and figures in the midst of such a text: "G", "PT" are one word
    return not (previous.text[-1:] + piece.text[:1]).isascii()


def _word(group: Sequence[Piece], region: Span) -> Word | None:
    text = "".join(piece.text for piece in group).strip()
    if not text:
        return None
    # a full stop is aligned with the pause after it: the time of a mark is not the time of its word
    spoken = [piece for piece in group if not _is_unspoken(piece)] or group
    start = min(max(spoken[0].start, region.start), region.end)
    end = min(max(spoken[-1].end, start), region.end)
    confidence = sum(piece.probability * piece.tokens for piece in spoken) / sum(piece.tokens for piece in spoken)
    return Word(text, start, end, min(1.0, confidence))


def _is_unspoken(piece: Piece) -> bool:
    marks = piece.text.strip()
    return all(unicodedata.category(mark).startswith("P") and mark not in _READ_ALOUD for mark in marks)


def _is_opening(piece: Piece) -> bool:
    marks = piece.text.strip()
    return bool(marks) and all(unicodedata.category(mark) in _OPENING for mark in marks)
