"""Errors alone, beside everything that is counted."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.measure import ROOT
from benchmarks.scoring import errors
from tests.benchmarks.recorded import RECIPE, SAMPLE, scored_recipe

if TYPE_CHECKING:
    from pathlib import Path


def test_errors_are_those_that_validation_counts() -> None:
    score = scored_recipe().score
    found = errors(RECIPE, SAMPLE.reference, SAMPLE.speakers)
    assert (found.wer, found.der) == (score.words.rate, score.diarization.error_rate)
    assert found.voices == 2


def test_a_process_tells_them_of_voices_without_words(tmp_path: Path) -> None:
    assert SAMPLE.speakers is not None
    lines = SAMPLE.speakers.read_text(encoding="utf-8").splitlines()
    result = tmp_path / "found.rttm"
    result.write_text("\n".join(line for line in lines if "speaker90" in line), encoding="utf-8")
    command = (sys.executable, "-m", "benchmarks.scoring", result, SAMPLE.reference, SAMPLE.speakers)
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    spoken = {name: sum(float(line.split()[4]) for line in lines if name in line) for name in ("speaker9", "speaker91")}
    told = json.loads(done.stdout)
    assert told["wer"] is None
    assert told["voices"] == 1
    assert abs(told["der"] - spoken["speaker91"] / spoken["speaker9"]) < 1e-6  # all of the other voice is missed
