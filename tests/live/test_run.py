"""The command on real sound with the real models, as a user runs it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pipeline.schema import Transcript
from tests.sounds import melody, write_sound

if TYPE_CHECKING:
    from pipeline.models import ModelStore

pytestmark = pytest.mark.live

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples" / "kazakhstan"
SHOW = ROOT / "configs" / "shows" / "weekend-edition-sunday.toml"
THRESHOLDS = ROOT / "configs" / "thresholds"
RATE = 16_000


def byline(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


def read(path: Path) -> Transcript:
    return Transcript.model_validate_json(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("engine", "name", "page", "answers"),
    [("faster-whisper", "kazakhstan", "page.txt", 5), ("openai-whisper", "short", "short.page.txt", 1)],
)
def test_a_sample_comes_out_named_and_within_its_thresholds(
    engine: str, name: str, page: str, answers: int, models: ModelStore, tmp_path: Path
) -> None:
    audio = SAMPLES / f"{name}.mp3"
    result = byline("run", audio, "--show", SHOW, "--out", tmp_path, "--engine", engine, "--models-dir", models.root)
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == [str(tmp_path / f"{name}.json"), str(tmp_path / f"{name}.txt")]
    assert "Charles Maynes, correspondent" in result.stderr
    transcript = read(tmp_path / f"{name}.json")
    assert [(turn.kind, turn.speaker) for turn in transcript.turns] == [
        ("introduction", "RASCOE"),
        *[("speech", "RASCOE"), ("speech", "MAYNES")] * answers,
    ]
    assert transcript.provenance is not None
    assert [made.name for made in transcript.provenance.engines] == ["byline", engine]
    validated = byline(
        *("validate", tmp_path / f"{name}.json", SAMPLES / page, "--speakers", SAMPLES / f"{name}.rttm"),
        *("--config", THRESHOLDS / f"{name}.toml"),
    )
    assert validated.returncode == 0, validated.stdout + validated.stderr


def test_silence_music_and_a_blink_of_sound_give_valid_transcripts_without_words(
    models: ModelStore, tmp_path: Path
) -> None:
    files = {"silence": np.zeros(12 * RATE, dtype=np.float32), "music": melody(12.0), "blink": melody(0.2)}
    for name, samples in files.items():
        write_sound(tmp_path / f"{name}.wav", samples, RATE)
    result = byline(
        "run", *(tmp_path / f"{name}.wav" for name in files), "--out", tmp_path / "out", "--models-dir", models.root
    )
    assert result.returncode == 0, result.stderr
    for name in files:
        transcript = read(tmp_path / "out" / f"{name}.json")
        assert transcript.turns == ()
        assert transcript.provenance is not None
        assert all(notice.startswith(f"{name}.wav: no ") for notice in transcript.provenance.notices)
        assert transcript.provenance.notices
        assert (tmp_path / "out" / f"{name}.txt").read_text() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot interrupt one process alone")
def test_an_interrupt_ends_with_130_and_leaves_no_output(models: ModelStore, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "run", str(SAMPLES / "kazakhstan.mp3"), "--out", str(tmp_path / "out")]
    command += ["--json-progress", "--models-dir", str(models.root)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("{") and json.loads(line).get("stage") == "diarize":
                break
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "interrupted" in errors
    assert "Traceback" not in errors
    assert list((tmp_path / "out").iterdir()) == []


def test_offline_with_an_empty_store_names_the_command_that_would_fetch(tmp_path: Path) -> None:
    result = byline(
        "run", SAMPLES / "short.mp3", "--out", tmp_path / "out", "--offline", "--models-dir", tmp_path / "empty"
    )
    assert result.returncode == 5
    assert "byline models fetch segmentation-3.0" in result.stderr
    assert not (tmp_path / "empty").exists()
