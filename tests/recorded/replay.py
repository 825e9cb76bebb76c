"""Engines that replay what the real ones returned, for whole runs without models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.diarization.recorded import RecordedDiarizer
from pipeline.recognition.recorded import RecordedRecognizer

if TYPE_CHECKING:
    from pipeline.recordings import Recording


@dataclass(frozen=True)
class Replay:
    """Both engines of a run, from one recording."""

    recording: Recording

    @property
    def diarizer(self) -> RecordedDiarizer:
        """Who was heard when."""
        return RecordedDiarizer(self.recording)

    @property
    def recognizer(self) -> RecordedRecognizer:
        """What was said."""
        return RecordedRecognizer(self.recording)

    def fetch(self) -> None:
        """Recorded engines have no weights."""

    def take_notices(self) -> tuple[str, ...]:
        """Recorded engines always do as planned."""
        return ()
