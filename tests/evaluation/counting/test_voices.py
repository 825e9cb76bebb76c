from __future__ import annotations

import random
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyannote.core import Annotation, Segment
from pyannote.metrics.diarization import DiarizationErrorRate, JaccardErrorRate

from pipeline.evaluation.counting.voices import COLLAR, count_diarization, count_jaccard
from pipeline.evaluation.counts import DiarizationCounts, JaccardCounts
from pipeline.schema import Heard
from pipeline.timeline import Turn
from tests.builders import turns

SAMPLES = Path(__file__).parents[3] / "samples" / "kazakhstan"
RTTM = [SAMPLES / f"{name}.rttm" for name in ("kazakhstan", "kazakhstan.tight", "short", "short.tight")]
# few lengths and few people, so that turns touch, overlap and coincide
TURNS = st.lists(
    st.builds(
        lambda start, length, who: Turn(start / 4, (start + length) / 4, who),
        st.integers(0, 40), st.integers(0, 12), st.sampled_from("ABC"),
    ),
    max_size=12,
)  # fmt: skip


def read(path: Path) -> list[Turn]:
    rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    return [Turn(float(row[3]), float(row[3]) + float(row[4]), row[7]) for row in rows]


def annotation(spoken: list[Turn]) -> Annotation:
    made = Annotation()
    for track, turn in enumerate(spoken):
        if turn.end > turn.start:
            made[Segment(turn.start, turn.end), track] = turn.speaker
    return made


def plainly(metric: DiarizationErrorRate, reference: list[Turn], hypothesis: list[Turn]) -> dict[str, float]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        detail: dict[str, float] = metric(annotation(reference), annotation(hypothesis), detailed=True)
    return detail


def pyannote_error(reference: list[Turn], hypothesis: list[Turn], collar: float) -> DiarizationCounts:
    detail = plainly(DiarizationErrorRate(collar=collar), reference, hypothesis)
    return DiarizationCounts(detail["total"], detail["missed detection"], detail["false alarm"], detail["confusion"])


def pyannote_jaccard(reference: list[Turn], hypothesis: list[Turn], collar: float) -> JaccardCounts:
    detail = plainly(JaccardErrorRate(collar=collar), reference, hypothesis)
    return JaccardCounts(detail["speaker error"], int(detail["speaker count"]))


def test_missed_false_and_confused_seconds_are_told_apart() -> None:
    reference = turns("A 0 10", "B 10 20")
    # from 8 to 10 the wrong voice, from 18 to 20 nobody, from 20 to 23 somebody who is not there
    hypothesis = turns("x 0 8", "y 8 18", "x 20 23")
    counts = count_diarization(reference, hypothesis)
    assert counts == DiarizationCounts(speech=20, missed=2, false_alarm=3, confusion=2)
    assert counts.error_rate == pytest.approx(7 / 20)


def test_overlapped_speech_counts_twice() -> None:
    assert count_diarization(turns("A 0 10", "B 5 10"), turns("A 0 10")) == DiarizationCounts(15, missed=5)


def test_the_collar_leaves_out_a_quarter_second_on_both_sides_of_a_boundary() -> None:
    reference, hypothesis = turns("A 0 10", "B 10 20"), turns("A 0 10.25", "B 10.25 20")
    assert count_diarization(reference, hypothesis) == DiarizationCounts(20, confusion=0.25)
    assert count_diarization(reference, hypothesis, COLLAR) == DiarizationCounts(19)


def test_the_jaccard_error_is_a_mean_over_the_reference_speakers() -> None:
    # A: 8 of 10 seconds in common, 10 in either; B: 8 of 12; C is not found
    reference, hypothesis = turns("A 0 10", "B 10 20", "C 30 31"), turns("x 0 8", "y 12 22")
    counts = count_jaccard(reference, hypothesis)
    assert counts.speakers == 3
    assert counts.errors == pytest.approx(2 / 10 + 4 / 12 + 1)
    assert counts.rate == pytest.approx(counts.errors / 3)


def test_what_a_document_says_was_heard_counts_like_turns() -> None:
    heard = [Heard(start=0, end=8, speaker="A"), Heard(start=8, end=9, speaker="B")]
    assert count_diarization(heard, turns("A 0 8", "B 8 9")) == DiarizationCounts(9)


def test_without_times_on_one_side_nothing_is_measured() -> None:
    for reference, hypothesis in ((None, turns("A 0 1")), (turns("A 0 1"), None), (None, None)):
        assert count_diarization(reference, hypothesis) == DiarizationCounts()
        assert count_jaccard(reference, hypothesis) == JaccardCounts()


def test_silence_on_one_side_is_measured() -> None:
    assert count_diarization((), turns("A 0 2")) == DiarizationCounts(false_alarm=2)
    assert count_diarization(turns("A 0 2"), ()) == DiarizationCounts(2, missed=2)
    assert count_diarization((), ()) == DiarizationCounts()
    assert count_diarization((), ()).error_rate is None
    assert (count_jaccard((), turns("A 0 2")), count_jaccard((), ()).rate) == (JaccardCounts(), None)
    assert count_jaccard(turns("A 0 2"), ()) == JaccardCounts(1, 1)


@pytest.mark.parametrize("collar", [0.0, COLLAR])
@pytest.mark.parametrize("hypothesis", RTTM, ids=lambda path: path.name)
@pytest.mark.parametrize("reference", RTTM, ids=lambda path: path.name)
def test_the_samples_count_as_pyannote_metrics_counts_them(reference: Path, hypothesis: Path, collar: float) -> None:
    expected, found = read(reference), read(hypothesis)
    assert len(expected) >= 5
    assert count_diarization(expected, found, collar) == pyannote_error(expected, found, collar)
    assert count_jaccard(expected, found, collar) == pyannote_jaccard(expected, found, collar)


@given(TURNS, TURNS, st.sampled_from([0.0, COLLAR]))
def test_any_turns_count_as_pyannote_metrics_counts_them(
    reference: list[Turn], hypothesis: list[Turn], collar: float
) -> None:
    assert count_diarization(reference, hypothesis, collar) == pyannote_error(reference, hypothesis, collar)
    assert count_jaccard(reference, hypothesis, collar) == pyannote_jaccard(reference, hypothesis, collar)


def conversation(number: int, seed: int) -> list[Turn]:
    numbers = random.Random(seed)  # noqa: S311 - the same at every run
    spoken, time = [], 0.0
    for _ in range(number):
        length = numbers.choice([0.3, 1.1, 2.5, 9.0])
        spoken.append(Turn(time, time + length, numbers.choice("ABCD")))
        time = max(time + 0.1, time + length + numbers.uniform(-0.8, 0.8))
    return spoken


@pytest.mark.parametrize("collar", [0.0, COLLAR])
def test_a_long_conversation_counts_as_pyannote_metrics_counts_it_with_a_fraction_of_the_comparisons(
    collar: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, hypothesis = conversation(500, 1), conversation(500, 2)
    compared = 0
    intersects = Segment.intersects

    def counted(one: Segment, other: Segment) -> bool:
        nonlocal compared
        compared += 1
        return bool(intersects(one, other))

    monkeypatch.setattr(Segment, "intersects", counted)
    found = (count_diarization(reference, hypothesis, collar), count_jaccard(reference, hypothesis, collar))
    ours, compared = compared, 0
    assert found == (pyannote_error(reference, hypothesis, collar), pyannote_jaccard(reference, hypothesis, collar))
    assert ours * 10 < compared


@given(TURNS)
def test_turns_against_themselves_have_no_errors(spoken: list[Turn]) -> None:
    counts, jaccard = count_diarization(spoken, spoken), count_jaccard(spoken, spoken)
    assert (counts.wrong, jaccard.errors) == (0, 0)
    assert jaccard.speakers == len({turn.speaker for turn in spoken if turn.end > turn.start})
