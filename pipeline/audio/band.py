"""How much of a recording's sound lies above what a telephone lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.timeline import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.timeline import Span, Waveform

_TELEPHONE_HZ = (300.0, 3400.0)
_ABOVE_HZ = (4000.0, 7500.0)
_WINDOW = 512
"""Samples of a spectrum: 32 ms."""
_AT_ONCE = 1000 * _WINDOW
"""Samples looked at together, half a minute: their spectra take six times the memory of the sound."""


def treble(waveform: Waveform, spans: Iterable[Span]) -> float:
    """Mean power from 4 to 7.5 kHz against that from 300 to 3400 Hz in ``spans``, in dB.

    Speech has about -5 to -22 dB, over a telephone under -40. Negative infinity where there is no sound.
    """
    import numpy as np

    power = np.zeros(_WINDOW // 2 + 1)
    for span in spans:
        for samples in waveform.blocks(span, _AT_ONCE):
            windows = samples[: len(samples) // _WINDOW * _WINDOW].reshape(-1, _WINDOW)
            power += (np.abs(np.fft.rfft(windows * np.hanning(_WINDOW), axis=1)) ** 2).sum(axis=0)
    pitches = np.fft.rfftfreq(_WINDOW, 1 / SAMPLE_RATE)
    low, high = (float(power[(pitches >= start) & (pitches < end)].mean()) for start, end in (_TELEPHONE_HZ, _ABOVE_HZ))
    return 10 * float(np.log10(high / low)) if low > 0 and high > 0 else -float("inf")
