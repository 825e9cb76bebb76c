"""Music where nobody speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.timeline import SAMPLE_RATE, Span, subtract

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    import numpy.typing as npt

    from pipeline.timeline import Waveform

SHORTEST = 3.0
"""Seconds of music that are worth a note."""
_BELOW_SPEECH = 30.0
"""Decibels below the speech at which a sound is taken for silence."""
_SPEECH_DB = -25.0
"""Level of speech, in dB below full scale, where there is none to measure."""
_WINDOW = 2048
"""Samples of a spectrum: 128 ms, bins of 7.8 Hz."""
_AVERAGED = 8
"""Spectra (half overlapping) that are averaged to a moment of 0.58 s: tones last so long, noise evens out."""
_STEP = _WINDOW // 2 * _AVERAGED
"""Samples from one moment to the next."""
_PITCHES_HZ = (100.0, 5000.0)
_NEIGHBOURS = 41
"""Bins around one, 320 Hz, that a tone stands out of."""
_OUTSTANDING_DB = 9.0
"""How far a tone stands out of the median of its neighbours; averaged noise stays under 6."""
_TONES = 4
"""Tones that are heard at once, harmonics included: less is a beep, or the hum of the mains."""
_MUSICAL = 0.5
"""Share of moments that have such tones, of those in which anything is heard."""
_LOOKED_AT = 60
"""Moments of one piece that are looked at, at most."""
_AT_ONCE = 256 * _STEP
"""Samples whose level is taken together, two minutes: an hour of music needs no more memory than that."""
_PAUSE = 1.0
"""Seconds of silence that end a piece of music."""


def sounding(waveform: Waveform, spoken: Iterable[Span]) -> tuple[Span, ...]:
    """Where music is heard for ``SHORTEST`` seconds or more while nobody speaks, in order.

    ``spoken`` is where anybody speaks, as heard or as words. Music is what is not much softer than the speech and has
    several steady tones most of the time: a melody, a chord, a song. Applause, traffic, wind and drums alone have
    none, and are left out.
    """
    voices = tuple(spoken)
    silent = _speech_level(waveform, voices) - _BELOW_SPEECH
    return tuple(
        music
        for gap in subtract([Span(0.0, waveform.duration)], voices)
        if gap.duration >= SHORTEST
        for music in _music(waveform, gap, silent)
    )


def _speech_level(waveform: Waveform, voices: Iterable[Span]) -> float:
    """The median level of 0.5 s of speech, in dB of full scale."""
    import numpy as np

    levels = [_levels(waveform, span) for span in voices]
    measured = np.concatenate([np.empty(0), *levels])
    return float(np.median(measured)) if len(measured) else _SPEECH_DB


def _levels(waveform: Waveform, span: Span) -> npt.NDArray[np.float64]:
    """The level of each whole moment of ``span``, in dB of full scale."""
    import numpy as np

    powers = []
    for samples in waveform.blocks(span, _AT_ONCE):
        moments = samples[: len(samples) // _STEP * _STEP].reshape(-1, _STEP)
        powers.append(np.square(moments, dtype=np.float64).mean(axis=1))
    return np.asarray(10 * np.log10(np.concatenate([np.empty(0), *powers]) + 1e-12))


def _music(waveform: Waveform, gap: Span, silent: float) -> Iterator[Span]:
    """The stretches of a gap in which something is heard, so far as they are music."""
    loud = [i for i, level in enumerate(_levels(waveform, gap)) if level > silent]
    step = _STEP / SAMPLE_RATE
    first = 0
    for i in range(1, len(loud) + 1):
        if i == len(loud) or (loud[i] - loud[i - 1] - 1) * step >= _PAUSE:
            heard = loud[first:i]
            span = Span(gap.start + heard[0] * step, min(gap.end, gap.start + (heard[-1] + 1) * step))
            if span.duration >= SHORTEST - step and _share_with_tones(waveform, gap.start, heard) >= _MUSICAL:
                yield span
            first = i


def _share_with_tones(waveform: Waveform, start: float, moments: list[int]) -> float:
    """The share of ``moments`` (numbers of steps from ``start``) in which steady tones are heard, of many a sample."""
    some = moments[:: -(-len(moments) // _LOOKED_AT)]
    first = round(start * SAMPLE_RATE)
    places = [Span((first + i * _STEP) / SAMPLE_RATE, (first + (i + 1) * _STEP) / SAMPLE_RATE) for i in some]
    return sum(_tones(waveform.crop(place)) >= _TONES for place in places) / len(places)


def _tones(samples: npt.NDArray[np.float32]) -> int:
    """How many tones stand out of the averaged spectrum of one moment."""
    import numpy as np

    windows = np.lib.stride_tricks.sliding_window_view(samples, _WINDOW)[:: _WINDOW // 2]
    power = (np.abs(np.fft.rfft(windows * np.hanning(_WINDOW), axis=1)) ** 2).mean(axis=0)
    pitches = np.fft.rfftfreq(_WINDOW, 1 / SAMPLE_RATE)
    level = 10 * np.log10(power[(pitches >= _PITCHES_HZ[0]) & (pitches < _PITCHES_HZ[1])] + 1e-12)
    around = np.pad(level, _NEIGHBOURS // 2, mode="reflect")
    floor = np.median(np.lib.stride_tricks.sliding_window_view(around, _NEIGHBOURS), axis=1)
    inner = level[1:-1]
    peaks = (inner > level[:-2]) & (inner >= level[2:]) & (inner - floor[1:-1] >= _OUTSTANDING_DB)
    return int(peaks.sum())
