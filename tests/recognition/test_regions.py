from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.recognition.regions import MAX_REGION, plan
from pipeline.timeline import SAMPLE_RATE, Span, subtract, total
from tests.builders import noise, waveform

HOUR_LIKE = waveform(noise(400.0))
"""Longer than any speech that is drawn below."""
PAUSES = st.one_of(st.floats(0.01, 1.0), st.floats(1.0, 4.0), st.just(2.0))
LENGTHS = st.one_of(st.floats(0.1, 4.0), st.floats(4.0, 40.0), st.just(29.5), st.just(30.0))
A_LITTLE = 1e-6
"""Seconds that sums of floats may be off."""


@st.composite
def speech(draw: st.DrawFn) -> list[Span]:
    """Stretches of speech with pauses between them, from the very start of the recording or from later."""
    time = draw(st.one_of(st.just(0.0), st.floats(0.0, 3.0)))
    spans: list[Span] = []
    for length, pause in draw(st.lists(st.tuples(LENGTHS, PAUSES), min_size=1, max_size=9)):
        spans.append(Span(time, time + length))
        time += length + pause
    return spans


@given(speech())
def test_every_second_of_speech_is_in_exactly_one_region(spans: list[Span]) -> None:
    regions = plan(HOUR_LIKE, spans)
    assert total(subtract(spans, regions)) < A_LITTLE
    assert all(second.start - first.end > -A_LITTLE for first, second in pairwise(regions))
    assert all(region.start >= 0 and region.end <= HOUR_LIKE.duration for region in regions)


@given(speech())
def test_no_region_is_longer_than_a_model_hears_or_a_scrap_of_what_was_cut(spans: list[Span]) -> None:
    regions = plan(HOUR_LIKE, spans)
    assert max(region.duration for region in regions) <= MAX_REGION + A_LITTLE
    assert min(region.duration for region in regions) >= min(5.0, *(span.duration for span in spans)) - A_LITTLE


@given(speech())
def test_a_long_pause_is_in_no_region_but_for_its_edges(spans: list[Span]) -> None:
    silence = [Span(a.end + 0.3, b.start - 0.3) for a, b in pairwise(spans) if b.start - a.end > 2.0]
    assert all(region & pause is None for region in plan(HOUR_LIKE, spans) for pause in silence)


def test_without_speech_there_are_no_regions() -> None:
    assert plan(waveform(10.0), []) == ()


def test_a_little_sound_is_kept_around_speech() -> None:
    assert plan(waveform(60.0), [Span(10, 12), Span(20, 21)]) == (Span(9.75, 12.25), Span(19.75, 21.25))


def test_a_first_word_at_second_zero_keeps_its_beginning() -> None:
    assert plan(waveform(5.0), [Span(0.0, 5.0)]) == (Span(0.0, 5.0),)
    assert plan(waveform(5.0), [Span(0.1, 4.9)]) == (Span(0.0, 5.0),)


def test_speech_that_seems_to_outlast_the_recording_by_a_rounding_ends_with_it() -> None:
    assert plan(waveform(5.0), [Span(1.0, 5.01)]) == (Span(0.75, 5.0),)


def test_short_stretches_share_a_region() -> None:
    spans = [Span(i * 2.0, i * 2.0 + 1.5) for i in range(10)]
    assert plan(waveform(30.0), spans) == (Span(0.0, 19.75),)


def test_a_region_is_filled_and_ends_in_the_pause_before_what_no_longer_fits() -> None:
    # the pauses of 1.5 s and 1.0 s are longer, but to end there would make regions shorter, and more ends of sentences
    spans = [Span(0, 8), Span(9.5, 19), Span(20, 25), Span(25.3, 28), Span(28.5, 33)]
    assert plan(waveform(60.0), spans) == (Span(0, 28.25), Span(28.25, 33.25))


@pytest.mark.parametrize("dip", [20.35, 24.05, 28.65])
def test_speech_without_a_pause_is_cut_where_it_is_quietest(dip: float) -> None:
    samples = noise(80.0)
    samples[round((dip - 0.1) * SAMPLE_RATE) : round((dip + 0.1) * SAMPLE_RATE)] *= 0.01
    # still quieter, but not in the last ten seconds of what fits into a region
    samples[5 * SAMPLE_RATE : 6 * SAMPLE_RATE] = 0
    regions = plan(waveform(samples), [Span(0, 70)])
    assert regions[0].end == regions[1].start == pytest.approx(dip, abs=0.1)
    assert regions[-1].end == 70.25


def test_sound_without_any_dip_is_cut_all_the_same() -> None:
    regions = plan(waveform(np.zeros(70 * SAMPLE_RATE, np.float32)), [Span(0, 70)])
    assert total(regions) == 70
    assert len(regions) <= 4
