"""How work is shared out among workers."""

from __future__ import annotations

import pytest

from pipeline.batches import in_batches


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
