"""How many regions are decoded together: as many as keep every worker busy, and as there is memory for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.machine import Machine
    from pipeline.progress import Tell

_MOST_WORKERS = 12
"""Batches that are decoded side by side at most: each needs memory of its own."""


class Shares(NamedTuple):
    """How many batches are decoded side by side, and of how many regions each is at most."""

    workers: int
    batch: int


def workers_for(device: str, machine: Machine) -> int:
    """A worker for each core of a CPU, within reason; one for a GPU, which takes larger batches."""
    return min(machine.threads, _MOST_WORKERS) if device == "cpu" else 1


def share_out(
    engine: str, asked: Shares, sizes: Mapping[str, int], device: str, machine: Machine, tell: Tell
) -> Shares:
    """As many workers and regions a batch as were ``asked`` for, or fewer where memory does not suffice for them.

    ``sizes`` are the model's, by openai-whisper's names for them. To be called when all else is in memory.
    """
    most = asked.workers * asked.batch
    fitting = regions_at_once(most, sizes, device, machine)
    if fitting < most:
        tell(f"{engine}: pieces of sound decoded at a time: {fitting}, as there is no memory for more")
    workers = min(asked.workers, fitting)
    return Shares(workers, fitting // workers)


def regions_at_once(most: int, sizes: Mapping[str, int], device: str, machine: Machine) -> int:
    """How many regions, up to ``most``, there is memory for at a time; at least one."""
    if device == "cpu":
        return machine.room_for(_numbers_of_region(sizes) * 4, most)
    return _fitting_gpu(_numbers_of_region(sizes) * 2, most)


def _numbers_of_region(sizes: Mapping[str, int]) -> int:
    """Numbers that half a minute of sound takes while it is decoded: 33 million with Whisper base.

    They are the encoder's attention, some layers' worth of states around it, and what the decoder looks up in them.
    """
    frames, states = sizes["n_audio_ctx"], sizes["n_audio_state"]
    return sizes["n_audio_head"] * frames**2 + (8 + 2 * sizes["n_text_layer"]) * frames * states


def _fitting_gpu(each: int, most: int) -> int:
    import torch

    free, _ = torch.cuda.mem_get_info()
    return max(1, min(most, free // each))
