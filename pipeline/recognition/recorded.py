"""A recogniser that replays what a real one returned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import EngineFailedError
from pipeline.recognition import Heard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.progress import Advance
    from pipeline.recordings import Recording
    from pipeline.timeline import EngineIdentity, Span, Waveform


@dataclass(frozen=True, slots=True)
class RecordedRecognizer:
    """Replays a recording (see :class:`pipeline.recognition.Recognizer`); another file is refused.

    A region gets the words whose middle lies in it, so that a recording outlives a change in how regions are cut.
    """

    recording: Recording

    @property
    def identity(self) -> EngineIdentity:
        """Of the engine that was recorded."""
        return self.recording.recognizer

    @property
    def languages(self) -> frozenset[str]:
        """The one that was recorded."""
        return frozenset({self.recording.language})

    def detect_language(self, waveform: Waveform, regions: Sequence[Span]) -> str:  # noqa: ARG002 - the protocol's
        """The language that was recorded."""
        return self.recording.language

    def recognize(
        self,
        waveform: Waveform,
        regions: Sequence[Span],
        language: str,  # noqa: ARG002 - the protocol's
        advance: Advance,
        *,
        careful: bool = False,
        prompt: str | None = None,  # noqa: ARG002 - the protocol's
    ) -> tuple[Heard, ...]:
        """The words that were recorded for the regions."""
        if waveform.sha256 != self.recording.audio_sha256:
            raise EngineFailedError("recorded", f"the recording was not made from {waveform.name}")
        words = self.recording.careful_words if careful else self.recording.words
        advance(len(regions), len(regions))
        return tuple(
            Heard(tuple(word for word in words if region.start <= word.span.midpoint < region.end))
            for region in regions
        )
