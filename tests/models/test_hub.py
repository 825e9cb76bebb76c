"""The official hub, spoken by a server on this machine; its library reads its address when it is first imported, so
each fetch is a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.models import made_up
from tests.models.servers import COMMIT, LocalHub, serving
from tests.models.test_store_processes import REPOSITORY


@pytest.fixture
def hub() -> Iterator[LocalHub]:
    site = LocalHub("someone/hubby", made_up.HUB_FILES)
    with serving(site):
        yield site


def fetch(root: Path, endpoint: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Fetch the model that only the hub has."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    own = {"HF_ENDPOINT": endpoint, "HF_HOME": str(root.parent / "hub-home"), "NO_PROXY": "127.0.0.1"}
    command = [sys.executable, "-m", "tests.models.made_up", str(root), "hubby"]
    return subprocess.run(
        command, cwd=REPOSITORY, env=kept | own | variables, capture_output=True, text=True, timeout=120
    )


def test_the_files_are_fetched_and_what_the_hub_stated_is_recorded(hub: LocalHub, tmp_path: Path) -> None:
    done = fetch(tmp_path / "store", hub.url)
    assert done.returncode == 0, done.stderr
    store = made_up.store(tmp_path / "store", offline=True)
    manifest = store.verify("hubby")
    assert {file.name for file in manifest.files} == {"config.yaml", "embedding/model.bin", "vocabulary.txt"}
    assert manifest.revision == COMMIT
    assert manifest.source == "the official hub (someone/hubby)"
    assert (store.path("hubby") / "embedding" / "model.bin").read_bytes() == made_up.WEIGHTS
    assert not (store.path("hubby") / "README.md").exists()
    assert not (store.path("hubby") / ".cache").exists()


def test_a_file_that_is_not_what_the_hub_states_is_refused(hub: LocalHub, tmp_path: Path) -> None:
    hub.stated_sha256["embedding/model.bin"] = "1" * 64
    done = fetch(tmp_path / "store", hub.url)
    assert done.returncode == 5
    assert "ModelHashError: the model file embedding/model.bin" in done.stderr
    assert "1" * 64 in done.stderr
    assert not (tmp_path / "store" / "hubby").exists()


def test_a_gated_model_without_a_token_says_what_to_do(hub: LocalHub, tmp_path: Path) -> None:
    hub.gated = True
    done = fetch(tmp_path / "store", hub.url)
    assert done.returncode == 5
    assert "accept the conditions on the model's page there, then set HF_TOKEN" in done.stderr


def test_a_gated_model_with_a_token_that_is_not_let_in_says_so(hub: LocalHub, tmp_path: Path) -> None:
    hub.gated = True
    done = fetch(tmp_path / "store", hub.url, HF_TOKEN="hf_secret")  # noqa: S106 - made up
    assert "Bearer hf_secret" in hub.tokens
    assert "the account of the token has no access" in done.stderr
    assert "hf_secret" not in done.stderr


def test_a_model_that_is_not_there_says_so(hub: LocalHub, tmp_path: Path) -> None:
    hub.repository = "someone/else"
    assert "no such model there, or one that needs a token" in fetch(tmp_path / "store", hub.url).stderr


def test_a_model_without_a_file_it_needs_is_refused(hub: LocalHub, tmp_path: Path) -> None:
    del hub.files["config.yaml"]
    assert "it does not hold config.yaml" in fetch(tmp_path / "store", hub.url).stderr


def test_a_hub_that_cannot_be_reached_says_so(tmp_path: Path) -> None:
    done = fetch(tmp_path / "store", "http://127.0.0.1:9")
    assert done.returncode == 5
    assert "the official hub (someone/hubby): it cannot be reached: " in done.stderr
    assert "Traceback" not in done.stderr


def test_the_users_wish_not_to_ask_the_hub_is_a_reason(hub: LocalHub, tmp_path: Path) -> None:
    assert "HF_HUB_OFFLINE forbids asking it" in fetch(tmp_path / "store", hub.url, HF_HUB_OFFLINE="1").stderr
    assert hub.tokens == []
