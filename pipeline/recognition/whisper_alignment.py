"""When each word of a text is said, as ``whisper.timing.find_alignment`` finds it and without its detours.

The package runs encoder and decoder again for each text, reads all heads of the attention by hooks in the model, and
compiles its search for the path at first use. Here the sound's keys are those that decoding has computed, only the
heads that follow the sound are read, and the search is in numpy. The times are the same.

Imports torch and whisper at its head: only the engine imports this, when it has work to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 (its usual name)
from whisper.audio import TOKENS_PER_SECOND

from pipeline.recognition.pieces import Piece
from pipeline.recognition.whisper_decoding import logits_of, states_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from pipeline.recognition.whisper_decoding import Sound

_MEDIAN = 7  # frames of attention, as in whisper
_EXCHANGES = (
    (0, 5), (0, 3), (1, 6), (2, 4), (0, 1), (3, 5), (2, 6), (2, 3), (3, 6), (4, 5), (1, 4), (1, 3), (3, 4),
)  # fmt: skip
"""Pairs to be put in order, one after the other, until the median of seven stands in the middle."""


def align(model: Any, tokenizer: Any, tokens: Sequence[int], sound: Sound, frames: int, start: float) -> list[Piece]:
    """A text in the pieces that are aligned with the sound, in seconds; ``start`` is where the sound begins.

    ``tokens`` are those of the text alone, ``sound`` is one region, and ``frames`` are the frames of its spectrogram.
    """
    words, word_tokens = tokenizer.split_to_word_tokens([*tokens, tokenizer.eot])
    if len(word_tokens) <= 1:  # the end of the text alone
        return []
    prefix = tokenizer.sot_sequence
    shown = torch.tensor([[*prefix, tokenizer.no_timestamps, *tokens, tokenizer.eot]], device=sound.features.device)
    attention, states = _read(model, sound, shown, frames // 2)
    path = attention.mean(0)[len(prefix) : -1]
    rows, columns = shortest_path(-path.double().cpu().numpy())
    jumps = np.pad(np.diff(rows), (1, 0), constant_values=1).astype(bool)
    times = columns[jumps] / TOKENS_PER_SECOND + start

    logits = logits_of(model, states[0, len(prefix) : len(prefix) + len(tokens)])[:, : tokenizer.eot]
    said = torch.tensor(tokens, device=logits.device)[:, None]
    probabilities = (logits.gather(1, said)[:, 0] - logits.logsumexp(-1)).exp().cpu().numpy()

    ends = np.cumsum([len(part) for part in word_tokens[:-1]])
    return [
        Piece(
            word,
            float(times[end - len(part)]),
            float(times[end]),
            float(probabilities[end - len(part) : end].mean()),
            len(part),
        )
        for word, part, end in zip(words, word_tokens, ends, strict=False)  # words end with the end of the text
    ]


def _read(model: Any, sound: Sound, tokens: Tensor, frames: int) -> tuple[Tensor, Tensor]:
    """How the heads that follow the sound attend to it, ``(heads, n, frames)``, and the decoder's last states."""
    heads: list[tuple[int, int]] = [tuple(pair) for pair in model.alignment_heads.indices().T.tolist()]
    seen: dict[tuple[int, int], Tensor] = {}

    def watch(layer: int, query: Tensor) -> None:
        for head in [head for of, head in heads if of == layer]:
            keys = sound.keys[layer][0, head, :frames].float()
            seen[layer, head] = (query[0, head].float() * keys.shape[-1] ** -0.5) @ keys.T

    states = states_of(model, sound, tokens, watch=watch)
    weights = torch.stack([seen[head] for head in heads]).softmax(-1)
    spread, mean = torch.std_mean(weights, dim=-2, keepdim=True, unbiased=False)
    return smoothed((weights - mean) / spread), states


def smoothed(x: Tensor) -> Tensor:
    """The median over :data:`_MEDIAN` frames, the last dimension, which is mirrored at its ends.

    As ``whisper.timing.median_filter``, which sorts: this takes a tenth of the time.
    """
    around = _MEDIAN // 2
    if x.shape[-1] <= around:
        return x
    padded = F.pad(x, (around, around), mode="reflect")
    seen = [padded[..., shift : shift + x.shape[-1]] for shift in range(_MEDIAN)]
    for low, high in _EXCHANGES:
        seen[low], seen[high] = torch.minimum(seen[low], seen[high]), torch.maximum(seen[low], seen[high])
    return seen[around]


def shortest_path(distances: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of the way through ``distances`` (``(tokens, frames)``) that dynamic time warping takes.

    As ``whisper.timing.dtw``, to the last bit and in ties, but a diagonal at a time: nothing has to be compiled.
    """
    height, width = distances.shape
    # row i shifted by i, so that a column holds what does not depend on one another
    apart = np.pad(distances, ((0, 0), (0, height)), constant_values=np.inf).ravel()[: height * (width + height - 1)]
    diagonals = np.ascontiguousarray(apart.reshape(height, -1).T)
    steps = np.empty(diagonals.shape, dtype=np.int8)
    before, last = np.full((2, height + 1), np.inf, dtype=np.float32)
    before[0] = 0
    for diagonal, step in zip(diagonals, steps, strict=True):
        both, down, right = before[:-1], last[:-1], last[1:]
        is_both = both < np.minimum(down, right)
        is_down = down < np.minimum(both, right)
        step[:] = np.where(is_both, 0, np.where(is_down, 1, 2))
        cost = np.full(height + 1, np.inf, dtype=np.float32)
        cost[1:] = diagonal + np.where(is_both, both, np.where(is_down, down, right))
        before, last = last, cost
    return _way_back(steps, height, width)


def _way_back(steps: np.ndarray, height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    """From the last row and column to the first; the first row leads to the left alone, the first column up alone."""
    row, column = height - 1, width - 1
    way = [(row, column)]
    while row or column:
        step = 2 if not row else 1 if not column else steps[row + column, row]
        row, column = row - (step != 2), column - (step != 1)
        way.append((row, column))
    rows, columns = np.array(way[::-1]).T
    return rows, columns
