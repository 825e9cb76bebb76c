"""A real browser, without a window, and pages in it that are watched for what they load and complain of."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.sounds import melody, write_sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@dataclass(frozen=True)
class Opened:
    """A page in a browser."""

    page: Page
    file: Path
    requests: list[str] = field(default_factory=list)
    """Addresses of everything it asked for."""
    complaints: list[str] = field(default_factory=list)
    """What it wrote on the console, and errors of its script."""

    @property
    def time(self) -> float:
        """Where the recording is, in seconds."""
        return float(self.page.evaluate("document.querySelector('audio').currentTime"))

    @property
    def paused(self) -> bool:
        """Whether the recording stands still."""
        return bool(self.page.evaluate("document.querySelector('audio').paused"))

    def started(self) -> float:
        """Wait until the recording plays: where it plays from, in seconds, to about a second."""
        playing = "() => { const a = document.querySelector('audio'); return a.paused ? null : [a.currentTime]; }"
        return float(self.page.wait_for_function(playing).json_value()[0])

    def wait(self, condition: str) -> None:
        """Wait until a condition, written in JavaScript, holds."""
        self.page.wait_for_function(f"() => {condition}")


class Opener:
    """Opens files in a browser; all of them are closed at the end of a test."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self.folder = folder

    def __call__(self, text: str, *, script: bool = True, width: int = 1000, sound_seconds: float = 0.0) -> Opened:
        """The page ``text``, and beside it, where asked for, a recording called ``talk.wav``."""
        file = self.folder / "page.html"
        file.write_text(text, encoding="utf-8", newline="\n")
        if sound_seconds:
            write_sound(self.folder / "talk.wav", melody(sound_seconds))
        context = self._browser.new_context(java_script_enabled=script, viewport={"width": width, "height": 800})
        opened = Opened(context.new_page(), file)
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("console", lambda message: opened.complaints.append(message.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.goto(file.as_uri())
        if sound_seconds:
            opened.page.wait_for_selector("body.playable")
        return opened


# for these tests only: while Playwright runs, its event loop is the thread's, and other tests could run none
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        found = next(filter(None, map(shutil.which, BROWSERS)), own if Path(own).exists() else None)
        if found is None:
            pytest.skip(f"no browser: none of {', '.join(BROWSERS)} is installed")
        started = playwright.chromium.launch(executable_path=found, args=OPTIONS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    yield Opener(browser, tmp_path)
    for context in browser.contexts:
        context.close()
