"""A diarizer that replays what a real one returned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import EngineFailedError

if TYPE_CHECKING:
    from pipeline.progress import Advance
    from pipeline.recordings import Recording
    from pipeline.timeline import Diarization, EngineIdentity, Waveform


@dataclass(frozen=True, slots=True)
class RecordedDiarizer:
    """Replays a recording (see :class:`pipeline.diarization.Diarizer`); another file is refused."""

    recording: Recording

    @property
    def identity(self) -> EngineIdentity:
        """Of the engine that was recorded."""
        return self.recording.diarization.engine

    def diarize(self, waveform: Waveform, advance: Advance) -> Diarization:
        """The diarization that was recorded for this file."""
        if waveform.sha256 != self.recording.audio_sha256:
            raise EngineFailedError("recorded", f"the recording was not made from {waveform.name}")
        advance(1, 1)
        return self.recording.diarization
