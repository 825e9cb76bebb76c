"""The transcript as annotation programs hold it: for each speaker a tier of turns and a tier of words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import UnsuitableFormatError
from pipeline.exporters.characters import readable
from pipeline.exporters.fields import UNKNOWN, unused
from pipeline.exporters.timestamps import milliseconds
from pipeline.exporters.utterances import listeners

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.schema import Transcript, Turn

SOUND = "SOUND"
"""The tier of what is no speech."""


class Interval(NamedTuple):
    """A text and its time."""

    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Tier:
    """Intervals of one kind, in order, none overlapping another and none empty."""

    name: str
    participant: str
    """The speaker's full name; empty where nobody knows it."""
    intervals: tuple[Interval, ...]


def tiers(transcript: Transcript, name: str) -> list[Tier]:
    """For each speaker who has a turn a tier named by the label, and one named ``LABEL words`` if words have times.

    The words of a listener's answer that was folded into a turn are in the listener's tier.

    A tier cannot hold two things at once: what overlaps the interval before it in the same tier begins where that ends,
    and is at least a millisecond long. What nobody is known to have said is in ``UNKNOWN``, sounds are in ``SOUND``.

    Raises:
        UnsuitableFormatError: A turn has no times; the format is called ``name``.
    """
    turns: dict[str | None, list[Interval]] = defaultdict(list)
    words: dict[str | None, list[Interval]] = defaultdict(list)
    sounds: list[Interval] = []
    for turn in transcript.turns:
        interval = _interval(turn, name)
        if turn.kind == "sound":
            sounds.append(interval)
        else:
            turns[turn.speaker].append(interval)
            heard = listeners(turn)
            for speaker, word in _words(turn):
                words[speaker if speaker in heard else turn.speaker].append(word)
    found: list[Tier] = []
    names: set[str] = set()
    for label, participant in _participants(transcript).items():
        title = readable(label or "") or UNKNOWN
        for ending, intervals in (("", turns[label]), (" words", words[label])):
            if intervals:
                names.add(tier := unused(title + ending, names))
                found.append(Tier(tier, participant, _apart(intervals)))
    if sounds:
        found.append(Tier(unused(SOUND, names), "", _apart(sounds)))
    return found


def length_ms(transcript: Transcript, found: Iterable[Tier]) -> int:
    """How long the annotation is: the recording, or up to the last interval where that is later, and never nothing."""
    ends = [tier.intervals[-1].end_ms for tier in found]
    return max(1, milliseconds(transcript.audio.duration_seconds) if transcript.audio else 0, *ends)


def _participants(transcript: Transcript) -> dict[str | None, str]:
    return {**{speaker.label: readable(speaker.name or "") for speaker in transcript.speakers}, None: ""}


def _interval(turn: Turn, name: str) -> Interval:
    if turn.start is None or turn.end is None:
        raise UnsuitableFormatError(name, "times")
    text = " ".join(readable(paragraph.text) for paragraph in turn.paragraphs)
    return Interval(milliseconds(turn.start), milliseconds(turn.end), text)


def _words(turn: Turn) -> list[tuple[str | None, Interval]]:
    """The words that have times, and who says them."""
    return [
        (word.speaker, Interval(milliseconds(word.start), milliseconds(word.end), readable(word.text) or "_"))
        for paragraph in turn.paragraphs
        for word in paragraph.words
        if word.start is not None and word.end is not None
    ]


def _apart(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    placed: list[Interval] = []
    reached = 0
    for interval in sorted(intervals, key=lambda interval: interval.start_ms):
        start = max(interval.start_ms, reached)
        reached = max(interval.end_ms, start + 1)
        placed.append(Interval(start, reached, interval.text))
    return tuple(placed)
