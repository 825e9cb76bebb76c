"""How sure the number of voices is: how many groups the turns' voiceprints fall into, from a strict view to a lax one.

The number itself comes from windows of 10 s, in which two close voices can blend, and turns that go to another voice
only take from it. Turns that are compared with each other show such a pair. So the question "how many?" is put to them
at every threshold that a careful listener might choose; the share of the answers that agree with the number is its
confidence. Short turns that are like nobody raise the most that it may be: somebody heard for a second has no label of
their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from pipeline.diarization.linkage import grouped
from pipeline.timeline import SpeakerCount

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pipeline.timeline import Turn

    Prints = npt.NDArray[np.float64]
    Groups = npt.NDArray[np.intp]

_STRICT, _LAX = 0.55, 0.95
"""Distance of unit-length voiceprints under which two groups are one voice: the range of thresholds (cosine 0.85 to
0.55). Turns of one voice are 0.55 apart and less; a pair that people mistake for each other, about 0.75."""
_VIEWS = 17
"""How many thresholds are tried."""
_LONG_ENOUGH = 1.5
"""Seconds of a turn whose voiceprint is steady enough to be compared."""
_HEARD_ENOUGH = 3.0
"""Seconds of turns that make a group a voice, as less may be a laugh or a cough."""
_A_WORD_OR_TWO = 0.8
"""Seconds of a turn that can show that nobody known speaks."""
_STRANGE = 0.35
"""Cosine to every group under which a turn is somebody else's. Somebody heard for a second had 0.22, for a second and
a half 0.29; turns of 0.8 s and more of known voices 0.50 (through a telephone, the rest in the studio) to 0.98."""
_STRANGERS_ARE_NOBODY = 0.5
"""How likely it is that such turns are nobody's: a laugh, a cough, a noise. Nothing heard of them says which."""

_AT_ONCE = 4000
"""Turns that are compared at once, those of five hours or more; scipy takes 128 MB for it."""


def count_voices(
    number: int, exclusive: Sequence[Turn], voiceprints: Sequence[tuple[float, ...] | None]
) -> SpeakerCount | None:
    """How sure it is that ``number`` voices are heard; None where too little was heard to compare."""
    heard = [
        (turn.span.duration, voiceprint)
        for turn, voiceprint in zip(exclusive, voiceprints, strict=True)
        if voiceprint is not None and turn.span.duration >= _A_WORD_OR_TWO
    ]
    seconds = np.array([duration for duration, _ in heard])
    prints = np.array([voiceprint for _, voiceprint in heard])
    steady = seconds >= _LONG_ENOUGH
    if number == 0 or not steady.any():
        return None
    views = _views(prints[steady], seconds[steady])
    agreeing = sum(view == number for view in views) / len(views)
    strangers = _strangers(prints, seconds)
    confidence = agreeing * _STRANGERS_ARE_NOBODY if strangers else agreeing
    return SpeakerCount(number, round(confidence, 2), min(number, *views), max(number, *views) + strangers)


def _groupings(voiceprints: Prints, thresholds: Sequence[float]) -> list[Groups]:
    """The group of each voiceprint at each of the ``thresholds``, numbered from 0.

    All turns are compared with each other. Of more than can be compared at once the most alike count as one, so that
    many hours take no more than that.
    """
    alike = grouped(voiceprints, _AT_ONCE)
    if len(voiceprints) > _AT_ONCE:
        sums = np.zeros((alike.max() + 1, voiceprints.shape[1]))
        np.add.at(sums, alike, voiceprints)
        voiceprints = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    if len(voiceprints) == 1:
        return [alike for _ in thresholds]
    merges = linkage(voiceprints, method="average")
    return [(fcluster(merges, threshold, criterion="distance") - 1)[alike] for threshold in thresholds]


def _views(voiceprints: Prints, seconds: npt.NDArray[np.float64]) -> list[int]:
    """The number of groups that were heard enough, at each threshold; at least one."""
    return [
        max(1, int((np.bincount(groups, weights=seconds) >= _HEARD_ENOUGH).sum()))
        for groups in _groupings(voiceprints, np.linspace(_STRICT, _LAX, _VIEWS).tolist())
    ]


def _strangers(voiceprints: Prints, seconds: npt.NDArray[np.float64]) -> int:
    """How many are heard so briefly that no view counts them, and are like nobody who is heard enough."""
    [groups] = _groupings(voiceprints, [_LAX])
    enough = np.bincount(groups, weights=seconds) >= _HEARD_ENOUGH
    if not enough.any():
        return 0
    sums = np.array([(voiceprints[groups == group]).sum(0) for group in np.flatnonzero(enough)])
    likeness = voiceprints @ (sums / np.linalg.norm(sums, axis=1, keepdims=True)).T
    return len(np.unique(groups[likeness.max(1) < _STRANGE]))
