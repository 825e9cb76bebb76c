"""A source of a model's files: what every source promises, whether it asks the index, the hub or a folder.

To add one, write a frozen class with these members in a file of its own and put it into the order that
:meth:`pipeline.models.store.ModelStore.fetch` tries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pipeline.errors import ModelHashError

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.models.files import ModelFile
    from pipeline.progress import Advance


class SourceError(Exception):
    """A source could not deliver; the text is the reason, for the user. Never leaves the model store."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a source delivered: the files, checked as far as anything is known of them, and the hub's commit if any."""

    files: tuple[ModelFile, ...]
    revision: str | None = None


class Source(Protocol):
    """Where files of one model can come from."""

    def __str__(self) -> str:
        """The source as the user is told of it and as the manifest records it."""

    def deliver(self, work: Path, target: Path, advance: Advance) -> Delivery:
        """Put the model's files into ``target``; ``work`` is an empty folder for whatever is needed on the way.

        Raises:
            SourceError: the source has no such model, or cannot be reached.
            ModelHashError: a file is not the one that was to come.
            OSError: ``work`` or ``target`` cannot be written to; nothing else, above all nothing of the source's own.

        """


class Gauge:
    """Turns lengths of pieces into calls of an :data:`Advance`: bytes done of bytes to do."""

    def __init__(self, advance: Advance, total: int) -> None:
        self._advance = advance
        self._total = total
        self._done = 0

    def add(self, count: int) -> None:
        """So many more bytes are done."""
        self._done += count
        self._advance(self._done, self._total)

    def peek(self, count: int) -> None:
        """Show so many more bytes as done without counting them: what is under way."""
        self._advance(self._done + count, self._total)


def check(found: ModelFile, expected: ModelFile, owner: str) -> None:
    """Refuse a file that is not the expected one; ``owner`` is the model and the source, for the message."""
    if found != expected:
        raise ModelHashError(f"{expected.name} ({owner})", expected.sha256, found.sha256)
