"""Which file is compared with which: two files, or the files of two folders by their names."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import InputNotFoundError, InvalidValueError, NoPairsError, UnreadableTranscriptError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ENDINGS = (
    ".json",
    ".seglst.json",
    ".stm",
    ".podcast.json",
    ".page.txt",
    ".vtt",
    ".txt",
    ".text",
    ".srt",
    ".ctm",
    ".rttm",
)
"""Endings of the files that are looked at in folders, those that hold most about a conversation first."""

_PURPOSES = (".page", ".seglst", ".podcast", ".ref", ".reference", ".hyp", ".hypothesis")
"""What may stand between a name and the last ending, and is no part of the name."""


class FilePair(NamedTuple):
    """Two files that are compared."""

    name: str
    hypothesis: Path
    reference: Path
    speakers: Path | None = None
    """RTTM file that says who is heard when in the reference."""


def find_pairs(hypothesis: Path, reference: Path) -> tuple[list[FilePair], list[Path]]:
    """The pairs to compare, by name, and the files that have no partner.

    Two files are a pair, whatever they are called. In two folders, files with the same name are one: the name is what
    stands before the last ending, without a ``.page``, ``.seglst``, ``.podcast``, ``.ref`` or ``.hyp`` before that.
    Looked at are files that end as :data:`ENDINGS` says, hidden ones and those in folders below excepted; of several
    with one name the first in that order counts. Beside another reference of its name, an RTTM file says who is heard
    when in it.

    Raises:
        InputNotFoundError: There is nothing at one of the paths.
        InvalidValueError: One is a folder, the other is none.
        NoPairsError: No two files of the folders have the same name.
        UnreadableTranscriptError: The system does not let a folder be read.

    """
    for path in (hypothesis, reference):
        if not path.exists():
            raise InputNotFoundError(path)
    if hypothesis.is_dir() != reference.is_dir():
        raise InvalidValueError(
            "HYPOTHESIS and REFERENCE",
            "one is a folder, the other is none",
            "Name two files, or two folders in which what belongs together has the same name.",
        )
    if not hypothesis.is_dir():
        return [FilePair(name_of(hypothesis), hypothesis, reference)], []
    found, expected = _files(hypothesis), _files(reference)
    names = sorted(found.keys() & expected.keys())
    if not names:
        raise NoPairsError(hypothesis, reference)
    pairs = [FilePair(name, found[name][0], expected[name][0], _speakers(expected[name])) for name in names]
    lonely = [files[name][0] for files in (found, expected) for name in sorted(files.keys() - set(names))]
    return pairs, lonely


def name_of(path: Path) -> str:
    """What a file is matched by: ``kazakhstan`` of ``kazakhstan.page.txt``."""
    name = path.stem
    for purpose in _PURPOSES:
        if name.lower().endswith(purpose) and len(name) > len(purpose):
            name = name[: -len(purpose)]
            break
    return unicodedata.normalize("NFC", name)  # macOS takes letters and their accents apart


def _files(folder: Path) -> dict[str, list[Path]]:
    """The files of a folder by name, the richest of each name first."""
    try:
        there = [path for path in folder.iterdir() if not path.name.startswith(".") and path.is_file()]
    except OSError as error:
        raise UnreadableTranscriptError(folder, error.strerror or str(error)) from error
    files: dict[str, list[Path]] = {}
    for path in _ranked(there):
        files.setdefault(name_of(path), []).append(path)
    return files


def _ranked(paths: Iterable[Path]) -> list[Path]:
    """Those that may be transcripts, in the order of :data:`ENDINGS`."""
    ranked = [(ENDINGS.index(ending), path) for path in paths if (ending := _ending(path)) is not None]
    return [path for _, path in sorted(ranked)]


def _ending(path: Path) -> str | None:
    """The longest of the endings that the name of a file ends with."""
    return max((ending for ending in ENDINGS if path.name.lower().endswith(ending)), key=len, default=None)


def _speakers(references: list[Path]) -> Path | None:
    """The RTTM file that stands beside a reference of another kind."""
    return next((path for path in references[1:] if _ending(path) == ".rttm"), None)
