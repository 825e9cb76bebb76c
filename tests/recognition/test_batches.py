"""How regions are shared out among workers, and what happens where memory runs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.recognition.batches import halving, in_batches

if TYPE_CHECKING:
    from collections.abc import Sequence


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


def test_what_there_is_no_memory_for_is_halved_and_told() -> None:
    told: list[int] = []

    def work(batch: Sequence[int]) -> list[int]:
        if len(batch) > 2:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes")
        return [10 * item for item in batch]

    assert halving(work, range(7), told.append) == [10 * item for item in range(7)]
    assert told == [4, 2, 2]


@pytest.mark.parametrize(
    "error", [MemoryError(), RuntimeError("CUDA out of memory."), RuntimeError("not enough memory")]
)
def test_no_memory_for_a_single_item_is_raised(error: Exception) -> None:
    def work(_batch: Sequence[int]) -> list[int]:
        raise error

    with pytest.raises(type(error)):
        halving(work, range(4), lambda _: None)


def test_another_failure_is_not_tried_again() -> None:
    tries: list[int] = []

    def work(batch: Sequence[int]) -> list[int]:
        tries.append(len(batch))
        raise RuntimeError("shapes cannot be multiplied")

    with pytest.raises(RuntimeError, match="multiplied"):
        halving(work, range(4), lambda _: None)
    assert tries == [4]
