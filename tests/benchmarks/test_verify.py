"""The figures of a recorded result against jiwer, meeteval and pyannote.metrics."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from benchmarks.verify import DisagreementError, verify
from pipeline.evaluation.counting.streams import StreamCounts
from pipeline.evaluation.counts import DiarizationCounts, ErrorCounts, JaccardCounts
from pipeline.evaluation.score import Score
from tests.benchmarks.recorded import scored_recipe

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.evaluation.validation import Scored

pytest.importorskip("meeteval")


@pytest.fixture(scope="module")
def scored() -> Scored:
    return scored_recipe()


def test_a_recorded_result_of_the_recipe_is_scored_as_the_libraries_score_it(scored: Scored, tmp_path: Path) -> None:
    checked = verify(scored, tmp_path)
    kinds = {name.partition(",")[0] for name in checked}
    assert kinds == {"WER", "CER", "cpWER", "tcpWER", "ORC-WER", "DER", "JER"}
    words = (tmp_path / "hypothesis.txt").read_text(encoding="utf-8").split()
    assert words[:3] == ["hello", "hello", "0"]  # whisper's normaliser reads "oh" as a figure
    assert scored.score.words.reference == len((tmp_path / "reference.txt").read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("WER", Score(words=ErrorCounts(substitutions=1))),
        ("CER", Score(characters=ErrorCounts(reference=1))),
        ("DER", Score(diarization=DiarizationCounts(missed=1e-6))),
        ("DER", Score(diarization_collar=DiarizationCounts(speech=1e-6))),
        ("JER", Score(jaccard=JaccardCounts(errors=1e-6))),
        ("JER", Score(jaccard_collar=JaccardCounts(speakers=1))),
    ],
)
def test_a_figure_that_is_off_by_the_least_is_found(name: str, changed: Score, scored: Scored, tmp_path: Path) -> None:
    with pytest.raises(DisagreementError, match=f"sample: {name}"):
        verify(replace(scored, score=scored.score + changed), tmp_path)


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("cpWER", StreamCounts(cp=ErrorCounts(insertions=1, deletions=-1))),
        ("tcpWER", StreamCounts(tcp=ErrorCounts(insertions=1, deletions=-1))),
        ("ORC-WER", StreamCounts(orc=ErrorCounts(insertions=1, deletions=-1))),
    ],
)
def test_a_kind_of_error_taken_for_another_is_found(
    name: str, changed: StreamCounts, scored: Scored, tmp_path: Path
) -> None:
    with pytest.raises(DisagreementError, match=f"sample: {name}"):
        verify(replace(scored, score=scored.score + Score(streams=changed)), tmp_path)
