"""What tests of the model store share: an index on this machine, and the notices a run gave."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from pipeline.progress import SilentReporter
from tests.models.servers import LocalIndex, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.progress import Advance


class Listener(SilentReporter):
    """A reporter that keeps what it was told."""

    def __init__(self) -> None:
        self.notices: list[str] = []
        self.stages: list[str] = []
        self.progress: list[tuple[float, float]] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[Advance]:
        """Keep the stage's name and all progress."""
        self.stages.append(name)
        yield lambda done, total: self.progress.append((done, total))

    def notice(self, message: str) -> None:
        """Keep the notice."""
        self.notices.append(message)


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalIndex]:
    """An empty package index, which is the only one that pip is told of."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    site = LocalIndex(tmp_path / "index")
    with serving(site):
        monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
        monkeypatch.setenv("PIP_INDEX_URL", f"{site.url}/simple")
        monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
        monkeypatch.setenv("PIP_RETRIES", "1")
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield site
