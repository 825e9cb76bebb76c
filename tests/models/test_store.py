from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ModelHashError, ModelMissingError, ModelStoreError, UnknownChoiceError
from pipeline.models import ModelStore, default_root
from tests.models import made_up
from tests.models.conftest import Listener


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with the files of the model ``single``."""
    return made_up.put(tmp_path / "files", made_up.FILES)


@pytest.fixture
def store(tmp_path: Path, files: Path, listener: Listener) -> ModelStore:
    """A store that may not ask anybody and holds the model ``single``."""
    store = made_up.store(tmp_path / "store", offline=True, reporter=listener)
    store.fetch("single", source=files)
    return store


def test_an_unknown_model_is_told_with_the_choices(store: ModelStore) -> None:
    with pytest.raises(UnknownChoiceError) as caught:
        store.path("singel")
    assert "Did you mean 'single'?" in str(caught.value)
    assert "someone/hubby" in caught.value.choices


def test_a_missing_model_offline_is_told_with_the_command_that_fetches_it(store: ModelStore) -> None:
    with pytest.raises(ModelMissingError, match="byline models fetch parted"):
        store.path("parted")


def test_a_stored_model_needs_no_connection(store: ModelStore) -> None:
    assert (store.path("single") / "model.bin").read_bytes() == made_up.WEIGHTS


def test_a_path_to_a_folder_is_taken_as_it_is(store: ModelStore, files: Path) -> None:
    assert store.path(files) == files
    assert store.path(str(files)) == files


def test_a_folder_does_not_hide_the_catalogues_model_of_that_name(
    store: ModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "single").mkdir()
    monkeypatch.chdir(tmp_path)
    assert store.path("single") == tmp_path / "store" / "single"


def test_the_root_comes_from_the_environment_where_it_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BYLINE_MODELS_DIR", str(tmp_path / "elsewhere"))
    assert default_root() == tmp_path / "elsewhere"
    monkeypatch.setenv("BYLINE_MODELS_DIR", "")
    assert default_root().parts[-1] == "models"
    assert "byline" in default_root().parts


def test_a_file_cut_short_is_noticed_at_use(store: ModelStore) -> None:
    with (store.root / "single" / "model.bin").open("r+b") as stream:
        stream.truncate(7)
    with pytest.raises(ModelMissingError):
        store.path("single")


def test_a_damaged_model_is_replaced_by_a_fetch(store: ModelStore, files: Path) -> None:
    (store.root / "single" / "model.bin").write_bytes(b"short")
    (store.root / "single" / "stray").write_bytes(b"")
    folder = store.fetch("single", source=files)
    assert (folder / "model.bin").read_bytes() == made_up.WEIGHTS
    assert not (folder / "stray").exists()


def test_files_of_a_release_the_catalogue_no_longer_knows_are_not_used(store: ModelStore) -> None:
    newer = replace(made_up.CATALOGUE["single"], releases=(made_up.OTHER_WHEEL,))
    assert replace(store, catalogue={"single": newer}).stored("single") is None


def test_files_put_into_the_store_by_hand_are_checked_and_adopted(tmp_path: Path) -> None:
    made_up.put(tmp_path / "store" / "single", made_up.FILES)
    store = made_up.store(tmp_path / "store")
    assert store.stored("single") is None
    store.path("single")
    manifest = store.stored("single")
    assert manifest is not None
    assert manifest.files == made_up.ONE_WHEEL.files


def test_verify_says_nothing_of_a_whole_model(store: ModelStore, listener: Listener) -> None:
    assert store.verify("single").name == "single"
    assert listener.stages[-1] == "verify single"


def test_verify_finds_a_flipped_bit(store: ModelStore) -> None:
    path = store.root / "single" / "model.bin"
    changed = bytearray(made_up.WEIGHTS)
    changed[123_456] ^= 1
    path.write_bytes(changed)
    assert store.path("single") == path.parent  # its length is right: what a look at use cannot see
    with pytest.raises(ModelHashError) as caught:
        store.verify("single")
    assert caught.value.file == path
    assert caught.value.expected == made_up.ONE_WHEEL.files[0].sha256


def test_verify_finds_a_file_that_is_gone(store: ModelStore) -> None:
    (store.root / "single" / "config.json").unlink()
    with pytest.raises(ModelHashError, match=r"config\.json.*\n.*\n.*gone"):
        store.verify("single")


def test_verify_of_a_model_that_is_not_stored_is_an_error(store: ModelStore) -> None:
    with pytest.raises(ModelMissingError, match="nothing to verify"):
        store.verify("parted")


def test_the_identity_of_a_model_is_the_hash_of_its_weights(store: ModelStore, files: Path) -> None:
    weights = made_up.ONE_WHEEL.files[0].sha256
    assert store.identity("single").sha256 == weights
    assert store.identity(store.root / "single").sha256 == weights
    assert store.identity(files).sha256 == weights  # a folder without a manifest
    assert store.identity(str(files)).name == str(files)
    with pytest.raises(ModelMissingError):
        store.identity("parted")


def test_a_store_that_cannot_be_made_is_told_without_a_traceback(tmp_path: Path, files: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ModelStoreError, match=r"--models-dir or BYLINE_MODELS_DIR") as caught:
        made_up.store(tmp_path / "file" / "store").fetch("single", source=files)
    assert caught.value.exit_code == 5
