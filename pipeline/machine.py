"""What of the machine a run may use: cores, and memory."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psutil

from pipeline.errors import InvalidValueError

_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}
_MEMORY = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?", re.IGNORECASE)
_CONTROL_GROUPS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
"""Where a container on Linux finds the memory it may take, in versions 2 and 1 of control groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineOptions:
    """What a run may use of the machine."""

    threads: int | None = None
    """Cores that work at a time; None takes all that the process may use."""
    memory: str | None = None
    """Memory the whole process should stay within, such as ``2G`` or ``1500M`` (powers of 1024); None takes what is
    free. Less of it means smaller batches. The models themselves need what they need."""

    def __post_init__(self) -> None:
        if self.threads is not None and self.threads < 1:
            raise InvalidValueError("machine.threads", f"nothing works on {self.threads} threads")
        if self.memory is not None:
            bytes_of(self.memory)


@dataclass(frozen=True)
class Machine:
    """Cores, and the bytes of memory that the whole process should stay within."""

    threads: int
    memory: int | None = None
    """None where nobody said."""

    @classmethod
    def of(cls, options: MachineOptions) -> Machine:
        """What ``options`` ask for, or all there is."""
        memory = None if options.memory is None else bytes_of(options.memory)
        return cls(options.threads or cores(), memory)

    def room_for(self, each: int, most: int) -> int:
        """How many pieces of work of ``each`` bytes have room at a time: at least one, at most ``most``."""
        return max(1, min(most, self.free // each))

    @property
    def free(self) -> int:
        """Bytes that the process may take besides those it has; 0 where it has too many."""
        process = self._process.memory_info().rss
        limits = [limit for limit in (self.memory, _container_limit()) if limit is not None]
        return max(0, min(psutil.virtual_memory().available, *(limit - process for limit in limits), sys.maxsize))

    @cached_property
    def _process(self) -> psutil.Process:
        return psutil.Process()


def cores() -> int:
    """How many cores this process may use: a container or a batch system may leave it fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):  # Linux alone has it
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def bytes_of(text: str) -> int:
    """The number of bytes that ``2G``, ``1.5 GiB`` or ``1500M`` stands for; units are powers of 1024.

    Raises:
        InvalidValueError: it is no amount of memory.

    """
    found = _MEMORY.fullmatch(text.strip())
    if found is None or not float(found[1]):
        raise InvalidValueError("machine.memory", f"{text!r} is no amount of memory", "Write 2G, or 1500M.")
    return round(float(found[1]) * _UNITS[found[2].upper()])


def peak_memory() -> int:
    """The most bytes that this process has had in memory at a time."""
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    if sys.platform == "linux":
        # not getrusage: a process inherits from it the peak of the one that started it
        status = Path("/proc/self/status").read_text(encoding="utf-8", errors="replace")
        found = re.search(r"VmHWM:\s*(\d+) kB", status)
        if found is not None:
            return int(found[1]) * 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def over_budget(options: MachineOptions) -> str | None:
    """What the user should know when the process has taken more memory than was asked for."""
    if options.memory is None or peak_memory() <= bytes_of(options.memory):
        return None
    return (
        f"{peak_memory() / 1024**3:.1f}G of memory were taken, more than the {options.memory} asked for: "
        "what is left is what the models need; a smaller one needs less"
    )


def _container_limit() -> int | None:
    """The bytes that a container may take, on Linux; None without a limit."""
    for path in _CONTROL_GROUPS:
        try:
            text = path.read_text(encoding="ascii").strip()
        except OSError:  # no container, or another system
            continue
        return int(text) if text.isdecimal() and int(text) < psutil.virtual_memory().total else None
    return None
