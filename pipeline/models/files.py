"""The files of a model: what is known of each, and reading and writing them in a stream that is hashed on its way."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model: its name in the model's folder, its length in bytes, its SHA-256 in hexadecimal.

    The name may lead into a subfolder (with ``/``) but never out of the model's folder: names also come from the
    hub and from manifests that somebody else wrote.
    """

    name: str
    size: int
    sha256: str

    def __post_init__(self) -> None:
        path = PurePosixPath(self.name)
        if not path.parts or path.is_absolute() or ".." in path.parts or "\\" in self.name or ":" in self.name:
            raise ValueError(f"not a name inside a model's folder: {self.name!r}")
        if self.size < 0 or len(self.sha256) != 64 or not set(self.sha256) <= set("0123456789abcdef"):
            raise ValueError(f"{self.name}: not a length and a SHA-256: {self.size}, {self.sha256!r}")


def ignore_bytes(count: int) -> None:
    """Drop a count of bytes: for callers who show no progress."""


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a piece at a time."""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            yield chunk


def measure(name: str, pieces: Iterable[bytes], seen: Callable[[int], None] = ignore_bytes) -> ModelFile:
    """Length and SHA-256 of what ``pieces`` hold; ``seen`` is told the length of each piece."""
    digest = hashlib.sha256()
    size = 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
        seen(len(piece))
    return ModelFile(name, size, digest.hexdigest())


def write(
    folder: Path, name: str, pieces: Iterable[bytes], limit: int, seen: Callable[[int], None] = ignore_bytes
) -> ModelFile:
    """Write ``pieces`` to ``folder / name`` and return what was delivered.

    Bytes beyond ``limit`` are counted and hashed but not written: a package that holds gigabytes of zeros in place of
    a model must not fill the disk before it is refused.
    """
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:

        def passing() -> Iterator[bytes]:
            written = 0
            for piece in pieces:
                if written + len(piece) <= limit:
                    stream.write(piece)
                written += len(piece)
                yield piece

        return measure(name, passing(), seen)


def folder_size(folder: Path) -> int:
    """Bytes in all files under ``folder``; what vanishes while it is counted does not count."""
    total = 0
    # not Path.rglob, which fails on a folder that its owner removes between the listing and the look into it
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(parent, name)).st_size  # noqa: PTH116, PTH118 - os.walk's own terms
            except OSError:
                continue
    return total
