"""What is heard does not depend on how many cores there are, or on what is decoded together."""

from __future__ import annotations

import dataclasses
import difflib
import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pipeline import audio
from pipeline.machine import Machine
from pipeline.progress import no_advance, no_tell
from pipeline.recognition.faster_whisper import FasterWhisper, load
from pipeline.timeline import SAMPLE_RATE, Span, Waveform

if TYPE_CHECKING:
    from pipeline.models import ModelStore
    from pipeline.recognition import Heard

pytestmark = pytest.mark.live

SAMPLES = Path(__file__).parents[2] / "samples" / "kazakhstan"
REGIONS = (Span(0.0, 22.0), Span(22.0, 33.0), Span(33.0, 55.0), Span(50.0, 59.0), Span(55.0, 77.0), Span(9.0, 20.0))
"""Some that are encoded as equally long, and so share a batch, and others."""


@pytest.fixture(scope="module")
def engine(models: ModelStore) -> FasterWhisper:
    return load(models.path("base"), models.identity("base"), "cpu", Machine(2), no_tell)


@pytest.fixture(scope="module")
def waveform() -> Waveform:
    return audio.load(SAMPLES / "short.mp3")


@pytest.fixture(scope="module")
def alone(engine: FasterWhisper, waveform: Waveform) -> tuple[Heard, ...]:
    return dataclasses.replace(engine, workers=1, batch=1).recognize(waveform, REGIONS, "en", no_advance)


@pytest.mark.parametrize(("workers", "batch"), [(1, 5), (2, 2), (3, 16)])
def test_the_words_are_the_same_and_their_times_too(
    engine: FasterWhisper, waveform: Waveform, alone: tuple[Heard, ...], workers: int, batch: int
) -> None:
    done: list[float] = []
    together = dataclasses.replace(engine, workers=workers, batch=batch).recognize(
        waveform, REGIONS, "en", lambda now, _: done.append(now)
    )
    assert [[word.text for word in heard.words] for heard in together] == [
        [word.text for word in heard.words] for heard in alone
    ]
    for heard, expected in zip(together, alone, strict=True):
        for word, other in zip(heard.words, expected.words, strict=True):
            assert word.start == pytest.approx(other.start, abs=0.05)
            assert word.end == pytest.approx(other.end, abs=0.05)
    assert done == sorted(done)
    assert done[-1] == len(REGIONS)


def test_the_encoder_gets_of_a_region_what_it_is_and_some_silence(
    engine: FasterWhisper, waveform: Waveform, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[tuple[int, ...]] = []
    encode = engine.model.encode

    def counting(features: np.ndarray) -> object:
        encoded.append(features.shape)
        return encode(features)

    monkeypatch.setattr(engine.model, "encode", counting)
    short = engine.recognize(waveform, [Span(22.0, 33.0)], "en", no_advance)
    monkeypatch.setattr("pipeline.recognition.faster_whisper._AFTER", 30.0)
    whole = engine.recognize(waveform, [Span(22.0, 33.0)], "en", no_advance)

    assert encoded == [(1, 80, 1600), (1, 80, 3000)]  # of 10 ms
    words, others = ([word.text for word in heard[0].words] for heard in (short, whole))
    alike = difflib.SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in alike) >= 0.9 * max(len(words), len(others)) > 20
    apart = [
        abs(short[0].words[block.a + i].start - whole[0].words[block.b + i].start)
        for block in alike
        for i in range(block.size)
    ]
    assert median(apart) <= 0.05


@pytest.mark.parametrize("machine", [Machine(2), Machine(1, memory=1)], ids=["side by side", "without memory for that"])
def test_the_language_is_heard(engine: FasterWhisper, waveform: Waveform, machine: Machine) -> None:
    assert dataclasses.replace(engine, machine=machine).detect_language(waveform, REGIONS) == "en"


def test_the_careful_way_hears_the_same_however_many_work_at_it(engine: FasterWhisper, waveform: Waveform) -> None:
    alone, together = (
        dataclasses.replace(engine, workers=workers).recognize(waveform, REGIONS, "en", no_advance, careful=True)
        for workers in (1, 2)
    )
    assert together == alone
    assert all(heard.words for heard in together)


def test_the_careful_way_makes_the_same_of_noise_however_many_work_at_it(engine: FasterWhisper) -> None:
    noise = np.random.default_rng(0).normal(0.0, 0.1, 60 * SAMPLE_RATE).astype(np.float32)
    sound = Waveform(noise, "noise.wav", "", SAMPLE_RATE, 1)
    regions = [Span(start, start + 5.0) for start in (0.0, 10.0, 20.0, 30.0)]
    alone, together, again = (
        dataclasses.replace(engine, workers=workers).recognize(sound, regions, "en", no_advance, careful=True)
        for workers in (1, 2, 2)
    )
    assert together == alone
    assert again == alone


LITTLE_MEMORY = """
import dataclasses, json, resource, sys
from pathlib import Path

import psutil

from pipeline import audio
from pipeline.machine import Machine
from pipeline.models import ModelStore
from pipeline.progress import no_advance
from pipeline.recognition.faster_whisper import load
from pipeline.timeline import SAMPLE_RATE, Span, Waveform

store = ModelStore(Path(sys.argv[1]))
told = []
engine = load(store.path("base"), store.identity("base"), "cpu", Machine(1), told.append)
waveform = audio.load(Path(sys.argv[2]))
regions = [Span(start, start + 22.0) for start in range(0, 56, 7)]
engine.recognize(waveform, regions[:1], "en", no_advance)
taken = psutil.Process().memory_info().vms
_, most = resource.getrlimit(resource.RLIMIT_AS)
resource.setrlimit(resource.RLIMIT_AS, (taken + 300 * 1024**2, most))
heard = dataclasses.replace(engine, batch=8).recognize(waveform, regions, "en", no_advance)
resource.setrlimit(resource.RLIMIT_AS, (most, most))
with_enough = engine.recognize(waveform, regions, "en", no_advance)
print(json.dumps([told, *([[word.text for word in one.words] for one in every] for every in (heard, with_enough))]))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone keeps to a limit of address space")
def test_a_batch_that_memory_does_not_suffice_for_is_decoded_in_halves(models: ModelStore) -> None:
    command = [sys.executable, "-c", LITTLE_MEMORY, str(models.root), str(SAMPLES / "short.mp3")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told, words, expected = json.loads(done.stdout)
    assert told[0] == "faster-whisper: memory ran out for 8 pieces of sound at a time; it went on with 4"
    assert words == expected
    assert all(words)
