"""The options that say who is expected: what is wrong is told before any work, or with its recording."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.__main__ import main
from tests.cast.feeds import send, serving, written
from tests.sounds import melody, write_sound

if TYPE_CHECKING:
    from collections.abc import Callable

EPISODE = Path(__file__).parents[2] / "configs" / "episodes" / "kazakhstan.toml"


@pytest.fixture
def outcome(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Exit code and error stream of ``byline run`` with an empty model store that may not be filled."""

    def run(*arguments: object) -> tuple[int, str]:
        store = ["--offline", "--models-dir", str(tmp_path / "none"), "--out", str(tmp_path / "out"), "--no-voices"]
        return main(["run", *map(str, arguments), *store]), capsys.readouterr().err

    return run


def sound(folder: Path, name: str) -> Path:
    return write_sound(folder / f"{name}.wav", melody(0.5), 16_000)


def test_a_recording_that_the_feed_does_not_have_fails_alone(
    outcome: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    code, errors = outcome(sound(tmp_path, "floods"), sound(tmp_path, "kazakhstan"), "--feed", written(tmp_path))
    assert code == 3
    assert "does not tell which episode" in errors
    assert "- After the floods, with Linda Brandt" in errors
    assert "the model 'segmentation-3.0' is not in" in errors  # the other recording was tried


def test_an_item_says_which_episode_it_is(outcome: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    code, errors = outcome(sound(tmp_path, "take2"), "--feed", written(tmp_path), "--item", "floods")
    assert code == 5  # it went on, as far as the empty model store
    assert "episode" not in errors


def test_people_may_be_named_on_the_command_line(outcome: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    path = sound(tmp_path, "talk")
    assert outcome(path, "--speaker", "Ann Lee, host", "--speaker", "MAYNES=Charles Maynes")[0] == 5
    code, errors = outcome(path, "--speaker", "MAYNES=")
    assert code == 4
    assert 'Write it like --speaker "MAYNES=Charles Maynes, correspondent"' in errors


def test_an_episode_file_must_be_about_the_recording(outcome: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    assert outcome(sound(tmp_path, "kazakhstan"), "--episode", EPISODE)[0] == 5
    code, errors = outcome(sound(tmp_path, "floods"), "--episode", EPISODE)
    assert code == 4
    assert "it is about kazakhstan.mp3, and not about floods.wav" in errors


def test_a_feed_that_cannot_be_had_ends_the_run_before_it_begins(
    outcome: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    with serving(lambda handler: send(handler, b"", 404)) as address:
        code, errors = outcome(sound(tmp_path, "talk"), "--feed", f"{address}/feed?key=secret")
    assert code == 4
    assert "the server answers 404" in errors
    assert "secret" not in errors
    assert "segmentation" not in errors
    assert "Traceback" not in errors
