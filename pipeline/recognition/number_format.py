"""In which numbers openai-whisper's network computes: what the machine computes fastest without hearing less.

On a GPU that is float16. On a CPU the encoder, most of whose time goes into large matrices, takes bfloat16 where the
machine has instructions for it: emulated, it takes longer than float32. The decoder stays with float32 there: it waits
for memory more than it computes, so it gains little, and in bfloat16 its words depended on what else was in the batch.

Imports torch at its head: only the engine imports this, when it has a model to load.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from pipeline.precision import numbers_for


def convert(model: Any, device: str) -> None:
    """Put the weights of a ``whisper.model.Whisper`` into the numbers that ``device`` (``cpu`` or ``cuda``) is good at.

    The package itself keeps float32 and converts with each use. Its norms always compute in float32.
    """
    if device == "cuda":
        _convert(model, torch.float16)
    else:
        _convert(model.encoder, numbers_for(torch.device(device)))


def _convert(network: nn.Module, numbers: torch.dtype) -> None:
    for module in network.modules():
        if isinstance(module, (nn.Linear, nn.Conv1d, nn.Embedding)):
            module.to(numbers)
