"""What is done with a name in a sentence."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.naming.cues import (
    ADDRESSING,
    BRINGING,
    CUES,
    LOOKING_BACK,
    OWN,
    OWN_CUES,
    TELLING,
    Cue,
    Direction,
    kind_of,
    read,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


def acts(sentence: str) -> list[tuple[str, str]]:
    """What is done with each name of a sentence."""
    return [(reading.mention.name, reading.act) for reading in read(sentence)]


@pytest.mark.parametrize("cue", [*OWN_CUES, *CUES], ids=lambda cue: f"{cue.act}: {cue.example}")
def test_the_example_of_a_cue_is_read_as_that_cue_reads_it(cue: Cue) -> None:
    reading = read(cue.example)[0]
    assert reading.act == cue.act
    before, after = cue.example[: reading.mention.start].rstrip(), cue.example[reading.mention.end :]
    assert cue.fits(before, after)


HEARD: dict[str, tuple[str, str, Direction | None]] = {
    # somebody's own name
    "And I'm Steve Inskeep.": ("Steve Inskeep", "self", "own"),
    "I’m Ludwig van Beethoven, and this is the news.": ("Ludwig van Beethoven", "self", "own"),
    "My name is J. Edgar Hoover.": ("J. Edgar Hoover", "self", "own"),
    "My name's Nur al-Din.": ("Nur al-Din", "self", "own"),
    "I'm your host, Ana Lima.": ("Ana Lima", "self", "own"),
    "With your host, Ana Lima.": ("Ana Lima", "with-me", "own"),
    "This is Ana Lima reporting.": ("Ana Lima", "this-is-me", "own"),
    "Ana Lima here with the weather.": ("Ana Lima", "here", "own"),
    "This is Ana Lima.": ("Ana Lima", "this-is", "own"),
    # somebody is brought in
    "We turn now to NPR's Franco Ordoñez.": ("Franco Ordoñez", "joins", "next"),
    "Joining us from Moscow is Charles Maynes.": ("Charles Maynes", "joins", "next"),
    "Joining us now is Charles Maynes.": ("Charles Maynes", "joins", "next"),
    "Here with us now is the author Ana Lima.": ("Ana Lima", "joins", "next"),
    "We're going to talk now with Jean-Pierre Dupont.": ("Jean-Pierre Dupont", "joins", "next"),
    "We are joined by Senator Bernie Sanders.": ("Bernie Sanders", "joins", "next"),
    "We're joined now by Dr. Anthony Fauci.": ("Anthony Fauci", "joins", "next"),
    "We are joined now by NPR's Moscow correspondent, Charles Maynes.": ("Charles Maynes", "joins", "next"),
    "NPR's Moscow correspondent Charles Maynes joins us now.": ("Charles Maynes", "joins", "next"),
    "Our guest today is Maria Lopez.": ("Maria Lopez", "joins", "next"),
    "Let's go to Maria.": ("Maria", "turns", "next"),
    "NPR's Ruth Sherlock reports.": ("Ruth Sherlock", "reports", "next"),
    "Our reporter Ruth Sherlock was there.": ("Ruth Sherlock", "guest", "next"),
    "Ruth Sherlock's here now.": ("Ruth Sherlock", "joins", "next"),
    # somebody is called
    "Hi, Ayesha.": ("Ayesha", "welcome", "next"),
    "Welcome back, Charles!": ("Charles", "welcome", "next"),
    "Charles, good morning.": ("Charles", "welcome", "next"),
    "Thank you so much, Ayesha.": ("Ayesha", "thanks", "previous"),
    "Thanks, O'Brien.": ("O'Brien", "thanks", "previous"),
    "Thanks, Dr. Fauci.": ("Fauci", "thanks", "previous"),
    "Thanks, Will.": ("Will", "thanks", "previous"),
    "So, Maria, what happened?": ("Maria", "asks", None),
    "That's right, Charles.": ("Charles", "calls", None),
    # back-announcement
    "That was NPR's Ruth Sherlock.": ("Ruth Sherlock", "thats", "previous"),
    "And that's Justice Sonia Sotomayor.": ("Sonia Sotomayor", "thats", "previous"),
    "You've been listening to Ana Lima.": ("Ana Lima", "thats", "previous"),
    "Ruth Sherlock there.": ("Ruth Sherlock", "there", "previous"),
    # people who are told of
    "Ruth Sherlock says it will rain.": ("Ruth Sherlock", "says", None),
    "They are with us in spirit, said Martin Luther King.": ("Martin Luther King", "says", None),
    "That's Barack Obama's plan.": ("Barack Obama", "owns", None),
    "That was Charles Dickens' idea.": ("Charles Dickens", "owns", None),
    "This is what Angela Merkel promised.": ("Angela Merkel", "mention", None),
    "I'm with Angela Merkel.": ("Angela Merkel", "mention", None),
    "Meanwhile his intelligence chief, Karim Massimov, was arrested.": ("Karim Massimov", "described", None),
    "Kim Jong Un, NATO officials say.": ("Kim Jong Un", "mention", None),
    "He lives in Ghent.": ("Ghent", "mention", None),
    "We are joined by a clerk in Ghent.": ("Ghent", "mention", None),
    # programs
    "Welcome to Fern Hollow.": ("Fern Hollow", "program", None),
    "You're listening to Fern Hollow.": ("Fern Hollow", "program", None),
}


@pytest.mark.parametrize(("sentence", "expected"), HEARD.items(), ids=HEARD)
def test_a_turn_of_phrase_is_read(sentence: str, expected: tuple[str, str, Direction | None]) -> None:
    (reading,) = read(sentence)
    assert (reading.mention.name, reading.act, reading.direction) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "I'm Ayesha Rascoe, and joining us now is Charles Maynes.",
            [("Ayesha Rascoe", "self"), ("Charles Maynes", "joins")],
        ),
        ("For NPR News, I'm Ana Lima in Porto.", [("Ana Lima", "self"), ("Porto", "mention")]),
        (
            "Kazakhstan's president, Kassym-Jomart Tokayev, fired Nursultan Nazarbayev.",
            [("Kazakhstan", "owns"), ("Kassym-Jomart Tokayev", "described"), ("Nursultan Nazarbayev", "mention")],
        ),
        (
            "Meanwhile, just yesterday, Tokayev had his intelligence chief, Karim Massimov, arrested.",
            [("Tokayev", "mention"), ("Karim Massimov", "described")],
        ),
        ("Ruth Sherlock, in Beirut, thanks.", [("Ruth Sherlock", "thanks"), ("Beirut", "mention")]),
        ("Let's bring in Ana Lima, in Porto.", [("Ana Lima", "joins"), ("Porto", "mention")]),
        ("The Washington Post's Dana Milbank has more.", [("Washington Post", "owns"), ("Dana Milbank", "reports")]),
        (
            (
                "With us is the old harbor historian Ana Lima, who has written three books about the harbor of this "
                "town, and Piet Aarts."
            ),
            [("Ana Lima", "joins"), ("Piet Aarts", "joins")],
        ),
        (
            "With me are the clerk Ana Lima, the farmer Piet Aarts, and our reporter Nora Blum.",
            [("Ana Lima", "joins"), ("Piet Aarts", "joins"), ("Nora Blum", "joins")],
        ),
    ],
)
def test_each_name_of_a_sentence_is_read(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert acts(sentence) == expected


TALKED_ABOUT = [
    "That's New York for you.",
    "I want to go to Los Angeles.",
    "He is here with us from New York.",
    "This is Saudi Arabia in a nutshell.",
    "This is Fresh Air.",
    "This is Fresh Air from NPR.",
    "This is MORNING EDITION from NPR News.",
    "I'm Going Home.",
    "You're listening to Weekend Edition.",
    "The New York Times reports a change of mind.",
    "This is Planet Money from NPR.",
    "This is Code Switch from NPR.",
    "I'm African American.",
    "I'm Roman Catholic, and I vote.",
    "I am Puerto Rican.",
    "We turn now to Gaza City.",
    "We'll go to Buenos Aires next.",
    "That was Hurricane Katrina.",
    "Good morning.",
    "Good morning, everyone.",
    "Thank you.",
    "Thanks, everybody.",
    "Well, you're right.",
    "Our guest is a doctor.",
    "I'm American.",
    "i'm ana lima, and joining us is charles maynes.",
    "I'M ANA LIMA, AND JOINING US IS CHARLES MAYNES.",
    "",
]


@pytest.mark.parametrize("sentence", TALKED_ABOUT)
def test_places_shows_peoples_and_nobody_are_not_read(sentence: str) -> None:
    assert acts(sentence) == []


@pytest.mark.parametrize("sentence", ["We turn now to Capitol Hill.", "Let's go to Silicon Valley."])
def test_what_may_be_a_place_is_read_and_doubtful(sentence: str) -> None:
    (reading,) = read(sentence)
    assert reading.act in BRINGING
    assert reading.mention.is_doubtful


def test_words_that_the_talk_has_in_lower_case_begin_a_sentence_without_being_a_name() -> None:
    assert acts("Rain, you know.") == [("Rain", "calls")]
    assert read("Rain, you know.", frozenset({"rain"})) == ()


KINDS = {
    "self": ("self-introduction", "self-introduction"),
    "answer": ("self-introduction", "self-introduction"),
    "opens": ("self-introduction", "self-introduction"),
    "this-is": ("self-introduction", "hand-over"),
    "sign-off": ("sign-off", "sign-off"),
    "joins": ("hand-over", "hand-over"),
    "turns": ("hand-over", "hand-over"),
    "welcome": ("greeting", "greeting"),
    "asks": ("address", "address"),
    "calls": ("address", "address"),
    "thanks": ("thanks", "thanks"),
    "thats": ("back-announcement", "back-announcement"),
    "there": ("back-announcement", "back-announcement"),
    "says": ("quotation", "quotation"),
    "owns": ("mention", "mention"),
    "mention": ("mention", "mention"),
    "quoted": ("mention", "mention"),
}


@pytest.mark.parametrize(("act", "kinds"), KINDS.items(), ids=KINDS)
def test_readers_are_told_the_kind_of_proof(act: str, kinds: tuple[str, str]) -> None:
    assert (kind_of(act, own=True), kind_of(act, own=False)) == kinds


def test_what_is_done_with_a_name_belongs_to_one_group_alone() -> None:
    assert {"this-is"} == BRINGING & OWN  # whose name it is depends on who else speaks
    assert BRINGING.isdisjoint(ADDRESSING | TELLING | LOOKING_BACK)
    assert OWN.isdisjoint(ADDRESSING | TELLING | LOOKING_BACK)
    assert TELLING.isdisjoint(ADDRESSING)


def known_acts() -> Iterable[str]:
    return {cue.act for cue in (*OWN_CUES, *CUES)} | ADDRESSING | TELLING


PHRASES = ["I'm", "Ana", "Lima", ",", "thanks", "joining us is", "said", "this is", "'s", ".", "Ruth", "in", "and", "?"]


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PHRASES), max_size=20).map(" ".join)))
def test_anything_at_all_is_read_the_same_way_every_time(sentence: str) -> None:
    readings = read(sentence)
    assert readings == read(sentence)
    assert all(reading.text == sentence for reading in readings)
    assert {reading.act for reading in readings} <= set(known_acts()) | {"owns"}


WITHOUT_NAMES = [
    "and then we turn to the ",
    "that's our own best ",
    "ANNA ",
    ", ",
    "a",
    "A",
    "thank you ",
    "'s ",
    "so, ",
]
FULL_OF_NAMES = ["thanks, Anna, ", "said, Anna Lima ", "Good Old Charles ", "I'm Anna Lima and "]


def seconds(text: str) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began


@pytest.mark.parametrize("piece", WITHOUT_NAMES)
def test_a_long_sentence_without_names_is_read_in_no_time(piece: str) -> None:
    assert seconds(piece * (200_000 // len(piece))) < 3  # a pattern that backtracks without bounds takes minutes


@pytest.mark.parametrize("piece", FULL_OF_NAMES)
def test_a_long_sentence_full_of_names_takes_time_that_grows_with_it(piece: str) -> None:
    read(piece)
    short, long = seconds(piece * 500), seconds(piece * 4_000)
    assert long < max(1.0, 24 * short)  # eight times the text; its square would be 64 times the time
