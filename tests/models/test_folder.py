import shutil
from pathlib import Path

import pytest

from pipeline.errors import ModelFetchError, ModelHashError
from tests.models import made_up
from tests.models.conftest import Listener


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where somebody brings files from."""
    return tmp_path / "brought"


def test_files_are_checked_and_copied(tmp_path: Path, folder: Path, listener: Listener) -> None:
    made_up.put(folder, {**made_up.FILES, "notes.txt": b"mine"})
    store = made_up.store(tmp_path / "store", offline=True, reporter=listener)
    stored = store.fetch("single", source=folder)
    assert {path.name for path in stored.iterdir()} == {"model.bin", "config.json", "byline-model.json"}
    assert listener.progress[-1] == (400_015, 400_015)


def test_any_known_release_will_do(tmp_path: Path, folder: Path) -> None:
    made_up.put(folder, made_up.OTHER_FILES)
    store = made_up.store(tmp_path / "store", offline=True)
    assert (store.fetch("parted", source=folder) / "vocabulary.json").is_file()


def test_files_of_two_releases_are_not_mixed(tmp_path: Path, folder: Path) -> None:
    made_up.put(folder, {**made_up.FILES, "model.bin": made_up.OTHER_WEIGHTS})
    with pytest.raises(ModelFetchError, match=r"model\.bin has 400015 bytes, not 400001"):
        made_up.store(tmp_path / "store").fetch("parted", source=folder)


def test_a_wrong_file_is_refused_and_nobody_else_is_asked(tmp_path: Path, folder: Path) -> None:
    made_up.put(folder, {**made_up.FILES, "model.bin": bytes(len(made_up.WEIGHTS))})
    with pytest.raises(ModelHashError, match=r"model\.bin \(single, from the folder "):
        made_up.store(tmp_path / "store").fetch("single", source=folder)
    assert not (tmp_path / "store" / "single").exists()


def test_a_copy_of_another_machines_store_serves_all_its_models(tmp_path: Path, folder: Path) -> None:
    made_up.put(folder / "single", made_up.FILES)
    made_up.put(folder / "parted", made_up.FILES)
    store = made_up.store(tmp_path / "store", offline=True)
    for name in ("single", "parted"):
        assert store.fetch(name, source=folder) == tmp_path / "store" / name


def test_a_model_without_known_hashes_is_recorded_as_it_came(tmp_path: Path, folder: Path) -> None:
    made_up.put(folder, made_up.HUB_FILES)
    store = made_up.store(tmp_path / "store", offline=True)
    stored = store.fetch("hubby", source=folder)
    manifest = store.verify("hubby")
    assert {file.name for file in manifest.files} == {"config.yaml", "embedding/model.bin", "vocabulary.txt"}
    assert (stored / "embedding" / "model.bin").read_bytes() == made_up.WEIGHTS


def test_a_model_without_known_hashes_must_still_be_complete(tmp_path: Path, folder: Path) -> None:
    made_up.put(folder, {"config.yaml": b""})
    with pytest.raises(ModelFetchError, match=r"there is no embedding/model\.bin"):
        made_up.store(tmp_path / "store").fetch("hubby", source=folder)


def test_what_the_first_store_recorded_is_what_the_copy_must_be(tmp_path: Path, folder: Path) -> None:
    made_up.put(folder, made_up.HUB_FILES)
    first = made_up.store(tmp_path / "first", offline=True).fetch("hubby", source=folder)
    copied = tmp_path / "copied"
    shutil.copytree(first, copied)
    (copied / "embedding" / "model.bin").write_bytes(bytes(len(made_up.WEIGHTS)))
    with pytest.raises(ModelHashError, match=r"embedding/model\.bin"):
        made_up.store(tmp_path / "second").fetch("hubby", source=copied)


def test_the_folder_of_another_model_is_refused(tmp_path: Path, folder: Path) -> None:
    made_up.put(folder, made_up.FILES)
    other = made_up.store(tmp_path / "store", offline=True).fetch("parted", source=folder)
    with pytest.raises(ModelFetchError, match="holds the model 'parted'"):
        made_up.store(tmp_path / "store").fetch("single", source=other)


def test_a_folder_that_is_not_there_is_a_reason(tmp_path: Path) -> None:
    with pytest.raises(ModelFetchError, match="there is no folder"):
        made_up.store(tmp_path / "store").fetch("single", source=tmp_path / "nowhere")
