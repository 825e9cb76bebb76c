"""From what is heard in overlapping windows to who speaks when, block by block.

What several windows say of a frame is added up as in pyannote.audio, with the same results; but only ever for the
frames of one block and the voices that are heard in it, so that memory does not grow with frames times voices. Of a
block stay the stretches in which each voice speaks. Where two voices have been heard in equally many windows, the one
that comes first is taken; in pyannote that hangs on the processor, which may sort equal numbers either way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Indices = npt.NDArray[np.intp]
    Speech = npt.NDArray[np.uint8]

_BLOCK = 8192
"""Frames that are added up at once: 138 s of segmentation-3.0's, and so many windows that borders cost little."""
NOBODY = -2
"""The cluster of a local speaker who is silent."""


@dataclass(frozen=True, slots=True)
class Windows:
    """Where the windows' frames lie: the first frame of each, how many frames each has, and how many there are."""

    firsts: Indices
    frames: int
    total: int

    def touching(self, first: int, end: int) -> range:
        """The windows with frames among those from ``first`` to ``end``."""
        begin = int(np.searchsorted(self.firsts, first - self.frames, side="right"))
        return range(begin, int(np.searchsorted(self.firsts, end, side="left")))


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of frames in which a voice speaks, ordered by voice and time; the ends are exclusive."""

    voices: Indices
    firsts: Indices
    ends: Indices


def speakers_at_once(speech: Speech, windows: Windows) -> Speech:
    """How many speak in each frame, shape ``(total,)``: the windows' mean, rounded.

    ``speech`` has shape ``(windows, frames, local speakers)`` and is 1 where one speaks.
    """
    speaking = np.zeros(windows.total, np.float32)
    heard = np.zeros(windows.total, np.float32)
    for first, window in zip(windows.firsts, speech, strict=True):
        speaking[first : first + windows.frames] += window.sum(axis=1, dtype=np.uint8)
        heard[first : first + windows.frames] += 1
    return np.rint(speaking / np.maximum(heard, 1)).astype(np.uint8)


def stitched(speech: Speech, voices: Indices, count: npt.NDArray[np.integer], windows: Windows) -> Runs:
    """Who speaks when: in each frame the ``count`` voices that are heard in the most windows.

    ``voices`` ``(windows, local speakers)`` says whose voice each local speaker's is, or :data:`NOBODY`; ``count`` has
    shape ``(total,)``. Where more are to speak than are heard, the first voices that are not heard fill up.
    """
    most = int(count.max(initial=0))
    found = [
        _block(speech, voices, count[first : first + _BLOCK], first, windows, most)
        for first in range(0, windows.total, _BLOCK)
    ]
    return _joined(*(np.concatenate(values) for values in zip(*found, strict=True)))


def _block(
    speech: Speech, voices: Indices, count: npt.NDArray[np.integer], first: int, windows: Windows, most: int
) -> tuple[Indices, Indices, Indices]:
    """Voice, first frame and end of each run in the block of ``len(count)`` frames from ``first`` on."""
    end = first + len(count)
    near = windows.touching(first, end)
    # voices without a window here can only fill up, and then the first ones do
    here = np.union1d(voices[near.start : near.stop], np.arange(most))
    here = here[here >= 0]
    heard = np.zeros((len(count), len(here)), np.int16)
    for number in near:
        begin = int(windows.firsts[number])
        inside = slice(max(first, begin), min(end, begin + windows.frames))
        window = speech[number, inside.start - begin : inside.stop - begin]
        for voice in set(voices[number].tolist()) - {NOBODY}:
            speaks = window[:, voices[number] == voice].max(axis=1)
            heard[inside.start - first : inside.stop - first, np.searchsorted(here, voice)] += speaks
    ranked = np.argsort(-heard, axis=1, kind="stable")[:, :most]
    speaking = np.zeros((len(here), len(count) + 2), np.int8)  # silent before and after
    for rank in range(most):
        frames = np.flatnonzero(count > rank)
        speaking[ranked[frames, rank], frames + 1] = 1
    changes = np.diff(speaking, axis=1)
    rows, begins = np.nonzero(changes == 1)
    ends = np.nonzero(changes == -1)[1]
    return here[rows], begins + first, ends + first


def _joined(voices: Indices, firsts: Indices, ends: Indices) -> Runs:
    """Runs in order, those as one that a border of blocks has cut."""
    order = np.lexsort((firsts, voices))
    voices, firsts, ends = voices[order], firsts[order], ends[order]
    cut = (voices[1:] == voices[:-1]) & (firsts[1:] == ends[:-1])
    begins, stops = np.r_[True, ~cut], np.r_[~cut, True]
    if len(voices) == 0:
        return Runs(voices, firsts, ends)
    return Runs(voices[begins], firsts[begins], ends[stops])
