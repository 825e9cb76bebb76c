from __future__ import annotations

import platform
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import OutOfMemoryError
from pipeline.memory import in_halves, ran_out, running_out

if TYPE_CHECKING:
    from collections.abc import Sequence

THREADS = """
import ctypes, threading
from pipeline.memory import keep_memory
{call}
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
barrier = threading.Barrier(12)
def work():
    barrier.wait()
    for _ in range(100):
        libc.malloc(1000)
    barrier.wait()
workers = [threading.Thread(target=work) for _ in range(12)]
for worker in workers: worker.start()
for worker in workers: worker.join()
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stderr"))
"""


def arenas(call: str) -> int:
    done = subprocess.run([sys.executable, "-c", THREADS.format(call=call)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stderr.count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc alone has arenas")
def test_twelve_threads_share_one_pool_of_memory() -> None:
    assert arenas("") > 2
    assert arenas("keep_memory()") == 1


AGAIN = """
import ctypes, resource
from pipeline.memory import keep_memory
{call}
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
for _ in range(3):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    piece = ctypes.c_void_p(libc.malloc(100_000_000))
    ctypes.memset(piece, 1, 100_000_000)
    libc.free(piece)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def pages_taken_anew(call: str) -> int:
    """Pages that the system gave for 100 MB that had been taken and given back twice before."""
    done = subprocess.run([sys.executable, "-c", AGAIN.format(call=call)], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc's settings")
def test_large_pieces_of_memory_are_kept_for_the_next() -> None:
    assert pages_taken_anew("") > 40  # of 4 KiB 24,000; a system may give larger ones
    assert pages_taken_anew("keep_memory()") < 20


def test_a_batch_that_memory_does_not_suffice_for_is_halved_until_it_fits() -> None:
    told: list[str] = []
    sizes: list[int] = []

    def work(items: Sequence[int]) -> list[int]:
        sizes.append(len(items))
        if len(items) > 2:
            raise OutOfMemoryError("engine", "out of memory")
        return [item * 10 for item in items]

    assert in_halves(work, range(7), told.append) == [0, 10, 20, 30, 40, 50, 60]
    assert sizes == [7, 4, 2, 2, 3, 2, 1]
    assert told[0] == "engine: memory ran out for 7 pieces of sound at a time; it went on with 4"


def test_one_piece_that_memory_does_not_suffice_for_is_a_failure() -> None:
    def work(_items: Sequence[int]) -> list[int]:
        raise OutOfMemoryError("engine", "out of memory")

    with pytest.raises(OutOfMemoryError):
        in_halves(work, range(4), lambda _message: None)


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("CUDA out of memory. Tried to allocate 20.00 MiB"),
        RuntimeError("CUDA failed with error out of memory"),
        RuntimeError(
            "[enforce fail at alloc_cpu.cpp:124] err == 0. DefaultCPUAllocator: can't allocate memory: you tried"
        ),
        RuntimeError("std::bad_alloc"),
    ],
)
def test_libraries_say_in_several_ways_that_memory_ran_out(error: Exception) -> None:
    assert ran_out(error)


def test_what_runs_out_of_memory_inside_says_so_and_other_failures_stay_what_they_are() -> None:
    with pytest.raises(OutOfMemoryError, match="whisper") as caught, running_out("whisper"):
        raise RuntimeError("CUDA out of memory")
    assert caught.value.engine == "whisper"
    with pytest.raises(RuntimeError, match="no kernel image"), running_out("whisper"):
        raise RuntimeError("no kernel image is available")


def test_another_failure_is_not_taken_for_a_want_of_memory() -> None:
    assert not ran_out(RuntimeError("CUDA error: no kernel image is available"))


ADDRESS_SPACE = """
import resource, torch
from pipeline.memory import ran_out
resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
try:
    torch.empty(64 << 30, dtype=torch.uint8)
except RuntimeError as error:
    print(ran_out(error))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone keeps to a limit of address space")
def test_torch_s_own_words_are_known() -> None:
    done = subprocess.run([sys.executable, "-c", ADDRESS_SPACE], capture_output=True, text=True)
    assert done.stdout.strip() == "True", done.stderr
