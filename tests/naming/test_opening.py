"""Where the host's opening ends."""

from __future__ import annotations

import pytest

from pipeline.naming import name_speakers
from pipeline.naming.roster import Roster
from pipeline.naming.utterances import utterances
from pipeline.timeline import Person
from tests.builders import conversation, words

SHOW = Roster((Person("RASCOE", "Ayesha Rascoe", "host"), Person("MAYNES", "Charles Maynes", "correspondent")))
NOBODY_KNOWN = Roster()

KAZAKHSTAN = (
    "A: We are joined now by NPR's Moscow correspondent, Charles Maynes. Good morning, Charles. Charles, so why?",
    "B: Well, you're right. It started off as anger over fuel prices.",
    "A: That's NPR's Charles Maynes in Moscow. Thank you.",
    "B: Thank you.",
)


def opening(*lines: str, roster: Roster = NOBODY_KNOWN) -> str:
    """The words of the host's opening."""
    spoken = conversation(*lines)
    return " ".join(item.word.text for item in spoken[: name_speakers(utterances(spoken), roster).opening])


def test_the_opening_ends_with_the_greeting_and_not_with_the_first_question() -> None:
    assert opening(*KAZAKHSTAN, roster=SHOW) == KAZAKHSTAN[0][3:].partition(" Charles, so")[0]


def test_an_opening_needs_no_known_host() -> None:
    assert opening("A: Hello and listen. Joining us is Ruth Sherlock. So what now?", "B: Well.") == (
        "Hello and listen. Joining us is Ruth Sherlock."
    )


def test_a_host_who_introduces_nobody_at_once_opens_with_all_of_the_first_turn() -> None:
    assert opening(
        "A: Here is the news of the day.", "B: Breaking news.", "A: That's Ruth Sherlock in Beirut.", roster=SHOW
    ) == ("Here is the news of the day.")


def test_a_later_introduction_is_no_part_of_the_opening() -> None:
    lines = ("A: We talk with Ruth Sherlock. So?", "B: Yes.", "A: We turn now to Bob Ray.", "C: Hello.")
    assert opening(*lines) == "We talk with Ruth Sherlock."


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("B: They took everything.", "A: That's Ruth Sherlock in Beirut. Joining us is Bob Ray.", "C: Hello."),
        ("A: I'm Ana Lima, and this is what I saw.",),
    ],
    ids=["nothing said", "a cold open by a guest", "a monologue"],
)
def test_without_a_host_who_opens_there_is_no_opening(lines: tuple[str, ...]) -> None:
    assert opening(*lines, roster=SHOW) == ""


def test_words_of_no_voice_at_the_start_leave_no_opening() -> None:
    spoken = (*words(None, "music"), *(item for item in conversation(*KAZAKHSTAN)))
    assert name_speakers(utterances(spoken), SHOW).opening == 0


@pytest.mark.parametrize("call", ["Ruth, so what now?", "So what now, Ruth?", "Right, Ruth. So what now?"])
def test_calling_the_guest_is_the_first_question(call: str) -> None:
    assert opening(f"A: Joining us is Ruth Sherlock. {call}", "B: Well.") == "Joining us is Ruth Sherlock."


def test_what_stands_between_two_guests_is_opening() -> None:
    first = "Joining us is Ruth Sherlock. She knows why. Also with us is Bob Ray."
    assert opening(f"A: {first} So what now?", "B: Well.", "C: Hello.") == first


def test_the_questions_at_the_end_of_a_hosts_first_turn_are_no_opening() -> None:
    lines = ("A: Here is the news. It rains. Why? And what now?", "B: Hm.", "A: That's Ruth Sherlock in Beirut.")
    assert opening(*lines, roster=SHOW) == "Here is the news. It rains."
    assert opening("A: Why? And what now?", *lines[1:], roster=SHOW) == ""


def test_in_a_language_that_is_not_read_there_is_no_opening() -> None:
    spoken = utterances(conversation(*KAZAKHSTAN))
    assert name_speakers(spoken, SHOW, language="en").opening > 0
    assert name_speakers(spoken, SHOW, language="ka").opening == 0
