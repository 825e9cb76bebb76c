"""Whose voice each local speaker's is: agglomerative clustering of voiceprints, as pyannote.audio's pipeline does it.

Centroid linkage on unit-length voiceprints; clusters that are too small go to the most similar of the others. Above
what can be compared at once the merges are made in stages (:mod:`.linkage`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import cdist

from pipeline.diarization.linkage import staged_linkage

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    Labels = npt.NDArray[np.intp]
    Prints = npt.NDArray[Any]

_CLEAR = 0.2
"""Share of a window in which a voice must speak alone to have a say in what the clusters are."""
_AT_ONCE = 4000
"""Voiceprints that are compared with each other at once: their distances take 128 MB, their linkage about a second."""
_WINDOWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many voices there may be; the same number twice where it is known."""

    least: int = 1
    most: float = np.inf

    @classmethod
    def of(cls, number: int | None, least: int | None, most: int | None) -> Bounds:
        """Bounds from what is known.

        Raises:
            ValueError: the least is more than the most.

        """
        bounds = cls(number or least or 1, number or most or np.inf)
        if bounds.least > bounds.most:
            raise ValueError(f"at least {bounds.least} speakers are asked for, but at most {bounds.most}")
        return bounds


@dataclass(frozen=True, slots=True)
class VoiceClustering:
    """Up to which distance groups of voiceprints are merged.

    Of more than ``at_once`` voiceprints the same merges are made in stages; what counts of a voice is still how often
    the whole recording has it.
    """

    threshold: float
    at_once: int = _AT_ONCE

    def cluster(
        self, embeddings: Prints, speech: npt.NDArray[Any], bounds: Bounds, min_cluster_size: int
    ) -> tuple[Labels, Prints]:
        """The voice of each local speaker ``(windows, speakers)``, and the mean voiceprint of each voice.

        ``embeddings`` has shape (windows, speakers, dimension) and is NaN for who is silent, ``speech`` (windows,
        frames, speakers) and is 1 where one speaks. A voice of its own has at least ``min_cluster_size`` voiceprints.
        """
        clear = _clear(embeddings, speech)
        prints = embeddings[clear]
        if len(prints) < 2 or bounds.most < 2:
            with np.errstate(invalid="ignore", divide="ignore"):  # of no voiceprint at all, the mean is NaN
                centres = prints.sum(axis=0, keepdims=True) / len(prints)
            return np.zeros(embeddings.shape[:2], np.intp), centres
        labels = self._labels(prints, bounds, min_cluster_size)
        centres = np.vstack([prints[labels == voice].mean(axis=0) for voice in range(labels.max() + 1)])
        nearest = [
            np.argmax(2 - cdist(embeddings[part].reshape(-1, centres.shape[1]), centres, metric="cosine"), axis=1)
            for part in _parts(len(embeddings))
        ]
        return np.concatenate(nearest).reshape(embeddings.shape[:2]), centres

    def _labels(self, prints: Prints, bounds: Bounds, min_cluster_size: int) -> Labels:
        """The cluster of each of the voiceprints ``(n, dimension)``, numbered from 0."""
        count = len(prints)
        enough = min(min_cluster_size, max(1, round(0.1 * count)))
        points = prints / np.linalg.norm(prints, axis=1, keepdims=True)
        if count <= self.at_once:
            merges, staged = linkage(points, method="centroid"), 0
        else:
            points = points.astype(np.float64)
            merges, staged = staged_linkage(points, self.threshold, self.at_once)
        labels = fcluster(merges, self.threshold, criterion="distance") - 1
        number = int((np.bincount(labels) >= enough).sum())
        wanted = int(min(max(number, min(bounds.least, count)), bounds.most))
        if number != wanted:
            by_order = np.column_stack([merges[:, :2], np.arange(len(merges)), merges[:, 3]])
            last = self._merges_for(wanted, enough, merges, staged) - 1
            labels = fcluster(by_order, last, criterion="distance") - 1
        return _without_small(labels, points, enough)

    def _merges_for(self, wanted: int, enough: int, merges: npt.NDArray[np.float64], staged: int) -> int:
        """How many ``merges`` leave the number of large clusters that is nearest to ``wanted``.

        Of several such numbers it is the one where merging has come nearest to the threshold; the first ``staged``
        merges are always made.
        """
        count = len(merges) + 1
        large = np.concatenate([np.ones(count), merges[:, 3]]) >= enough
        joined = large[merges[:, :2].astype(np.intp)].sum(1)
        number = large[:count].sum() + np.cumsum(large[count:].astype(int) - joined)
        choice = np.flatnonzero(large[count:])
        choice = choice[choice >= staged]
        order = np.lexsort((np.abs(merges[choice, 2] - self.threshold), np.abs(number[choice] - wanted)))
        return int(choice[order[0]]) + 1


def _clear(embeddings: Prints, speech: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Which voiceprints are clear enough to make clusters of, shape ``(windows, speakers)``."""
    alone = np.concatenate([_alone(speech[part]) for part in _parts(len(speech))])
    sound = np.concatenate([~np.isnan(embeddings[part]).any(axis=2) for part in _parts(len(embeddings))])
    return np.asarray((alone >= _CLEAR * speech.shape[1]) & sound)


def _alone(speech: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """In how many frames of each window each of its speakers speaks without crosstalk."""
    return np.asarray((speech * (speech.sum(axis=2, keepdims=True) == 1)).sum(axis=1))


def _without_small(labels: Labels, points: Prints, enough: int) -> Labels:
    """Labels numbered from 0, with each small cluster counted to the large one whose centre is the most similar."""
    _, labels, counts = np.unique(labels, return_inverse=True, return_counts=True)
    large = np.flatnonzero(counts >= enough)
    if len(large) == 0:
        return np.zeros_like(labels)
    sums = np.zeros((len(counts), points.shape[1]))
    np.add.at(sums, labels, points)
    centres = sums / counts[:, np.newaxis]
    becomes = cdist(centres, centres[large], metric="cosine").argmin(1)
    becomes[large] = np.arange(len(large))
    return np.asarray(becomes[labels])


def _parts(windows: int) -> Iterator[slice]:
    return (slice(first, first + _WINDOWS_AT_ONCE) for first in range(0, windows, _WINDOWS_AT_ONCE))
