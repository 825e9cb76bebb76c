"""Which stretches of a recording a recogniser gets to hear: speech, cut in pauses to at most 30 s.

The speech comes from the diarizer. A recogniser's own voice activity detection is not asked: on a telephone interview
it passed over whole answers without a word about it, while the diarizer heard them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.timeline import SAMPLE_RATE, Span, union

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.timeline import Waveform

MAX_REGION = 30.0
"""Seconds a Whisper model hears at once."""
_PADDING = 0.25
"""Seconds of sound kept around speech, where there is room: diarizers begin a little late, and a clipped first
phoneme costs the word."""
_LONGEST_PAUSE = 2.0
"""A pause longer than this always ends a region: Whisper fills long silence and music with invented words."""
_LONGEST_SPEECH = MAX_REGION - 2 * _PADDING
_CUT_WINDOW = 10.0
"""Speech without a pause is cut where it is quietest in the last so many seconds of what fits."""
_LEAST_REST = 5.0
"""Seconds that such a cut leaves at least: a scrap of a word on its own is not understood."""
_QUIET = 0.1
"""Seconds over which loudness is measured for such a cut."""


def plan(waveform: Waveform, speech: Iterable[Span]) -> tuple[Span, ...]:
    """Regions in order, disjoint, each at most 30 s, that together hold all of ``speech``.

    Neighbouring stretches share a region while it stays within the limit: a model spends nearly the same work on a few
    seconds as on 30, and every end of a region is an end of a sentence to it, whether it is one or not. To end a region
    earlier, in the longest pause of its second half, made more of both: over 14 recordings 4.7 % of the words were
    wrong with it and 3.5 % without, and the F1 of punctuation was 79.1 % and 80.5 %.
    """
    pieces = [piece for span in union(speech) for piece in _fitting(waveform, span)]
    groups: list[list[Span]] = []
    for piece in pieces:
        if groups and _belongs(groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return _padded([Span(group[0].start, group[-1].end) for group in groups], waveform.duration)


def _belongs(group: Sequence[Span], piece: Span) -> bool:
    return piece.start - group[-1].end <= _LONGEST_PAUSE and piece.end - group[0].start <= _LONGEST_SPEECH


def _fitting(waveform: Waveform, span: Span) -> list[Span]:
    """``span``, cut where it is quietest when it is longer than a region may be."""
    pieces = []
    while span.duration > _LONGEST_SPEECH:
        latest = min(span.start + _LONGEST_SPEECH, span.end - _LEAST_REST)
        cut = _quietest(waveform, Span(latest - _CUT_WINDOW, latest))
        pieces.append(Span(span.start, cut))
        span = Span(cut, span.end)
    return [*pieces, span]


def _quietest(waveform: Waveform, span: Span) -> float:
    """The middle of the quietest tenth of a second in ``span``."""
    import numpy as np

    size = round(_QUIET * SAMPLE_RATE)
    samples = waveform.crop(span)
    windows = samples[: len(samples) // size * size].reshape(-1, size)
    energy = np.square(windows, dtype=np.float64).sum(axis=1)
    return span.start + (int(energy.argmin()) + 0.5) * _QUIET


def _padded(spans: Sequence[Span], duration: float) -> tuple[Span, ...]:
    """Each span with some sound around it: at most half of the way to its neighbours, and inside the recording."""
    padded = []
    for i, span in enumerate(spans):
        before = (span.start - spans[i - 1].end) / 2 if i else span.start
        after = (spans[i + 1].start - span.end) / 2 if i + 1 < len(spans) else max(0.0, duration - span.end)
        padded.append(Span(span.start - min(_PADDING, before), min(duration, span.end + min(_PADDING, after))))
    return tuple(padded)
