from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import OutputCollisionError, OutputExistsError, OutputNotWritableError
from pipeline.outputs import Outputs, write_files

REPOSITORY = Path(__file__).parents[1]
BOTH = {"json": '{"text": "Ordoñez"}\n', "txt": "ORDOÑEZ: ¿Qué tal?\n"}
TALK = Path("recordings/talk.mp3")


def outputs(folder: Path, *, overwrite: bool = False) -> Outputs:
    return Outputs(folder, ("json", "txt"), overwrite)


def files(folder: Path) -> list[str]:
    """All names in the folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def test_both_formats_are_written_beside_each_other_as_utf_8(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    results = outputs(folder)
    results.prepare([TALK])
    assert files(folder) == []
    assert results.write(TALK, BOTH) == [folder / "talk.json", folder / "talk.txt"]
    assert files(folder) == ["talk.json", "talk.txt"]
    assert (folder / "talk.txt").read_bytes() == BOTH["txt"].encode("utf-8")


def test_a_name_with_dots_keeps_all_but_its_ending(tmp_path: Path) -> None:
    assert outputs(tmp_path).targets(Path("2022.01.09 talk.mp3"))["txt"] == tmp_path / "2022.01.09 talk.txt"


@pytest.mark.parametrize(
    ("first", "second"), [("a.mp3", "sub/a.mp3"), ("talk.mp3", "talk.wav"), ("Talk.mp3", "talk.wav")]
)
def test_two_recordings_that_would_share_a_file_are_refused_before_any_work(
    first: str, second: str, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    with pytest.raises(OutputCollisionError) as caught:
        outputs(folder).prepare([Path(first), Path("other.mp3"), Path(second)])
    assert f"{Path(first)} and {Path(second)} would both" in caught.value.message
    assert not folder.exists()


def test_recordings_of_different_names_share_a_folder(tmp_path: Path) -> None:
    outputs(tmp_path).prepare([Path("a.mp3"), Path("b.mp3")])


@pytest.mark.parametrize("name", ["talk.json", "talk.txt"])
def test_a_result_that_is_there_already_is_refused_and_kept(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(OutputExistsError, match=name) as caught:
        outputs(tmp_path).check_free(TALK)
    assert caught.value.path == tmp_path / name
    assert (tmp_path / name).read_text() == "mine"
    outputs(tmp_path).check_free(Path("other.mp3"))


def test_results_are_replaced_when_that_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("old and much longer than what comes in its place")
    results = outputs(tmp_path, overwrite=True)
    results.prepare([TALK])
    results.check_free(TALK)
    results.write(TALK, BOTH)
    assert files(tmp_path) == ["talk.json", "talk.txt"]
    assert (tmp_path / "talk.txt").read_text(encoding="utf-8") == BOTH["txt"]


def test_a_folder_that_cannot_be_made_is_named_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("I am no folder")
    for folder in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(OutputNotWritableError) as caught:
            outputs(folder).prepare([TALK])
        assert str(folder) in caught.value.message
        assert caught.value.exit_code == 6


@pytest.mark.skipif(sys.platform == "win32", reason="names may be longer there, but paths may not")
def test_a_name_that_is_too_long_with_its_ending_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(OutputNotWritableError, match="too long"):
        outputs(tmp_path).check_free(Path("t" * 251 + ".mp3"))
    longest = Path("t" * 250 + ".mp3")
    outputs(tmp_path).check_free(longest)
    assert len(outputs(tmp_path).write(longest, BOTH)) == 2


@pytest.mark.parametrize("blocked", ["talk.json", "talk.txt"])
def test_when_one_result_cannot_be_put_in_place_neither_appears(blocked: str, tmp_path: Path) -> None:
    (tmp_path / blocked).mkdir()
    with pytest.raises(OutputNotWritableError):
        outputs(tmp_path, overwrite=True).write(TALK, BOTH)
    assert files(tmp_path) == [blocked]


def test_when_a_replacement_fails_the_old_results_are_still_there(tmp_path: Path) -> None:
    (tmp_path / "talk.json").write_text("old")
    (tmp_path / "talk.txt").mkdir()
    with pytest.raises(OutputNotWritableError):
        outputs(tmp_path, overwrite=True).write(TALK, BOTH)
    assert files(tmp_path) == ["talk.json", "talk.txt"]
    assert (tmp_path / "talk.json").read_text() == "old"


def test_when_the_folder_is_gone_by_the_end_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputNotWritableError, match="gone"):
        outputs(tmp_path / "gone").write(TALK, BOTH)


FULL_DISK = """
import resource, sys
from pathlib import Path
from pipeline.errors import OutputNotWritableError
from pipeline.outputs import Outputs, write_files

limit, step = int(sys.argv[2]), sys.argv[3]
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
outputs = Outputs(Path(sys.argv[1]), ("json", "txt"))
try:
    if step == "prepare":
        outputs.prepare([Path("talk.mp3")])
    else:
        outputs.write(Path("talk.mp3"), {"json": "{}", "txt": "word " * limit})
except OutputNotWritableError as error:
    print(error.exit_code, error.reason)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no limits to the size of a file")
@pytest.mark.parametrize("step", ["prepare", "write"])
def test_a_full_disk_is_noticed_and_nothing_half_written_stays(step: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path), "65536", step],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (done.stdout, done.stderr) == ("6 File too large\n", "")
    assert files(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_who_could_not_read_the_old_file_cannot_read_the_new_one(tmp_path: Path) -> None:
    target = tmp_path / "talk.json"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o600)
    write_files({target: "new"})
    assert target.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
