"""PyanNet, the network of segmentation-3.0, and its checkpoint, without pyannote.audio.

Importing pyannote.audio brings along what it is trained with (lightning, torchmetrics, torch's compiler, matplotlib,
pandas, scikit-learn): two thirds of the time in which a short recording is transcribed. At inference the network is a
few layers of torch: learnt band-pass filters (Ravanelli and Bengio, "Speaker Recognition from Raw Waveform with
SincNet", SLT 2018, arXiv 1808.00158; the odd filters are those of Pariente et al., arXiv 1910.10400), two convolutions,
an LSTM and linear layers. Names of attributes are those of the published weights (pyannote, MIT), so that their state
dictionary loads as it is.

Imports torch at its head: only modules that do so too import this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.nn import functional

from pipeline.timeline import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FILTERS = 80
_FILTER_LENGTH = 251
_LEAST_HZ = 50
"""Lowest frequency, and least width, of a band."""
_CHANNELS = 60
_ARCHITECTURE = ("pyannote.audio.models.segmentation.PyanNet", "PyanNet")


class _BandPass(nn.Module):
    """Filters that let one band each pass: half of them even, half of them odd, both with the same bands."""

    window_: torch.Tensor
    n_: torch.Tensor

    def __init__(self) -> None:
        super().__init__()
        bands, half = _FILTERS // 2, _FILTER_LENGTH // 2
        self.low_hz_ = nn.Parameter(torch.empty(bands, 1))
        self.band_hz_ = nn.Parameter(torch.empty(bands, 1))
        self.register_buffer("window_", torch.empty(half))
        self.register_buffer("n_", torch.empty(1, half))

    def filters(self) -> torch.Tensor:
        """The filters, shape ``(80, 1, 251)``."""
        low = _LEAST_HZ + self.low_hz_.abs()
        high = (low + _LEAST_HZ + self.band_hz_.abs()).clamp(_LEAST_HZ, SAMPLE_RATE / 2)
        lower, upper = low @ self.n_, high @ self.n_
        taper = self.window_ / (self.n_ / 2)
        even, odd = (upper.sin() - lower.sin()) * taper, (lower.cos() - upper.cos()) * taper
        width = 2 * (high - low)
        filters = torch.cat(
            [
                torch.cat([even, width, even.flip(1)], dim=1) / width,
                torch.cat([odd, torch.zeros_like(width), -odd.flip(1)], dim=1) / width,
            ]
        )
        return filters.unsqueeze(1)


class _Encoder(nn.Module):
    """Where the weights have the filters."""

    def __init__(self) -> None:
        super().__init__()
        self.filterbank = _BandPass()


class _SincNet(nn.Module):
    """Sound ``(batch, 1, samples)`` to ``(batch, 60, frames)``."""

    def __init__(self, stride: int) -> None:
        super().__init__()
        self.stride = stride
        self.wav_norm1d = nn.InstanceNorm1d(1, affine=True)
        convolutions = (nn.Conv1d(_FILTERS, _CHANNELS, 5), nn.Conv1d(_CHANNELS, _CHANNELS, 5))
        self.conv1d = nn.ModuleList([_Encoder(), *convolutions])
        self.pool1d = nn.ModuleList([nn.MaxPool1d(3) for _ in self.conv1d])
        self.norm1d = nn.ModuleList(
            [nn.InstanceNorm1d(count, affine=True) for count in (_FILTERS, _CHANNELS, _CHANNELS)]
        )

    def forward(self, waveforms: torch.Tensor) -> torch.Tensor:
        encoder, *convolutions = self.conv1d
        filters = encoder.filterbank.filters()  # type: ignore[operator, union-attr]
        outputs = functional.conv1d(self.wav_norm1d(waveforms), filters, stride=self.stride).abs()
        outputs = functional.leaky_relu(self.norm1d[0](self.pool1d[0](outputs)))
        for conv, pool, norm in zip(convolutions, self.pool1d[1:], self.norm1d[1:], strict=True):
            outputs = functional.leaky_relu(norm(pool(conv(outputs))))
        return outputs


class PyanNet(nn.Module):
    """Log-probabilities of each set of speakers who may speak at once."""

    def __init__(self, settings: Mapping[str, Any], classes: int) -> None:
        """A network as the ``settings`` of its checkpoint say; its weights are yet to be loaded."""
        super().__init__()
        lstm, linear = dict(settings["lstm"]), settings["linear"]
        if not lstm.pop("monolithic"):
            raise ValueError("an LSTM of which each layer stands alone")
        self.sincnet = _SincNet(settings["sincnet"]["stride"])
        self.lstm = nn.LSTM(_CHANNELS, **{**lstm, "batch_first": True})
        width = lstm["hidden_size"] * (2 if lstm["bidirectional"] else 1)
        widths = [width] + [linear["hidden_size"]] * linear["num_layers"]
        self.linear = nn.ModuleList([nn.Linear(size, following) for size, following in pairwise(widths)])
        self.classifier = nn.Linear(widths[-1], classes)
        self.activation = nn.LogSoftmax(dim=-1)

    def forward(self, waveforms: torch.Tensor) -> torch.Tensor:
        """Scores ``(batch, frames, classes)`` of ``waveforms`` ``(batch, 1, samples)``."""
        outputs, _ = self.lstm(self.sincnet(waveforms).transpose(1, 2))
        for linear in self.linear:
            outputs = functional.leaky_relu(linear(outputs))
        scores: torch.Tensor = self.activation(self.classifier(outputs))
        return scores

    @property
    def frame(self) -> tuple[float, float]:
        """Seconds of sound that one frame sees, and from one frame to the next; the first begins with the sound."""
        layers = [(_FILTER_LENGTH, self.sincnet.stride), (3, 3), (5, 1), (3, 3), (5, 1), (3, 3)]
        size, step = 1, 1
        for length, stride in reversed(layers):
            size, step = length + (size - 1) * stride, step * stride
        return size / SAMPLE_RATE, step / SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Segmentation:
    """A network for windows of ``duration`` s, and which speakers each of its classes stands for."""

    network: PyanNet
    duration: float
    sets: torch.Tensor
    """Shape ``(classes, speakers)``: 1 for those who speak."""

    def speech(self, scores: torch.Tensor) -> torch.Tensor:
        """Of ``scores`` ``(..., classes)`` the likeliest set of speakers, ``(..., speakers)`` of zeros and ones."""
        return self.sets.to(scores.device)[scores.argmax(-1)]


class _Said:
    """Stands for the values of pyannote's own types in a checkpoint: an enumeration's member or a set of fields."""

    value: int | None = None

    def __init__(self, value: int) -> None:
        self.value = value


_OWN_TYPES = [f"pyannote.audio.core.task.{name}" for name in ("Problem", "Resolution", "Specifications")]


def load(path: Path) -> Segmentation:
    """The network in a checkpoint of pyannote.audio, on the CPU, ready for inference.

    Nothing that the file names is imported or called, other than what makes tensors.

    Raises:
        OSError, RuntimeError, pickle.UnpicklingError: it is no checkpoint, or cut off.
        KeyError, TypeError, ValueError: it holds another network.

    """
    said = [(_Said, name) for name in _OWN_TYPES]
    with torch.serialization.safe_globals([*said, torch.torch_version.TorchVersion]):
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    about = checkpoint["pyannote.audio"]
    architecture = (about["architecture"]["module"], about["architecture"]["class"])
    if architecture != _ARCHITECTURE:
        raise ValueError(f"a network of the kind {architecture[1]}, not PyanNet")
    fields = vars(about["specifications"])
    if not fields.get("powerset_max_classes"):
        raise ValueError("a network that scores each speaker alone, not sets of them")
    sets = _sets(len(fields["classes"]), fields["powerset_max_classes"])
    network = PyanNet(checkpoint["hyper_parameters"], len(sets))
    network.load_state_dict(checkpoint["state_dict"])
    return Segmentation(network.eval(), fields["duration"], sets)


def _sets(speakers: int, at_once: int) -> torch.Tensor:
    """All sets of up to so many of the speakers, smaller ones first, shape ``(sets, speakers)``."""
    chosen = [some for size in range(at_once + 1) for some in combinations(range(speakers), size)]
    return torch.tensor([[float(speaker in some) for speaker in range(speakers)] for some in chosen])
