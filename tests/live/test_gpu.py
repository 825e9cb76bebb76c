"""The engines on a GPU, held against the same engines on the CPU."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch

from pipeline import audio
from pipeline.config import Config
from pipeline.diarization.options import DiarizationOptions
from pipeline.engines import Engines
from pipeline.evaluation.counting.voices import count_diarization
from pipeline.progress import SilentReporter, no_advance
from pipeline.recognition.options import RecognitionOptions
from pipeline.recognition.recognize import recognize
from tests.live.test_run import SAMPLES

if TYPE_CHECKING:
    from pipeline.models import ModelStore

pytestmark = [
    pytest.mark.live,
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device"),
]


def engines(models: ModelStore, device: str, engine: str = "auto") -> Engines:
    config = Config(
        diarization=DiarizationOptions(device=device), recognition=RecognitionOptions(device=device, engine=engine)
    )
    return Engines(config, models, SilentReporter())


def test_voices_are_told_apart_as_on_the_cpu(models: ModelStore) -> None:
    waveform = audio.load(SAMPLES / "short.mp3")
    found = engines(models, "cuda").diarizer.diarize(waveform, no_advance)
    expected = engines(models, "cpu").diarizer.diarize(waveform, no_advance)
    assert found.speakers == expected.speakers
    rate = count_diarization(expected.turns, found.turns).error_rate
    assert rate is not None
    assert rate <= 0.01


@pytest.mark.parametrize("engine", ["faster-whisper", "openai-whisper"])
def test_words_are_heard_as_on_the_cpu(engine: str, models: ModelStore) -> None:
    waveform = audio.load(SAMPLES / "short.mp3")
    speech = engines(models, "cpu").diarizer.diarize(waveform, no_advance).speech
    found, expected = (
        recognize(engines(models, device, engine).recognizer, waveform, speech, "en", no_advance)
        for device in ("cuda", "cpu")
    )
    same = {word.text.lower().strip(".,?") for word in expected.words}
    heard = [word.text.lower().strip(".,?") for word in found.words]
    assert len(heard) == pytest.approx(len(expected.words), rel=0.05)
    assert sum(word in same for word in heard) >= 0.95 * len(heard)
