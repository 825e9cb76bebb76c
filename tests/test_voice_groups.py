"""Turns sorted by voice and put under new labels, with made-up voiceprints: directions in a plane."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.timeline import Diarization, Span, Turn
from pipeline.voice_groups import centroid, divide, relabelled, voices_of
from tests.builders import ENGINE, turns


def direction(degrees: float) -> tuple[float, ...]:
    return (math.cos(math.radians(degrees)), math.sin(math.radians(degrees)))


TURNS = st.lists(st.integers(0, 40), min_size=2, max_size=12, unique=True).map(
    lambda eighths: tuple(Turn(a / 8, b / 8, "A") for a, b in pairwise(sorted(eighths)))[::2]
)


@given(TURNS, st.integers(0, 40), st.integers(1, 40))
def test_the_turns_of_a_voice_at_a_time_are_found(turns: tuple[Turn, ...], start: int, length: int) -> None:
    voice = voices_of(turns)["A"]
    span = Span(start / 8, (start + length) / 8)
    distances = [turn.span.distance(span.midpoint) for turn in turns]
    assert voice.within(span) == [i for i, turn in enumerate(turns) if turn.span & span]
    assert voice.nearest(span.midpoint) == [i for i, distance in enumerate(distances) if distance == min(distances)]


def sides(seeds: tuple[int, int], *voices: float, seconds: tuple[float, ...] = ()) -> list[int]:
    """On whose side each of the turns in these directions is."""
    lengths = seconds or (5.0,) * len(voices)
    found = divide(dict(enumerate(map(direction, voices))), dict(enumerate(lengths)), seeds)
    return [found[i] for i in range(len(voices))]


def test_turns_go_to_the_seed_that_they_are_most_like() -> None:
    assert sides((0, 1), 0, 60, 5, 55, 10) == [0, 1, 0, 1, 0]
    assert sides((1, 0), 0, 60, 5, 55, 10) == [1, 0, 1, 0, 1]


def test_a_turn_changes_sides_when_the_sides_have_become_clearer() -> None:
    # 35 is nearer to the seed at 60, but the voice of the seed at 0 turns out to be at about 19
    assert sides((0, 1), 0, 60, 20, 20, 35, seconds=(1, 30, 30, 30, 2)) == [0, 1, 0, 0, 0]


def test_a_long_turn_says_more_of_a_voice_than_a_short_one() -> None:
    assert sides((0, 1), 0, 60, 20, 20, 35, seconds=(30, 30, 1, 1, 2)) == [0, 1, 0, 0, 1]


def test_a_seed_stays_where_it_is() -> None:
    assert sides((0, 1), 50, 60, 0, 0, seconds=(1, 5, 30, 30)) == [0, 1, 0, 0]


def test_the_middle_of_voiceprints_is_theirs_under_their_weights() -> None:
    assert centroid([(direction(0), 3.0), (direction(90), 4.0)]) == pytest.approx((0.6, 0.8))
    assert centroid([]) is None


HEARD = Diarization(
    turns("A 0 3", "B 2.5 4", "A 5 9", "C 6 7"),
    turns("A 0 3", "B 3 4", "A 5 9"),
    {"A": direction(10), "B": direction(80), "C": direction(200)},
    ENGINE,
    (direction(0), None, direction(90)),
)


def test_a_voiceprint_is_made_anew_from_the_turns_that_a_label_has_now() -> None:
    joined = relabelled(HEARD, ["A", "A", "A"])
    divided = relabelled(HEARD, ["A", "B", "X"])

    assert joined.voiceprints == {"A": pytest.approx((0.6, 0.8)), "C": direction(200)}
    assert divided.voiceprints == {
        "A": pytest.approx(direction(0)),
        "X": pytest.approx(direction(90)),
        "B": direction(80),
        "C": direction(200),
    }


def test_a_voice_that_is_only_heard_under_others_stays_as_it_was() -> None:
    assert turns("C 6 7")[0] in relabelled(HEARD, ["A", "B", "X"]).turns


def test_the_same_labels_change_nothing() -> None:
    assert relabelled(HEARD, ["A", "B", "A"]) == HEARD
