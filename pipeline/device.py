"""Which device the models run on."""

from __future__ import annotations

from pipeline.errors import EngineUnavailableError, UnknownChoiceError

DEVICES = ("auto", "cpu", "cuda")


def check_device(asked: str) -> None:
    """Refuse a device that nobody knows."""
    if asked not in DEVICES:
        raise UnknownChoiceError("device", asked, DEVICES)


def resolve_device(asked: str) -> str:
    """``cpu`` or ``cuda``: what was asked for, or for ``auto`` the GPU where there is one.

    Imports torch, which takes a second; call it where torch is needed anyway.
    """
    check_device(asked)
    if asked == "cpu":
        return "cpu"
    import torch

    if torch.cuda.is_available():
        return "cuda"
    if asked == "cuda":
        raise EngineUnavailableError("cuda", "torch finds no CUDA device", "Take --device cpu, or auto.")
    return "cpu"
