"""Frame-level voice features of a whole recording, each second computed once.

The stock pipeline cuts 10 s windows every second and runs the embedding network for each of up to three speakers of
each window, so the same second of sound passes through it about thirty times; that was over 90 % of its time. Here the
network's frame-level part runs over blocks of at most 20 s with 2 s of context on either side, and only the
pooling, which is a matrix product, is done for each window and speaker. Where nobody speaks, nothing is computed.

Blocks are computed when the first window needs them and dropped when the windows have moved on. What stays of them is
their sums over slices of 0.2 s (70 MB for an hour): enough to make the voiceprint of any stretch afterwards
(:class:`SlicedFeatures`).

Imports torch at its head: only the adapter in :mod:`.pyannote` imports this module, and lazily.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile
from typing import TYPE_CHECKING

import torch
import torchaudio.compliance.kaldi as kaldi

from pipeline.diarization.campplus import FRAME_CHANNELS, FRAME_STRIDE, MEL_BINS
from pipeline.timeline import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.diarization.campplus import CamPlusPlus
    from pipeline.diarization.workers import Workers
    from pipeline.timeline import Span

FILTERBANK_SHIFT_MS = 10
FILTERBANK_LENGTH_MS = 25
FRAMES_PER_SECOND = 1000 // (FILTERBANK_SHIFT_MS * FRAME_STRIDE)
_SAMPLES_PER_FRAME = SAMPLE_RATE // FRAMES_PER_SECOND
_OVERHANG = SAMPLE_RATE * (FILTERBANK_LENGTH_MS - FILTERBANK_SHIFT_MS) // 1000
"""Samples the last filterbank frame needs beyond its shift."""

CELL_SECONDS = 10
"""A cell in which anybody speaks is computed whole."""
BLOCK_CELLS = 2
"""Cells that are computed in one go, at most. The network takes the mean of all that it hears into account: in longer
blocks two people on telephones come too near to each other, in shorter ones a voice is too unlike itself from one block
to the next. ``docs/diarization.md`` has the figures."""
CONTEXT_SECONDS = 2
_CELL = CELL_SECONDS * FRAMES_PER_SECOND
_CONTEXT = CONTEXT_SECONDS * FRAMES_PER_SECOND
_MARGIN = 0.1
"""Seconds around speech that are computed with it: windows, features and turns each round times in their own way."""

SLICES_PER_SECOND = 5
_SLICE = FRAMES_PER_SECOND // SLICES_PER_SECOND


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


def _blocks(frames: int, heard: Iterable[Span] | None) -> list[range]:
    """The frames of each block, in order: runs of cells in which somebody is heard, in parts as equal as can be."""
    count = -(-frames // _CELL)
    needed = range(count) if heard is None else sorted(_cells(heard) & set(range(count)))
    blocks = []
    for _, numbered in groupby(enumerate(needed), lambda pair: pair[1] - pair[0]):  # which is the same within a run
        run = [cell for _, cell in numbered]
        parts = math.ceil(len(run) / BLOCK_CELLS)
        edges = [run[0] + part * len(run) // parts for part in range(parts + 1)]
        blocks += [range(first * _CELL, min(end * _CELL, frames)) for first, end in pairwise(edges)]
    return blocks


def _cells(heard: Iterable[Span]) -> set[int]:
    """The cells that speech, and what lies right beside it, touches."""
    return {
        cell
        for span in heard
        for cell in range(
            math.floor((span.start - _MARGIN) / CELL_SECONDS), math.ceil((span.end + _MARGIN) / CELL_SECONDS)
        )
    }


class FrameFeatures:
    """The features of one recording, 50 frames a second, asked for in windows that move forward.

    ``samples`` has shape ``(n,)`` at 16 kHz. Windows may begin at any time and reach past the end, where features
    are zero; a window that begins before the one asked for last costs its blocks again. ``heard`` are the stretches in
    which somebody speaks (None: everywhere): features are sure to be computed there, and elsewhere may be zero.
    """

    def __init__(
        self,
        network: CamPlusPlus,
        samples: torch.Tensor,
        device: torch.device,
        workers: Workers | None = None,
        heard: Iterable[Span] | None = None,
    ) -> None:
        self._network = network
        self._samples = samples
        self._device = device
        self._frames = len(samples) // _SAMPLES_PER_FRAME
        self._blocks = _blocks(self._frames, heard)
        self._ends = [block.stop for block in self._blocks]
        self._computed: dict[range, torch.Tensor] = {}
        self._ahead = zip(self._blocks, workers.map(self._compute, self._blocks), strict=True) if workers else iter(())
        self._slices = torch.zeros(2, FRAME_CHANNELS, self._frames // _SLICE)

    @property
    def sliced(self) -> SlicedFeatures:
        """What stays of the blocks computed so far."""
        return SlicedFeatures(self._network, self._slices, self._device)

    def window(self, start: float, duration: float) -> torch.Tensor:
        """Features from ``start`` for ``duration`` seconds, shape ``(512, duration * 50)``."""
        first = round(start * FRAMES_PER_SECOND)
        count = round(duration * FRAMES_PER_SECOND)
        result = torch.zeros(FRAME_CHANNELS, count, device=self._device)
        end = first + count
        needed = self._blocks[bisect_right(self._ends, first) :]
        needed = list(takewhile(lambda block: block.start < end, needed))
        self._computed = {block: kept for block, kept in self._computed.items() if block in needed}
        for block in needed:
            if block not in self._computed:
                self._computed[block] = self._block(block)
            left, right = max(first, block.start), min(end, block.stop)
            result[:, left - first : right - first] = self._computed[block][:, left - block.start : right - block.start]
        return result

    def _block(self, wanted: range) -> torch.Tensor:
        """A block that workers have made in time, or else one made now."""
        for block, features in self._ahead:
            if block == wanted:
                return features
        return self._compute(wanted)

    def _compute(self, block: range) -> torch.Tensor:
        """The features of one block, shape ``(512, frames)``."""
        left, right = max(0, block.start - _CONTEXT), min(block.stop + _CONTEXT, self._frames)
        samples = self._samples[left * _SAMPLES_PER_FRAME : right * _SAMPLES_PER_FRAME + _OVERHANG]
        missing = (right - left) * _SAMPLES_PER_FRAME + _OVERHANG - len(samples)
        if missing > 0:  # the last frame reaches past the end of the recording
            samples = torch.nn.functional.pad(samples, (0, missing))
        with torch.inference_mode():
            features = self._network.frames(filterbank(samples).unsqueeze(0).to(self._device))[0]
            own = features[:, block.start - left : block.stop - left].clone()
            self._keep(block.start // _SLICE, own)
        return own

    def _keep(self, first: int, features: torch.Tensor) -> None:
        """Sum a block's features, and their squares, over each slice that is whole."""
        count = features.shape[1] // _SLICE
        for kept, values in zip(self._slices, (features, features.square()), strict=True):
            kept[:, first : first + count] = (
                values[:, : count * _SLICE].reshape(FRAME_CHANNELS, count, _SLICE).sum(-1).cpu()
            )


@dataclass(frozen=True, slots=True)
class SlicedFeatures:
    """Sums over slices of 0.2 s of a recording's features and of their squares, ``sums`` of shape (2, 512, slices)."""

    network: CamPlusPlus
    sums: torch.Tensor
    device: torch.device

    def voiceprint(self, spans: Iterable[Span]) -> tuple[float, ...] | None:
        """The unit-length voiceprint of whoever is heard in ``spans``; None where no slice lies wholly inside."""
        chosen = [index for span in spans for index in self._inside(span)]
        if not chosen:
            return None
        embedding = self._project(self.sums[:, :, chosen].sum(-1, keepdim=True), len(chosen))
        return tuple(embedding[0].tolist())

    def likeness_across(self, span: Span, reach: float) -> list[tuple[float, float]]:
        """How alike the voice is before and after each instant of ``span``: pairs of time (s) and cosine.

        Compared are the ``reach`` seconds on either side, both inside the span; a shorter span has no such instant.
        """
        inside = self._inside(span)
        width = round(reach * SLICES_PER_SECOND)
        if len(inside) < 2 * width:
            return []
        windows = self.sums[:, :, inside.start : inside.stop].unfold(-1, width, 1).sum(-1)
        embeddings = self._project(windows, width)
        cosines = (embeddings[:-width] * embeddings[width:]).sum(-1).tolist()
        return [((inside.start + width + i) / SLICES_PER_SECOND, cosine) for i, cosine in enumerate(cosines)]

    def _inside(self, span: Span) -> range:
        """The slices that lie wholly inside ``span``."""
        first = math.ceil(span.start * SLICES_PER_SECOND)
        return range(first, max(first, min(math.floor(span.end * SLICES_PER_SECOND), self.sums.shape[2])))

    def _project(self, sums: torch.Tensor, slices: int) -> torch.Tensor:
        """Unit-length voiceprints ``(n, 192)`` of sums ``(2, 512, n)`` over so many ``slices`` each."""
        frames = slices * _SLICE
        mean, mean_of_squares = (sums / frames).transpose(1, 2).to(self.device)
        with torch.inference_mode():
            embeddings = self.network.project(mean, mean_of_squares, frames / (frames - 1))
        return torch.nn.functional.normalize(embeddings, dim=-1).cpu()
