"""The tables of the comparison, on a recorded result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.accuracy import Compared, report, table, together
from benchmarks.measure import Measured
from pipeline import load_transcript
from pipeline.evaluation.measures import MEASURES
from tests.benchmarks.recorded import RECIPE, SAMPLE, scored_recipe

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.schema import Transcript

pytest.importorskip("meeteval")


def took(wall: float, peak_gb: float = 1.0) -> Measured:
    return Measured(wall, 2 * wall, peak_gb, "")


def cells(text: str) -> dict[str, list[str]]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    return {title: rest for title, *rest in rows}


def test_ratios_are_taken_round_by_round_before_their_median() -> None:
    score = scored_recipe().score
    runs = [(took(10.0, 1.5), took(40.0)), (took(20.0, 1.2), took(40.0)), (took(30.0), took(90.0, 2.5))]
    rows = cells(table((score, score), runs, 50.0))
    assert rows["whole run, loading included"] == ["lower", "20.0 s", "40.0 s"]
    assert rows["share of the length"] == ["lower", "0.400", "0.800"]
    assert rows["time, byline = 1"] == ["lower", "1", "3.00"]  # of 4, 2 and 3; of the medians it would be 2
    assert rows["peak memory"] == ["lower", "1.50 GB", "2.50 GB"]


def test_every_measure_has_a_row() -> None:
    score = scored_recipe().score
    rows = cells(table((score, score), [(took(1.0), took(1.0))], 30.0))
    assert set(rows) > {measure.title for measure in MEASURES.values()}
    assert rows[MEASURES["wer"].title][1] == f"{100 * score.words.errors / score.words.reference:.2f} %"
    assert rows[MEASURES["name_accuracy"].title][1] == "0.00 %"


def test_runs_in_a_row_cost_the_time_of_all_and_the_memory_of_the_largest() -> None:
    assert together([took(1.0, 0.5), took(2.0, 2.0), took(4.0, 1.0)]) == Measured(7.0, 14.0, 2.0, "")


def with_length(transcript: Transcript) -> Transcript:
    audio = {"name": "sample.wav", "sha256": "0" * 64, "duration_seconds": 30.0, "sample_rate_hz": 16000, "channels": 1}
    return type(transcript).model_validate({**transcript.model_dump(), "audio": audio})


def compared(folder: Path, rounds: int) -> Compared:
    """Rounds in which byline found what the recipe did."""
    result = Compared(SAMPLE)
    for number in range(rounds):
        document = folder / f"{number}.json"
        document.write_text(with_length(load_transcript(RECIPE)).to_json(), encoding="utf-8")
        result.documents.append((document, RECIPE))
        result.byline.append(took(10.0))
        result.recipe.append(took(20.0))
    return result


def test_the_report_has_every_recording_and_all_of_them_together(tmp_path: Path) -> None:
    one = compared(tmp_path, 2)
    other = Compared(SAMPLE._replace(name="again"), one.byline, one.recipe, one.documents)
    text = report([one, other], "faster-whisper")
    _, first, second, pooled = text.split("\n### ")
    assert [part.partition("\n")[0] for part in (first, second, pooled)] == ["sample", "again", "All recordings"]
    assert cells(first)["whole run, loading included"] == ["lower", "10.0 s", "20.0 s"]
    assert cells(pooled)["whole run, loading included"] == ["lower", "20.0 s", "40.0 s"]
    assert cells(pooled)[MEASURES["wer"].title] == cells(first)[MEASURES["wer"].title]
    assert "All rounds heard the same." in text
    assert "called directly: WER, CER, cpWER, ORC-WER, tcpWER, DER, JER\n" in first


def test_rounds_that_heard_something_else_are_named(tmp_path: Path) -> None:
    one = compared(tmp_path, 2)
    document = one.documents[0][0]
    document.write_text(document.read_text(encoding="utf-8").replace("Chicago", "Chicane"), encoding="utf-8")
    text = report([one], "faster-whisper")
    assert "Rounds differ in what was heard of sample; the figures are the last one's." in text
