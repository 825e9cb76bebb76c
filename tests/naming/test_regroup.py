"""Voices divided and joined where people say who they are, with made-up voiceprints: directions in a plane."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.naming.regroup import regroup
from pipeline.naming.roster import Roster
from pipeline.timeline import AttributedWord, Diarization, Person, SpeakerCount, Turn, Word
from tests.builders import ENGINE, words

CLOSE = 45
"""Degrees between two close voices (cosine 0.71)."""
SAME = 8
"""Degrees between turns of one voice (cosine 0.99)."""


def direction(degrees: float) -> tuple[float, ...]:
    return (math.cos(math.radians(degrees)), math.sin(math.radians(degrees)))


def talk(*lines: tuple[str, float | None, str]) -> tuple[tuple[AttributedWord, ...], Diarization]:
    """Lines of label, voice (degrees; None for a turn without a voiceprint) and words, each an exclusive turn."""
    spoken: list[AttributedWord] = []
    turns = []
    for label, _, text in lines:
        line = words(label, text, spoken[-1].word.end + 0.3 if spoken else 0.0)
        spoken.extend(line)
        turns.append(Turn(line[0].word.start, line[-1].word.end, label))
    labels = tuple(dict.fromkeys(label for label, _, _ in lines))
    diarization = Diarization(
        tuple(turns),
        tuple(turns),
        {label: direction(next(voice for of, voice, _ in lines if of == label) or 0.0) for label in labels},
        ENGINE,
        tuple(None if voice is None else direction(voice) for _, voice, _ in lines),
        SpeakerCount(len(labels), 0.3, 1, max(2, len(labels))),
    )
    return tuple(spoken), diarization


def speakers(diarization: Diarization) -> list[str]:
    return [turn.speaker for turn in diarization.exclusive]


RIVER = "The river has been lower this summer than at any time since people began to write it down."
PUMPS = "The old pumps were built for another kind of weather and nobody makes the parts."
CLOSE_MEN = (
    ("A", 0.0, f"Good evening. I'm Ben Archer. {RIVER}"),
    ("A", CLOSE, f"And I'm Luis Ortega. {PUMPS}"),
    ("A", SAME, f"Is that so? {RIVER}"),
    ("A", CLOSE + SAME, PUMPS),
    ("A", None, "Right."),
)


def test_a_voice_in_which_two_people_introduce_themselves_is_divided() -> None:
    spoken, diarization = talk(*CLOSE_MEN)

    moved, regrouped = regroup(spoken, diarization, Roster())

    assert speakers(regrouped) == ["A", "A.2", "A", "A.2", "A.2"]
    assert [turn.speaker for turn in regrouped.turns] == speakers(regrouped)
    by_voice = {word.speaker for word in moved if word.word.text in ("Archer.", "river")}
    assert by_voice == {"A"}
    assert {word.speaker for word in moved if word.word.text in ("Ortega.", "pumps", "Right.")} == {"A.2"}
    assert regrouped.voiceprints["A"] == pytest.approx(direction(SAME / 2), abs=0.02)
    assert regrouped.voiceprints["A.2"] == pytest.approx(direction(CLOSE + SAME / 2), abs=0.02)


def test_a_name_counts_for_the_turn_in_which_it_is_said_though_its_sentence_began_in_another() -> None:
    lines = list(CLOSE_MEN)
    lines[0] = ("A", 0.0, "I'm Ben Archer. " + RIVER.replace("down.", "down,"))
    lines[1] = ("A", CLOSE, f"and I'm Luis Ortega. {PUMPS}")
    spoken, diarization = talk(*lines)

    assert speakers(regroup(spoken, diarization, Roster())[1]) == ["A", "A.2", "A", "A.2", "A.2"]


def test_the_number_of_voices_follows_and_is_surer_when_names_and_voices_agree() -> None:
    spoken, diarization = talk(*CLOSE_MEN)

    _, regrouped = regroup(spoken, diarization, Roster())

    assert regrouped.count == SpeakerCount(2, 0.8, 1, 2)


def test_two_names_in_a_voice_that_stays_itself_are_one_person_all_the_same() -> None:
    lines = [(label, SAME * (i % 2), text) for i, (label, _, text) in enumerate(CLOSE_MEN)]
    spoken, diarization = talk(*lines)

    assert regroup(spoken, diarization, Roster()) == (spoken, diarization)


def test_a_voice_that_differs_but_gives_one_name_is_not_divided() -> None:
    lines = [(label, voice, text.replace("Luis Ortega", "glad")) for label, voice, text in CLOSE_MEN]
    spoken, diarization = talk(*lines)

    assert regroup(spoken, diarization, Roster()) == (spoken, diarization)


def test_first_names_alone_divide_nothing() -> None:
    lines = [(label, voice, text.replace("Luis Ortega", "Luis")) for label, voice, text in CLOSE_MEN]
    spoken, diarization = talk(*lines)

    assert regroup(spoken, diarization, Roster()) == (spoken, diarization)


def test_a_word_between_two_turns_goes_with_the_nearer() -> None:
    spoken, diarization = talk(*CLOSE_MEN)
    end = diarization.exclusive[0].end
    late = AttributedWord(Word("yes.", end + 0.01, end + 0.05), "A", 0.4)
    early = AttributedWord(Word("Well,", end + 0.25, end + 0.29), "A", 0.4)
    place = sum(word.word.end <= end for word in spoken)

    moved, _ = regroup((*spoken[:place], late, early, *spoken[place:]), diarization, Roster())

    assert [word.speaker for word in moved[place : place + 2]] == ["A", "A.2"]


def test_one_name_in_two_spellings_does_not_divide_a_voice() -> None:
    lines = [(label, voice, text.replace("Luis Ortega", "Ben Archar")) for label, voice, text in CLOSE_MEN]
    spoken, diarization = talk(*lines)

    assert regroup(spoken, diarization, Roster((Person("ARCHER", "Ben Archer"),))) == (spoken, diarization)


def test_a_voice_is_not_divided_for_two_seconds_of_another() -> None:
    spoken, diarization = talk(CLOSE_MEN[0], ("A", CLOSE, "And I'm Luis Ortega."), *CLOSE_MEN[2:3])

    assert regroup(spoken, diarization, Roster()) == (spoken, diarization)


def test_two_names_in_one_turn_cannot_divide_it() -> None:
    spoken, diarization = talk(("A", 0.0, f"I'm Ben Archer. {RIVER} I'm Luis Ortega. {PUMPS}"), ("A", CLOSE, RIVER))

    assert regroup(spoken, diarization, Roster()) == (spoken, diarization)


def test_a_heard_turn_in_which_the_voice_changes_hands_is_cut_there() -> None:
    spoken, diarization = talk(*CLOSE_MEN)
    whole = (Turn(0.0, diarization.exclusive[-1].end, "A"),)

    _, regrouped = regroup(spoken, replace(diarization, turns=whole), Roster())

    assert [turn.speaker for turn in regrouped.turns] == ["A", "A.2", "A", "A.2"]
    assert regrouped.turns[0].end == pytest.approx(diarization.exclusive[0].end + 0.15)
    assert regrouped.turns[-1].end == whole[0].end


def test_a_new_label_is_one_that_nobody_has() -> None:
    spoken, diarization = talk(*CLOSE_MEN, ("A.2", 150, RIVER))

    _, regrouped = regroup(spoken, diarization, Roster())

    assert speakers(regrouped) == ["A", "A.3", "A", "A.3", "A.3", "A.2"]
    assert regrouped.voiceprints["A.2"] == diarization.voiceprints["A.2"]


TWICE = (
    ("A", 0.0, f"I'm Clara Boyd in the studio. {RIVER}"),
    ("B", 100.0, PUMPS),
    ("C", 55.0, f"Hello again. I'm Clara Boyd, now at the pumps. {PUMPS}"),
)


def test_two_voices_that_give_one_name_and_are_alike_are_joined() -> None:
    spoken, diarization = talk(*TWICE)

    moved, regrouped = regroup(spoken, diarization, Roster())

    assert speakers(regrouped) == ["A", "B", "A"]
    assert {word.speaker for word in moved} == {"A", "B"}
    assert set(regrouped.voiceprints) == {"A", "B"}
    assert regrouped.voiceprints["B"] == diarization.voiceprints["B"]
    assert regrouped.count == SpeakerCount(2, 0.8, 1, 3)


def test_the_roster_says_that_two_spellings_are_one_person() -> None:
    lines = [(label, voice, text.replace("Clara Boyd, now", "Clara Boid, now")) for label, voice, text in TWICE]
    spoken, diarization = talk(*lines)

    _, regrouped = regroup(spoken, diarization, Roster((Person("BOYD", "Clara Boyd"),)))

    assert speakers(regrouped) == ["A", "B", "A"]


@pytest.mark.parametrize("voice", [65.0, 180.0])
def test_voices_that_are_not_alike_are_never_joined_whatever_name_they_give(voice: float) -> None:
    spoken, diarization = talk(*TWICE[:2], ("C", voice, TWICE[2][2]))

    assert regroup(spoken, diarization, Roster()) == (spoken, diarization)


def test_a_name_said_in_a_turn_that_is_more_like_the_other_voice_joins_nothing() -> None:
    spoken, diarization = talk(*TWICE[:2], ("C", 5.0, TWICE[2][2]), ("C", 55.0, " ".join([RIVER] * 4)))

    assert regroup(spoken, diarization, Roster()) == (spoken, diarization)


def test_voices_heard_at_once_are_two_people() -> None:
    spoken, diarization = talk(*TWICE)
    a, b, c = diarization.turns
    at_once = (a, Turn(a.end - 1.5, a.end, "C"), b, c)

    assert speakers(regroup(spoken, replace(diarization, turns=at_once), Roster())[1]) == ["A", "B", "C"]


def test_turns_of_joined_voices_that_overlap_a_little_become_one() -> None:
    spoken, diarization = talk(*TWICE)
    a, b, c = diarization.turns
    at_once = (a, Turn(a.end - 0.5, a.end + 0.2, "C"), b, c)

    _, regrouped = regroup(spoken, replace(diarization, turns=at_once), Roster())

    assert regrouped.turns == (Turn(a.start, a.end + 0.2, "A"), b, replace(c, speaker="A"))


def test_without_voiceprints_of_turns_nothing_changes() -> None:
    spoken, diarization = talk(*CLOSE_MEN)
    blind = replace(diarization, turn_voiceprints=())

    assert regroup(spoken, blind, Roster()) == (spoken, blind)


def test_a_number_of_voices_that_was_given_and_found_is_kept() -> None:
    spoken, diarization = talk(*CLOSE_MEN)
    told = replace(diarization, count=SpeakerCount(1, None, 1, 1))

    assert regroup(spoken, told, Roster()) == (spoken, told)


def test_a_number_that_was_given_and_not_found_may_be_reached() -> None:
    spoken, diarization = talk(*CLOSE_MEN)
    told = replace(diarization, count=SpeakerCount(1, None, 1, 2))

    assert regroup(spoken, told, Roster())[1].count == SpeakerCount(2, None, 1, 2)


SAYINGS = (
    "I'm Ben Archer.",
    "I'm Luis Ortega.",
    "This is Clara Boyd reporting.",
    "I'm Ben Archer. " + RIVER,
    PUMPS,
    "No.",
)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "A.2"]),
        st.none() | st.sampled_from([0.0, 10.0, 45.0, 90.0]),
        st.sampled_from(SAYINGS),
    ),
    min_size=1,
    max_size=12,
)


@given(LINES)
def test_words_and_turns_are_never_added_lost_or_moved_in_time(lines: list[tuple[str, float | None, str]]) -> None:
    spoken, diarization = talk(*lines)

    moved, regrouped = regroup(spoken, diarization, Roster())

    assert [word.word for word in moved] == [word.word for word in spoken]
    assert [turn.span for turn in regrouped.exclusive] == [turn.span for turn in diarization.exclusive]
    assert {word.speaker for word in moved} == set(speakers(regrouped))
    assert set(regrouped.voiceprints) <= set(regrouped.speakers)
    assert sum(turn.span.duration for turn in regrouped.turns) == pytest.approx(
        sum(turn.span.duration for turn in diarization.turns)
    )
    assert regrouped.count is not None
    assert regrouped.count.number == len(set(speakers(regrouped)))


def test_who_introduces_himself_in_nothing_but_others_turns_changes_nothing() -> None:
    spoken, diarization = talk(*CLOSE_MEN)
    stray = words("B", "Hello, I'm Mara Quist.", spoken[-1].word.end + 0.3)

    _, regrouped = regroup((*spoken, *stray), diarization, Roster())

    assert speakers(regrouped) == ["A", "A.2", "A", "A.2", "A.2"]
