import json
from pathlib import Path

import pytest

from pipeline.models.files import ModelFile
from pipeline.models.manifest import MANIFEST_NAME, Manifest
from tests.models import made_up

MANIFEST = Manifest("single", "nobody/single @ 1", "abc", "one 1.0", made_up.described(made_up.FILES))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    MANIFEST.write(tmp_path)
    assert Manifest.read(tmp_path) == MANIFEST


def test_the_weights_are_the_largest_file() -> None:
    assert MANIFEST.weights.name == "model.bin"
    assert MANIFEST.size == len(made_up.WEIGHTS) + len(made_up.CONFIG)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"files": []},
        {"files": None},
        {"files": [{"name": "../../model.bin", "size": 1, "sha256": "0" * 64}]},
        {"files": [{"name": "model.bin", "size": "1", "sha256": "0" * 64}]},
        {"files": [{"name": "model.bin"}]},
    ],
    ids=str,
)
def test_a_manifest_of_another_form_counts_as_none(tmp_path: Path, change: dict[str, object]) -> None:
    MANIFEST.write(tmp_path)
    told = json.loads((tmp_path / MANIFEST_NAME).read_text(encoding="utf-8"))
    (tmp_path / MANIFEST_NAME).write_text(json.dumps(told | change), encoding="utf-8")
    assert Manifest.read(tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe\x00", b'"text"'])
def test_a_damaged_manifest_counts_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / MANIFEST_NAME).write_bytes(content)
    assert Manifest.read(tmp_path) is None
    assert Manifest.read(tmp_path / "nowhere") is None


def test_missing_are_files_that_are_gone_or_cut_short(tmp_path: Path) -> None:
    made_up.put(tmp_path, made_up.FILES)
    assert MANIFEST.missing(tmp_path) == ()
    (tmp_path / "model.bin").write_bytes(made_up.WEIGHTS[:-1])
    (tmp_path / "config.json").unlink()
    assert MANIFEST.missing(tmp_path) == ("model.bin", "config.json")


def test_a_folder_in_the_place_of_a_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    manifest = Manifest("single", "", None, "", (ModelFile("x", (tmp_path / "x").stat().st_size, "0" * 64),))
    assert manifest.missing(tmp_path) == ("x",)
