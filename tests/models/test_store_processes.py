"""The store under several processes, sudden death and a full disk: each store is used by processes of their own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.models.files import folder_size
from tests.models import made_up
from tests.models.servers import LocalIndex

REPOSITORY = Path(__file__).parents[2]


def start(root: Path, name: str, *before: str) -> "subprocess.Popen[str]":
    """Fetch a made-up model in a process (and process group) of its own."""
    return subprocess.Popen(
        [*before, sys.executable, "-m", "tests.models.made_up", str(root), name],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def left_over(root: Path) -> int:
    """Bytes in the store of what is no whole model."""
    return folder_size(root / ".fetching")


def wait_for_bytes(root: Path, count: int, process: "subprocess.Popen[str]") -> None:
    """Wait until so many bytes of a download are on the disk."""
    while process.poll() is None:
        if left_over(root) >= count:
            return
        time.sleep(0.02)
    pytest.fail(f"the download never began: {process.communicate()}")


def test_of_two_processes_one_fetches_and_the_other_waits(index: LocalIndex, tmp_path: Path) -> None:
    made_up.publish_one(index)
    index.stuck = True
    root = tmp_path / "store"
    first = start(root, "single")
    wait_for_bytes(root, 100_000, first)
    second = start(root, "single")
    assert second.stderr is not None
    assert "another process is fetching single" in second.stderr.readline()
    index.stuck = False
    outputs = [process.communicate(timeout=60) for process in (first, second)]
    assert [first.returncode, second.returncode] == [0, 0], outputs
    assert [out for out, _ in outputs] == [f"{root / 'single'}\n"] * 2
    assert sum(index.downloads.values()) == 1
    assert "fetch single" not in outputs[1][1]


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are killed in another way there")
def test_a_fetch_that_was_killed_leaves_nothing_the_next_one_does_not_clear(index: LocalIndex, tmp_path: Path) -> None:
    made_up.publish_one(index)
    index.stuck = True
    root = tmp_path / "store"
    process = start(root, "single")
    wait_for_bytes(root, 100_000, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    assert not (root / "single").exists()
    assert left_over(root) > 0

    index.stuck = False
    store = made_up.store(root)
    assert (store.path("single") / "model.bin").read_bytes() == made_up.WEIGHTS
    assert left_over(root) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="processes are interrupted in another way there")
def test_an_interrupted_fetch_clears_up_after_itself(index: LocalIndex, tmp_path: Path) -> None:
    made_up.publish_one(index)
    index.stuck = True
    root = tmp_path / "store"
    process = start(root, "single")
    wait_for_bytes(root, 100_000, process)
    os.kill(process.pid, signal.SIGINT)  # not its pip, which a terminal would interrupt too
    _, errors = process.communicate(timeout=30)
    assert process.returncode != 0
    assert "KeyboardInterrupt" in errors
    assert left_over(root) == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)  # nobody of the group is left


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on the length of files there")
def test_a_disk_that_takes_no_more_is_told_without_a_traceback(tmp_path: Path) -> None:
    made_up.put(tmp_path / "store" / "single", made_up.FILES)  # to be adopted: needs no pip, which writes files too
    limited = ("/bin/sh", "-c", 'ulimit -f 64; exec "$@"', "sh")  # blocks of 512 or 1024 bytes: far below the weights
    process = start(tmp_path / "store", "single", *limited)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 5
    assert "ModelStoreError: cannot write to the models' folder" in errors
    assert "File too large" in errors
    assert "Traceback" not in errors
    assert left_over(tmp_path / "store") == 0


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such mode there")
def test_a_read_only_store_is_told_on_fetching_and_serves_what_it_has(tmp_path: Path) -> None:
    # the superuser may write anywhere unless it gives that up
    limited = ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if os.geteuid() == 0 else ()
    root = tmp_path / "store"
    made_up.store(root).fetch("single", source=made_up.put(tmp_path / "files", made_up.FILES))
    root.chmod(0o500)
    try:
        reading, writing = start(root, "single", *limited), start(root, "parted", *limited)
        output, _ = reading.communicate(timeout=30)
        _, errors = writing.communicate(timeout=30)
    finally:
        root.chmod(0o700)
    assert (reading.returncode, output) == (0, f"{root / 'single'}\n")
    assert writing.returncode == 5
    assert f"ModelStoreError: cannot write to the models' folder {root}: Permission denied" in errors
    assert "--models-dir" in errors
