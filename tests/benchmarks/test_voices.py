"""The calibration of voices: its arithmetic, and that the threshold in force keeps what the documentation promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.voices import CONDITIONS, ENROLLED_AS, TRIALS, Collected, Scores, decisions, read, report, scores, write
from pipeline.naming.voiceprints import THRESHOLD
from pipeline.voices.enrolment import STEADY

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def collected() -> Collected:
    return read()


def test_error_rates_count_the_pairs_on_the_wrong_side() -> None:
    found = Scores(same=(0.9, 0.8, 0.7, 0.4), different=(0.1, 0.2, 0.3, 0.75))
    assert found.missed(0.7) == 0.25
    assert found.false(0.7) == 0.25
    assert found.missed(0.95) == 1.0
    assert found.false(0.0) == 1.0
    assert found.equal_error[1] == 0.25


def test_what_was_collected_is_read_as_it_was_written(collected: Collected, tmp_path: Path) -> None:
    write(collected, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (ROOT / "benchmarks" / "voices.json").read_bytes()


def test_every_voice_was_heard_in_every_condition(collected: Collected) -> None:
    assert len(collected.embeddings) == 28
    assert {frozenset(prints) for prints in collected.embeddings.values()} == {frozenset(CONDITIONS)}


@pytest.mark.parametrize("condition", [condition for condition in TRIALS if condition not in ENROLLED_AS])
def test_nobody_is_taken_for_another_person(condition: str, collected: Collected) -> None:
    found = decisions(collected, condition)
    assert found.wrong == 0.0
    assert found.stranger_named == 0.0


def test_clear_speech_of_an_enrolled_voice_is_mostly_recognised(collected: Collected) -> None:
    assert decisions(collected, "b").right >= 0.8


def test_telephone_clips_are_refused_for_a_reason(collected: Collected) -> None:
    assert scores(collected, "tel2").false(THRESHOLD) > 0.01


def test_a_clip_of_one_voice_is_never_refused_as_two(collected: Collected) -> None:
    assert min(collected.one) >= STEADY
    assert sum(lowest < STEADY for lowest in collected.two) >= 0.95 * len(collected.two)


def test_the_tables_in_the_documentation_are_those_of_the_figures(collected: Collected) -> None:
    assert report(collected) in (ROOT / "docs" / "voices.md").read_text(encoding="utf-8")


def test_a_condition_is_scored_against_every_enrolled_voice(collected: Collected) -> None:
    found = scores(collected, "tel")
    assert (len(found.same), len(found.different)) == (28, 28 * 27)
