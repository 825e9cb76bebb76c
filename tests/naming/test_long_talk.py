"""Talk as long as it is on the air: many names, many times, and spelled in many ways."""

from __future__ import annotations

import time
from itertools import cycle, islice

import pytest

from pipeline.naming import name_speakers
from pipeline.naming.cases import cases_of
from pipeline.naming.cues import read
from pipeline.naming.mentions import Mention, find_mentions
from pipeline.naming.people import People
from pipeline.naming.roster import Roster
from pipeline.naming.tracing import Talk
from pipeline.naming.utterances import utterances
from tests.builders import conversation

NOBODY_KNOWN = Roster()
FILLER = (
    "The pipes were older than the street.",
    "It depends on the weather.",
    "Nobody was paying attention at the time.",
    "They moved the office twice, and the second time they left the plants behind.",
)
INTRODUCED = (
    "A: Welcome to Slow Rivers, I'm Ottilie Vance. My guest today is the historian Dmitri Yates. Dmitri, welcome.",
    "B: Thank you so much for having me.",
)


def named(*lines: str) -> dict[str, str]:
    found = name_speakers(utterances(conversation(*lines)), NOBODY_KNOWN).by_speaker
    return {speaker: naming.person.name for speaker, naming in found.items()}


def told(count: int, *told_by_turns: str, voices: str = "AB") -> list[str]:
    """``count`` turns of ``voices`` in turn, which tell what is told, again and again."""
    sentences = cycle(told_by_turns)
    return [f"{voice}: {next(sentences)} {FILLER[i % 4]}" for i, voice in enumerate(islice(cycle(voices), count))]


@pytest.mark.parametrize("hum", ["Mm-hmm.", "Uh-huh.", "Bye-bye.", "Nah.", "Nineteen.", "Twenty-five."])
def test_nobody_is_called_as_people_hum_and_count(hum: str) -> None:
    assert list(find_mentions(hum)) == []
    assert [mention.name for mention in find_mentions(f"{hum} Jae-in, come here.")] == ["Jae-in"]


@pytest.mark.parametrize("so", ["If I'm", "It is like I'm", "Imagine I am", "As though I'm"])
def test_who_puts_himself_in_somebodys_place_is_not_introduced(so: str) -> None:
    assert [reading.act for reading in read(f"{so} Paloma Ulrich, and I want to win.")] != ["self"]
    lines = told(60, "That is what it was.", f"{so} Paloma Ulrich, and I want to win.", "No.")
    assert named(*lines) == {}


def test_the_more_often_a_voice_speaks_of_somebody_the_less_it_is_that_person() -> None:
    def score(times: int) -> float:
        talk = [*INTRODUCED, *told(2 * times, "It was Shreya Brightwell.", "Come on, Shreya."), "C: Really?"]
        cases = cases_of(Talk(utterances(conversation(*talk))), NOBODY_KNOWN)
        return next(
            case.score for (voice, person), case in cases.items() if (voice, person.label) == ("A", "BRIGHTWELL")
        )

    assert score(8) > score(16) > score(32) > score(64)


def test_who_is_spelled_in_many_ways_has_the_spelling_that_is_heard_most_often() -> None:
    lines = [
        "A: I'm Ottilie Vance. We are joined now by the historian Dmitri Yeats. Good morning, Dmitri.",
        "B: Good morning.",
        *told(40, "Why?", "Because."),
        "A: I'm here with Dmitri Yates. Dmitri, where did they go?",
        *told(40, "Home.", "Why?", voices="BA"),
        "A: That's Dmitri Yates. Thanks for talking to us.",
        "B: Thank you.",
    ]
    assert named(*lines)["B"] == "Dmitri Yates"


def test_of_spellings_as_frequent_the_one_whose_words_are_heard_more_often() -> None:
    lines = [
        "A: I'm Ottilie Vance. We are joined now by the historian Dimitry Yates. Good morning, Dmitri.",
        "B: Good morning.",
        *told(20, "So, Dmitri, why?", "Because."),
        "A: That's Dmitri Yates. Thank you, Dmitri.",
    ]
    assert named(*lines)["B"] == "Dmitri Yates"


def test_who_is_known_by_a_first_name_alone_is_one_person_in_any_spelling() -> None:
    people = People(["Rafaell", "Rafael", "Rosalind Crane", "Rafael", "Ramona"], NOBODY_KNOWN)
    spelled = ["Rafaell", "Rafael", "Rafaele", "Ramona"]
    found = [people.bearer(Mention(name, 0, len(name), "", owns=False)) for name in spelled]
    assert [person and person.name for person in found] == ["Rafael", "Rafael", "Rafael", "Ramona"]


def test_six_hours_of_talk_are_named_in_seconds() -> None:
    firsts = ("Imre", "Dalia", "Tobias", "Wanjiru", "Callum", "Bram", "Noor", "Felix", "Maeve", "Gareth")
    lasts = ("Halvor", "Okon", "Bright", "Castell", "Dun", "Erik", "Gall", "Hind", "Jarv", "Ketter")
    ends = ("son", "ward", "ley", "by", "ic", "wood")
    people = [f"{first} {last}{end}" for first in firsts for last in lasts for end in ends]
    talk = told(400, *(" ".join(f"{people[(i * 7 + k) % 600]} went home." for k in range(30)) for i in range(40)))
    spoken = utterances(conversation(*INTRODUCED, *talk))
    assert sum(len(sentence.text.split()) for said in spoken for sentence in said.sentences) > 45_000
    began = time.perf_counter()
    name_speakers(spoken, NOBODY_KNOWN)
    assert time.perf_counter() - began < 20  # 1.5 s on two cores of a server
