"""What a user can ask of diarization."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import InvalidValueError

DEFAULT_PIPELINE = "segmentation-3.0+campplus"
"""The pipeline that runs without an account: pyannote's segmentation-3.0 with CAM++ voiceprints."""

LEAST_STEP, MOST_STEP = 0.1, 5.0
"""Seconds between windows: with less the same is heard a hundred times, with more it is heard once, and unsurely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiarizationOptions:
    """How voices are told apart."""

    pipeline: str = DEFAULT_PIPELINE
    """The default, a pyannote pipeline of the hub (``pyannote/speaker-diarization-community-1``), or a local one."""
    speakers: int | None = None
    """The number of speakers, when it is known."""
    min_speakers: int | None = None
    """At least so many."""
    max_speakers: int | None = None
    """At most so many."""
    segmentation_step: float | None = None
    """Seconds from one window of 10 s, in which voices are looked for, to the next; longer is faster and rougher. None
    takes 1 s, and 2 s in recordings of more than ten minutes."""
    device: str = "auto"
    """``auto``, ``cpu`` or ``cuda``."""

    def __post_init__(self) -> None:
        step = self.segmentation_step
        if step is not None and not LEAST_STEP <= step <= MOST_STEP:
            raise InvalidValueError(
                "diarization.segmentation_step",
                f"{step} s is not between {LEAST_STEP} and {MOST_STEP} s",
            )
        for name in ("speakers", "min_speakers", "max_speakers"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise InvalidValueError(f"diarization.{name}", f"there is no recording of {value} speakers")
        if self.speakers is not None and (self.min_speakers is not None or self.max_speakers is not None):
            raise InvalidValueError(
                "diarization.speakers", "a known number and bounds contradict each other", "Give one or the other."
            )
        if self.min_speakers is not None and self.max_speakers is not None and self.min_speakers > self.max_speakers:
            raise InvalidValueError(
                "diarization.min_speakers", f"{self.min_speakers} is more than max_speakers {self.max_speakers}"
            )
