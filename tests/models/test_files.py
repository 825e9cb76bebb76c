import hashlib
import shutil
import threading
from pathlib import Path

import pytest

from pipeline.models.files import ModelFile, chunks, folder_size, measure, write

ZEROS = "0" * 64


@pytest.mark.parametrize("name", ["../model.bin", "/etc/passwd", "a/../../b", "..\\model.bin", "C:model.bin", ""])
def test_a_name_that_leads_out_of_the_models_folder_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a name inside"):
        ModelFile(name, 1, ZEROS)


@pytest.mark.parametrize(("size", "sha256"), [(-1, ZEROS), (1, "0" * 63), (1, "Z" * 64), (1, "A" * 64)])
def test_a_length_or_hash_that_cannot_be_is_refused(size: int, sha256: str) -> None:
    with pytest.raises(ValueError, match="not a length"):
        ModelFile("model.bin", size, sha256)


def test_a_file_in_a_subfolder_is_measured_while_it_is_written(tmp_path: Path) -> None:
    seen: list[int] = []
    written = write(tmp_path, "embedding/model.bin", [b"abc", b"de"], 5, seen.append)
    assert written == ModelFile("embedding/model.bin", 5, hashlib.sha256(b"abcde").hexdigest())
    assert (tmp_path / "embedding" / "model.bin").read_bytes() == b"abcde"
    assert seen == [3, 2]
    assert written == measure("embedding/model.bin", chunks(tmp_path / "embedding" / "model.bin"))


def test_more_than_what_was_announced_is_told_but_not_written(tmp_path: Path) -> None:
    written = write(tmp_path, "model.bin", [b"x" * 10] * 100, 25)
    assert written.size == 1000
    assert (tmp_path / "model.bin").stat().st_size <= 25


def test_the_size_of_a_folder_is_that_of_all_files_below_it(tmp_path: Path) -> None:
    write(tmp_path, "a", [b"12"], 2)
    write(tmp_path, "b/c/d", [b"345"], 3)
    assert folder_size(tmp_path) == 5
    assert folder_size(tmp_path / "nowhere") == 0


def test_a_folder_can_be_measured_while_another_process_tidies_up_in_it(tmp_path: Path) -> None:
    write(tmp_path, "stays", [b"12"], 2)
    over = threading.Event()

    def come_and_go() -> None:
        while not over.is_set():
            write(tmp_path, "passing/deep/file", [b"345"], 3)
            shutil.rmtree(tmp_path / "passing")

    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        sizes = {folder_size(tmp_path) for _ in range(2000)}
    finally:
        over.set()
        thread.join()
    assert sizes <= {2, 5}
