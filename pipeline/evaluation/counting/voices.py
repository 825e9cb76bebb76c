"""Who was heard when: diarization and Jaccard error rates, counted by pyannote.metrics in seconds."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from pipeline.evaluation.counts import DiarizationCounts, JaccardCounts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from pipeline.schema import Heard
    from pipeline.timeline import Turn

COLLAR = 0.5
"""Seconds that are left out around each boundary of the reference, half of them on either side."""


def count_diarization(
    reference: Sequence[Turn | Heard] | None, hypothesis: Sequence[Turn | Heard] | None, collar: float = 0.0
) -> DiarizationCounts:
    """Compare turns under the best one-to-one mapping of labels; overlapped speech counts.

    ``collar`` is the time in seconds left out around each reference boundary, half of it on either side. Nothing is
    counted if either side does not know who was heard when.
    """
    if reference is None or hypothesis is None:
        return DiarizationCounts()
    from pyannote.metrics.diarization import DiarizationErrorRate

    detail = _details(DiarizationErrorRate(collar=collar), reference, hypothesis)
    return DiarizationCounts(detail["total"], detail["missed detection"], detail["false alarm"], detail["confusion"])


def count_jaccard(
    reference: Sequence[Turn | Heard] | None, hypothesis: Sequence[Turn | Heard] | None, collar: float = 0.0
) -> JaccardCounts:
    """Jaccard errors of the reference's speakers (Second DIHARD Challenge), under the best one-to-one mapping."""
    if reference is None or hypothesis is None:
        return JaccardCounts()
    from pyannote.metrics.diarization import JaccardErrorRate

    detail = _details(JaccardErrorRate(collar=collar), reference, hypothesis)
    return JaccardCounts(detail["speaker error"], int(detail["speaker count"]))


def _details(metric: Any, reference: Sequence[Turn | Heard], hypothesis: Sequence[Turn | Heard]) -> Mapping[str, float]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="'uem' was approximated")
        detail: Mapping[str, float] = metric(_annotation(reference), _annotation(hypothesis), detailed=True)
    return detail


def _annotation(turns: Sequence[Turn | Heard]) -> Any:
    from pyannote.core import Segment

    from pipeline.evaluation.counting.near_neighbours import Voices

    annotation = Voices()
    for track, turn in enumerate(turns):
        if turn.end > turn.start:
            annotation[Segment(turn.start, turn.end), track] = turn.speaker
    return annotation
