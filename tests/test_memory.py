from __future__ import annotations

import platform
import subprocess
import sys

import pytest

THREADS = """
import re, threading, ctypes
from pipeline.memory import keep_few_arenas
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
def test_twelve_threads_share_two_pools_of_memory() -> None:
    assert arenas("") > 2
    assert arenas("keep_few_arenas()") <= 2
