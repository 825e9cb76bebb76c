"""The order of the stages: what is loaded when, and in which thread."""

from __future__ import annotations

import io
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.cast import Cast
from pipeline.config import Config
from pipeline.errors import BylineError, ModelMissingError, UnreadableAudioError
from pipeline.progress import JsonReporter
from pipeline.recordings import read_recording
from pipeline.run import run_pipeline
from tests.recorded.replay import Replay

if TYPE_CHECKING:
    from pipeline.schema import Transcript

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "kazakhstan" / "short.mp3"
RECORDED = Replay(read_recording(ROOT / "tests" / "recorded" / "short.json"))


class Watched:
    """Recorded engines that tell which was asked for, and in which thread; ``failure`` is what loading one raises."""

    def __init__(self, failure: BylineError | None = None) -> None:
        self.asked: list[tuple[str, bool]] = []
        self._failure = failure

    def _note(self, what: str) -> None:
        self.asked.append((what, threading.current_thread() is threading.main_thread()))

    @property
    def diarizer(self) -> Any:
        self._note("diarizer")
        if self._failure:
            raise self._failure
        return RECORDED.diarizer

    @property
    def recognizer(self) -> Any:
        self._note("recognizer")
        return RECORDED.recognizer

    def fetch(self) -> None:
        self._note("fetch")

    def take_notices(self) -> tuple[str, ...]:
        return ("a batch was halved",)


def run(path: Path, listeners: Watched) -> Transcript:
    return run_pipeline(path, listeners, Config(), Cast(), JsonReporter(io.StringIO()))


def test_weights_are_fetched_in_the_main_thread_and_engines_loaded_beside_it() -> None:
    listeners = Watched()
    transcript = run(SAMPLE, listeners)
    assert transcript.turns
    assert listeners.asked[0] == ("fetch", True)
    assert sorted(listeners.asked[1:]) == [("diarizer", False), ("recognizer", False)]


def test_what_the_engines_had_to_do_otherwise_stands_in_the_transcript() -> None:
    provenance = run(SAMPLE, Watched()).provenance
    assert provenance is not None
    assert "short.mp3: a batch was halved" in provenance.notices


@pytest.mark.parametrize("name", ["noise.mp3", "noise.aac", "noise.wav"])
def test_for_a_file_without_sound_no_engine_is_loaded(name: str, tmp_path: Path) -> None:
    listeners = Watched()
    path = tmp_path / name
    path.write_bytes(b"This is no sound at all.\n" * 400)
    with pytest.raises(UnreadableAudioError):
        run(path, listeners)
    assert listeners.asked == []


def test_an_engine_that_cannot_be_loaded_is_told_before_any_works() -> None:
    listeners = Watched(ModelMissingError("segmentation-3.0", Path("models"), "it is not there"))
    with pytest.raises(ModelMissingError):
        run(SAMPLE, listeners)
