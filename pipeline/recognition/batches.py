"""How many regions are decoded together: as many as keep every worker busy, and fewer where memory runs out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
R = TypeVar("R")

_NO_MEMORY = ("out of memory", "can't allocate memory", "not enough memory")
"""What torch says: on a GPU, and of a CPU's memory on Linux and on Windows. Of a CPU's it has no class of errors."""


def in_batches(items: Sequence[T], most: int, workers: int) -> list[Sequence[T]]:
    """``items`` in batches of like size, at most ``most``, as many as give each of the workers equally many."""
    rounds = -(-len(items) // (most * workers))
    size = max(1, -(-len(items) // max(1, rounds * workers)))
    return [items[first : first + size] for first in range(0, len(items), size)]


def halving(work: Callable[[Sequence[T]], list[R]], batch: Sequence[T], told: Callable[[int], None]) -> list[R]:
    """What ``work`` makes of a batch, or of its halves one after the other where there is no memory for the whole.

    ``told`` is called with the number of items that are tried together next. No memory for a single one is raised.
    """
    try:
        return work(batch)
    except (RuntimeError, MemoryError) as error:
        if len(batch) == 1 or not _is_lack_of_memory(error):
            raise
    # past the handler: the error's traceback would keep alive what the failed attempt had allocated
    half = -(-len(batch) // 2)
    told(half)
    return halving(work, batch[:half], told) + halving(work, batch[half:], told)


def _is_lack_of_memory(error: Exception) -> bool:
    return isinstance(error, MemoryError) or any(words in str(error).lower() for words in _NO_MEMORY)
