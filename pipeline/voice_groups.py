"""The voices of a diarization divided and joined, by the voiceprints of their turns."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import groupby, pairwise
from operator import mul
from typing import TYPE_CHECKING

from pipeline.timeline import Turn, union

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.timeline import Diarization, Span

    Voiceprint = tuple[float, ...]

STEADY = 1.5
"""Seconds of a turn whose voiceprint can be relied on."""
_ROUNDS = 10
"""Most rounds in which turns change sides; two or three are usual."""


class Voice:
    """The exclusive turns of one voice in their order, each known by its place among those of all voices."""

    def __init__(self, turns: Mapping[int, Turn]) -> None:
        self._places = list(turns)
        self._turns = list(turns.values())
        self._starts = [turn.start for turn in self._turns]
        self._ends = [turn.end for turn in self._turns]

    def within(self, span: Span) -> list[int]:
        """The places of the turns that share time with ``span``."""
        first, last = bisect_left(self._ends, span.start), bisect_left(self._starts, span.end)
        return [self._places[i] for i in range(first, last) if self._turns[i].span & span]

    def nearest(self, time: float) -> list[int]:
        """The place of the turn nearest to ``time``, of which there must be one; of two that are as near, both."""
        first = bisect_left(self._ends, time)
        near = range(max(0, first - 1), min(first + 1, len(self._turns)))
        distances = {self._places[i]: self._turns[i].span.distance(time) for i in near}
        return [place for place, distance in distances.items() if distance == min(distances.values())]


def voices_of(turns: Sequence[Turn]) -> dict[str, Voice]:
    """Every voice of a diarization's exclusive ``turns``."""
    places: dict[str, dict[int, Turn]] = {}
    for place, turn in enumerate(turns):
        places.setdefault(turn.speaker, {})[place] = turn
    return {speaker: Voice(own) for speaker, own in places.items()}


def cosine(first: Sequence[float], second: Sequence[float]) -> float:
    """How alike two unit-length embeddings are, -1 to 1."""
    return float(sum(map(mul, first, second)))


def centroid(parts: Iterable[tuple[Voiceprint, float]]) -> Voiceprint | None:
    """The unit-length mean of voiceprints under their weights; None of nothing."""
    weighted = [[value * weight for value in voiceprint] for voiceprint, weight in parts]
    summed = [sum(values) for values in zip(*weighted, strict=True)]
    length = sum(value * value for value in summed) ** 0.5
    return tuple(value / length for value in summed) if length > 0 else None


def divide(voiceprints: Mapping[int, Voiceprint], seconds: Mapping[int, float], seeds: Sequence[int]) -> dict[int, int]:
    """The turns by the seed (its place in ``seeds``) whose side they are on; keys are the turns' places.

    Each turn goes to the side it is most alike, and the sides are the means of their turns, until nothing changes. The
    seeds stay where they are.
    """
    means = [voiceprints[seed] for seed in seeds]
    sides: dict[int, int] = {}
    for _ in range(_ROUNDS):
        before = sides
        sides = {
            turn: seeds.index(turn) if turn in seeds else _nearest(voiceprint, means)
            for turn, voiceprint in voiceprints.items()
        }
        if sides == before:
            break
        for side in range(len(seeds)):
            members = [(voiceprints[turn], seconds[turn]) for turn, of in sides.items() if of == side]
            means[side] = centroid(members) or means[side]
    return sides


def _nearest(voiceprint: Voiceprint, means: Sequence[Voiceprint]) -> int:
    likeness = [cosine(voiceprint, mean) for mean in means]
    return likeness.index(max(likeness))


def relabelled(diarization: Diarization, labels: Sequence[str]) -> Diarization:
    """The diarization with these labels on its exclusive turns.

    What was heard besides follows: each heard turn goes by the exclusive turns that it shares time with, or the nearest
    of the same voice, and is cut where they change hands.
    """
    exclusive = tuple(replace(turn, speaker=label) for turn, label in zip(diarization.exclusive, labels, strict=True))
    voices = voices_of(diarization.exclusive)
    heard = [
        part
        for turn in diarization.turns
        for part in (_follow(turn, voices[turn.speaker], exclusive) if turn.speaker in voices else (turn,))
    ]
    origins: dict[str, set[str]] = {}
    became: dict[str, set[str]] = {}
    for turn, label in zip(diarization.exclusive, labels, strict=True):
        origins.setdefault(label, set()).add(turn.speaker)
        became.setdefault(turn.speaker, set()).add(label)
    joined = {label for label, speakers in origins.items() if len(speakers) > 1}
    untouched = {
        speaker
        for speaker in diarization.voiceprints
        if origins.get(speaker, {speaker}) == {speaker} and became.get(speaker, {speaker}) == {speaker}
    }
    voiceprints = {speaker: diarization.voiceprints[speaker] for speaker in untouched}
    for label in origins.keys() - untouched:
        if mean := _voiceprint(diarization, labels, label):
            voiceprints[label] = mean
    return replace(diarization, turns=_tidy(heard, joined), exclusive=exclusive, voiceprints=voiceprints)


def _follow(heard: Turn, voice: Voice, exclusive: Sequence[Turn]) -> list[Turn]:
    """A heard turn, in parts where the ``exclusive`` turns of its voice now have different labels."""
    inside = [exclusive[place] for place in voice.within(heard.span)]
    if not inside:
        nearest, *_ = voice.nearest(heard.span.midpoint)
        return [replace(heard, speaker=exclusive[nearest].speaker)]
    runs = [(label, list(run)) for label, run in groupby(inside, key=lambda turn: turn.speaker)]
    cuts = [(mine[-1].end + theirs[0].start) / 2 for (_, mine), (_, theirs) in pairwise(runs)]
    edges = list(pairwise([heard.start, *cuts, heard.end]))
    return [Turn(start, end, label) for (start, end), (label, _) in zip(edges, runs, strict=True)]


def _tidy(heard: Iterable[Turn], joined: set[str]) -> tuple[Turn, ...]:
    """In order; turns of a joined voice that overlap made one."""
    kept = [turn for turn in heard if turn.speaker not in joined]
    for label in joined:
        kept += [Turn(span.start, span.end, label) for span in union(t.span for t in heard if t.speaker == label)]
    return tuple(sorted(kept, key=lambda turn: (turn.start, turn.end, turn.speaker)))


def _voiceprint(diarization: Diarization, labels: Sequence[str], label: str) -> Voiceprint | None:
    turns = zip(diarization.exclusive, diarization.turn_voiceprints, labels, strict=True)
    return centroid((voiceprint, turn.span.duration) for turn, voiceprint, of in turns if of == label and voiceprint)
