"""Independent pieces of work on all cores, one thread each.

The networks here are many small operations in a row. Spread over threads, each of them ends with all threads waiting
for the slowest, and with another program on the machine that is most of the time: segmentation of the golden sample
took 7 s on two quiet cores and 53 s on two that were also used by others. Pieces that share nothing wait for nobody.
"""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from pipeline.torch_threads import pool_of, threads_at_most

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future, ThreadPoolExecutor

    import torch

T = TypeVar("T")
R = TypeVar("R")


class Workers:
    """Threads that work at a piece each, with one thread of torch's; made by :func:`working`."""

    def __init__(self, pool: ThreadPoolExecutor | None, count: int) -> None:
        self._pool = pool
        self.count = count

    def map(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """What ``work`` makes of each item, in their order; no more is made beforehand than the workers can hold."""
        pending: deque[Future[R]] = deque()
        for item in items:
            if self._pool is None:
                yield work(item)
                continue
            pending.append(self._pool.submit(work, item))
            if len(pending) > self.count:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()


@contextmanager
def working(device: torch.device, count: int) -> Iterator[Workers]:
    """``count`` workers; a GPU is fed by the caller's thread alone.

    Torch's own number of threads says nothing of the machine: CTranslate2 sets it to one for its own workers.
    """
    if device.type != "cpu":
        yield Workers(None, 1)
        return
    if count == 1:
        with threads_at_most(1):
            yield Workers(None, 1)
        return
    with pool_of(count, 1, "byline") as pool:
        yield Workers(pool, count)
