"""What is measured in which order, what is not measured twice, and what a failure costs."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("what a process used is asked for with os.wait4", allow_module_level=True)

from benchmarks.collection import Item
from benchmarks.measure import ROOT
from benchmarks.runs import DIARIZERS, RECIPES, Conditions, Ledger, Run
from benchmarks.speed import Bench, Step, diarization_steps, whole_steps
from tests.benchmarks.recorded import RECIPE, SAMPLE, scored_recipe

if TYPE_CHECKING:
    from pathlib import Path

HERE = Conditions("c0de", "2 cores", "Python 3", 1)


def measured(pair: str, system: str, result: str) -> Run:
    return Run(pair, system, "1min", 60.0, HERE, "", "2026-01-01T00:00:00+00:00", 1.0, 1.0, 1.0, {}, result)


def test_each_recipe_has_a_run_of_byline_right_before_it_and_long_recordings_have_byline_alone(tmp_path: Path) -> None:
    steps = list(whole_steps(tmp_path, [2, 1], 1, list(RECIPES), 2))
    assert [(step.pair, step.systems) for step in steps[:3]] == [
        ("1min, round 1, recipe-faster-whisper", ("byline", "recipe-faster-whisper")),
        ("1min, round 1, recipe-openai-whisper", ("byline", "recipe-openai-whisper")),
        ("2min, round 1, alone", ("byline",)),
    ]
    assert [step.pair for step in steps[3:]] == [step.pair.replace("round 1", "round 2") for step in steps[:3]]
    assert all(step.item.audio.is_file() and step.item.reference.is_file() for step in steps)


def test_diarization_is_measured_on_every_recording_with_voices(tmp_path: Path) -> None:
    for name in ("short.wav", "short.rttm", "words.wav", "words.stm"):
        (tmp_path / name).touch()
    steps = list(diarization_steps(tmp_path, 1))
    assert [step.item.name for step in steps] == ["kazakhstan", "short", "sample", f"{tmp_path.name}/short"]
    assert {step.systems for step in steps} == {DIARIZERS}


def test_what_is_measured_stays_measured_and_a_failure_is_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = Ledger(tmp_path / "runs.jsonl")
    bench = Bench(tmp_path, ledger, HERE)
    nothing = Item("1min", tmp_path / "gone.mp3", tmp_path / "gone.stm")
    done = Step("1min, round 1, recipe", nothing, ("byline", RECIPES[0]))
    for system in done.systems:
        ledger.add(measured(done.pair, system, "r.json"))
    before = dict(bench.runs)
    lost = Step("1min, round 2, recipe", nothing, ("byline", RECIPES[0]))
    (failure,) = bench.run(iter([lost, done]))
    assert failure.startswith("1min, round 2, recipe: ")
    assert "gone.mp3" in failure
    assert bench.runs == before
    told = capsys.readouterr().out
    assert "1min, round 1, recipe: measured before" in told
    assert f"{RECIPES[0]} begins" not in told  # a pair is of no use without its first half


def test_a_result_that_was_not_scored_before_the_benchmark_was_cut_short_is_scored_later(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "runs.jsonl")
    ledger.add(measured("sample, round 1, alone", "byline", str(RECIPE)))
    bench = Bench(tmp_path, ledger, HERE)
    assert bench.run(iter([Step("sample, round 1, alone", SAMPLE, ("byline",))])) == []
    (run,) = Bench(tmp_path, Ledger(tmp_path / "runs.jsonl"), HERE).runs.values()
    assert (run.wer, run.voices) == (scored_recipe().score.words.rate, 2)
    assert run.wall == 1.0


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux leaves a process fewer cores")
def test_all_that_is_measured_has_the_cores_that_were_asked_for() -> None:
    told = (
        "from benchmarks.measure import measure; import sys; from benchmarks.speed import _take_cores; _take_cores(1);"
    )
    told += "print(measure(sys.executable, '-c', 'from pipeline.machine import cores; print(cores())').output)"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "1", done.stderr
