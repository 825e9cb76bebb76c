"""How regions are shared out among workers."""

from __future__ import annotations

import psutil
import pytest

from pipeline.machine import Machine
from pipeline.recognition.batches import Shares, in_batches, share_out, workers_for


@pytest.mark.parametrize(
    ("count", "most", "workers", "sizes"),
    [
        (0, 4, 2, []),
        (1, 4, 2, [1]),
        (5, 4, 2, [3, 2]),
        (11, 4, 2, [3, 3, 3, 2]),
        (16, 4, 2, [4, 4, 4, 4]),
        (3, 4, 8, [1, 1, 1]),
        (5, 16, 1, [5]),
    ],
)
def test_workers_get_equally_many_batches_of_like_size(count: int, most: int, workers: int, sizes: list[int]) -> None:
    items = list(range(count))

    batches = in_batches(items, most, workers)

    assert [len(batch) for batch in batches] == sizes
    assert [item for batch in batches for item in batch] == items


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
