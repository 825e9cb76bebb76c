"""What a machine has, and what a recording is made of, changes how long a run takes and not what comes out."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pipeline import audio
from tests.live.test_run import SAMPLES, byline, read
from tests.sounds import melody, write_sound

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.models import ModelStore
    from pipeline.schema import Transcript, Word

pytestmark = pytest.mark.live

RATE = 16_000


def run(path: Path, models: ModelStore, folder: Path, *options: object) -> Transcript:
    result = byline("run", path, "--out", folder, "--models-dir", models.root, *options)
    assert result.returncode == 0, result.stderr
    return read(folder / f"{path.stem}.json")


def words(transcript: Transcript) -> list[Word]:
    return list(chain.from_iterable(part.words for turn in transcript.turns for part in turn.paragraphs))


def test_one_core_and_little_memory_give_the_same_transcript(models: ModelStore, tmp_path: Path) -> None:
    path = SAMPLES / "short.mp3"
    usual = run(path, models, tmp_path / "usual")
    little = run(path, models, tmp_path / "little", "--threads", 1, "--memory", "500M")
    assert little.provenance is not None
    assert any("no memory for more" in notice for notice in little.provenance.notices)
    assert [(word.text, word.speaker) for word in words(little)] == [(word.text, word.speaker) for word in words(usual)]
    for one, other in zip(words(little), words(usual), strict=True):
        assert one.start == pytest.approx(other.start, abs=0.05)
        assert one.end == pytest.approx(other.end, abs=0.05)
    turns, expected = little.diarization or (), usual.diarization or ()
    assert [turn.speaker for turn in turns] == [turn.speaker for turn in expected]
    for turn, same in zip(turns, expected, strict=True):
        assert turn.start == pytest.approx(same.start, abs=0.05)
        assert turn.end == pytest.approx(same.end, abs=0.05)


def test_of_a_recording_that_is_nearly_all_music_the_speech_comes_out(models: ModelStore, tmp_path: Path) -> None:
    speech = audio.load(SAMPLES / "short.mp3").samples[: 15 * RATE]
    music = melody(285.0)
    path = write_sound(tmp_path / "music.wav", np.concatenate([music[: 200 * RATE], speech, music[200 * RATE :]]), RATE)
    alone = write_sound(tmp_path / "speech.wav", speech, RATE)
    found = words(run(path, models, tmp_path))
    expected = words(run(alone, models, tmp_path))
    starts = [word.start for word in found if word.start is not None]
    assert len(starts) == len(found)
    assert all(199.0 <= start <= 215.5 for start in starts)
    spoken = {word.text.lower().strip(".,") for word in expected}
    assert len([word for word in found if word.text.lower().strip(".,") in spoken]) >= 0.9 * len(expected)
    assert len(found) <= 1.1 * len(expected)


def test_sound_of_a_telephone_line_is_understood(models: ModelStore, tmp_path: Path) -> None:
    samples = audio.load(SAMPLES / "short.mp3").samples[: 40 * RATE]
    wide = write_sound(tmp_path / "wide.wav", samples, RATE)
    narrow = write_sound(tmp_path / "narrow.wav", halved(samples), RATE // 2)
    expected = {word.text.lower().strip(".,") for word in words(run(wide, models, tmp_path))}
    transcript = run(narrow, models, tmp_path)
    heard = {word.text.lower().strip(".,") for word in words(transcript)}
    assert transcript.audio is not None
    assert transcript.audio.sample_rate_hz == RATE // 2
    assert len(heard & expected) >= 0.9 * len(expected)


def halved(samples: np.ndarray[tuple[int], np.dtype[np.float32]]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """At half the sample rate, without what lies above 4 kHz."""
    spectrum = np.fft.rfft(samples)
    return (np.fft.irfft(spectrum[: len(samples) // 4 + 1], len(samples) // 2) / 2).astype(np.float32)
