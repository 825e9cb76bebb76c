"""Model files out of a folder on this machine: how a model gets to a place without a connection."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from pipeline.errors import ModelHashError
from pipeline.models.files import ModelFile, chunks, write
from pipeline.models.manifest import Manifest
from pipeline.models.source import Delivery, Gauge, SourceError, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.models.model import Model
    from pipeline.progress import Advance


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder with the files of one model, or with a subfolder of the model's name (another machine's store)."""

    model: Model
    folder: Path

    def __str__(self) -> str:
        return f"the folder {self.folder}"

    def deliver(self, work: Path, target: Path, advance: Advance) -> Delivery:  # noqa: ARG002 - the protocol's name
        """Copy the files, hashing what is copied; see :class:`pipeline.models.source.Source`."""
        subfolder = self.folder / self.model.name
        folder = subfolder if subfolder.is_dir() else self.folder
        if not folder.is_dir():
            raise SourceError(f"there is no folder {folder}")
        manifest = Manifest.read(folder)
        if manifest and manifest.name != self.model.name:
            raise SourceError(f"{folder} holds the model {manifest.name!r}")
        if self.model.releases:
            known = [release.files for release in self.model.releases]
            return Delivery(self._copy_one_of(known, folder, target, advance))
        if manifest:
            return Delivery(self._copy_one_of([manifest.files], folder, target, advance), manifest.revision)
        return Delivery(self._copy_unknown(folder, target, advance))

    def _copy_one_of(
        self, known: Sequence[tuple[ModelFile, ...]], folder: Path, target: Path, advance: Advance
    ) -> tuple[ModelFile, ...]:
        """Copy the first known set of files that the folder holds complete and unchanged."""
        complaints = [_complaint(files, folder) for files in known]
        wrong: ModelHashError | None = None
        for files, complaint in zip(known, complaints, strict=True):
            if complaint:
                continue
            gauge = Gauge(advance, sum(file.size for file in files))
            try:
                for file in files:
                    found = write(target, file.name, _readable(folder / file.name), file.size, gauge.add)
                    check(found, file, f"{self.model.name}, from {self}")
            except ModelHashError as error:
                wrong = wrong or error
            else:
                return files
        raise wrong or SourceError(f"{folder} does not hold the model: {complaints[0]}")

    def _copy_unknown(self, folder: Path, target: Path, advance: Advance) -> tuple[ModelFile, ...]:
        """Copy a model of which nothing is known beforehand: what the user brings is what is recorded."""
        hub = self.model.hub
        if hub is None:
            raise SourceError(f"nothing is known of the files of {self.model.name!r}")
        others = sorted(name for name in _names(folder) if any(fnmatch(name, pattern) for pattern in hub.optional))
        names = dict.fromkeys((*hub.required, *others))
        sizes = {name: _length(folder / name) for name in names}
        absent = [name for name, size in sizes.items() if size is None]
        if absent:
            raise SourceError(f"{folder} does not hold the model: there is no {', no '.join(absent)}")
        gauge = Gauge(advance, sum(size or 0 for size in sizes.values()))
        return tuple(
            write(target, name, _readable(folder / name), size or 0, gauge.add) for name, size in sizes.items()
        )


def _complaint(files: tuple[ModelFile, ...], folder: Path) -> str:
    """Why ``folder`` cannot hold these files, from names and lengths alone; empty when it can."""
    for file in files:
        length = _length(folder / file.name)
        if length is None:
            return f"there is no {file.name}"
        if length != file.size:
            return f"{file.name} has {length} bytes, not {file.size}"
    return ""


def _length(path: Path) -> int | None:
    """Bytes of a file; None where there is no file that can be looked at."""
    try:
        return path.stat().st_size if path.is_file() else None
    except OSError:
        return None


def _names(folder: Path) -> list[str]:
    """The names in ``folder``."""
    try:
        return [path.name for path in folder.iterdir()]
    except OSError as error:
        raise SourceError(f"cannot read {folder}: {error.strerror or error}") from error


def _readable(path: Path) -> Iterator[bytes]:
    """The bytes of a file of the source; what goes wrong in reading is the source's failure, not the store's."""
    try:
        yield from chunks(path)
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror or error}") from error
