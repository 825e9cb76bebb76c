"""Who was heard when: the diarizer's protocol and the pipelines that fulfil it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pipeline.progress import Advance
    from pipeline.timeline import Diarization, EngineIdentity, Waveform


class Diarizer(Protocol):
    """A diarizer with its models loaded.

    Obligations of an implementation:

    - Times are seconds from the start of the recording and lie inside it; turns are ordered.
    - A recording in which nobody speaks gives a diarization without turns, not an error.
    - Labels are the diarizer's own and mean nothing outside this recording.
    - A label that has turns has a voiceprint of unit length, unless too little of the voice was heard to make one, or
      the pipeline makes none at all.
    - It keeps no state between calls, leaves no thread behind, and reaches no network.
    """

    @property
    def identity(self) -> EngineIdentity:
        """Library, version and weights, for the provenance."""

    def diarize(self, waveform: Waveform, advance: Advance) -> Diarization:
        """Tell the voices of ``waveform`` apart."""
