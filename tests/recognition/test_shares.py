"""How regions are shared out among workers."""

from __future__ import annotations

import psutil

from pipeline.machine import Machine
from pipeline.recognition.shares import Shares, share_out, workers_for

BASE = {"n_audio_ctx": 1500, "n_audio_state": 512, "n_audio_head": 8, "n_text_layer": 6}
REGION = 4 * (8 * 1500**2 + 20 * 1500 * 512)
"""Bytes that half a minute takes on a CPU with Whisper base."""


def shares(threads: int, room: int | None) -> tuple[Shares, list[str]]:
    """What a machine with so many cores and room for so many regions gives; None: any number."""
    told: list[str] = []
    taken = psutil.Process().memory_info().rss
    memory = None if room is None else taken + 50 * 1024**2 + room * REGION
    machine = Machine(threads, memory)
    asked = Shares(workers_for("cpu", machine), 2)
    return share_out("engine", asked, BASE, "cpu", machine, told.append), told


def test_each_core_has_a_worker_and_full_batches_where_memory_suffices() -> None:
    assert shares(1, None) == (Shares(1, 2), [])
    assert shares(2, None) == (Shares(2, 2), [])
    assert shares(64, None)[0].workers == 12


def test_with_less_memory_batches_are_smaller_and_then_workers_fewer_and_that_is_told() -> None:
    assert shares(2, 2)[0] == Shares(2, 1)
    found, told = shares(2, 0)
    assert found == Shares(1, 1)
    assert told == ["engine: pieces of sound decoded at a time: 1, as there is no memory for more"]
