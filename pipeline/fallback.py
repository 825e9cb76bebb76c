"""Engines that go on on the CPU where the memory of the GPU does not suffice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import OutOfMemoryError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.diarization import Diarizer
    from pipeline.progress import Advance, Tell
    from pipeline.recognition import Heard, Recognizer
    from pipeline.timeline import Diarization, EngineIdentity, Span, Waveform


class SteadyDiarizer:
    """A diarizer on the GPU that becomes one on the CPU, for good, when memory runs out."""

    def __init__(self, diarizer: Diarizer, on_cpu: Callable[[], Diarizer], tell: Tell) -> None:
        self.current = diarizer
        """The one that works now."""
        self._on_cpu = on_cpu
        self._tell = tell

    @property
    def identity(self) -> EngineIdentity:
        """Of the one that works now."""
        return self.current.identity

    def diarize(self, waveform: Waveform, advance: Advance) -> Diarization:
        """Tell the voices apart, a second time where the first one ran out of memory."""
        try:
            return self.current.diarize(waveform, advance)
        except OutOfMemoryError as error:
            self._tell(_told("diarization", error))
        del self.current  # before another is loaded
        self.current = self._on_cpu()
        return self.current.diarize(waveform, advance)


class SteadyRecognizer:
    """A recogniser on the GPU that becomes one on the CPU, for good, when memory runs out."""

    def __init__(self, recognizer: Recognizer, on_cpu: Callable[[], Recognizer], tell: Tell) -> None:
        self.current = recognizer
        """The one that works now."""
        self._on_cpu = on_cpu
        self._tell = tell

    @property
    def identity(self) -> EngineIdentity:
        """Of the one that works now."""
        return self.current.identity

    @property
    def languages(self) -> frozenset[str]:
        """Of the one that works now."""
        return self.current.languages

    def detect_language(self, waveform: Waveform, regions: Sequence[Span]) -> str:
        """The language spoken, detected a second time where the first one ran out of memory."""
        try:
            return self.current.detect_language(waveform, regions)
        except OutOfMemoryError as error:
            self._fall_back(error)
        return self.current.detect_language(waveform, regions)

    def recognize(
        self,
        waveform: Waveform,
        regions: Sequence[Span],
        language: str,
        advance: Advance,
        *,
        careful: bool = False,
        prompt: str | None = None,
    ) -> tuple[Heard, ...]:
        """What each region says, heard a second time where the first one ran out of memory."""
        try:
            return self.current.recognize(waveform, regions, language, advance, careful=careful, prompt=prompt)
        except OutOfMemoryError as error:
            self._fall_back(error)
        return self.current.recognize(waveform, regions, language, advance, careful=careful, prompt=prompt)

    def _fall_back(self, error: OutOfMemoryError) -> None:
        self._tell(_told("recognition", error))
        del self.current  # before another is loaded
        self.current = self._on_cpu()


def _told(stage: str, error: OutOfMemoryError) -> str:
    return f"{stage} went on on the CPU, as the memory of the GPU did not suffice ({error.engine})"
