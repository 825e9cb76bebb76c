"""Turns given to the voice that they are most like, with made-up voiceprints: directions in a plane."""

from __future__ import annotations

import math

from pipeline.diarization.reassignment import reassigned
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


BLENDED = (("S_0", 10.0, 0.0), ("S_1", 10.0, 80.0), ("S_0", 4.0, 85.0), ("S_1", 4.0, 5.0), ("S_0", 5.0, 2.0))


def test_a_turn_goes_to_the_voice_that_it_is_most_like() -> None:
    found = reassigned(heard(*BLENDED), 1)

    assert speakers(found) == "01100"
    assert found.turns == (
        Turn(0.0, 10.0, "SPEAKER_00"),
        Turn(10.0, 24.0, "SPEAKER_01"),
        Turn(24.0, 33.0, "SPEAKER_00"),
    )


def test_voiceprints_are_made_anew_of_the_turns_that_a_voice_has_now() -> None:
    found = reassigned(heard(*BLENDED), 1)

    assert math.isclose(math.degrees(math.atan2(*reversed(found.voiceprints["SPEAKER_00"]))), 1.6, abs_tol=0.2)
    assert math.isclose(math.degrees(math.atan2(*reversed(found.voiceprints["SPEAKER_01"]))), 81.4, abs_tol=0.2)


def test_voices_become_clearer_with_every_turn_that_has_come_home() -> None:
    # before the long turn has gone over, its voice's mean is 41 degrees, and the one at 52 is more like that
    turns = (("S_0", 10.0, 0.0), ("S_1", 10.0, 80.0), ("S_0", 10.0, 80.0), ("S_0", 3.0, 52.0))
    assert speakers(reassigned(heard(*turns), 1)) == "0111"


def test_what_is_as_like_one_voice_as_the_other_stays() -> None:
    turns = (("S_0", 10.0, 0.0), ("S_1", 10.0, 80.0), ("S_0", 3.0, 41.0), ("S_1", 3.0, 39.0))
    found = heard(*turns)
    assert reassigned(found, 1) is found


def test_turns_of_less_than_a_second_or_without_voiceprint_stay() -> None:
    turns = (("S_0", 10.0, 0.0), ("S_1", 10.0, 80.0), ("S_0", 0.9, 80.0), ("S_0", 3.0, None))
    found = heard(*turns)
    assert reassigned(found, 1) is found


def test_nothing_changes_without_voiceprints_and_where_nobody_speaks() -> None:
    for found in (heard(("S_0", 10.0, None), ("S_1", 1.0, None)), heard()):
        assert reassigned(found, 1) is found


def test_a_voice_that_is_heard_for_less_than_three_seconds_is_part_of_another() -> None:
    turns = (("S_0", 10.0, 0.0), ("S_1", 2.9, 60.0), ("S_2", 10.0, 80.0), ("S_1", 0.5, 10.0))
    assert speakers(reassigned(heard(*turns), 1)) == "0110"
    longer = (turns[0], ("S_1", 3.0, 60.0), *turns[2:])
    assert speakers(reassigned(heard(*longer), 1)) == "0121"


def test_what_such_a_voice_has_without_voiceprint_goes_with_the_rest() -> None:
    turns = (("S_0", 10.0, 0.0), ("S_1", 2.9, 60.0), ("S_2", 10.0, 80.0), ("S_1", 0.4, None))
    assert speakers(reassigned(heard(*turns), 1)) == "0111"


def test_where_everybody_is_brief_they_all_stay() -> None:
    found = heard(("S_0", 2.0, 0.0), ("S_1", 2.5, 80.0))
    assert reassigned(found, 1) is found


def test_as_many_voices_stay_as_are_asked_for() -> None:
    turns = (("S_0", 10.0, 0.0), ("S_1", 2.9, 60.0), ("S_2", 10.0, 80.0), ("S_0", 4.0, 78.0))
    assert speakers(reassigned(heard(*turns), 1)) == "0111"
    assert speakers(reassigned(heard(*turns), 3)) == "0122"
    swallowed = heard(("S_0", 10.0, 0.0), ("S_1", 4.0, 1.0), ("S_1", 2.0, 80.0), ("S_0", 10.0, 80.0))
    assert reassigned(swallowed, 3).speakers == reassigned(swallowed, 2).speakers == ("SPEAKER_00", "SPEAKER_01")


def test_labels_are_numbered_in_the_order_in_which_voices_are_heard() -> None:
    turns = (("S_0", 2.0, 75.0), ("S_1", 10.0, 80.0), ("S_2", 10.0, -80.0), ("S_0", 10.0, 0.0))
    found = reassigned(heard(*turns), 1)

    assert speakers(found) == "0012"
    assert list(found.voiceprints) == ["SPEAKER_00", "SPEAKER_01", "SPEAKER_02"]


def test_speech_into_anothers_turn_follows_the_turns_of_its_voice() -> None:
    # around 19 s there is the third turn, which goes over, and long after it the last, which does not
    besides = (Turn(19.0, 19.5, "S_0"), Turn(27.0, 27.5, "S_0"))
    found = reassigned(heard(*BLENDED[:2], ("S_0", 4.0, 85.0), ("S_1", 4.0, 80.0), BLENDED[4], besides=besides), 1)

    assert [turn.span for turn in found.turns if turn.speaker == "SPEAKER_01"] == [Span(10.0, 28.0)]
    assert Turn(27.0, 27.5, "SPEAKER_00") in found.turns
