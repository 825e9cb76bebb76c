"""Time and memory of a command."""

from __future__ import annotations

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("what a process used is asked for with os.wait4", allow_module_level=True)

from benchmarks.measure import measure


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
