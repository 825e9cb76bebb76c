"""Where results are written: checked before the work starts, and never left half done."""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import OutputCollisionError, OutputExistsError, OutputNotWritableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_PROBE_BYTES = 16 * 1024 * 1024
"""What must fit before work starts: about twice the JSON and text of a three-hour conversation (0.7 kB a second)."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """One file ``folder/<stem>.<ending>`` for each recording and format."""

    folder: Path
    endings: tuple[str, ...]
    overwrite: bool = False

    def targets(self, audio: Path) -> dict[str, Path]:
        """The files that ``audio`` will be written to, by their ending."""
        return {ending: self.folder / f"{audio.stem}.{ending}" for ending in self.endings}

    def prepare(self, audios: Iterable[Path]) -> None:
        """Make the folder and prove that it takes files, and that no two recordings share one."""
        owners: dict[str, Path] = {}
        for audio in audios:
            for target in self.targets(audio).values():
                # without case: to macOS and Windows "A.txt" and "a.txt" are one file
                if (other := owners.setdefault(str(target).casefold(), audio)) != audio:
                    raise OutputCollisionError(target, other, audio)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            probe = self.folder / f".byline-{os.getpid()}.probe"
            _write_through(probe, b"\0" * _PROBE_BYTES)
            probe.unlink()
        except OSError as error:
            raise OutputNotWritableError(self.folder, error.strerror or str(error)) from error

    def check_free(self, audio: Path) -> None:
        """Refuse a recording whose results are there already, unless they are to be replaced."""
        for target in self.targets(audio).values():
            check_free(target, overwrite=self.overwrite)

    def write(self, audio: Path, contents: Mapping[str, str | bytes]) -> list[Path]:
        """Write the results of ``audio`` by ending: all of them appear, complete, or none does."""
        targets = self.targets(audio)
        return write_files({targets[ending]: content for ending, content in contents.items()})


def check_free(target: Path, *, overwrite: bool) -> None:
    """Refuse a file that is there already, unless it is to be replaced, and one that cannot be."""
    try:
        taken, is_folder = target.exists(), target.is_dir()
    except OSError as error:  # such as a name that is too long with the format's ending
        raise OutputNotWritableError(target, error.strerror or str(error)) from error
    if is_folder:
        raise OutputNotWritableError(target, "there is a folder of that name")
    if taken and not overwrite:
        raise OutputExistsError(target)


def write_files(contents: Mapping[Path, str | bytes]) -> list[Path]:
    """Write files, text as UTF-8: all of them appear, complete, or none does."""
    written: dict[Path, Path] = {}
    place = next(iter(contents), None)
    try:
        for number, (target, content) in enumerate(contents.items()):
            place = target
            temporary = target.parent / f".byline-{os.getpid()}.{number}.part"
            written[temporary] = target
            _write_through(temporary, content if isinstance(content, bytes) else content.encode("utf-8"))
        _put_in_place(written)
    except OSError as error:
        assert place is not None  # noqa: S101 - without files nothing is written that could fail
        raise OutputNotWritableError(place.parent, error.strerror or str(error)) from error
    finally:  # an interrupt, too, leaves nothing behind
        for temporary in written:
            temporary.unlink(missing_ok=True)
    return list(written.values())


def _put_in_place(files: Mapping[Path, Path]) -> None:
    """Move each file to its target; when one cannot be moved, the targets become what they were before."""
    with contextlib.ExitStack() as finish, contextlib.ExitStack() as undo:
        for temporary, target in files.items():
            kept = temporary.with_suffix(".kept")
            finish.callback(kept.unlink, missing_ok=True)
            replaces = target.exists()
            if replaces:
                shutil.copy2(target, kept)
                shutil.copymode(target, temporary)  # who could not read the old one shall not read the new one
            temporary.replace(target)
            undo.callback(*((kept.replace, target) if replaces else (target.unlink,)))
        undo.pop_all()


def _write_through(path: Path, content: bytes) -> None:
    """Write a file down to the disk, so that a full one is noticed here; remove it when that fails."""
    try:
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise
