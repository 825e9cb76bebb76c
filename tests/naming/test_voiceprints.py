"""Which voices are an enrolled one's, with made-up voiceprints of three numbers."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.naming import name_speakers
from pipeline.naming.roster import Roster
from pipeline.naming.utterances import utterances
from pipeline.naming.voiceprints import MARGIN, THRESHOLD, Clip, Voice, acquaint, match, weight
from pipeline.timeline import ModelIdentity, Person
from pipeline.voice_groups import cosine
from tests.builders import conversation

MODEL = ModelIdentity("campplus", "a" * 64)
OTHER_MODEL = ModelIdentity("campplus", "b" * 64)


def like(similarity: float, axis: int = 0) -> tuple[float, ...]:
    """A voiceprint with this cosine to the one along ``axis``; what is left points where nobody is enrolled."""
    values = [0.0, 0.0, 0.0, math.sqrt(1 - similarity**2)]
    values[axis] = similarity
    return tuple(values)


def clip(embedding: tuple[float, ...], seconds: float = 20.0, sha256: str = "1" * 64) -> Clip:
    return Clip(seconds, 0.9, "clip.wav", sha256, "2026-01-01", embedding)


def voice(name: str, axis: int, model: ModelIdentity = MODEL) -> Voice:
    return Voice(name.lower().replace(" ", "-"), name, "host", (), model, (clip(like(1.0, axis)),))


ANNA = voice("Anna Park", 0)
TOM = voice("Tom Carter", 1)


def test_a_voice_like_an_enrolled_one_is_that_persons() -> None:
    (found,) = match({"A": like(0.9), "B": like(0.2)}, MODEL, [ANNA, TOM])
    assert (found.speaker, found.person.name, found.similarity) == ("A", "Anna Park", 0.9)
    assert (found.person.label, found.person.role, found.person.source) == ("PARK", "host", "the enrolled voices")


def test_an_enrolled_voice_of_somebody_else_is_not_matched() -> None:
    assert match({"A": like(THRESHOLD - 0.01)}, MODEL, [ANNA, TOM]) == ()
    assert len(match({"A": like(THRESHOLD + 0.01)}, MODEL, [ANNA, TOM])) == 1


def test_two_close_candidates_mean_nobody() -> None:
    best = THRESHOLD + 0.01
    torn = (best, best - MARGIN + 0.02, 0.0, 0.0)
    clear = (best, best - MARGIN - 0.02, 0.0, 0.0)
    assert match({"A": torn}, MODEL, [ANNA, TOM]) == ()
    assert [found.person.name for found in match({"A": clear}, MODEL, [ANNA, TOM])] == ["Anna Park"]
    assert [found.person.name for found in match({"A": torn}, MODEL, [ANNA])] == ["Anna Park"]


@pytest.mark.parametrize("order", ["ABC", "BAC", "CBA"])
def test_a_person_is_one_voice_of_a_recording_the_one_more_alike(order: str) -> None:
    heard = {"A": like(0.8), "B": like(0.9), "C": like(0.8, 1)}
    found = match({speaker: heard[speaker] for speaker in order}, MODEL, [ANNA, TOM])
    assert {each.speaker: each.person.name for each in found} == {"B": "Anna Park", "C": "Tom Carter"}
    assert [each.speaker for each in found] == [speaker for speaker in order if speaker != "A"]


@pytest.mark.parametrize("model", [OTHER_MODEL, ModelIdentity("campplus", None), None])
def test_voices_are_compared_only_where_the_same_weights_made_them(model: ModelIdentity | None) -> None:
    assert match({"A": like(1.0)}, model, [ANNA]) == ()


def test_a_voice_of_another_model_is_no_rival_either() -> None:
    twin = replace(ANNA, id="twin", model=OTHER_MODEL)
    assert len(match({"A": like(0.9)}, MODEL, [ANNA, twin])) == 1


def test_nobody_enrolled_and_nobody_heard_are_no_matches() -> None:
    assert match({"A": like(1.0)}, MODEL, []) == ()
    assert match({}, MODEL, [ANNA]) == ()


def test_two_people_of_one_name_are_two_candidates() -> None:
    namesake = replace(TOM, id="anna-park-2", name="Anna Park", role="guest")
    found = match({"A": like(0.9), "B": like(0.9, 1)}, MODEL, [ANNA, namesake])
    assert [(each.speaker, each.person.role) for each in found] == [("A", "host"), ("B", "guest")]


@given(st.floats(THRESHOLD, 1.0), st.floats(THRESHOLD, 1.0))
def test_more_alike_never_weighs_less_and_no_voice_is_a_certainty(first: float, second: float) -> None:
    low, high = sorted((first, second))
    assert 0.5 < weight(low) <= weight(high) < 1.0


def test_the_voice_is_the_mean_of_its_clips_weighted_by_their_seconds() -> None:
    both = ANNA.with_clip(clip(like(1.0, 1), seconds=60.0, sha256="2" * 64))
    assert both.embedding == pytest.approx((1 / math.sqrt(10), 3 / math.sqrt(10), 0.0, 0.0))
    assert both.seconds == 80.0
    assert both.quality == pytest.approx(0.9)
    assert cosine(both.embedding, both.embedding) == pytest.approx(1.0)


def test_a_recording_counts_once_and_what_it_gave_last_is_what_counts() -> None:
    again = ANNA.with_clip(clip(like(1.0, 2), seconds=5.0))
    assert again.clips == (clip(like(1.0, 2), seconds=5.0),)


def test_quality_is_known_only_where_a_clip_has_one() -> None:
    unrated = replace(clip(like(1.0)), quality=None)
    assert replace(ANNA, clips=(unrated,)).quality is None
    assert replace(ANNA, clips=(unrated, clip(like(1.0)))).quality == pytest.approx(0.9)


def test_a_voice_without_clips_is_no_voice() -> None:
    with pytest.raises(ValueError, match="at least one clip"):
        replace(ANNA, clips=())


@pytest.mark.parametrize("spelling", ["anna park", "ANNA  PARK", " Anna Park", "Änni", "A\u0308nni", "änni"])
def test_case_blanks_and_the_form_of_characters_make_no_other_name(spelling: str) -> None:
    assert replace(ANNA, aliases=("Änni",)).is_called(spelling)


def test_another_name_is_another_person() -> None:
    assert not ANNA.is_called("Anna Parker")
    assert not ANNA.is_called("Anna")


LISTED = Person("PARK", "Anna Park", "host", ("Annie",), "the show file")
FOUND = match({"A": like(0.9)}, MODEL, [replace(ANNA, role=None)])


def test_whom_the_roster_lists_is_the_same_person_as_the_enrolled_one() -> None:
    roster, (found,) = acquaint(Roster((LISTED,)), FOUND)
    assert roster == Roster((LISTED,))
    assert found == replace(FOUND[0], person=LISTED)


def test_whom_the_roster_does_not_list_joins_it() -> None:
    roster, found = acquaint(Roster((replace(LISTED, name="Tom Carter", aliases=()),)), FOUND)
    assert [person.name for person in roster.people] == ["Tom Carter", "Anna Park"]
    assert found == FOUND


def test_who_hosts_another_show_is_no_host_of_this_one() -> None:
    (enrolled,) = match({"A": like(0.9)}, MODEL, [ANNA])
    assert enrolled.person.role == "host"
    assert acquaint(Roster(), [enrolled])[0].hosts == ()
    assert (
        acquaint(Roster((replace(LISTED, name="Tom Carter", aliases=()),)), [enrolled])[0].hosts[0].name == "Tom Carter"
    )


def test_a_listed_host_with_an_enrolled_voice_is_named_by_both_proofs() -> None:
    spoken = conversation(
        "A: We're joined now by NPR's Moscow correspondent, Charles Maynes. Good morning, Charles.",
        "B: Good morning.",
        "A: What happened?",
        "B: A lot.",
    )
    for people in ((LISTED,), ()):
        roster, found = acquaint(Roster(people), FOUND)
        named = name_speakers(utterances(spoken), roster, found).by_speaker["A"]
        assert named.person.name == "Anna Park"
        assert "voiceprint" in {evidence.kind for evidence in named.evidence}


def test_who_says_the_name_and_has_the_voice_is_one_person() -> None:
    spoken = conversation("A: This is Morning Walk. I'm Anna Park. It is raining.", "B: It is.", "A: So it is.")
    roster, found = acquaint(Roster(), FOUND)
    named = name_speakers(utterances(spoken), roster, found).by_speaker["A"]
    assert {"voiceprint", "self-introduction"} <= {evidence.kind for evidence in named.evidence}
