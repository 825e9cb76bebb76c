"""What the command makes of bad input: a clear message, the right exit code, and nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from pipeline.__main__ import main
from tests.sounds import melody, write_pictures, write_sound

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "kazakhstan" / "short.mp3"
SHOW = ROOT / "configs" / "shows" / "weekend-edition-sunday.toml"


class Outcome(Protocol):
    """Exit code, output stream and error stream of one run of the command."""

    def __call__(self, *arguments: object) -> tuple[int, str, str]: ...


@pytest.fixture
def byline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Outcome:
    """Runs ``byline run`` with an empty model store that may not be filled: nothing here gets as far as a model."""

    def run(*arguments: object) -> tuple[int, str, str]:
        store = ["--offline", "--models-dir", str(tmp_path / "no-models")]
        code = main(["run", *map(str, arguments), *store])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def no_such_file(folder: Path) -> Path:
    return folder / "missing.mp3"


def directory(folder: Path) -> Path:
    (folder / "folder.mp3").mkdir()
    return folder / "folder.mp3"


def empty(folder: Path) -> Path:
    (folder / "empty.mp3").touch()
    return folder / "empty.mp3"


def text(folder: Path) -> Path:
    (folder / "text.mp3").write_text("This is no sound at all.\n" * 400)
    return folder / "text.mp3"


def video_without_sound(folder: Path) -> Path:
    return write_pictures(folder / "silent.mp4")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (no_such_file, "no such file"),
        (directory, "not a file"),
        (empty, "is empty"),
        (text, "as audio"),
        (video_without_sound, "no sound"),
    ],
)
def test_bad_audio_is_named_with_a_reason_and_exit_code_3(
    make: Callable[[Path], Path], said: str, byline: Outcome, tmp_path: Path
) -> None:
    path = make(tmp_path)
    code, output, errors = byline(path, "--out", tmp_path / "out")
    assert code == 3
    assert output == ""
    assert said in errors
    assert str(path) in errors
    assert "Traceback" not in errors
    assert list((tmp_path / "out").iterdir()) == []


def test_a_batch_goes_past_bad_files_names_each_and_ends_with_the_first_ones_code(
    byline: Outcome, tmp_path: Path
) -> None:
    (tmp_path / "empty.mp3").touch()
    sound = write_sound(tmp_path / "sound.wav", melody(0.5), 16_000)
    code, _, errors = byline(tmp_path / "missing.mp3", tmp_path / "empty.mp3", sound, "--out", tmp_path / "out")
    assert code == 3
    assert "missing.mp3" in errors
    assert "empty.mp3" in errors
    assert "byline models fetch segmentation-3.0" in errors  # the good file was tried, too
    assert "3 of 3 recordings failed" in errors


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--engine", "fast-whisper", "Did you mean 'faster-whisper'?"),
        ("--model", "basee", "Did you mean 'base'?"),
        ("--language", "english", "unknown language 'english'"),
        ("--device", "gpu", "Choices: auto, cpu, cuda."),
        ("--diarization", "pyanote", "unknown model 'pyanote'"),
        ("--format", "jsn", "Did you mean 'json'?"),
    ],
)
def test_an_unknown_choice_lists_the_choices_and_ends_with_4(
    option: str, value: str, said: str, byline: Outcome, tmp_path: Path
) -> None:
    code, _, errors = byline(SAMPLE, "--out", tmp_path / "out", option, value)
    assert code == 4
    assert said in errors
    assert "Choices: " in errors


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('station = "NPR"', 'staton = "NPR"', "unknown key 'staton'. Did you mean 'station'?"),
        ('hosts = ["RASCOE"]', 'hosts = ["RASCO"]', "unknown speaker 'RASCO'. Did you mean 'RASCOE'?"),
        ('role = "correspondent"', 'rôle = "correspondent"', "not TOML"),
        ('role = "correspondent"', 'roles = "correspondent"', "speakers.MAYNES: unknown key 'roles'"),
    ],
)
def test_a_slip_in_a_show_file_is_named_with_a_suggestion(
    old: str, new: str, said: str, byline: Outcome, tmp_path: Path
) -> None:
    content = SHOW.read_text(encoding="utf-8")
    assert old in content
    show = tmp_path / "show.toml"
    show.write_text(content.replace(old, new), encoding="utf-8")
    code, _, errors = byline(SAMPLE, "--out", tmp_path / "out", "--show", show)
    assert code == 4
    assert said in errors
    assert str(show) in errors


def test_contradicting_numbers_of_speakers_are_refused(byline: Outcome, tmp_path: Path) -> None:
    code, _, errors = byline(SAMPLE, "--out", tmp_path, "--speakers", 2, "--max-speakers", 3)
    assert code == 4
    assert "contradict" in errors


def test_an_existing_result_is_kept_without_overwrite(byline: Outcome, tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text("corrected by hand")
    code, _, errors = byline(SAMPLE, "--out", tmp_path)
    assert code == 6
    assert "--overwrite" in errors
    assert (tmp_path / "short.txt").read_text() == "corrected by hand"
    code, _, errors = byline(SAMPLE, "--out", tmp_path, "--overwrite")
    assert code == 5  # it went on, as far as the empty model store
    assert (tmp_path / "short.txt").read_text() == "corrected by hand"


def test_an_output_folder_that_cannot_be_is_known_before_the_work_starts(byline: Outcome, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, _, errors = byline(SAMPLE, "--out", tmp_path / "file" / "out")
    assert code == 6
    assert "cannot write to" in errors
    assert "decode" not in errors


def test_two_recordings_of_one_name_are_refused_before_the_work_starts(byline: Outcome, tmp_path: Path) -> None:
    code, _, errors = byline(SAMPLE, tmp_path / "short.wav", "--out", tmp_path / "out")
    assert code == 6
    assert "would both be written to" in errors


def test_a_wrong_command_line_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(SAMPLE), "--frmat", "json"]) == 2
    assert "--format" in capsys.readouterr().err


def test_help_and_version_work_and_load_nothing_heavy() -> None:
    probe = (
        "import sys; from pipeline.__main__ import main; main(['--version']); main(['run', '--help']);"
        "print(sorted({'torch', 'pyannote', 'whisper', 'faster_whisper', 'av', 'numpy'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, cwd=ROOT)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("byline 0.")
    assert result.stdout.splitlines()[-1] == "[]"


def test_what_hits_every_recording_ends_a_batch_at_once(byline: Outcome, tmp_path: Path) -> None:
    sounds = [write_sound(tmp_path / f"{name}.wav", melody(0.5), 16_000) for name in "abc"]
    code, _, errors = byline(*sounds, "--out", tmp_path / "out")
    assert code == 5
    assert errors.count("the model 'segmentation-3.0' is not in") == 1
    assert f"byline models fetch segmentation-3.0 --models-dir {tmp_path / 'no-models'}" in errors
    assert "1 of 3 recordings failed" in errors


def test_failures_are_json_lines_where_progress_is(byline: Outcome, tmp_path: Path) -> None:
    (tmp_path / "empty.mp3").touch()
    code, output, errors = byline(
        tmp_path / "empty.mp3", tmp_path / "missing.mp3", "--out", tmp_path / "out", "--json-progress"
    )
    assert (code, output) == (3, "")
    events = [json.loads(line) for line in errors.splitlines()]
    assert [event["message"].split(":")[0] for event in events if event["event"] == "error"] == [
        "the file is empty",
        "no such file",
        "2 of 2 recordings failed",
    ]


def test_a_model_of_another_kind_is_no_choice(byline: Outcome, tmp_path: Path) -> None:
    code, _, errors = byline(SAMPLE, "--out", tmp_path / "out", "--model", "campplus")
    assert code == 4
    assert "unknown model 'campplus'" in errors
    assert "segmentation-3.0" not in errors


def test_the_numbers_of_speakers_on_the_command_line_replace_those_of_a_file(byline: Outcome, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[diarization]\nspeakers = 2\n")
    code, _, errors = byline(SAMPLE, "--out", tmp_path / "out", "--config", config, "--max-speakers", 4)
    assert code == 5  # it went on, as far as the empty model store
    assert "contradict" not in errors


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has file names that are no text")
def test_a_file_name_that_is_no_text_is_named_all_the_same(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.mp3")
    command = [sys.executable, "-m", "pipeline", "run", str(tmp_path / name), "--out", str(tmp_path / "out")]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert result.returncode == 3
    assert "no such file" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("option", "value", "said"), [("--threads", 0, "0 threads"), ("--memory", "much", "no amount of memory")]
)
def test_what_the_machine_cannot_give_is_refused(
    option: str, value: object, said: str, byline: Outcome, tmp_path: Path
) -> None:
    code, _, errors = byline(SAMPLE, "--out", tmp_path, option, value)
    assert code == 4
    assert said in errors


def test_a_run_that_failed_leaves_its_profile(byline: Outcome, tmp_path: Path) -> None:
    profile = tmp_path / "new" / "trace.json"
    code, _, _ = byline(SAMPLE, "--out", tmp_path, "--profile", profile)
    assert code == 5  # it went on, as far as the empty model store
    events = json.loads(profile.read_text(encoding="utf-8"))["traceEvents"]
    assert next(event["args"] for event in events if event["name"] == "decode")["recording"] == "short.mp3"


def test_a_profile_is_kept_without_overwrite(byline: Outcome, tmp_path: Path) -> None:
    profile = tmp_path / "trace.json"
    profile.write_text("mine")
    code, _, errors = byline(SAMPLE, "--out", tmp_path, "--profile", profile)
    assert code == 6
    assert "--overwrite" in errors
    assert profile.read_text() == "mine"


def test_a_profile_does_not_take_the_place_of_a_result(byline: Outcome, tmp_path: Path) -> None:
    code, _, errors = byline(SAMPLE, "--out", tmp_path, "--profile", tmp_path / "Short.JSON", "--overwrite")
    assert code == 4
    assert "reads or writes besides" in errors


def test_a_profile_that_cannot_be_written_does_not_hide_what_the_run_came_to(byline: Outcome, tmp_path: Path) -> None:
    profile = tmp_path / ("long" * 70 + ".json")
    code, _, errors = byline(no_such_file(tmp_path), "--out", tmp_path / "out", "--profile", tmp_path / "ok.json")
    assert code == 3
    assert "no such file" in errors
    code, _, errors = byline(no_such_file(tmp_path), "--out", tmp_path / "out", "--profile", profile)
    assert code == 6
    assert "no such file" not in errors  # it is known before the work
