"""Who was heard when: the diarization error rate, counted by pyannote.metrics in seconds."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from pipeline.schema import Heard
    from pipeline.timeline import Turn


@dataclass(frozen=True, slots=True)
class DiarizationCounts:
    """Seconds; they add, and ``DiarizationCounts()`` is neutral."""

    speech: float = 0.0
    missed: float = 0.0
    false_alarm: float = 0.0
    confusion: float = 0.0

    def __add__(self, other: DiarizationCounts) -> DiarizationCounts:
        """The counts of both."""
        return DiarizationCounts(
            self.speech + other.speech,
            self.missed + other.missed,
            self.false_alarm + other.false_alarm,
            self.confusion + other.confusion,
        )

    @property
    def error_rate(self) -> float | None:
        """Wrong seconds for each second of reference speech; None without any."""
        return (self.missed + self.false_alarm + self.confusion) / self.speech if self.speech else None


def count_diarization(
    reference: Iterable[Turn | Heard], hypothesis: Iterable[Turn | Heard], collar: float = 0.0
) -> DiarizationCounts:
    """Compare turns under the best one-to-one mapping of labels; overlapped speech counts.

    ``collar`` is the time in seconds left out around each reference boundary, half of it on either side.
    """
    from pyannote.metrics.diarization import DiarizationErrorRate

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="'uem' was approximated")
        detail = DiarizationErrorRate(collar=collar)(_annotation(reference), _annotation(hypothesis), detailed=True)
    return DiarizationCounts(detail["total"], detail["missed detection"], detail["false alarm"], detail["confusion"])


def _annotation(turns: Iterable[Turn | Heard]) -> Any:
    from pyannote.core import Annotation, Segment

    annotation = Annotation()
    for track, turn in enumerate(turns):
        if turn.end > turn.start:
            annotation[Segment(turn.start, turn.end), track] = turn.speaker
    return annotation
