"""Engines that change over to the CPU; the GPU's want of memory is put on, the change is real."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pipeline.errors import EngineFailedError, OutOfMemoryError
from pipeline.fallback import SteadyDiarizer, SteadyRecognizer
from pipeline.progress import no_advance
from pipeline.recognition import Heard
from pipeline.timeline import Diarization, EngineIdentity, Span, Waveform, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.progress import Advance

SOUND = Waveform(np.zeros(16_000, np.float32), "news.mp3", "", 16_000, 1)
REGION = Span(0.0, 1.0)


@dataclass
class Listener:
    """Both engines in one, which fails as it is told to."""

    where: str
    failure: Exception | None = None
    asked: int = 0
    languages: frozenset[str] = field(default_factory=lambda: frozenset({"en"}))

    @property
    def identity(self) -> EngineIdentity:
        return EngineIdentity(self.where, "1")

    def _work(self) -> None:
        self.asked += 1
        if self.failure:
            raise self.failure

    def diarize(self, waveform: Waveform, advance: Advance) -> Diarization:  # noqa: ARG002 - the protocol's names
        self._work()
        return Diarization((), (), {}, self.identity)

    def detect_language(self, waveform: Waveform, regions: Sequence[Span]) -> str:  # noqa: ARG002 - the protocol's names
        self._work()
        return "en"

    def recognize(
        self,
        waveform: Waveform,  # noqa: ARG002 - the protocol's names
        regions: Sequence[Span],  # noqa: ARG002
        language: str,
        advance: Advance,  # noqa: ARG002
        *,
        careful: bool = False,
        prompt: str | None = None,
    ) -> tuple[Heard, ...]:
        self._work()
        return (Heard((Word(f"{self.where}-{language}-{careful}-{prompt}", 0.0, 0.5),)),)


def gpu(failure: Exception | None = None) -> Listener:
    return Listener("gpu", failure)


FULL = OutOfMemoryError("torch", "CUDA out of memory")


def test_a_gpu_that_suffices_keeps_the_work() -> None:
    told: list[str] = []
    steady = SteadyDiarizer(gpu(), lambda: Listener("cpu"), told.append)
    assert steady.diarize(SOUND, no_advance).engine.name == "gpu"
    assert not told


def test_diarization_goes_on_on_the_cpu_for_good_and_says_so() -> None:
    told: list[str] = []
    first, second = gpu(FULL), Listener("cpu")
    steady = SteadyDiarizer(first, lambda: second, told.append)
    assert [steady.diarize(SOUND, no_advance).engine.name for _ in range(2)] == ["cpu", "cpu"]
    assert (first.asked, second.asked) == (1, 2)
    assert told == ["diarization was done on the CPU, as the memory of the GPU did not suffice"] * 2
    assert steady.identity.name == "cpu"


def test_recognition_goes_on_with_all_that_was_asked_for() -> None:
    told: list[str] = []
    steady = SteadyRecognizer(gpu(FULL), lambda: Listener("cpu"), told.append)
    (heard,) = steady.recognize(SOUND, [REGION], "kk", no_advance, careful=True, prompt="Astana")
    assert heard.words[0].text == "cpu-kk-True-Astana"
    assert len(told) == 1
    assert steady.identity.name == "cpu"


def test_a_language_is_detected_on_the_cpu_too() -> None:
    told: list[str] = []
    steady = SteadyRecognizer(gpu(FULL), lambda: Listener("cpu"), told.append)
    assert steady.detect_language(SOUND, [REGION]) == "en"
    assert len(told) == 1


def test_memory_that_does_not_suffice_on_the_cpu_either_is_a_failure_of_this_recording() -> None:
    told: list[str] = []
    second = Listener("cpu", FULL)
    steady = SteadyDiarizer(gpu(FULL), lambda: second, told.append)
    with pytest.raises(OutOfMemoryError):
        steady.diarize(SOUND, no_advance)
    assert second.asked == len(told) == 1
    second.failure = None
    assert steady.diarize(SOUND, no_advance).engine.name == "cpu"


def test_an_engine_that_could_not_be_loaded_on_the_gpu_works_on_the_cpu_from_the_beginning() -> None:
    told: list[str] = []
    loaded: list[Listener] = []

    def load() -> Listener:
        loaded.append(Listener("cpu"))
        return loaded[-1]

    steady = SteadyDiarizer(None, load, told.append)
    assert [steady.diarize(SOUND, no_advance).engine.name for _ in range(2)] == ["cpu", "cpu"]
    assert len(loaded) == 1
    assert len(told) == 2  # each transcript says so


def test_when_the_cpu_cannot_be_loaded_either_the_next_recording_tries_again() -> None:
    tries = iter([FULL, None])

    def load() -> Listener:
        if failure := next(tries):
            raise failure
        return Listener("cpu")

    steady = SteadyDiarizer(gpu(FULL), load, lambda _message: None)
    with pytest.raises(OutOfMemoryError):
        steady.diarize(SOUND, no_advance)
    assert steady.diarize(SOUND, no_advance).engine.name == "cpu"


def test_another_failure_is_not_tried_again() -> None:
    second = Listener("cpu")
    broken = EngineFailedError("torch", "no kernel image is available")
    steady = SteadyRecognizer(gpu(broken), lambda: second, lambda _message: None)
    with pytest.raises(EngineFailedError, match="no kernel image"):
        steady.recognize(SOUND, [REGION], "en", no_advance)
    assert second.asked == 0
