"""What lies above a telephone's band, in sounds whose spectrum is known."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from pipeline import audio
from pipeline.audio import band
from pipeline.audio.band import treble
from pipeline.timeline import SAMPLE_RATE, Span
from tests.builders import noise, waveform

SAMPLE = Path(__file__).parents[2] / "samples" / "kazakhstan" / "voice-RASCOE.mp3"


def test_white_noise_is_as_strong_above_as_below() -> None:
    assert treble(waveform(noise(4.0)), [Span(0.0, 4.0)]) == pytest.approx(0.0, abs=0.3)


def test_only_the_spans_count() -> None:
    time = np.arange(2 * SAMPLE_RATE) / SAMPLE_RATE
    low, high = (np.sin(2 * np.pi * hertz * time).astype(np.float32) for hertz in (1000, 6000))
    both = waveform(np.concatenate([low, high]))
    assert treble(both, [Span(0.1, 1.9)]) < -60.0
    assert treble(both, [Span(2.1, 3.9)]) > 60.0


def test_speech_without_what_a_telephone_cuts_off_is_told_from_the_whole_of_it() -> None:
    whole = audio.load(SAMPLE)
    spectrum = np.fft.rfft(whole.samples)
    spectrum[np.fft.rfftfreq(len(whole.samples), 1 / SAMPLE_RATE) > 3400] = 0
    cut = np.fft.irfft(spectrum, len(whole.samples)).astype(np.float32)
    spans = [Span(0.0, whole.duration)]
    assert treble(whole, spans) > -25.0
    assert treble(waveform(cut), spans) < -45.0


def test_where_there_is_no_sound_there_is_nothing_above_it() -> None:
    assert treble(waveform(3.0), [Span(0.0, 3.0)]) == -math.inf
    assert treble(waveform(noise(1.0)), []) == -math.inf


def test_what_is_heard_does_not_depend_on_the_pieces_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = audio.load(SAMPLE)
    spans = [Span(0.0, 1.3), Span(2.0, whole.duration)]
    at_once = treble(whole, spans)
    monkeypatch.setattr(band, "_AT_ONCE", 3 * band._WINDOW)
    assert treble(whole, spans) == pytest.approx(at_once, abs=1e-9)
