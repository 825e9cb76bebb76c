from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pipeline.audio import sounding as module
from pipeline.audio.sounding import sounding
from pipeline.timeline import SAMPLE_RATE, Span
from tests.builders import noise, waveform

if TYPE_CHECKING:
    import numpy.typing as npt

    Sound = npt.NDArray[np.float32]


def times(seconds: float) -> npt.NDArray[np.float64]:
    return np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE


def tune(seconds: float, loudness: float = 0.1) -> Sound:
    """Chords that change twice a second, each of three notes with harmonics that die away."""
    t = times(seconds)
    beat = (t * 2).astype(int) % 4
    sound = np.zeros_like(t)
    for number, root in enumerate((220.0, 261.6, 196.0, 293.7)):
        for note in (root, root * 1.26, root * 1.5):
            for harmonic in (1, 2, 3):
                sound += (beat == number) * np.sin(2 * np.pi * note * harmonic * t) / harmonic
    return np.asarray(loudness / 4 * sound * np.exp(-3 * (t * 2 % 1) / 2), np.float32)


def applause(seconds: float) -> Sound:
    claps = np.random.default_rng(3)
    sound = np.zeros(round(seconds * SAMPLE_RATE))
    for place in claps.integers(0, len(sound) - 400, round(seconds * 400)):
        sound[place : place + 400] += claps.normal(0, 0.1, 400) * np.exp(-np.arange(400) / 80)
    return sound.astype(np.float32)


def wind(seconds: float) -> Sound:
    """Noise that is louder the deeper it is."""
    white = np.fft.rfft(noise(seconds))
    pink = np.fft.irfft(white / np.sqrt(np.maximum(np.arange(len(white)), 1)))
    return np.asarray(0.1 * pink / pink.std(), np.float32)


def tone(pitch: float) -> Sound:
    return np.asarray(0.1 * np.sin(2 * np.pi * pitch * times(6)), np.float32) + noise(6, 0.001)


def between_speech(sound: Sound) -> tuple[Span, ...]:
    """What is found in a recording of two seconds of somebody, the sound, and two seconds more."""
    voice = noise(2, 0.1)
    length = len(sound) / SAMPLE_RATE
    recording = waveform(np.concatenate([voice, sound, voice]))
    return sounding(recording, [Span(0.0, 2.0), Span(2 + length, 4 + length)])


def test_music_between_what_is_said_is_found_where_it_is() -> None:
    (found,) = between_speech(np.concatenate([noise(2, 0.0001), tune(6), noise(3, 0.0001)]))
    assert found.start == pytest.approx(4.0, abs=0.6)
    assert found.end == pytest.approx(10.0, abs=0.6)


def test_music_in_noise_is_music() -> None:
    assert len(between_speech(tune(6) + noise(6, 0.03))) == 1


@pytest.mark.parametrize(
    "sound",
    [noise(6), wind(6), applause(6), tone(1000.0), tone(50.0), np.zeros(6 * SAMPLE_RATE, np.float32)],
    ids=["hiss", "wind", "applause", "a beep", "the hum of the mains", "silence"],
)
def test_what_is_no_music_is_left_out(sound: Sound) -> None:
    assert between_speech(sound) == ()


def test_music_far_below_the_speech_is_silence() -> None:
    assert len(between_speech(tune(6, loudness=0.1))) == 1
    assert between_speech(tune(6, loudness=0.001)) == ()


def test_less_than_three_seconds_is_not_worth_a_note() -> None:
    assert between_speech(tune(2.9)) == ()
    assert between_speech(np.concatenate([tune(2), noise(3, 0.0001)])) == ()


def test_pieces_that_silence_divides_are_several() -> None:
    found = between_speech(np.concatenate([tune(5), noise(3, 0.0001), tune(5)]))
    assert [round(span.duration) for span in found] == [5, 5]


def test_music_before_the_first_and_after_the_last_word_is_found() -> None:
    recording = waveform(np.concatenate([tune(4), noise(2), tune(4)]))
    assert len(sounding(recording, [Span(4.0, 6.0)])) == 2


def test_music_under_speech_is_no_music() -> None:
    assert sounding(waveform(tune(8)), [Span(0.0, 8.0)]) == ()


def test_a_recording_of_music_alone_is_one_piece_and_an_empty_one_has_none() -> None:
    assert len(sounding(waveform(tune(8)), [])) == 1
    assert sounding(waveform(0.0), []) == sounding(waveform(10.0), []) == ()


def test_half_an_hour_of_music_is_looked_at_piece_by_piece_and_found_as_a_whole() -> None:
    recording = waveform(np.tile(np.concatenate([tune(296), noise(4, 0.0001)]), 6))
    tracemalloc.start()
    try:
        found = sounding(recording, [])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [round(span.start) for span in found] == [0, 300, 600, 900, 1200, 1500]
    assert peak < recording.samples.nbytes / 4


def test_what_is_found_does_not_depend_on_the_pieces_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    recording = waveform(np.concatenate([noise(2.1), tune(9.3), noise(4.2, 0.0001), tune(7.7), noise(3)]))
    spoken = [Span(0.0, 2.1), Span(23.3, 26.3)]
    found = sounding(recording, spoken)
    assert len(found) == 2
    for moments in (1, 3):
        monkeypatch.setattr(module, "_AT_ONCE", moments * module._STEP)
        assert sounding(recording, spoken) == found


def test_it_is_listened_to_where_it_is() -> None:
    recording = waveform(np.concatenate([noise(10), tune(6)]))
    assert len(sounding(recording, [Span(0.0, 10.0)])) == 1
    recording = waveform(np.concatenate([tune(10), noise(6)]))
    assert sounding(recording, [Span(0.0, 10.0)]) == ()
