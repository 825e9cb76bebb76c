"""Engines that go on on the CPU where the memory of the GPU does not suffice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from pipeline.diarization import Diarizer
from pipeline.errors import OutOfMemoryError
from pipeline.recognition import Recognizer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.progress import Advance, Tell
    from pipeline.recognition import Heard
    from pipeline.timeline import Diarization, EngineIdentity, Span, Waveform

E = TypeVar("E")
R = TypeVar("R")


class Steady(Generic[E]):
    """An engine on the GPU that becomes one on the CPU, for good, when memory runs out.

    ``engine`` is None where it could not even be loaded on the GPU. Whenever the CPU does the work in its place,
    ``tell`` hears of it.
    """

    stage: str

    def __init__(self, engine: E | None, on_cpu: Callable[[], E], tell: Tell) -> None:
        self._engine = engine
        self._fell_back = engine is None
        self._on_cpu = on_cpu
        self._tell = tell

    @property
    def current(self) -> E:
        """The one that works now."""
        if self._engine is None:
            self._engine = self._on_cpu()
        return self._engine

    def _do(self, work: Callable[[E], R]) -> R:
        """``work`` with the engine, a second time where the first one ran out of memory."""
        if not self._fell_back:
            try:
                return work(self.current)
            except OutOfMemoryError:
                self._engine = None  # before another is loaded
                self._fell_back = True
        self._tell(f"{self.stage} was done on the CPU, as the memory of the GPU did not suffice")
        return work(self.current)


class SteadyDiarizer(Steady[Diarizer]):
    """A diarizer of that kind."""

    stage = "diarization"

    @property
    def identity(self) -> EngineIdentity:
        """Of the one that works now."""
        return self.current.identity

    def diarize(self, waveform: Waveform, advance: Advance) -> Diarization:
        """Tell the voices apart."""
        return self._do(lambda diarizer: diarizer.diarize(waveform, advance))


class SteadyRecognizer(Steady[Recognizer]):
    """A recogniser of that kind."""

    stage = "recognition"

    @property
    def identity(self) -> EngineIdentity:
        """Of the one that works now."""
        return self.current.identity

    @property
    def languages(self) -> frozenset[str]:
        """Of the one that works now."""
        return self.current.languages

    def detect_language(self, waveform: Waveform, regions: Sequence[Span]) -> str:
        """The language spoken."""
        return self._do(lambda recognizer: recognizer.detect_language(waveform, regions))

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
        """What each region says."""
        return self._do(
            lambda recognizer: recognizer.recognize(
                waveform, regions, language, advance, careful=careful, prompt=prompt
            )
        )
