"""How much memory the process keeps, and what is done where it does not suffice."""

from __future__ import annotations

import ctypes
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from pipeline.errors import OutOfMemoryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.progress import Tell

T = TypeVar("T")
R = TypeVar("R")

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
"""glibc's numbers for the settings (malloc.h, mallopt(3))."""
_NEVER = 2**31 - 1
"""Bytes: the largest number that mallopt takes, 2 GB."""


def keep_memory() -> None:
    """Have glibc keep the memory that was given back, in one pool for all threads; elsewhere nothing is to be done.

    Otherwise it hands every large piece back to the system and takes it anew, page by page, for each layer of a
    network; and every thread has a pool of its own, none of which lends to another what it no longer needs. Half an
    hour took 87 s so and 1.38 GB, and 78 s and 1.24 GB with this. To be called by a command that owns its process,
    before threads are at work.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # another C library than glibc
        return
    mallopt(_M_ARENA_MAX, 1)
    mallopt(_M_MMAP_THRESHOLD, _NEVER)
    mallopt(_M_TRIM_THRESHOLD, _NEVER)


_COMPLAINTS = ("out of memory", "not enough memory", "bad_alloc", "allocate memory", "create a memory object")
"""How torch, CUDA, CTranslate2 and the libraries below them say it: they can't, cannot, or failed to allocate."""


def ran_out(error: BaseException) -> bool:
    """Whether what a library raised means that memory did not suffice."""
    return isinstance(error, MemoryError) or any(words in str(error).lower() for words in _COMPLAINTS)


@contextmanager
def running_out(engine: str) -> Iterator[None]:
    """What a library raises when memory does not suffice, as :class:`OutOfMemoryError` of ``engine``."""
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if ran_out(error):
            raise OutOfMemoryError(engine, str(error)) from error
        raise


def in_halves(work: Callable[[Sequence[T]], Sequence[R]], items: Sequence[T], tell: Tell) -> list[R]:
    """What ``work`` makes of ``items``, one of each, in smaller batches where memory does not suffice for all at once.

    Raises:
        OutOfMemoryError: it does not suffice for one.

    """
    try:
        return list(work(items))
    except OutOfMemoryError as error:
        if len(items) == 1:
            raise
        half = (len(items) + 1) // 2
        tell(f"{error.engine}: memory ran out for {len(items)} pieces of sound at a time; it went on with {half}")
    return [*in_halves(work, items[:half], tell), *in_halves(work, items[half:], tell)]
