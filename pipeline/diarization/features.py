"""Frame-level voice features of a whole recording, each second computed once.

The stock pipeline cuts 10 s windows every second and runs the embedding network for each of up to three speakers of
each window, so the same second of sound passes through it about thirty times; that was over 90 % of its time. Here the
network's frame-level part runs over blocks of 30 s with 3 s of context on either side, and only the pooling, which is a
matrix product, is done for each window and speaker.

Blocks are computed when the first window needs them and dropped when the windows have moved on, so memory does not grow
with the recording.

Imports torch at its head: only the adapter in :mod:`.pyannote` imports this module, and lazily.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
import torchaudio.compliance.kaldi as kaldi

from pipeline.diarization.campplus import FRAME_CHANNELS, FRAME_STRIDE, MEL_BINS
from pipeline.timeline import SAMPLE_RATE

if TYPE_CHECKING:
    from pipeline.diarization.campplus import CamPlusPlus

FILTERBANK_SHIFT_MS = 10
FILTERBANK_LENGTH_MS = 25
FRAMES_PER_SECOND = 1000 // (FILTERBANK_SHIFT_MS * FRAME_STRIDE)
_SAMPLES_PER_FRAME = SAMPLE_RATE // FRAMES_PER_SECOND
_OVERHANG = SAMPLE_RATE * (FILTERBANK_LENGTH_MS - FILTERBANK_SHIFT_MS) // 1000
"""Samples the last filterbank frame needs beyond its shift."""

BLOCK_SECONDS = 30
CONTEXT_SECONDS = 3
_BLOCK = BLOCK_SECONDS * FRAMES_PER_SECOND
_CONTEXT = CONTEXT_SECONDS * FRAMES_PER_SECOND


def filterbank(samples: torch.Tensor) -> torch.Tensor:
    """The mean-free 80-bin Kaldi log filterbank CAM++ was trained on, shape ``(frames, 80)``, of samples ``(n,)``."""
    scaled = samples.unsqueeze(0) * (1 << 15)  # Kaldi's scale: 16-bit integers
    bins = kaldi.fbank(
        scaled,
        num_mel_bins=MEL_BINS,
        frame_length=FILTERBANK_LENGTH_MS,
        frame_shift=FILTERBANK_SHIFT_MS,
        sample_frequency=SAMPLE_RATE,
        window_type="hamming",
        dither=0.0,
    )
    centered: torch.Tensor = bins - bins.mean(dim=0, keepdim=True)
    return centered


class FrameFeatures:
    """The features of one recording, 50 frames a second, asked for in windows that move forward.

    ``samples`` has shape ``(n,)`` at 16 kHz. Windows may begin at any time and reach past the end, where features
    are zero; a window that begins before the one asked for last costs its blocks again.
    """

    def __init__(self, network: CamPlusPlus, samples: torch.Tensor, device: torch.device) -> None:
        self._network = network
        self._samples = samples
        self._device = device
        self._frames = len(samples) // _SAMPLES_PER_FRAME
        self._blocks: dict[int, torch.Tensor] = {}

    def window(self, start: float, duration: float) -> torch.Tensor:
        """Features from ``start`` for ``duration`` seconds, shape ``(512, duration * 50)``."""
        first = round(start * FRAMES_PER_SECOND)
        count = round(duration * FRAMES_PER_SECOND)
        result = torch.zeros(FRAME_CHANNELS, count, device=self._device)
        end = min(first + count, self._frames)
        needed = range(first // _BLOCK, -(-end // _BLOCK)) if first < end else range(0)
        self._blocks = {index: kept for index, kept in self._blocks.items() if index in needed}
        for index in needed:
            if index not in self._blocks:
                self._blocks[index] = self._compute(index)
            begin = index * _BLOCK
            left, right = max(first, begin), min(end, begin + _BLOCK)
            result[:, left - first : right - first] = self._blocks[index][:, left - begin : right - begin]
        return result

    def _compute(self, index: int) -> torch.Tensor:
        """The features of one block, shape ``(512, frames)``; the last block may be short."""
        begin = index * _BLOCK
        end = min(begin + _BLOCK, self._frames)
        left, right = max(0, begin - _CONTEXT), min(end + _CONTEXT, self._frames)
        samples = self._samples[left * _SAMPLES_PER_FRAME : right * _SAMPLES_PER_FRAME + _OVERHANG]
        missing = (right - left) * _SAMPLES_PER_FRAME + _OVERHANG - len(samples)
        if missing > 0:  # the last frame reaches past the end of the recording
            samples = torch.nn.functional.pad(samples, (0, missing))
        with torch.inference_mode():
            features = self._network.frames(filterbank(samples).unsqueeze(0).to(self._device))[0]
        return features[:, begin - left : end - left].clone()
