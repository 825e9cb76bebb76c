from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.timeline import SAMPLE_RATE, Recognition, Span, Turn, Word, subtract, total, union
from tests.builders import ENGINE, diarization, noise, said, turns, waveform
from tests.effort import steps

# eighths of a second: exact as floats, so that sums can be compared for equality
TIMES = st.integers(0, 160).map(lambda eighths: eighths / 8)
SPANS = st.lists(st.tuples(TIMES, TIMES).map(lambda pair: Span(min(pair), max(pair))), max_size=8)


def measure(*groups: list[Span]) -> list[set[float]]:
    """For each group the eighths of a second that it covers: a second, slow way to compute with spans."""
    return [
        {eighth / 8 for span in group for eighth in range(round(span.start * 8), round(span.end * 8))}
        for group in groups
    ]


@given(SPANS)
def test_union_covers_what_the_spans_cover_in_order_and_disjoint(spans: list[Span]) -> None:
    merged = union(spans)
    assert measure(list(merged)) == measure(spans)
    assert all(first.end < second.start for first, second in pairwise(merged))
    assert union(merged) == merged


@given(SPANS, st.integers(0, 16).map(lambda eighths: eighths / 8))
def test_union_with_a_gap_leaves_only_wider_gaps(spans: list[Span], gap: float) -> None:
    merged = union(spans, gap)
    assert all(second.start - first.end > gap for first, second in pairwise(merged))
    assert measure(spans)[0] <= measure(list(merged))[0]


@given(SPANS)
def test_total_counts_each_moment_once(spans: list[Span]) -> None:
    assert total(spans) == len(measure(spans)[0]) / 8


@given(SPANS, SPANS)
def test_subtract_leaves_what_lies_in_no_hole(spans: list[Span], holes: list[Span]) -> None:
    rest = subtract(spans, holes)
    covered, dug, left = measure(spans, holes, list(rest))
    assert left == covered - dug
    assert all(span.overlap(hole) == 0 for span in rest for hole in holes)


@given(SPANS, SPANS)
def test_subtract_cuts_nowhere_but_at_holes(spans: list[Span], holes: list[Span]) -> None:
    rest = subtract(spans, holes)
    assert union(rest) == rest


def test_what_subtract_does_grows_as_the_spans_do() -> None:
    def work(count: int) -> int:
        spans = [Span(i, i + 0.75) for i in range(count)]
        holes = [Span(i + 0.5, i + 1.25) for i in range(count)]
        return steps(lambda: subtract(spans, holes))

    assert work(400) <= 4.1 * work(100)


@given(SPANS)
def test_subtract_of_everything_and_of_nothing(spans: list[Span]) -> None:
    assert subtract(spans, spans) == ()
    assert subtract(spans, []) == tuple(span for span in union(spans) if span.duration > 0)


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        (Span(0, 2), Span(1, 3), Span(1, 2)),
        (Span(0, 5), Span(1, 3), Span(1, 3)),
        (Span(0, 1), Span(1, 2), None),
        (Span(0, 1), Span(3, 4), None),
    ],
)
def test_two_spans_share_time_or_lie_apart(first: Span, second: Span, shared: Span | None) -> None:
    assert first & second == second & first == shared
    assert first.overlap(second) == second.overlap(first) == (shared.duration if shared else 0.0)


def test_a_span_knows_its_middle_and_how_far_away_a_time_is() -> None:
    span = Span(2, 4)
    assert span.midpoint == 3
    assert [span.distance(time) for time in (0, 2, 3, 4, 7)] == [2, 0, 0, 0, 3]


@pytest.mark.parametrize(("start", "end"), [(2.0, 1.0), (math.nan, 1.0), (0.0, math.inf)])
def test_impossible_times_are_refused_by_spans_turns_and_words(start: float, end: float) -> None:
    with pytest.raises(ValueError, match="span"):
        Span(start, end)
    with pytest.raises(ValueError, match="span"):
        Turn(start, end, "A")
    with pytest.raises(ValueError, match="span"):
        Word("well", start, end)


@pytest.mark.parametrize("text", ["", " well", "well\n"])
def test_a_word_has_text_and_no_blank_around_it(text: str) -> None:
    with pytest.raises(ValueError, match="a word"):
        Word(text, 0, 1)


@pytest.mark.parametrize("confidence", [-0.1, 1.1, math.nan])
def test_confidence_lies_between_0_and_1(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        Word("well", 0, 1, confidence)


def test_a_diarization_is_ordered_and_its_exclusive_turns_do_not_overlap() -> None:
    with pytest.raises(ValueError, match="ordered"):
        diarization(turns("A 2 3", "B 0 1"))
    with pytest.raises(ValueError, match="overlap"):
        diarization(turns("A 0 3", "B 2 4"))
    heard = diarization(turns("B 0 3", "A 2 4", "B 6 7"), turns("B 0 3", "A 3 4", "B 6 7"))
    assert heard.speech == (Span(0, 4), Span(6, 7))
    assert heard.speakers == ("B", "A")


def test_words_out_of_order_are_no_recognition() -> None:
    with pytest.raises(ValueError, match="ordered"):
        Recognition((*said("later", 5.0), *said("earlier", 1.0)), "en", ENGINE)


def test_a_waveform_is_mono_float32() -> None:
    with pytest.raises(ValueError, match="float32"):
        waveform(np.zeros(10))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="one-dimensional"):
        waveform(np.zeros((2, 10), np.float32))


def test_crop_gives_the_samples_of_a_span_as_far_as_there_are_any() -> None:
    recording = waveform(noise(2.0))
    assert recording.duration == 2.0
    assert np.array_equal(recording.crop(Span(0.5, 1.0)), recording.samples[SAMPLE_RATE // 2 : SAMPLE_RATE])
    assert len(recording.crop(Span(1.5, 9.0))) == SAMPLE_RATE // 2
    assert len(recording.crop(Span(-1.0, 0.5))) == SAMPLE_RATE // 2
    assert len(recording.crop(Span(5.0, 6.0))) == 0
