"""Time and memory of a command."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("what a process used is asked for with os.wait4", allow_module_level=True)

from benchmarks.measure import measure

if TYPE_CHECKING:
    from pathlib import Path


def test_a_command_is_measured_with_what_it_printed() -> None:
    program = "import time; held = bytearray(200_000_000); time.sleep(0.5); print('held')"
    measured = measure(sys.executable, "-c", program)
    assert measured.output == "held\n"
    assert measured.wall > 0.5
    assert measured.cpu < measured.wall
    assert 0.2 < measured.peak_gb < 20  # more than it holds where this very process is large, see ``measure``


def test_a_command_that_fails_ends_the_benchmark() -> None:
    with pytest.raises(SystemExit, match="ended with 3"):
        measure(sys.executable, "-c", "raise SystemExit(3)")


def test_a_command_ends_with_the_benchmark_that_is_interrupted(tmp_path: Path) -> None:
    program = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(60)"

    def interrupt(_signal: int, _frame: object) -> None:
        raise SystemExit("interrupted")

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 2.0)
    try:
        with pytest.raises(SystemExit, match="interrupted"):
            measure(sys.executable, "-c", program, str(tmp_path / "pid"))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text(encoding="utf-8")), 0)
