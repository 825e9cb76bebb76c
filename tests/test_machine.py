from __future__ import annotations

import os
import subprocess
import sys

import pytest

from pipeline.errors import InvalidValueError
from pipeline.machine import Machine, MachineOptions, bytes_of, cores, over_budget, peak_memory


def test_the_cores_are_those_that_the_process_may_use() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="Linux alone can bind a process to cores")
def test_a_process_that_is_bound_to_one_core_has_one() -> None:
    before = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(before)})
        assert cores() == 1
        assert Machine.of(MachineOptions()).threads == 1
    finally:
        os.sched_setaffinity(0, before)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("2G", 2 * 1024**3),
        ("1500M", 1500 * 1024**2),
        ("1.5 GiB", 3 * 1024**3 // 2),
        ("512 mb", 512 * 1024**2),
        ("9", 9),
    ],
)
def test_memory_is_written_as_people_write_it(text: str, size: int) -> None:
    assert bytes_of(text) == size
    assert Machine.of(MachineOptions(memory=text)).memory == size


@pytest.mark.parametrize("text", ["", "much", "-2G", "2 apples", "0G", "2,5G", "G"])
def test_what_is_no_amount_of_memory_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError, match="no amount of memory"):
        MachineOptions(memory=text)


def test_nothing_works_on_no_thread() -> None:
    with pytest.raises(InvalidValueError, match="0 threads"):
        MachineOptions(threads=0)


def test_pieces_have_room_beside_what_the_process_has_already() -> None:
    taken = peak_memory()  # at least what it has now
    machine = Machine(2, taken + 1000 * 1024**2)
    assert machine.room_for(300 * 1024**2, 8) >= 3
    assert machine.room_for(300 * 1024**2, 2) == 2


def test_one_piece_is_worked_at_however_little_memory_there_is() -> None:
    assert Machine(2, 1).free == 0
    assert Machine(2, 1).room_for(10**9, 8) == 1


def test_the_peak_is_this_process_s_own_and_outlasts_what_was_taken() -> None:
    # started by one that is larger: on Linux getrusage would give the child its parent's peak
    ballast = bytearray(os.urandom(1)) * (300 * 1024**2)
    code = (
        "from pipeline.machine import peak_memory\n"
        "before = peak_memory()\n"
        "block = bytearray(b'x' * (100 * 1024**2)); del block\n"
        "print(before, peak_memory())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    before, after = map(int, done.stdout.split())
    assert before < 200 * 1024**2 < len(ballast)
    assert after > before + 80 * 1024**2


def test_a_process_that_took_more_than_was_asked_for_says_so() -> None:
    assert over_budget(MachineOptions()) is None
    assert over_budget(MachineOptions(memory="1T")) is None
    notice = over_budget(MachineOptions(memory="1M"))
    assert notice is not None
    assert "more than the 1M asked for" in notice
