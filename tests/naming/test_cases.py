"""What speaks for and against a person being a voice."""

from __future__ import annotations

import pytest

from pipeline.naming.cases import EXPECTED, Case, cases_of, probability
from pipeline.naming.roster import Roster
from pipeline.naming.tracing import Talk
from pipeline.naming.utterances import utterances
from pipeline.naming.weights import BIAS, WEIGHTS
from pipeline.timeline import Evidence, Person
from tests.builders import conversation

NOBODY = Roster()
LIMA = Person("LIMA", "Ana Lima")


def case(speaker: str, name: str, *lines: str, roster: Roster = NOBODY) -> Case:
    """The case of a name for a voice."""
    cases = cases_of(Talk(utterances(conversation(*lines))), roster)
    return next(case for (voice, person), case in cases.items() if (voice, person.name) == (speaker, name))


INTRODUCED = ("A: Joining us now is Ana Lima.", "B: Good morning.", "A: So, Ana, what happened?", "B: A lot.")


def test_a_case_holds_what_is_said_of_a_person_under_every_part_of_the_name() -> None:
    found = case("B", "Ana Lima", *INTRODUCED)
    assert {claim.said.mention.name for claim in found.claims} == {"Ana Lima", "Ana"}


def test_a_score_is_the_sum_of_weights() -> None:
    found = case("B", "Ana Lima", *INTRODUCED)
    weighed = sum(count * WEIGHTS.get(feature, 0.0) for feature, count in found.features().items())
    assert found.score == pytest.approx(BIAS + weighed)
    assert Case(LIMA).score == pytest.approx(BIAS)
    assert Case(LIMA, expected=True).score == pytest.approx(BIAS + EXPECTED)


def test_who_is_expected_is_likelier() -> None:
    stranger, expected = (case("B", "Ana Lima", *INTRODUCED, roster=roster) for roster in (NOBODY, Roster((LIMA,))))
    assert not stranger.expected
    assert expected.expected
    assert expected.score == pytest.approx(stranger.score + EXPECTED)


def test_the_same_said_again_counts_less_each_time_and_then_no_more() -> None:
    def count(times: int) -> float:
        return case("A", "Ana Lima", "A: " + "I'm Ana Lima. " * times, "B: Hm.").features()["self>own"]

    assert [count(times) for times in (1, 2, 3, 4, 5, 9)] == [1.0, 1.5, 1.75, 1.875, 1.875, 1.875]


def test_who_names_a_person_as_another_is_not_that_person() -> None:
    found = case("A", "Ana Lima", *INTRODUCED)
    assert [said.sentence.text for said in found.against] == ["Joining us now is Ana Lima.", "So, Ana, what happened?"]
    assert found.features()["names-it"] == 1
    assert found.features()["names-it-again"] == 1
    assert found.score < case("B", "Ana Lima", *INTRODUCED).score
    assert [evidence.kind for evidence in found.contrary()] == ["names-another", "names-another"]
    assert all(0 < evidence.weight < 1 for evidence in found.contrary())


def test_naming_oneself_and_being_quoted_are_not_held_against_anybody() -> None:
    assert case("A", "Ana Lima", "A: I'm Ana Lima.", "B: Hm.").against == []
    assert case("A", "Ana Lima", "A: He said, I'm Ana Lima.", "B: Hm.").against == []


def test_a_name_of_one_word_is_known_as_one() -> None:
    assert "one-word" in case("B", "Ana", "A: Welcome, Ana.", "B: Hm.").features()
    assert "one-word" not in case("B", "Ana Lima", *INTRODUCED).features()


def test_a_name_that_two_people_have_is_a_case_for_neither() -> None:
    lines = ("A: With me are Ana Lima and Ana Blum. Welcome, Ana.", "B: Hm.", "C: Hm.")
    names = {person.name for _, person in cases_of(Talk(utterances(conversation(*lines))), NOBODY)}
    assert names == {"Ana Lima", "Ana Blum"}


def test_the_evidence_is_what_speaks_for_it_in_the_order_in_which_it_was_said() -> None:
    found = case("B", "Ana Lima", *INTRODUCED)
    found.proofs.append(Evidence("voiceprint", "alike", None, 0.9))
    evidence = found.evidence()
    assert [(each.kind, each.quote) for each in evidence] == [
        ("hand-over", "Joining us now is Ana Lima."),
        ("address", "So, Ana, what happened?"),
        ("voiceprint", "alike"),
    ]
    assert [each.said_by for each in evidence] == ["A", "A", None]
    assert all(probability(()) <= each.weight <= 1 for each in evidence)


def test_a_proof_from_elsewhere_adds_what_it_is_worth() -> None:
    found, before = case("B", "Ana Lima", *INTRODUCED), case("B", "Ana Lima", *INTRODUCED).score
    found.proofs.append(Evidence("voiceprint", "alike", None, probability(())))
    assert found.score == pytest.approx(before)  # as likely as nothing known
    found.proofs.append(Evidence("voiceprint", "alike", None, 0.9))
    assert found.score > before + 3
    found.proofs.append(Evidence("voiceprint", "the same", None, 1.0))
    assert found.score < before + 20  # certain, and not beyond all measure


def test_nothing_said_makes_no_cases() -> None:
    assert cases_of(Talk(()), NOBODY) == {}
