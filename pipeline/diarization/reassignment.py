"""Turns given to the voice that they are most like: what windows blend, whole turns tell apart.

A window's voiceprint is that of whoever segmentation took for one person in 10 s, and what the network makes of it
depends on who else is heard around it. A turn's own voiceprint has neither fault. So each turn in which one is heard
alone for a second is compared with the means of all voices' turns, and goes to the nearest: k-means, begun from the
windows' clusters. A voice that is left with hardly a turn of its own is part of those that it is like.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.diarization.found import labels_in_order
from pipeline.voice_groups import relabelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pipeline.timeline import Diarization

    Numbers = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]
    Voices = npt.NDArray[np.intp]

_TELLING = 1.0
"""Seconds heard alone in a turn that may change hands, or stand for its voice."""
_CLEARLY = 0.05
"""How much more alike another voice must be (cosine)."""
_HEARD_ENOUGH = 3.0
"""Seconds in such turns that make a voice; less may be one (a real one had 3.1), or part of another (up to 2.5)."""
_SHARE = 0.05
"""Share of all such seconds that makes a voice in any case: a recording may be short."""
_PART = 0.6
"""Cosine to another voice from which such a voice is part of it: those that were had 0.68 to 0.76, and of 165 pairs of
people five have as much."""
_ROUNDS = 10
_NONE = -2.0
"""Cosine to a voice that nothing can be compared with."""


def reassigned(found: Diarization, seconds: Sequence[float], least: int) -> Diarization:
    """``found`` with every turn under the label of the voice that it is most like, numbered as they are heard.

    A voice none of whose turns has a voiceprint stays as it is.

    Args:
        found: A diarization with voiceprints of its exclusive turns.
        seconds: For how long nobody else is heard in each of these turns.
        least: How many voices there are at least. Where the turns that have found their voice leave fewer, nothing
            changes.

    """
    names = list(dict.fromkeys(turn.speaker for turn in found.exclusive))
    before = np.array([names.index(turn.speaker) for turn in found.exclusive], np.intp)
    turns = _Turns.of(found, seconds, len(names))
    if not turns.telling.any():
        return found
    nearest = turns.at_the_nearest(before)
    if len(np.unique(nearest)) < min(least, len(names)):
        return found
    voices = turns.with_their_voice(before, turns.without_brief_voices(nearest, least))
    return found if (voices == before).all() else _relabelled(found, [names[voice] for voice in voices])


@dataclass(frozen=True, slots=True)
class _Turns:
    """The voiceprints of the turns (turns, dimension), and the seconds they were made from: 0 where there is none.

    ``count`` is the number of voices; which turn is whose is an array of their numbers.
    """

    prints: Numbers
    seconds: Numbers
    count: int

    @classmethod
    def of(cls, found: Diarization, seconds: Sequence[float], count: int) -> _Turns:
        """Of a diarization with so many voices."""
        known = [voiceprint for voiceprint in found.turn_voiceprints if voiceprint is not None]
        told = np.array([voiceprint is not None for voiceprint in found.turn_voiceprints], bool)
        prints = np.zeros((len(told), len(known[0]) if known else 0))
        if known:
            prints[told] = known
        return cls(prints, np.where(told, np.array(seconds, float), 0.0), count)

    @property
    def told(self) -> Mask:
        """Which turns have a voiceprint."""
        return np.asarray(self.seconds > 0)

    @property
    def telling(self) -> Numbers:
        """The seconds of turns that say something, 0 of the others."""
        return np.where(self.seconds >= _TELLING, self.seconds, 0.0)

    def at_the_nearest(self, voices: Voices) -> Voices:
        """The voice of each turn after all that are long enough have gone where they are most alike."""
        places = np.arange(len(voices))
        for _ in range(_ROUNDS):
            likeness = self._likeness(voices)
            best = likeness.argmax(axis=1)
            moves = (self.telling > 0) & (likeness[places, best] > likeness[places, voices] + _CLEARLY)
            if not moves.any():
                break
            voices = np.where(moves, best, voices)
        return voices

    def without_brief_voices(self, voices: Voices, least: int) -> Voices:
        """The turns of voices that are heard too briefly given to those that they are part of.

        The ``least`` voices that are heard longest are never too brief.
        """
        heard = self._heard(voices)
        enough = heard >= min(_HEARD_ENOUGH, _SHARE * heard.sum())
        enough[np.argsort(-heard, kind="stable")[:least]] = True
        likeness = self._likeness(voices)
        likeness[:, ~enough] = _NONE
        of_voices = self._means(voices, self.seconds) @ self._means(voices, self.telling).T
        parts = ~enough & (of_voices[:, enough & (heard > 0)] >= _PART).any(axis=1)
        return np.where(parts[voices] & self.told, likeness.argmax(axis=1), voices)

    def with_their_voice(self, before: Voices, after: Voices) -> Voices:
        """Turns without voiceprint of a voice that has lost all others where most of these have gone."""
        left = set(after[self.told].tolist())
        for voice in set(before[self.told].tolist()) - left:
            own = before == voice
            gone = np.bincount(after[own & self.told], weights=self.seconds[own & self.told])
            after = np.where(own & ~self.told, gone.argmax(), after)
        return after

    def _likeness(self, voices: Voices) -> Numbers:
        """The cosine of each turn to the mean of each voice's telling turns, shape (turns, voices)."""
        likeness = self.prints @ self._means(voices, self.telling).T
        likeness[:, self._heard(voices) == 0] = _NONE
        return np.asarray(likeness)

    def _heard(self, voices: Voices) -> Numbers:
        """The seconds of each voice's telling turns, shape (voices,)."""
        return np.asarray(np.bincount(voices, self.telling, self.count), np.float64)

    def _means(self, voices: Voices, weights: Numbers) -> Numbers:
        """The unit-length mean of each voice's turns, shape (voices, dimension); 0 of a voice without any."""
        sums = np.zeros((self.count, self.prints.shape[1]))
        np.add.at(sums, voices, self.prints * weights[:, None])
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        return np.asarray(sums / np.where(lengths > 0, lengths, 1.0))


def _relabelled(found: Diarization, labels: Sequence[str]) -> Diarization:
    moved = relabelled(found, labels)
    numbered = labels_in_order(turn.speaker for turn in moved.turns)
    return replace(
        moved,
        turns=tuple(replace(turn, speaker=numbered[turn.speaker]) for turn in moved.turns),
        exclusive=tuple(replace(turn, speaker=numbered[turn.speaker]) for turn in moved.exclusive),
        voiceprints={numbered[label]: moved.voiceprints[label] for label in numbered if label in moved.voiceprints},
    )
