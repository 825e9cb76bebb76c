"""Which device the models run on."""

from __future__ import annotations

from pipeline.errors import EngineUnavailableError, UnknownChoiceError

DEVICES = ("auto", "cpu", "cuda")


def resolve_device(asked: str) -> str:
    """``cpu`` or ``cuda``: what was asked for, or for ``auto`` the GPU where there is one.

    Imports torch, which takes a second; call it where torch is needed anyway.
    """
    if asked not in DEVICES:
        raise UnknownChoiceError("device", asked, DEVICES)
    if asked == "cpu":
        return "cpu"
    import torch

    if torch.cuda.is_available():
        return "cuda"
    if asked == "cuda":
        raise EngineUnavailableError("cuda", "torch finds no CUDA device", "Take --device cpu, or auto.")
    return "cpu"
