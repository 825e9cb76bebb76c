"""Turns given to the voice that they are most like, with made-up voiceprints: directions in a plane."""

from __future__ import annotations

import math

from pipeline.diarization.reassignment import reassigned as reassigned_of
from pipeline.timeline import Diarization, Span, Turn
from tests.builders import ENGINE


def direction(degrees: float | None) -> tuple[float, ...] | None:
    return None if degrees is None else (math.cos(math.radians(degrees)), math.sin(math.radians(degrees)))


def heard(*turns: tuple[str, float, float | None], besides: tuple[Turn, ...] = ()) -> Diarization:
    """Turns one after another: label, seconds, direction of the voiceprint."""
    exclusive, start = [], 0.0
    for label, seconds, _ in turns:
        exclusive.append(Turn(start, start + seconds, label))
        start += seconds
    return Diarization(
        tuple(sorted((*exclusive, *besides), key=lambda turn: turn.start)),
        tuple(exclusive),
        {label: direction(0.0) or () for label, _, _ in turns},
        ENGINE,
        turn_voiceprints=tuple(direction(degrees) for _, _, degrees in turns),
    )


def speakers(found: Diarization) -> str:
    """The last letter of each exclusive turn's label."""
    return "".join(turn.speaker[-1] for turn in found.exclusive)


def reassigned(found: Diarization, least: int = 1) -> Diarization:
    """With every turn heard alone from its beginning to its end."""
    return reassigned_of(found, [turn.span.duration for turn in found.exclusive], least)


BLENDED = (("S_0", 10.0, 0.0), ("S_1", 10.0, 80.0), ("S_0", 4.0, 85.0), ("S_1", 4.0, 5.0), ("S_0", 5.0, 2.0))


def test_a_turn_goes_to_the_voice_that_it_is_most_like() -> None:
    found = reassigned(heard(*BLENDED))

    assert speakers(found) == "01100"
    assert found.turns == (
        Turn(0.0, 10.0, "SPEAKER_00"),
        Turn(10.0, 24.0, "SPEAKER_01"),
        Turn(24.0, 33.0, "SPEAKER_00"),
    )


def test_voiceprints_are_made_anew_of_the_turns_that_a_voice_has_now() -> None:
    found = reassigned(heard(*BLENDED))

    assert math.isclose(math.degrees(math.atan2(*reversed(found.voiceprints["SPEAKER_00"]))), 1.6, abs_tol=0.2)
    assert math.isclose(math.degrees(math.atan2(*reversed(found.voiceprints["SPEAKER_01"]))), 81.4, abs_tol=0.2)


def test_voices_become_clearer_with_every_turn_that_has_come_home() -> None:
    # before the long turn has gone over, its voice's mean is 41 degrees, and the one at 52 is more like that
    turns = (("S_0", 10.0, 0.0), ("S_1", 10.0, 80.0), ("S_0", 10.0, 80.0), ("S_0", 3.0, 52.0))
    assert speakers(reassigned(heard(*turns))) == "0111"


def test_what_is_as_like_one_voice_as_the_other_stays() -> None:
    found = heard(("S_0", 10.0, 0.0), ("S_1", 10.0, 80.0), ("S_0", 3.0, 41.0), ("S_1", 3.0, 39.0))
    assert reassigned(found) is found


def test_turns_of_less_than_a_second_or_without_voiceprint_stay() -> None:
    found = heard(("S_0", 10.0, 0.0), ("S_1", 10.0, 80.0), ("S_0", 0.9, 80.0), ("S_0", 3.0, None))
    assert reassigned(found) is found


def test_what_counts_of_a_turn_is_what_is_heard_of_it_alone() -> None:
    turns = (("S_0", 10.0, 0.0), ("S_1", 10.0, 80.0), ("S_0", 10.0, 80.0))
    assert speakers(reassigned_of(heard(*turns), [10.0, 10.0, 1.0], 1)) == "011"
    assert speakers(reassigned_of(heard(*turns), [10.0, 10.0, 0.9], 1)) == "010"


def test_nothing_changes_without_voiceprints_and_where_nobody_speaks() -> None:
    for found in (heard(("S_0", 10.0, None), ("S_1", 1.0, None)), heard()):
        assert reassigned(found) is found


BRIEF = (("S_0", 30.0, 0.0), ("S_1", 2.9, 50.0), ("S_2", 30.0, 90.0), ("S_1", 0.5, 20.0))


def test_a_voice_that_is_hardly_heard_is_part_of_those_that_it_is_like() -> None:
    assert speakers(reassigned(heard(*BRIEF))) == "0110"


def test_a_voice_that_is_heard_for_three_seconds_stays() -> None:
    assert speakers(reassigned(heard(BRIEF[0], ("S_1", 3.0, 50.0), *BRIEF[2:]))) == "0121"


def test_in_a_short_recording_less_is_enough() -> None:
    assert speakers(reassigned(heard(("S_0", 20.0, 0.0), ("S_1", 2.0, 50.0), ("S_2", 15.0, 90.0)))) == "012"


def test_a_voice_that_is_like_nobody_stays_however_briefly_it_is_heard() -> None:
    turns = (("S_0", 30.0, 0.0), ("S_1", 2.9, 54.0), ("S_2", 30.0, 120.0))
    assert speakers(reassigned(heard(*turns))) == "012"  # the cosine of 54 degrees is 0.59
    often = (("S_0", 30.0, 0.0), *(("S_1", 0.9, 90.0),) * 20)
    assert speakers(reassigned(heard(*often))) == "0" + "1" * 20


def test_what_a_voice_has_without_voiceprint_goes_where_most_of_the_rest_has_gone() -> None:
    unclear = ("S_1", 0.4, None)
    assert speakers(reassigned(heard(*BRIEF, unclear))) == "01101"
    scattered = (("S_0", 10.0, 0.0), ("S_1", 4.0, 1.0), ("S_1", 2.0, 80.0), ("S_2", 30.0, 80.0), unclear)
    assert speakers(reassigned(heard(*scattered))) == "00110"
    assert speakers(reassigned(heard(*BRIEF[:3], ("S_3", 2.0, None)))) == "0112"


def test_as_many_voices_stay_as_are_asked_for() -> None:
    turns = (("S_0", 30.0, 0.0), ("S_1", 2.9, 50.0), ("S_2", 30.0, 90.0), ("S_3", 2.8, 40.0), ("S_0", 4.0, 88.0))
    assert speakers(reassigned(heard(*turns), 1)) == "01101"
    assert speakers(reassigned(heard(*turns), 3)) == "01212"


def test_nothing_changes_where_turns_that_find_their_voice_leave_too_few() -> None:
    found = heard(("S_0", 10.0, 0.0), ("S_1", 4.0, 1.0), ("S_1", 2.0, 80.0), ("S_2", 10.0, 80.0))
    assert speakers(reassigned(found, 2)) == "0011"
    assert reassigned(found, 3) is found


def test_labels_are_numbered_in_the_order_in_which_voices_are_heard() -> None:
    turns = (("S_0", 2.0, 75.0), ("S_1", 10.0, 80.0), ("S_2", 10.0, -80.0), ("S_0", 10.0, 0.0))
    found = reassigned(heard(*turns))

    assert speakers(found) == "0012"
    assert list(found.voiceprints) == ["SPEAKER_00", "SPEAKER_01", "SPEAKER_02"]


def test_speech_into_anothers_turn_follows_the_turns_of_its_voice() -> None:
    # around 19 s there is the third turn, which goes over, and long after it the last, which does not
    besides = (Turn(19.0, 19.5, "S_0"), Turn(27.0, 27.5, "S_0"))
    found = reassigned(heard(*BLENDED[:2], ("S_0", 4.0, 85.0), ("S_1", 4.0, 80.0), BLENDED[4], besides=besides))

    assert [turn.span for turn in found.turns if turn.speaker == "SPEAKER_01"] == [Span(10.0, 28.0)]
    assert Turn(27.0, 27.5, "SPEAKER_00") in found.turns
