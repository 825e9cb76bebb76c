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

_M_ARENA_MAX = -8
"""glibc's number for the setting (malloc.h, mallopt(3))."""
_ARENAS = 2


def keep_few_arenas() -> None:
    """Have glibc take memory for all threads from few pools; elsewhere nothing is to be done.

    It gives every thread a pool of its own otherwise, none of which lends to another what it no longer needs: on the
    golden sample a run took up to 2.0 GB in this way, and 1.8 GB with two pools, in the same time. To be called by a
    command that owns its process, before threads are at work.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # another C library than glibc
        return
    mallopt(_M_ARENA_MAX, _ARENAS)


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
