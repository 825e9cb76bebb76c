"""Work in pieces that are as large as is good, and that keep every worker busy to the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


def in_batches(items: Sequence[T], most: int, workers: int) -> list[Sequence[T]]:
    """``items`` in batches of like size, at most ``most``, as many as give each of the workers equally many."""
    rounds = -(-len(items) // (most * workers))
    size = max(1, -(-len(items) // max(1, rounds * workers)))
    return [items[first : first + size] for first in range(0, len(items), size)]
