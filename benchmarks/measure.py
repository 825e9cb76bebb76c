"""A command's time and memory: it runs in a process of its own, so that nothing is left over from an earlier one."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Measured:
    """One process: wall and CPU seconds, peak resident memory in GB, and what it printed."""

    wall: float
    cpu: float
    peak_gb: float
    output: str


class CommandFailedError(SystemExit):
    """A measured command did not succeed; unless it is caught, it ends the benchmark with its reason."""


def measure(*command: str) -> Measured:
    """Run a command to its end; it is ended with this process when that is interrupted. Linux and macOS.

    On Linux a process inherits the peak memory of the one that starts it, so this one must be the smaller.

    Raises:
        CommandFailedError: It ended with another code than 0.

    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=output, cwd=ROOT)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:  # Ctrl-C, or SystemExit out of a signal handler
            process.kill()
            process.wait()
            raise
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise CommandFailedError(f"{' '.join(command)} ended with {process.returncode}")
        output.seek(0)
        scale = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is bytes on macOS, KiB on Linux
        return Measured(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale / 1e9, output.read())
