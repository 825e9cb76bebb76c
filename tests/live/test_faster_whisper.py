"""What is heard does not depend on how many cores there are, or on what is decoded together."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline import audio
from pipeline.machine import Machine
from pipeline.progress import no_advance, no_tell
from pipeline.recognition.faster_whisper import FasterWhisper, load
from pipeline.timeline import Span, Waveform

if TYPE_CHECKING:
    from pipeline.models import ModelStore
    from pipeline.recognition import Heard

pytestmark = pytest.mark.live

SAMPLES = Path(__file__).parents[2] / "samples" / "kazakhstan"
REGIONS = tuple(Span(first, first + 15.0) for first in (0.0, 15.0, 30.0, 45.0, 60.0))


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
