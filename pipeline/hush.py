"""Libraries kept quiet, one thread at a time: what Python warns of is set for the whole process."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALONE = RLock()


@contextmanager
def own_warnings() -> Iterator[None]:
    """Filters that are set inside hold inside; another thread that wants its own waits."""
    with _ALONE, warnings.catch_warnings():
        yield
