"""Subtitle cues: what is said, cut into pieces that fit on the screen and can be read in their time.

A cue has one speaker and never goes past the end of a paragraph. Short sentences share a cue; a sentence that does not
fit is halved where it breathes (a pause, a comma, a conjunction) until its parts fit. Cues come in the order of their
times, none is empty of time, and none begins before the one before it has ended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.exporters.timed_words import TimedWord, timed_words
from pipeline.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.schema import Transcript

_LONGEST_MS = 7000
"""Longer than this nobody should look at the same two lines (subtitling guides agree on six to seven seconds)."""
_SHORTEST_MS = 200
"""A cue of less is seen as a flicker; it borrows from the silence after it, then from the cue after it."""
_PAUSE_MS = 1000
"""A pause that parts two cues even between short sentences."""
_CLAUSE = re.compile("[,;:—–…、，；：-]$")
_OPENERS = frozenset(
    "and but or nor so because although while when where who which that if as than "
    "in on at to of for from with into by about after before during following through over under".split()
)
"""English words that open a clause or a phrase."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a text is shown at a time."""

    line: int
    """Characters a line."""
    lines: int
    """Lines a cue."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from ``start_ms`` to ``end_ms``."""

    speaker: str | None
    """Label of who says it; None for sound, and where nobody knows."""
    lines: tuple[str, ...]
    start_ms: int
    end_ms: int


@dataclass(slots=True)
class _Part:
    """A cue in the making: its words, its times, which are still to be settled, and what is printed before it."""

    speaker: str | None
    words: Sequence[TimedWord]
    lead: str
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        self.start = min(word.start_ms for word in self.words)
        self.end = min(max(word.end_ms for word in self.words), self.start + _LONGEST_MS)


def cut_cues(transcript: Transcript, limits: Limits, leads: Mapping[str | None, str] | None = None) -> list[Cue]:
    """All cues of a transcript that has times.

    Args:
        transcript: What is cut.
        limits: The room that a cue has. A word longer than a line is divided.
        leads: What is printed before a speaker's words where the speaker changes; by label, None for the unknown one.
            It takes its room from the cue, and may take a line at most.
    """
    parts = sorted(_parts(transcript, limits, leads or {}), key=lambda part: part.start)
    _settle(parts)
    cues, lead = [], ""
    for part in parts:
        lines = _lines(_texts(part.words, part.lead if part.lead != lead else ""), limits.line)
        cues.append(Cue(part.speaker, tuple(lines), part.start, part.end))
        lead = part.lead
    return cues


def _parts(transcript: Transcript, limits: Limits, leads: Mapping[str | None, str]) -> Iterator[_Part]:
    spoken = timed_words(transcript)
    crossed = _crossed([[word for paragraph in paragraphs for word in paragraph] for paragraphs in spoken])
    for turn, paragraphs, crosses in zip(transcript.turns, spoken, crossed, strict=True):
        sound = turn.kind == "sound"
        lead = "" if sound else leads.get(turn.speaker, "")
        for i, paragraph in enumerate(paragraphs):
            words = [piece for word in paragraph for piece in _divided(word, limits.line)]
            if sound:
                words = _brief(words)
            cutter = _Cutter(words, limits, lead if i == 0 or crosses else "", crosses)
            for part in cutter.parts():
                yield _Part(None if sound else turn.speaker, words[part.start : part.stop], lead)


def _brief(words: Sequence[TimedWord]) -> list[TimedWord]:
    """The words for a sound, as long as a cue at most: read at its beginning, and not one by one as it goes on."""
    latest = min((word.start_ms for word in words), default=0) + _LONGEST_MS
    return [word._replace(start_ms=min(word.start_ms, latest), end_ms=min(word.end_ms, latest)) for word in words]


def _crossed(turns: Sequence[Sequence[TimedWord]]) -> list[bool]:
    """Which turns share time with another, or run backwards: any of their cues may come first, and needs its lead."""
    spans = [
        (min(word.start_ms for word in words), max(word.end_ms for word in words)) if words else None for words in turns
    ]
    crossed = [any(a.start_ms > b.start_ms for a, b in pairwise(words)) for words in turns]
    latest, holder = -1, -1
    for i, span in enumerate(spans):
        if span is None:
            continue
        if span[0] < latest:
            crossed[i] = crossed[holder] = True
        if span[1] > latest:
            latest, holder = span[1], i
    return crossed


class _Cutter:
    """Cuts one paragraph; ``lead`` is printed before its first cue, or may be before ``each``."""

    def __init__(self, words: Sequence[TimedWord], limits: Limits, lead: str, each: bool) -> None:
        self._words = words
        self._limits = limits
        self._lead = lead
        self._each = each

    def parts(self) -> list[range]:
        """The cues, each as a range of words; together they are all words."""
        parts: list[range] = []
        whole = False  # whether the last part is made of whole sentences
        for sentence in sentences([word.text for word in self._words]):
            if whole and self._fits(both := range(parts[-1].start, sentence.stop)) and not self._pauses(sentence.start):
                parts[-1] = both
            else:
                pieces = self._halved(sentence)
                parts += pieces
                whole = len(pieces) == 1
        return parts

    def _halved(self, part: range) -> list[range]:
        if len(part) == 1 or self._fits(part):
            return [part]
        middle, length = (part.start + part.stop) / 2, len(part)
        # not nearer to an end than a quarter: no cue of a word or two, and no deep recursion
        near = range(max(part.start + 1, part.start + length // 4), max(part.start + 2, part.stop - length // 4))
        cut = max(near, key=lambda i: self._breath(i) - abs(i - middle) / length)
        return self._halved(range(part.start, cut)) + self._halved(range(cut, part.stop))

    def _breath(self, i: int) -> float:
        """How good a place it is to cut before word ``i``, from 0 to 1."""
        before, after = self._words[i - 1], self._words[i]
        if not after.spaced and not _CLAUSE.search(before.text):
            return 0.0  # inside a word
        if self._pauses(i):
            return 1.0
        if _CLAUSE.search(before.text):
            return 0.5
        return 0.3 if after.text.casefold() in _OPENERS else 0.1

    def _pauses(self, i: int) -> bool:
        return self._words[i].start_ms - self._words[i - 1].end_ms >= _PAUSE_MS

    def _fits(self, part: range) -> bool:
        words = self._words[part.start : part.stop]
        if words[-1].end_ms - words[0].start_ms > _LONGEST_MS:
            return False
        texts = _texts(words, self._lead if self._each or part.start == 0 else "")
        room = self._limits.line * self._limits.lines
        return (
            sum(map(len, texts)) <= room + self._limits.lines
            and len(_wrapped(texts, self._limits.line)) <= self._limits.lines
        )


def _divided(word: TimedWord, line: int) -> Iterator[TimedWord]:
    """``word``, or its parts where it is longer than a line; its time is shared out."""
    if len(word.text) <= line:
        yield word
        return
    length, duration = len(word.text), word.end_ms - word.start_ms
    for i in range(0, length, line):
        part = word.text[i : i + line]
        start, end = (word.start_ms + duration * place // length for place in (i, i + len(part)))
        yield TimedWord(part, word.spaced and i == 0, start, end)


def _texts(words: Sequence[TimedWord], lead: str) -> list[str]:
    """What is to be put on lines: words, a blank before those that have one."""
    texts = [f" {word.text}" if word.spaced else word.text for word in words]
    if lead:
        texts[0] = f" {texts[0].lstrip(' ')}"
    return [f" {text}" for text in lead.split()] + texts


def _lines(texts: Sequence[str], line: int) -> list[str]:
    """``texts`` on as few lines as they need, which are as equal as can be."""
    lines = _wrapped(texts, line)
    narrow, wide = max(len(text.strip(" ")) for text in texts), line
    while narrow < wide:
        middle = (narrow + wide) // 2
        if len(closer := _wrapped(texts, middle)) == len(lines):
            lines, wide = closer, middle
        else:
            narrow = middle + 1
    return lines if narrow == line else _wrapped(texts, narrow)


def _wrapped(texts: Sequence[str], line: int) -> list[str]:
    lines: list[str] = []
    for text in texts:
        if lines and len(lines[-1]) + len(text) <= line:
            lines[-1] += text
        else:
            lines.append(text.lstrip(" "))
    return lines


def _settle(parts: Sequence[_Part]) -> None:
    """End each cue before the next begins, and give those without time some (in place)."""
    following: _Part | None = None
    for part in reversed(parts):
        if following is not None:
            part.end = min(part.end, following.start)
        if part.end - part.start < _SHORTEST_MS:
            silent_until = following.start if following else part.start
            part.end = max(part.end, min(part.start + _SHORTEST_MS, silent_until))
        if part.end == part.start and following is not None:
            part.end = min(part.start + _SHORTEST_MS, (following.start + following.end) // 2)
            following.start = part.end
        following = part
    latest = 0
    for part in parts:
        part.start = max(part.start, latest)
        latest = part.end = max(part.end, part.start + 1)
