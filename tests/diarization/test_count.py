"""How sure a number of voices is, with voiceprints that lie a known angle apart."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.diarization import count as counting
from pipeline.diarization.count import count_voices
from pipeline.timeline import SpeakerCount, Turn

FAR, CLOSE, WITHIN = 90, 44, 6
"""Degrees between unlike voices (cosine 0), close voices (0.72) and turns of one voice (0.99)."""
CLEAR = SpeakerCount(2, 1.0, 2, 2)


def direction(degrees: float) -> tuple[float, ...]:
    return (math.cos(math.radians(degrees)), math.sin(math.radians(degrees)))


def count(number: int, *voices: float | None, seconds: float = 5.0) -> SpeakerCount | None:
    """Of turns of so many ``seconds`` in these directions; after them come turns that the last arguments name."""
    return count_of(number, *((voice, seconds) for voice in voices))


def count_of(number: int, *heard: tuple[float | None, float]) -> SpeakerCount | None:
    turns = [Turn(100.0 * i, 100.0 * i + seconds, "A") for i, (_, seconds) in enumerate(heard)]
    return count_voices(number, turns, [None if voice is None else direction(voice) for voice, _ in heard])


def test_voices_that_lie_far_apart_are_surely_as_many() -> None:
    assert count(2, 0, FAR, WITHIN, FAR + WITHIN) == CLEAR
    assert count(1, 0, WITHIN, 0) == SpeakerCount(1, 1.0, 1, 1)


def test_one_label_for_two_close_voices_is_unsure_and_may_be_two() -> None:
    found = count(1, 0, CLOSE, WITHIN, CLOSE + WITHIN)

    assert found is not None
    assert (found.least, found.most) == (1, 2)
    assert found.confidence is not None
    assert 0.3 < found.confidence < 0.7


def test_the_closer_two_voices_under_one_label_the_surer_it_is() -> None:
    sure = [count(1, 0, angle, 0, angle) for angle in (60, 50, 40, 30)]

    confidences = [found.confidence or 0.0 for found in sure if found]
    assert confidences == sorted(confidences)
    assert (confidences[0], confidences[-1]) == (0.0, 1.0)


def test_too_many_labels_for_one_voice_are_unsure() -> None:
    assert count(3, 0, WITHIN, 0, WITHIN) == SpeakerCount(3, 0.0, 1, 3)


def test_somebody_heard_for_a_second_may_be_one_more() -> None:
    assert count_of(2, (0, 5), (FAR, 5), (180, 1.0)) == SpeakerCount(2, 0.5, 2, 3)


def test_short_turns_of_known_voices_and_very_short_ones_count_for_nobody() -> None:
    assert count_of(2, (0, 5), (FAR, 5), (FAR + 60, 1.0), (180, 0.7)) == CLEAR


def test_short_turns_that_are_alike_are_one_stranger() -> None:
    found = count_of(2, (0, 5), (FAR, 5), (180, 1.0), (180 + WITHIN, 1.0), (270, 1.0))

    assert found == SpeakerCount(2, 0.5, 2, 4)


@pytest.mark.parametrize("heard", [(), ((None, 5.0),), ((0.0, 1.4),)], ids=["nothing", "no voiceprint", "too short"])
def test_where_nothing_can_be_compared_nothing_is_said(heard: tuple[tuple[float | None, float], ...]) -> None:
    assert count_of(1, *heard) is None


def test_turns_too_many_to_be_compared_at_once_are_counted_nearly_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = [(voice + WITHIN * (i % 5) / 5, 5.0) for i in range(30) for voice in (0.0, FAR, FAR + CLOSE)]
    heard += [(260.0, 1.0), (262.0, 1.0)]
    whole = count_of(3, *heard)

    monkeypatch.setattr(counting, "_AT_ONCE", 40)

    found = count_of(3, *heard)

    assert whole == SpeakerCount(3, 0.24, 2, 4)
    assert found is not None
    assert found.confidence == pytest.approx(0.24, abs=0.03)  # one of the 17 views, which a stranger halves
    assert (found.least, found.most) == (2, 4)


def test_nobody_is_not_counted() -> None:
    assert count_of(0) is None


@given(
    st.integers(1, 20),
    st.lists(st.tuples(st.none() | st.floats(0, 360), st.floats(0, 30)), max_size=25),
)
def test_the_number_lies_between_least_and_most_and_the_confidence_between_0_and_1(
    number: int, heard: list[tuple[float | None, float]]
) -> None:
    found = count_of(number, *heard)

    if found is not None:
        assert 1 <= found.least <= found.number == number <= found.most
        assert found.confidence is not None
        assert 0 <= found.confidence <= 1
