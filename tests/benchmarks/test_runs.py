"""Measured runs are kept, whatever happens to the benchmark."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.runs import Conditions, Ledger, Run, code

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

HERE = Conditions("c0de", "2 cores", "Python 3", 2)


def run(pair: str = "1min, round 1, alone", system: str = "byline", wall: float = 10.0, **other: object) -> Run:
    conditions, when = HERE, "2026-01-01T00:00:00+00:00"
    made = Run(pair, system, "1min", 60.0, conditions, "abc", when, wall, 12.0, 1.2, {"diarize": 2.0}, "r.json")
    return replace(made, **other)  # type: ignore[arg-type]


def test_the_last_line_about_a_run_counts_also_for_another_process(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "runs.jsonl")
    ledger.add(run())
    ledger.add(run(wer=0.05, der=0.1, voices=4))
    ledger.add(run("1min, round 2, alone", wall=11.0))
    for kept in (ledger, Ledger(tmp_path / "runs.jsonl")):
        assert list(kept.under(HERE).values()) == [
            run(wer=0.05, der=0.1, voices=4),
            run("1min, round 2, alone", wall=11.0),
        ]


def test_a_line_that_was_cut_short_costs_that_run_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "runs.jsonl"
    ledger = Ledger(path)
    ledger.add(run())
    ledger.add(run("1min, round 2, alone"))
    path.write_bytes(path.read_bytes()[:-40])
    after = Ledger(path)
    after.add(run("1min, round 3, alone"))
    assert [pair for pair, _ in Ledger(path).under(HERE)] == ["1min, round 1, alone", "1min, round 3, alone"]
    assert "line 2 is no whole line" in capsys.readouterr().out


def test_runs_of_other_conditions_stand_apart_unless_they_are_asked_for(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "runs.jsonl")
    older, elsewhere = replace(HERE, code="01d"), replace(HERE, machine="64 cores")
    ledger.add(run("a", conditions=older))
    ledger.add(run("b", conditions=elsewhere))
    ledger.add(run("c", conditions=replace(HERE, threads=1)))
    assert ledger.under(HERE) == {}
    assert list(ledger.under(HERE, ["01d"])) == [("a", "byline")]


def test_the_state_of_the_code_is_that_of_what_is_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("benchmarks.runs.ROOT", tmp_path)
    (tmp_path / "pipeline" / "stage").mkdir(parents=True)
    (tmp_path / "pipeline" / "stage" / "a.py").write_text("1", encoding="utf-8")
    before = code()
    (tmp_path / "README.md").write_text("no code", encoding="utf-8")
    assert code() == before
    (tmp_path / "pipeline" / "stage" / "a.py").write_text("2", encoding="utf-8")
    assert code() != before
