"""The tables of the speed benchmark, of runs that are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.runs import DIARIZERS, OTHERS, RECIPES, Conditions, Run
from benchmarks.speed_report import sections

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Conditions("c0de", "2 cores", "Python 3", 2)


def run(minutes: int, number: int, system: str, wall: float, beside: str = "alone", **errors: float) -> Run:
    name = f"{minutes}min"
    pair = f"{name}, round {number}, {beside}"
    stages = {"decode": 1.0, "diarize": wall / 4, "diarize_cpu": wall / 2}
    peak = 1.0 + number / 10
    return Run(
        pair, system, name, 60.0 * minutes, HERE, "abc", "2026-01-01T00:00:00+00:00", wall, 2 * wall, peak,
        stages, "r.json", errors.get("wer"), errors.get("der"), 4,
    )  # fmt: skip


def rows(text: str) -> Iterable[list[str]]:
    for line in text.splitlines():
        if line.startswith("|"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def first(text: str, *cells: str) -> list[str]:
    return next(row[len(cells) :] for row in rows(text) if row[: len(cells)] == list(cells))


def whole(runs: list[Run]) -> str:
    found = sections(runs)
    assert list(found) == ["Speed, memory and growth"]
    return found["Speed, memory and growth"][0]


def test_ratios_are_of_runs_right_after_one_another() -> None:
    runs = []
    for number, (ours, theirs) in enumerate([(200.0, 2000.0), (100.0, 900.0), (400.0, 2000.0)], 1):
        runs.append(run(30, number, "byline", ours, RECIPES[0], wer=0.02, der=0.030))
        runs.append(run(30, number, RECIPES[0], theirs, RECIPES[0], wer=0.03, der=0.024))
    text = whole(runs)
    assert first(text, "(a) faster-whisper + pyannote, time on 30 minutes, byline = 1") == [
        "9.00", "at least 8.00", "yes",  # of 10, 9 and 5; of the medians it would be 10
    ]  # fmt: skip
    assert first(text, "(b) openai-whisper + pyannote, time on 30 minutes, byline = 1")[0] == "not measured"
    assert first(text, "share of the length, 30 minutes") == ["0.111", "at most 0.150", "yes"]
    assert first(text, "WER on 30 minutes, over the best of the others")[0] == "-1.00 points"
    assert first(text, "DER on 30 minutes, over the best of the others")[::2] == ["+0.60 points", "**no**"]
    assert first(text, "peak memory, 30 minutes") == ["1.30 GB", "at most 1.50 GB", "yes"]
    assert first(text, "30", "byline") == [
        "3", "200.0 s", "0.111", "400.0 s", "1", "1", "1.30 GB", "2.00%", "3.00%", "4",
    ]  # fmt: skip


def test_growth_is_told_by_what_was_measured_and_by_a_curve() -> None:
    runs = [run(minutes, 1, "byline", 10.0 + 6.0 * minutes) for minutes in (1, 5, 30, 120, 360)]
    text = whole(runs)
    assert first(text, "six hours / twelve times half an hour")[0] == "0.952"  # 2170 / (12 * 190)
    assert "time of byline in seconds: 10.0 + 6.00 x minutes ^ 1.000" in text
    assert "0.952 times twelve half hours" in text
    assert "no curve" in whole(runs[:3])


def test_the_other_engine_is_held_against_the_first_one() -> None:
    runs = [run(5, 1, "byline", 40.0, OTHERS[2]), run(5, 1, OTHERS[2], 100.0, OTHERS[2])]
    assert first(whole(runs), "byline, openai-whisper, 5 minutes, with faster-whisper = 1") == [
        "2.50", "at most 2.00", "**no**",
    ]  # fmt: skip


def test_diarization_alone_must_be_fast_and_right_on_every_recording() -> None:
    runs = []
    for minutes, theirs, der in ((1, 84.0, 0.02), (2, 84.0, 0.01), (3, 60.0, 0.02)):
        runs.append(run(minutes, 1, DIARIZERS[0], 4.0, "diarization", der=0.02))
        runs.append(run(minutes, 1, DIARIZERS[1], theirs, "diarization", der=der))
    found = sections(runs)
    assert list(found) == ["Diarization alone"]
    text, said_by = found["Diarization alone"]
    assert list(said_by) == runs
    assert first(text, "1min")[2:9] == ["1.00 s", "21.00 s", "21.0", "21.0", "2.00%", "2.00%", "+0.00 points"]
    assert [first(text, f"{minutes}min")[-1] for minutes in (1, 2, 3)] == ["yes", "**no**", "**no**"]
