"""pyannote's own window-by-window pipeline with segmentation-3.0 and CAM++: the yardstick of the benchmarks.

Imports torch and pyannote.audio at its head: only the adapter in :mod:`.pyannote` imports this module, and lazily.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from pyannote.audio.core.model import Model
from pyannote.audio.core.plda import PLDA
from pyannote.audio.core.task import Problem, Resolution, Specifications
from pyannote.audio.pipelines.speaker_diarization import SpeakerDiarization
from torch.nn import functional

from pipeline.diarization.campplus import EMBEDDING_SIZE, CamPlusPlus
from pipeline.diarization.features import filterbank
from pipeline.timeline import SAMPLE_RATE

if TYPE_CHECKING:
    from pathlib import Path

_WINDOWS_AT_ONCE = 16


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
        """Voiceprints (batch, 192) of ``waveforms`` (batch, 1, samples) under ``weights`` (batch, frames)."""
        features = self.network.frames(torch.stack([filterbank(waveform[0]) for waveform in waveforms]))
        if weights is None:
            weights = torch.ones(len(waveforms), 1)
        resized = functional.interpolate(weights.unsqueeze(1), size=features.shape[-1], mode="nearest")
        return self.network.pool(features, resized)[:, 0]


class _NoPLDA(PLDA):  # type: ignore[misc]  # pyannote.audio has no types
    """Fills the place of the PLDA that the pipeline asks for and its agglomerative clustering never uses."""

    def __init__(self) -> None:
        pass


def build(segmentation: Path, network: CamPlusPlus) -> SpeakerDiarization:
    """The pipeline on a segmentation checkpoint."""
    return SpeakerDiarization(
        segmentation=str(segmentation),
        segmentation_batch_size=_WINDOWS_AT_ONCE,
        embedding=CamPlusPlusModel(network),
        embedding_batch_size=_WINDOWS_AT_ONCE,
        embedding_exclude_overlap=True,
        clustering="AgglomerativeClustering",
        plda=_NoPLDA(),
    )
