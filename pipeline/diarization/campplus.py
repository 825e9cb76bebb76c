"""CAM++, the network that turns speech into a voiceprint, split where byline needs it split.

Wang et al., "CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware Masking", Interspeech
2023 (arXiv 2303.00332). Attribute names are those of the published weights (3D-Speaker, Apache-2.0), so that their
state dictionary loads as it is.

The network is two parts: :meth:`CamPlusPlus.frames`, which costs nearly everything and depends on the sound alone, and
:meth:`CamPlusPlus.pool`, which is cheap and depends on who is asked for. A window-by-window pipeline runs the first
part again for every window and every speaker in it; here it runs once over the file (:mod:`.features`).

:func:`load` gives the network as it was published, :func:`quickened` the same one for fast inference.

Imports torch at its head: only the adapter in :mod:`.pyannote` imports this module, and lazily.
"""

from __future__ import annotations

import copy
from collections import OrderedDict
from typing import Any

import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.fusion import fuse_conv_bn_eval

MEL_BINS = 80
EMBEDDING_SIZE = 192
FRAME_CHANNELS = 512
FRAME_STRIDE = 2
"""Filterbank frames (10 ms) for each frame of :meth:`CamPlusPlus.frames` (20 ms)."""
_CONTEXT_FRAMES = 100
"""Frames that share one local context in context-aware masking (section 2.2 of the paper)."""
_VARIANCE_FLOOR = 1e-8
_LEAST_FREEDOM = 1e-3
"""Below this the weights lie on one frame, which has no deviation to correct; float32 rounding is far smaller."""


_FRONT_PIECE = 600
"""Filterbank frames that the 2-D front takes at once: its 32 x 80 values a frame would be 70 MB for a minute."""
_FRONT_REACH = 10
"""Frames to either side that an output of the front depends on: one for each of its ten 3x3 convolutions."""


def _normed_relu(channels: int) -> nn.Sequential:
    return nn.Sequential(OrderedDict(batchnorm=nn.BatchNorm1d(channels), relu=nn.ReLU(inplace=True)))


def _fold(home: nn.Module, conv: str, norm_home: nn.Module, norm: str) -> None:
    """Put a norm into the convolution before it; both are given as a module and the name that they have in it."""
    folded = fuse_conv_bn_eval(home._modules[conv], norm_home._modules[norm])  # type: ignore[type-var,arg-type]
    setattr(home, conv, folded)
    setattr(norm_home, norm, nn.Identity())


class _ResidualBlock(nn.Module):
    """Two 3x3 convolutions over (mel bin, frame) with a shortcut; the stride is along the mel axis alone."""

    def __init__(self, channels: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, stride=(stride, 1), padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.shortcut = nn.Sequential()
        if stride != 1:
            self.shortcut.append(nn.Conv2d(channels, channels, 1, stride=(stride, 1), bias=False))
            self.shortcut.append(nn.BatchNorm2d(channels))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = functional.relu_(self.bn1(self.conv1(x)))
        return functional.relu_(self.bn2(self.conv2(y)).add_(self.shortcut(x)))

    def fold(self) -> None:
        """Put each norm into the convolution before it."""
        _fold(self, "conv1", self, "bn1")
        _fold(self, "conv2", self, "bn2")
        if len(self.shortcut):
            _fold(self.shortcut, "0", self.shortcut, "1")


class _Front(nn.Module):
    """The 2-D convolutional front: (batch, mel bins, frames) to (batch, 320, frames)."""

    def __init__(self, channels: int = 32) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, channels, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.layer1 = nn.Sequential(_ResidualBlock(channels, 2), _ResidualBlock(channels, 1))
        self.layer2 = nn.Sequential(_ResidualBlock(channels, 2), _ResidualBlock(channels, 1))
        self.conv2 = nn.Conv2d(channels, channels, 3, stride=(2, 1), padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.out_channels = channels * (MEL_BINS // 8)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.cat([self._piece(x, start) for start in range(0, x.shape[-1], _FRONT_PIECE)], dim=-1)

    def _piece(self, x: torch.Tensor, start: int) -> torch.Tensor:
        """What a pass over all frames gives for those from ``start`` on."""
        left = max(0, start - _FRONT_REACH)
        around = x[..., left : start + _FRONT_PIECE + _FRONT_REACH]
        y = functional.relu_(self.bn1(self.conv1(around.unsqueeze(1))))
        y = functional.relu_(self.bn2(self.conv2(self.layer2(self.layer1(y)))))
        return y.flatten(1, 2)[..., start - left : start - left + _FRONT_PIECE]

    def fold(self) -> None:
        """Put each norm into the convolution before it."""
        _fold(self, "conv1", self, "bn1")
        _fold(self, "conv2", self, "bn2")


class _FirstLayer(nn.Module):
    """The time-delay layer that halves the frame rate."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.linear = nn.Conv1d(in_channels, out_channels, 5, stride=FRAME_STRIDE, padding=2, bias=False)
        self.nonlinear = _normed_relu(out_channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.nonlinear(self.linear(x))
        return y


def _pointwise(conv: nn.Conv1d, x: torch.Tensor) -> torch.Tensor:
    """A convolution whose kernel is 1: a matrix product, which in bfloat16 takes a quarter less time as one."""
    products = [conv.weight[..., 0] @ single for single in x]
    return torch.stack(products if conv.bias is None else [product.add_(conv.bias[:, None]) for product in products])


class _ContextAwareMask(nn.Module):
    """A convolution whose output is masked by what lies around: the whole input, and the segment of 100 frames."""

    def __init__(self, in_channels: int, out_channels: int, kernel: int, dilation: int) -> None:
        super().__init__()
        padding = (kernel - 1) // 2 * dilation
        self.linear_local = nn.Conv1d(in_channels, out_channels, kernel, padding=padding, dilation=dilation, bias=False)
        self.linear1 = nn.Conv1d(in_channels, in_channels // 2, 1)
        self.linear2 = nn.Conv1d(in_channels // 2, out_channels, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        frames = x.shape[-1]
        local = functional.avg_pool1d(x, _CONTEXT_FRAMES, _CONTEXT_FRAMES, ceil_mode=True)
        context = x.mean(-1, keepdim=True) + local
        # The mask is constant within a segment, so it is computed once a segment and then spread over its frames.
        mask = torch.sigmoid(self.linear2(functional.relu(self.linear1(context))))
        y: torch.Tensor = self.linear_local(x) * mask.repeat_interleave(_CONTEXT_FRAMES, dim=-1)[..., :frames]
        return y


class _DenseLayer(nn.Module):
    def __init__(self, in_channels: int, growth: int, bottleneck: int, kernel: int, dilation: int) -> None:
        super().__init__()
        self.nonlinear1 = _normed_relu(in_channels)
        self.linear1 = nn.Conv1d(in_channels, bottleneck, 1, bias=False)
        self.nonlinear2 = _normed_relu(bottleneck)
        self.cam_layer = _ContextAwareMask(bottleneck, growth, kernel, dilation)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.cam_layer(self.nonlinear2(_pointwise(self.linear1, self.nonlinear1(x))))
        return y

    def fold(self) -> None:
        """Put the second norm into the convolution before it; before the first one stands no convolution."""
        _fold(self, "linear1", self.nonlinear2, "batchnorm")


class _DenseBlock(nn.Module):
    """Layers each of which sees the outputs of all before it."""

    def __init__(self, layers: int, in_channels: int, growth: int, bottleneck: int, dilation: int) -> None:
        super().__init__()
        self._growth = growth
        for i in range(layers):
            self.add_module(f"tdnnd{i + 1}", _DenseLayer(in_channels + i * growth, growth, bottleneck, 3, dilation))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        batch, channels, frames = x.shape
        # One place for all outputs: joining them anew for each layer would copy every channel up to 24 times.
        everything = x.new_empty(batch, channels + len(self._modules) * self._growth, frames)
        everything[:, :channels] = x
        for layer in self.children():
            everything[:, channels : channels + self._growth] = layer(everything[:, :channels])
            channels += self._growth
        return everything


class _Transition(nn.Module):
    """Halves the channels between two dense blocks."""

    def __init__(self, in_channels: int) -> None:
        super().__init__()
        self.nonlinear = _normed_relu(in_channels)
        self.linear = nn.Conv1d(in_channels, in_channels // 2, 1, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return _pointwise(self.linear, self.nonlinear(x))


class _Projection(nn.Module):
    """Pooled statistics to the embedding."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.linear = nn.Conv1d(in_channels, out_channels, 1, bias=False)
        self.nonlinear = nn.Sequential(OrderedDict(batchnorm=nn.BatchNorm1d(out_channels, affine=False)))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.nonlinear(self.linear(x.unsqueeze(-1)).squeeze(-1))
        return y


class CamPlusPlus(nn.Module):
    """The whole network in the size that was published for 16 kHz (7.2 million parameters)."""

    def __init__(self, growth: int = 32, first_channels: int = 128) -> None:
        super().__init__()
        self.head = _Front()
        self.xvector = nn.Sequential(OrderedDict(tdnn=_FirstLayer(self.head.out_channels, first_channels)))
        channels = first_channels
        for i, (layers, dilation) in enumerate(((12, 1), (24, 2), (16, 2)), start=1):
            self.xvector.add_module(f"block{i}", _DenseBlock(layers, channels, growth, 4 * growth, dilation))
            channels += layers * growth
            self.xvector.add_module(f"transit{i}", _Transition(channels))
            channels //= 2
        assert channels == FRAME_CHANNELS  # noqa: S101 - the published size, stated once as a constant
        self.xvector.add_module("out_nonlinear", _normed_relu(channels))
        self.dense = _Projection(2 * channels, EMBEDDING_SIZE)

    def frames(self, filterbank: torch.Tensor) -> torch.Tensor:
        """Frame-level features, ``(batch, 512, frames / 2)``, of a mean-free filterbank ``(batch, frames, 80)``."""
        numbers = self.head.conv1.weight.dtype
        features: torch.Tensor = self.xvector(self.head(filterbank.transpose(1, 2).to(numbers)))
        return features.float()

    def pool(self, features: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
        """Embeddings, shape ``(batch, speakers, 192)``, of features pooled under each speaker's weights.

        ``features`` has shape ``(batch, 512, frames)``, ``weights`` ``(batch, speakers, frames)`` with values 0 to 1.
        Mean and unbiased standard deviation are weighted as in pyannote.audio's statistics pooling. A speaker heard in
        a single frame has next to no deviation, and an embedding all the same: clustering would put NaN into whichever
        cluster comes first. A speaker whose weights are all zero gets NaN, which clustering leaves out.
        """
        total = weights.sum(-1, keepdim=True)
        squared = weights.square().sum(-1, keepdim=True)
        mean = weights @ features.transpose(1, 2) / total
        mean_of_squares = weights @ features.square().transpose(1, 2) / total
        freedom = total - squared / total
        unbiased = torch.where(freedom > _LEAST_FREEDOM, total / freedom, 1.0)
        return self.project(mean, mean_of_squares, unbiased)

    def project(
        self, mean: torch.Tensor, mean_of_squares: torch.Tensor, unbiased: torch.Tensor | float = 1.0
    ) -> torch.Tensor:
        """Embeddings, shape ``(..., 192)``, of features' mean and mean of squares, each ``(..., 512)``.

        ``unbiased`` is what the variance is multiplied by so that it is not too small for having been taken from few.
        """
        deviation = ((mean_of_squares - mean.square()).clamp_min(_VARIANCE_FLOOR) * unbiased).sqrt()
        statistics = torch.cat((mean, deviation), dim=-1)
        embeddings: torch.Tensor = self.dense(statistics.flatten(0, -2))
        return embeddings.reshape(*statistics.shape[:-1], EMBEDDING_SIZE)


def load(state: dict[str, torch.Tensor]) -> CamPlusPlus:
    """The network with the published weights, ready for inference."""
    network = CamPlusPlus()
    network.load_state_dict({key.replace("xvector.dense.", "dense."): value for key, value in state.items()})
    return network.eval()


def quickened(network: CamPlusPlus, numbers: torch.dtype) -> CamPlusPlus:
    """A copy of a loaded network that gives the same embeddings in less time, up to rounding.

    Batch norms are folded into the convolutions before them, and :meth:`CamPlusPlus.frames` calculates in ``numbers``;
    what it returns, and the pooling, are float32. The batch norms that are left stay float32 too: their statistics
    would lose digits that their input has.
    """
    quick = copy.deepcopy(network)
    xvector: Any = quick.xvector
    _fold(xvector.tdnn, "linear", xvector.tdnn.nonlinear, "batchnorm")
    _fold(xvector.transit3, "linear", xvector.out_nonlinear, "batchnorm")
    for module in [*quick.head.modules(), *xvector.modules()]:
        if isinstance(module, _Front | _ResidualBlock | _DenseLayer):
            module.fold()
    for module in [*quick.head.modules(), *xvector.modules()]:
        if isinstance(module, nn.Conv1d | nn.Conv2d):
            module.to(numbers)
    quick.head.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # or its outputs are turned round
    return quick
