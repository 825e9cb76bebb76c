"""Who speaks when in each of the overlapping windows of a recording, with the first layer computed once.

segmentation-3.0 is a PyanNet: bands of learnt band-pass filters (SincNet), then a recurrent network. Each window is
brought to mean zero and unit variance before the filters, so the stock pipeline filters every second of sound once for
each window that it lies in. A filter is linear: filtering the recording once, then scaling the result as each window
would have been scaled, gives the same numbers (to 2e-6 in the probabilities).

Imports torch at its head: only the adapter in :mod:`.pyannote` imports this module, and lazily.
"""

from __future__ import annotations

import copy
import math
from typing import TYPE_CHECKING, Any

import torch
from torch.nn import functional

from pipeline.batches import in_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from pipeline.diarization.workers import Workers

FILTER_STRIDE = 10
"""Samples from one output of segmentation-3.0's first filters to the next."""


def starts_of(samples: int, size: int, step: int) -> range:
    """Where windows of ``size`` samples begin, so that the end of the recording lies in the last one."""
    return range(0, (1 + max(0, math.ceil((samples - size) / step))) * step, step)


class SharedSegmentation:
    """A PyanNet whose layers calculate in ``numbers``, and the conversion of its scores to one column a speaker.

    The filters, the norms and the last softmax stay in float32: they cost little, and the first ones see sound whose
    loudness may lie anywhere.
    """

    def __init__(self, model: Any, conversion: Any, device: torch.device, numbers: torch.dtype = torch.float32) -> None:
        self._conversion = conversion
        self._device = device
        self._numbers = numbers
        self._net = model.sincnet
        self._activation = model.activation
        layers = (self._net.conv1d[1:], model.lstm, model.linear, model.classifier)
        self._convs, self._lstm, self._linear, self._classifier = (copy.deepcopy(layer).to(numbers) for layer in layers)
        with torch.inference_mode():
            self._filters = self._net.conv1d[0].filterbank.filters()
        self._sums = self._filters.sum(-1)

    def windows(
        self,
        samples: torch.Tensor,
        starts: Sequence[int],
        size: int,
        batch: int,
        workers: Workers,
        advance: Callable[[int], None],
    ) -> npt.NDArray[Any]:
        """Speech of each local speaker in the windows of ``size`` samples at ``starts``, shape (windows, frames, 3).

        ``samples`` has shape ``(n,)``; what of a window lies behind its end is silence. The starts rise in steps that
        the filters' stride divides. At most ``batch`` windows are looked at together.
        """
        import numpy as np

        batches = in_batches(starts, batch, workers.count)
        found = []
        done = 0
        for scores in workers.map(lambda chosen: self._scores(samples, chosen, size), batches):
            found.append(scores)
            done += len(scores)
            advance(done)
        return np.concatenate(found)

    def _scores(self, samples: torch.Tensor, starts: Sequence[int], size: int) -> npt.NDArray[Any]:
        with torch.inference_mode():
            sound = samples[starts[0] : starts[-1] + size]
            sound = functional.pad(sound, (0, starts[-1] + size - starts[0] - len(sound))).to(self._device)
            outputs = self._rest(self._first(sound, [start - starts[0] for start in starts], size))
            return self._conversion(outputs).cpu().numpy()  # type: ignore[no-any-return]

    def _first(self, sound: torch.Tensor, starts: Sequence[int], size: int) -> torch.Tensor:
        """What the first layer makes of all windows, shape (windows, 80, frames)."""
        net, norm = self._net, self._net.wav_norm1d
        everything = functional.conv1d(sound[None, None], self._filters, stride=net.stride)[0]
        count = (size - self._filters.shape[-1]) // net.stride + 1
        outputs = []
        for start in starts:
            window = sound[start : start + size]
            scale = norm.weight / torch.sqrt(window.var(unbiased=False) + norm.eps)
            shift = (norm.bias - scale * window.mean()) * self._sums
            first = start // net.stride
            scaled = (everything[:, first : first + count] * scale).add_(shift)
            outputs.append(self._after(net.pool1d[0](scaled.abs_())[None], net.norm1d[0]))
        return torch.cat(outputs)

    def _rest(self, outputs: torch.Tensor) -> torch.Tensor:
        net = self._net
        for conv, pool, norm in zip(self._convs, net.pool1d[1:], net.norm1d[1:], strict=True):
            outputs = self._after(pool(conv(outputs)).float(), norm)
        outputs, _ = self._lstm(outputs.transpose(1, 2))
        for linear in self._linear:
            outputs = functional.leaky_relu_(linear(outputs))
        return self._activation(self._classifier(outputs).float())  # type: ignore[no-any-return]

    def _after(self, outputs: torch.Tensor, norm: Any) -> torch.Tensor:
        """The norm of each channel of each window, and what follows it, for the next layer.

        Groups of one channel each: torch takes a fifth of the time for them that it takes for an instance norm.
        """
        normed = functional.group_norm(outputs, norm.num_features, norm.weight, norm.bias, norm.eps)
        return functional.leaky_relu_(normed).to(self._numbers)
