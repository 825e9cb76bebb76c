"""How many threads torch takes, for as long as something is done, and pools of threads that share out the cores."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def threads_at_most(count: int) -> Iterator[None]:
    """Have torch take ``count`` threads for each of its operations in this thread, and as many as before afterwards."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)  # a part of it holds for all threads, whichever sets it


@contextmanager
def pool_of(workers: int, each: int, name: str) -> Iterator[ThreadPoolExecutor]:
    """``workers`` threads, and the caller's beside them, in which torch takes ``each`` threads for an operation.

    Threads that share one small operation wait for each other more than they compute; pieces of work that share nothing
    wait for nobody. What has not begun when an error ends the work is not begun.
    """
    import torch

    with threads_at_most(each):
        pool = ThreadPoolExecutor(workers, name, torch.set_num_threads, (each,))
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)
