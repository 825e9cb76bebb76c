"""Where the samples of a recording are kept: in memory, or beyond an hour in a file that is mapped into it.

What is mapped takes memory only while it is looked at. The file lies in the user's cache folder, not in the system's
one for temporary files, which on many machines is memory itself. It has no name on Linux and macOS and is deleted on
closing on Windows, so that the system removes it however the process ends. It is written with plain writes, which
fail where the disk is full; a mapping that cannot be filled kills the process. Where no file can be had the samples
stay in memory, and the reader is told.
"""

from __future__ import annotations

import mmap
import tempfile
from typing import TYPE_CHECKING

import numpy as np

from pipeline.timeline import SAMPLE_RATE

if TYPE_CHECKING:
    from io import FileIO

    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

MOST_IN_MEMORY = 3600 * SAMPLE_RATE
"""Samples from which on a file is used. An hour is 230 MB: hardly more than either model takes, and what is shorter, as
most recordings are, never touches the disk. (Reading costs the same in both: it is no question of speed.)"""


class Reel:
    """Takes samples in their order, and gives them back as one array that is written nowhere else."""

    def __init__(self, expected: int) -> None:
        # on the word of the file: a system gives memory when it is written to, so too much costs nothing
        self._samples: Samples = np.empty(min(expected, MOST_IN_MEMORY) + SAMPLE_RATE, np.float32)
        self._length = 0
        self._file: FileIO | None = None
        self.refusal = ""
        """Why there is no file though there should be one: what the system says."""

    def append(self, samples: Samples) -> None:
        """Add samples, shape ``(samples,)``."""
        if self._length + len(samples) > MOST_IN_MEMORY and self._file is None and not self.refusal:
            self._move_to_file()
        if self._file is not None:
            try:
                _write(self._file, samples)
            except OSError as error:
                self._move_to_memory(self._file, error)
        if self._file is None:
            self._reserve(len(samples))[:] = samples
        self._length += len(samples)

    def finished(self) -> tuple[Samples, mmap.mmap | None]:
        """All samples, shape ``(samples,)``, and the mapping that they lie in, if any; the reel is used up by this."""
        if self._file is not None:
            try:
                # one that may be written to, as torch insists on for every array, though nobody does
                mapping = mmap.mmap(self._file.fileno(), self._length * 4, access=mmap.ACCESS_WRITE)
            except OSError as error:  # some file systems of networks and containers map no files
                self._move_to_memory(self._file, error)
            else:
                self._file.close()  # the mapping has a handle of its own
                return np.frombuffer(mapping, np.float32), mapping
        self._samples.resize(self._length, refcheck=False)
        return self._samples, None

    def _move_to_file(self) -> None:
        import platformdirs

        try:
            folder = platformdirs.user_cache_path("byline")
            folder.mkdir(parents=True, exist_ok=True)
            file = tempfile.TemporaryFile(dir=folder, prefix="sound-", buffering=0)  # noqa: SIM115 - it is kept
            try:
                _write(file, self._samples[: self._length])
            except OSError:
                file.close()
                raise
        except OSError as error:
            self.refusal = error.strerror or str(error)
            return
        self._file = file
        self._samples = np.empty(0, np.float32)

    def _move_to_memory(self, file: FileIO, error: OSError) -> None:
        self.refusal = error.strerror or str(error)
        self._file = None
        self._samples = np.empty(self._length, np.float32)
        with file:
            file.seek(0)
            rest = self._samples.view(np.uint8).data
            while rest and (count := file.readinto(rest)):
                rest = rest[count:]

    def _reserve(self, count: int) -> Samples:
        end = self._length + count
        if end > len(self._samples):
            # realloc: a block of this size is moved by remapping on most systems, not by copying
            self._samples.resize(end + end // 8, refcheck=False)
        return self._samples[self._length : end]


def _write(file: FileIO, samples: Samples) -> None:
    """Write all of the samples; a system may take less at once than it is given."""
    rest = np.ascontiguousarray(samples).view(np.uint8).data
    while rest:
        rest = rest[file.write(rest) :]
