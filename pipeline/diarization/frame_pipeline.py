"""pyannote's diarization pipeline with CAM++ voiceprints, whose frame-level features are computed once a recording.

Imports torch and pyannote.audio at its head: only the adapter in :mod:`.pyannote` imports this module, and lazily.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from pyannote.audio.core.model import Model
from pyannote.audio.core.plda import PLDA
from pyannote.audio.core.task import Problem, Resolution, Specifications
from pyannote.audio.pipelines.speaker_diarization import SpeakerDiarization
from pyannote.core import SlidingWindow, SlidingWindowFeature
from torch.nn import functional

from pipeline.diarization.campplus import EMBEDDING_SIZE, CamPlusPlus
from pipeline.diarization.features import FRAMES_PER_SECOND, FrameFeatures, filterbank
from pipeline.diarization.precision import numbers_for
from pipeline.diarization.segmentation import FILTER_STRIDE, SharedSegmentation, starts_of
from pipeline.diarization.turn_voices import SOUND
from pipeline.diarization.workers import working
from pipeline.timeline import SAMPLE_RATE, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy.typing as npt

    from pipeline.machine import Machine

_WINDOWS_AT_ONCE = 16
_PIECE_BYTES = 256 * 1024**2
"""What a worker takes beside the others, at most: for so many windows, or for a block of features."""
_WINDOW_SECONDS = 10.0
"""What segmentation-3.0 was trained on."""
_LEAST_SPEECH = 0.5
"""Seconds of speech without crosstalk that a voiceprint is made from; with less in a window, crosstalk counts too."""


class CamPlusPlusModel(Model):  # type: ignore[misc]  # pyannote.audio has no types
    """CAM++ as pyannote's pipelines want an embedding model: waveforms in, voiceprints out."""

    def __init__(self, network: CamPlusPlus) -> None:
        super().__init__(sample_rate=SAMPLE_RATE)
        self.network = network
        self.specifications = Specifications(problem=Problem.REPRESENTATION, resolution=Resolution.CHUNK, duration=10.0)

    @property
    def dimension(self) -> int:
        """Size of a voiceprint."""
        return EMBEDDING_SIZE

    def forward(self, waveforms: torch.Tensor, weights: torch.Tensor | None = None) -> torch.Tensor:
        """Voiceprints ``(batch, 192)`` of ``waveforms`` ``(batch, 1, samples)`` under ``weights`` ``(batch, frames)``.

        This is the window-by-window way of the stock pipeline, which :class:`FramePipeline` goes around.
        """
        features = self.network.frames(torch.stack([filterbank(waveform[0]) for waveform in waveforms]))
        if weights is None:
            weights = torch.ones(len(waveforms), 1)
        resized = functional.interpolate(weights.unsqueeze(1), size=features.shape[-1], mode="nearest")
        return self.network.pool(features, resized)[:, 0]


class _NoPLDA(PLDA):  # type: ignore[misc]  # pyannote.audio has no types
    """Fills the place of the PLDA that the pipeline asks for and its agglomerative clustering never uses."""

    def __init__(self) -> None:
        pass


class FramePipeline(SpeakerDiarization):  # type: ignore[misc]  # pyannote.audio has no types
    """The same pipeline, but what windows share is computed once: filtered sound, and the voices' features."""

    def __init__(self, machine: Machine, **settings: Any) -> None:
        super().__init__(**settings)
        self._machine = machine

    def get_segmentations(self, file: Any, hook: Any = None) -> SlidingWindowFeature:
        """Who speaks when in each window, shape ``(windows, frames, speakers)``."""
        inference = self._segmentation
        samples = file["waveform"][0]
        size, step = (round(seconds * SAMPLE_RATE) for seconds in (inference.duration, inference.step))
        starts = starts_of(len(samples), size, step)
        numbers = numbers_for(inference.device)
        shared = SharedSegmentation(inference.model, inference.conversion, inference.device, numbers)

        def advance(done: int) -> None:
            if hook is not None:
                hook("segmentation", None, total=len(starts), completed=done)

        with working(inference.device, self._workers) as workers:
            scores = shared.windows(samples, starts, size, _WINDOWS_AT_ONCE, workers, advance)
        window = SlidingWindow(start=0.0, duration=inference.duration, step=inference.step)
        return SlidingWindowFeature(scores, window)

    @property
    def _workers(self) -> int:
        return self._machine.room_for(_PIECE_BYTES, self._machine.threads)

    def get_embeddings(
        self,
        file: Any,
        binary_segmentations: Any,
        exclude_overlap: bool = False,
        hook: Any = None,
    ) -> npt.NDArray[np.float32]:
        """Embeddings of each window and local speaker, shape ``(windows, speakers, 192)``; NaN where one is silent."""
        model: CamPlusPlusModel = self._embedding.model_
        with working(self._embedding.device, self._workers) as workers:
            samples, heard = file["waveform"][0], _heard(binary_segmentations)
            features = FrameFeatures(model.network, samples, self._embedding.device, workers, heard)
            return self._pooled(features, binary_segmentations, exclude_overlap, hook)

    def _pooled(
        self, features: FrameFeatures, binary_segmentations: Any, exclude_overlap: bool, hook: Any
    ) -> npt.NDArray[np.float32]:
        model: CamPlusPlusModel = self._embedding.model_
        duration = binary_segmentations.sliding_window.duration
        frames = round(duration * FRAMES_PER_SECOND)
        windows = list(binary_segmentations)
        embeddings = []
        for first in range(0, len(windows), _WINDOWS_AT_ONCE):
            batch = windows[first : first + _WINDOWS_AT_ONCE]
            sound = torch.stack([features.window(window.start, duration) for window, _ in batch])
            masks = np.stack([_own_speech(mask, duration) if exclude_overlap else mask for _, mask in batch])
            weights = torch.from_numpy(masks.transpose(0, 2, 1).astype(np.float32)).to(sound.device)
            with torch.inference_mode():
                weights = functional.interpolate(weights, size=frames, mode="nearest")
                embeddings.append(model.network.pool(sound, weights).cpu().numpy())
            if hook is not None:
                hook("embeddings", None, total=len(windows), completed=first + len(batch))
        if hook is not None:
            hook(SOUND, features.sliced)
        return np.concatenate(embeddings)


def _heard(segmentations: Any) -> Iterator[Span]:
    """Where anybody speaks, window by window."""
    for window, mask in segmentations:
        frame = window.duration / len(mask)
        changes = np.flatnonzero(np.diff(mask.any(axis=1), prepend=False, append=False)) * frame
        for start, end in changes.reshape(-1, 2).tolist():
            yield Span(window.start + start, window.start + end)


def _own_speech(mask: npt.NDArray[Any], duration: float) -> npt.NDArray[Any]:
    """``mask`` ``(frames, speakers)`` without crosstalk, for each speaker who has enough speech besides it."""
    alone = mask * (mask.sum(axis=1, keepdims=True) < 2)
    enough = alone.sum(axis=0) * duration / len(mask) > _LEAST_SPEECH
    return np.where(enough, alone, mask)


def build(
    segmentation: Path, network: CamPlusPlus, step: float, machine: Machine, *, windowed: bool = False
) -> SpeakerDiarization:
    """The pipeline on a segmentation checkpoint, a window every ``step`` seconds.

    ``windowed`` gives pyannote's own, for comparison.
    """
    kind = SpeakerDiarization if windowed else partial(FramePipeline, machine)
    whole = round(step * SAMPLE_RATE / FILTER_STRIDE) * FILTER_STRIDE / SAMPLE_RATE
    return kind(
        segmentation=str(segmentation),
        segmentation_step=whole / _WINDOW_SECONDS,
        segmentation_batch_size=_WINDOWS_AT_ONCE,
        embedding=CamPlusPlusModel(network),
        embedding_batch_size=_WINDOWS_AT_ONCE,
        embedding_exclude_overlap=True,
        clustering="AgglomerativeClustering",
        plda=_NoPLDA(),
    )
