"""What the store remembers of a model beside its files, in ``byline-model.json``."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from pipeline.models.files import ModelFile

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST_NAME = "byline-model.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """A stored model: what it is, where it came from, and the files as they were when they were checked."""

    name: str
    origin: str
    revision: str | None
    """The commit on the hub, where that was the source."""
    source: str
    """Where the files were taken from, in words."""
    files: tuple[ModelFile, ...]

    @property
    def weights(self) -> ModelFile:
        """The file that tells one model from another: the largest."""
        return max(self.files, key=lambda file: (file.size, file.name))

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    def missing(self, folder: Path) -> tuple[str, ...]:
        """Names of the files that are not in ``folder`` with their length: a quick look, nothing is hashed."""
        return tuple(file.name for file in self.files if not _has_length(folder / file.name, file.size))

    def write(self, folder: Path) -> None:
        """Put the manifest beside the files."""
        text = json.dumps({"format": _FORMAT} | asdict(self), indent=2, ensure_ascii=False)
        (folder / MANIFEST_NAME).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest | None:
        """The manifest in ``folder``; None where there is none, or none that this version understands."""
        try:
            told = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
            if told["format"] != _FORMAT or not told["files"]:
                return None
            files = tuple(ModelFile(file["name"], file["size"], file["sha256"]) for file in told["files"])
            return cls(told["name"], told["origin"], told["revision"], told["source"], files)
        except (OSError, ValueError, TypeError, KeyError):  # unreadable, not JSON, or not of this form
            return None


def _has_length(path: Path, size: int) -> bool:
    """Whether there is a file of this length."""
    try:
        return path.is_file() and path.stat().st_size == size
    except OSError:
        return False
