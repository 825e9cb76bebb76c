"""Turns given to the voice that they are most like: what windows blend, whole turns tell apart.

A window's voiceprint is that of whoever segmentation took for one person in 10 s, and what the network makes of it
depends on who else is heard around it. A turn's own voiceprint has neither fault. So each turn of a second and more is
compared with the means of all voices' turns, and goes to the nearest: k-means, begun from the clusters of the windows.
A voice that is left with hardly a turn of its own is nobody's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.diarization.found import labels_in_order
from pipeline.voice_groups import relabelled

if TYPE_CHECKING:
    import numpy.typing as npt

    from pipeline.timeline import Diarization

    Numbers = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]
    Voices = npt.NDArray[np.intp]

_TELLING = 1.0
"""Seconds of a turn that may change hands, or stand for its voice."""
_CLEARLY = 0.05
"""How much more alike another voice must be (cosine)."""
_HEARD_ENOUGH = 3.0
"""Seconds in such turns that make a voice: less was always part of another one (up to 2.5 s; a real one had 3.1)."""
_ROUNDS = 10


def reassigned(found: Diarization, least: int) -> Diarization:
    """``found`` with every turn under the label of the voice that it is most like, numbered as they are heard.

    Needs the voiceprints of the exclusive turns; without any nothing changes. At least ``least`` voices stay, if there
    are so many.
    """
    names = list(dict.fromkeys(turn.speaker for turn in found.exclusive))
    told = np.array([voiceprint is not None for voiceprint in found.turn_voiceprints], bool)
    if not told.any():
        return found
    prints = np.zeros((len(told), len(next(filter(None, found.turn_voiceprints)))))
    prints[told] = [voiceprint for voiceprint in found.turn_voiceprints if voiceprint is not None]
    seconds = np.array([turn.span.duration for turn in found.exclusive])
    weights = np.where(told & (seconds >= _TELLING), seconds, 0.0)
    before = np.array([names.index(turn.speaker) for turn in found.exclusive])
    nearest = _nearest(before, prints, weights, len(names))
    for voices in (_without_brief(nearest, prints, told, weights, len(names)), nearest):
        if len(np.unique(voices)) >= min(least, len(names)):
            return found if (voices == before).all() else _relabelled(found, [names[voice] for voice in voices])
    return found


def _nearest(voices: Voices, prints: Numbers, weights: Numbers, count: int) -> Voices:
    """The voice of each turn after all that are long enough have gone where they are most alike."""
    places = np.arange(len(voices))
    for _ in range(_ROUNDS):
        likeness = _likeness(voices, prints, weights, count)
        best = likeness.argmax(axis=1)
        moves = (weights > 0) & (likeness[places, best] > likeness[places, voices] + _CLEARLY)
        if not moves.any():
            break
        voices = np.where(moves, best, voices)
    return voices


def _without_brief(
    voices: Voices, prints: Numbers, told: npt.NDArray[np.bool_], weights: Numbers, count: int
) -> Voices:
    """The turns of voices that are heard too briefly given to the others; those without voiceprint go with the rest."""
    heard = np.bincount(voices, weights=weights, minlength=count)
    enough = heard >= _HEARD_ENOUGH
    if not enough.any():
        return voices
    likeness = _likeness(voices, prints, weights, count)
    likeness[:, ~enough] = -np.inf
    brief = ~enough[voices]
    settled = np.where(brief & told, likeness.argmax(axis=1), voices)
    for voice in np.unique(voices[brief & ~told]):
        own = voices == voice
        if (own & told).any():
            settled[own & ~told] = np.bincount(settled[own & told]).argmax()
    return settled


def _likeness(voices: Voices, prints: Numbers, weights: Numbers, count: int) -> Numbers:
    """The cosine of each turn to the mean of each voice's turns, shape (turns, voices); -1 to one that has none."""
    sums = np.zeros((count, prints.shape[1]))
    np.add.at(sums, voices, prints * weights[:, None])
    lengths = np.linalg.norm(sums, axis=1)
    means = sums / np.where(lengths > 0, lengths, 1.0)[:, None]
    return np.where(lengths > 0, prints @ means.T, -1.0)


def _relabelled(found: Diarization, labels: list[str]) -> Diarization:
    moved = relabelled(found, labels)
    numbered = labels_in_order(turn.speaker for turn in moved.turns)
    return replace(
        moved,
        turns=tuple(replace(turn, speaker=numbered[turn.speaker]) for turn in moved.turns),
        exclusive=tuple(replace(turn, speaker=numbered[turn.speaker]) for turn in moved.exclusive),
        voiceprints={numbered[label]: moved.voiceprints[label] for label in numbered if label in moved.voiceprints},
    )
