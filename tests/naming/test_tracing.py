"""Which voices a spoken name may belong to, and in what way they are near."""

from __future__ import annotations

import pytest

from pipeline.naming.tracing import QUOTED, Claim, Talk
from pipeline.naming.utterances import utterances
from tests.builders import conversation


def talk(*lines: str) -> Talk:
    return Talk(utterances(conversation(*lines)))


def acts(*lines: str) -> dict[str, str]:
    """What is done with each name, the last time that it is said."""
    return {said.mention.name: said.act for said in talk(*lines).said}


def claims(name: str, *lines: str) -> dict[tuple[str, str], Claim]:
    """The claims on a name by voice and relation."""
    return {
        (claim.speaker, claim.relation): claim for claim in talk(*lines).claims() if claim.said.mention.name == name
    }


def relations(name: str, *lines: str) -> set[tuple[str, str]]:
    return set(claims(name, *lines))


def features(name: str, speaker: str, relation: str, *lines: str) -> set[str]:
    return set(claims(name, *lines)[speaker, relation].features)


# --- what is done with a name, where its place in the talk tells


@pytest.mark.parametrize(
    "question",
    ["Say your name.", "What's your name, please?", "Who's calling?", "Please introduce yourself.", "Who are you?"],
)
def test_a_name_that_answers_a_question_for_it_is_the_speakers(question: str) -> None:
    assert acts(f"A: Hello. {question}", "B: Ana.") == {"Ana": "answer"}
    assert acts("A: Hello. What's new?", "B: Ana.") == {"Ana": "calls"}


def test_a_name_far_behind_the_question_does_not_answer_it() -> None:
    assert acts("A: Who are you?", "B: I came here a long time ago with Ana Lima.")["Ana Lima"] != "answer"
    assert acts("A: Who are you?", "B: Well. You know. Ana Lima.")["Ana Lima"] != "answer"


def test_a_name_with_outlet_and_place_at_the_end_of_a_turn_signs_off() -> None:
    assert acts("A: More now.", "B: They went home. Ana Lima, NPR News, Porto.")["Ana Lima"] == "sign-off"
    assert acts("A: More now.", "B: For NPR News, I'm Ana Lima, Radio Norte.")["Ana Lima"] == "sign-off"
    assert acts("A: More now.", "B: Ana Lima, NPR News, Porto. They went home.")["Ana Lima"] == "opens"
    assert acts("A: More now.", "B: Hm. Well. Ana Lima, NPR News. They went home.")["Ana Lima"] == "mention"


def test_a_name_and_place_at_the_first_words_of_a_voice_open() -> None:
    assert acts("A: Your question.", "B: Hi, Ana Lima from Porto.")["Ana Lima"] == "opens"
    assert acts("A: Your question.", "B: Right.", "A: So?", "B: Hi, Ana Lima from Porto.")["Ana Lima"] != "opens"


@pytest.mark.parametrize(
    "line",
    [
        "He said, I'm Ana Lima.",
        "Dear Piet, it rains. I'm Ana Lima.",
        "I'm Ana Lima, says Piet.",
        "She wrote: thanks, Ana Lima.",
    ],
)
def test_a_name_in_words_of_others_is_quoted(line: str) -> None:
    assert acts(f"A: {line}", "B: Oh.")["Ana Lima"] == QUOTED


def test_a_letter_ends_with_the_turn() -> None:
    assert acts("A: Dear Piet, it rains. I'm Nora Blum.", "B: I'm Ana Lima.")["Ana Lima"] == "self"


# --- names of no person


@pytest.mark.parametrize(
    ("thing", "lines"),
    [
        ("Fern Hollow", ("A: Welcome to Fern Hollow. Fern Hollow, yes?", "B: Yes.")),
        ("Radio Norte", ("A: We are joined by Norte's Ana Lima. Norte, yes?", "B: Yes.")),
        ("Norte", ("A: We are joined by Norte's Ana Lima. Norte, yes?", "B: Yes.")),
    ],
)
def test_programs_and_outlets_are_nobodys_names(thing: str, lines: tuple[str, ...]) -> None:
    assert relations(thing, *lines) == set()


# --- who is near


def test_in_a_talk_of_two_the_other_is_the_other() -> None:
    lines = ("A: Thanks, Ana.", "B: Yes.", "A: So?")
    assert relations("Ana", *lines) == {("A", "own"), ("B", "other"), ("B", "next")}


def test_between_two_turns_of_one_voice_it_is_around() -> None:
    lines = ("A: So?", "B: Thanks, Ana.", "A: Yes.", "C: Hm.")
    assert relations("Ana", *lines) == {("B", "own"), ("A", "around"), ("C", "coming")}


def test_before_and_after_are_told_apart_and_so_are_those_who_come_later() -> None:
    lines = ("A: So?", "B: Yes.", "C: Thanks, Ana.", "D: No.", "E: Oh.", "F: Ah.", "G: Mm.", "H: Uh.")
    assert relations("Ana", *lines) == {
        ("C", "own"), ("B", "previous"), ("A", "earlier"), ("D", "next"), ("E", "coming"), ("F", "coming-after"),
        ("G", "coming-after"),
    }  # fmt: skip


def test_who_is_told_of_is_no_voice_that_neither_comes_nor_goes() -> None:
    tells = "C: The clerk Ana Lima opened it."
    lines = ("B: Hm.", "A: So?", "B: Yes.", tells, "A: Right.", "B: No.", "A: Oh.")
    assert relations("Ana Lima", *lines) == {("C", "own")}
    assert ("A", "next") in relations("Ana Lima", "B: Yes.", tells, "A: Right.", "B: No.", "A: Oh.")
    assert ("B", "previous") in relations("Ana Lima", "A: Hm.", "B: Yes.", tells, "A: Right.")


# --- under what circumstances


def test_the_act_and_its_group_stand_with_the_relation() -> None:
    found = features("Ana Lima", "B", "next", "A: Joining us is Ana Lima.", "B: Yes.", "A: So?")
    assert {"joins>next", "brings>next"} <= found
    found = features("Ana Lima", "A", "own", "A: I'm Ana Lima.", "B: Yes.")
    assert {"self>own", "own>own"} <= found


@pytest.mark.parametrize(
    ("rest", "where"), [("", "last"), (" It rains.", "near"), (" It rains. Yes. No. And so on.", "far")]
)
def test_how_far_before_the_voice_the_name_is_said(rest: str, where: str) -> None:
    found = features("Ana", "B", "next", f"A: Welcome, Ana.{rest}", "B: Hm.", "C: Hm.")
    assert {feature for feature in found if feature.endswith(("+last", "+near", "+far"))} == {f"addresses>next+{where}"}


@pytest.mark.parametrize(
    ("start", "where"), [("", "first"), ("It rains. ", "early"), ("It rains. Yes. No. And so on. ", "late")]
)
def test_how_far_behind_the_voice_the_name_is_said(start: str, where: str) -> None:
    found = features("Ana", "A", "previous", "A: Hm.", f"B: {start}Thanks, Ana.", "C: Hm.")
    ends = ("+first", "+early", "+late")
    assert {feature for feature in found if feature.endswith(ends)} == {f"addresses>previous+{where}"}


def test_a_voice_that_is_new_greets_back_and_is_asked() -> None:
    new = features("Ana", "B", "next", "A: Welcome, Ana. So what is it?", "B: Thank you.", "C: Hm.")
    assert {"addresses>next+new", "addresses>next+greets", "addresses>next+asked"} <= new
    old = features("Ana", "B", "next", "B: Thank you.", "C: Hm.", "A: Welcome, Ana. So it is.", "B: Rain.")
    assert not {"addresses>next+new", "addresses>next+greets", "addresses>next+asked"} & old


def test_a_voice_that_was_new_or_is_done() -> None:
    both = features("Ana", "A", "previous", "A: Hm.", "B: Thanks, Ana.", "C: Hm.")
    assert {"addresses>previous+new", "addresses>previous+done"} <= both
    neither = features("Ana", "A", "previous", "A: Hm.", "C: Hm.", "A: Hm.", "B: Thanks, Ana.", "C: Hm.", "A: Hm.")
    assert not {"addresses>previous+new", "addresses>previous+done"} & neither


def test_a_voice_that_comes_soon_or_later_and_after_another_new_one() -> None:
    soon = features("Ana Lima", "C", "coming", "A: Joining us is Ana Lima.", "B: Hm.", "C: Hm.")
    assert {"brings>coming+soon", "brings>coming+new-next"} <= soon
    lines = ("B: Hm.", "A: Joining us is Ana Lima.", "B: Hm.", "A: So?", "B: Hm.", "C: Thanks.")
    assert {"brings>coming+later", "brings>coming+greets"} <= features("Ana Lima", "C", "coming", *lines)
    assert "brings>coming+new-next" not in features("Ana Lima", "C", "coming", *lines)


def test_an_own_name_in_the_first_turn_and_at_its_edge() -> None:
    first = features("Ana Lima", "A", "own", "A: I'm Ana Lima. It rains.", "B: Hm.")
    assert {"own>own+first", "own>own+edge"} <= first
    later = features("Ana Lima", "A", "own", "A: Hm.", "B: Hm.", "A: It rains. Yes. I'm Ana Lima. And so on.", "B: Hm.")
    assert not {"own>own+first", "own>own+edge"} & later


def test_what_kind_of_name_it_is() -> None:
    part = features("Ana", "B", "next", "A: Welcome, Ana.", "B: Hm.", "C: Hm.")
    assert {"addresses>next+part", "welcome+part"} <= part
    titled = features("Lima", "B", "next", "A: Welcome, Dr. Lima.", "B: Hm.", "C: Hm.")
    assert "addresses>next+title" in titled
    full = features("Ana Hill", "B", "next", "A: Welcome, Ana Hill.", "B: Hm.", "C: Hm.")
    assert "doubtful" in full
    assert not {"addresses>next+part", "welcome+part", "addresses>next+title"} & full


def test_who_is_brought_in_with_others_has_rivals() -> None:
    two = features("Ana Lima", "B", "next", "A: With me are Ana Lima and Piet Aarts.", "B: Hm.", "C: Hm.")
    assert "brings>next+rivals" in two
    one = features("Ana Lima", "B", "next", "A: With me is Ana Lima.", "B: Hm.", "C: With me is Piet Aarts.", "D: Hm.")
    assert "brings>next+rivals" not in one


def test_a_proof_is_called_by_its_relation() -> None:
    found = claims("Ana Lima", "A: This is Ana Lima.", "B: Hm.", "C: Hm.")
    assert found["A", "own"].kind == "self-introduction"
    assert found["B", "next"].kind == "hand-over"


def test_nothing_said_has_no_claims() -> None:
    assert list(talk().claims()) == []
    assert list(talk("A: Hm.").claims()) == []
