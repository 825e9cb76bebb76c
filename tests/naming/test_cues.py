from __future__ import annotations

import re
import time

import pytest

from pipeline.naming.cues import RULES, Cue, Rule, find_cues


def names(sentence: str) -> list[tuple[str, str]]:
    """The cues of a sentence as kind and name."""
    return [(cue.rule.kind, cue.name) for cue in find_cues(sentence)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_the_example_of_a_rule_is_a_cue_of_that_rule_alone(rule: Rule) -> None:
    (cue,) = find_cues(rule.example)
    assert cue.rule is rule
    assert cue.name in rule.example
    assert re.fullmatch(r"[A-Z]\w+( [A-Z]\w+)?", cue.name)
    assert 0 < rule.weight < 1


HEARD = {
    # self-introduction
    "And I'm Steve Inskeep.": ("self-introduction", "Steve Inskeep"),
    "I’m Ludwig van Beethoven, and this is the news.": ("self-introduction", "Ludwig van Beethoven"),
    "My name is J. Edgar Hoover.": ("self-introduction", "J. Edgar Hoover"),
    "For NPR News, I'm Ana Lima in Porto.": ("self-introduction", "Ana Lima"),
    # sign-off
    "Charles Maynes, NPR News, Moscow.": ("sign-off", "Charles Maynes"),
    # hand-over
    "We turn now to NPR's Franco Ordoñez.": ("hand-over", "Franco Ordoñez"),
    "Joining us from Moscow is Charles Maynes.": ("hand-over", "Charles Maynes"),
    "Here with us now is the author Ana Lima.": ("hand-over", "Ana Lima"),
    "We're going to talk now with Jean-Pierre Dupont.": ("hand-over", "Jean-Pierre Dupont"),
    "We are joined by Senator Bernie Sanders.": ("hand-over", "Bernie Sanders"),
    "We're joined now by Dr. Anthony Fauci.": ("hand-over", "Anthony Fauci"),
    "NPR's Moscow correspondent Charles Maynes joins us now.": ("hand-over", "Charles Maynes"),
    "The Washington Post's Dana Milbank has more.": ("hand-over", "Dana Milbank"),
    "Our guest today is Maria Lopez.": ("hand-over", "Maria Lopez"),
    # greeting and thanks
    "Hi, Ayesha.": ("greeting", "Ayesha"),
    "Welcome back, Charles!": ("greeting", "Charles"),
    "Thank you so much, Ayesha.": ("thanks", "Ayesha"),
    # back-announcement
    "That was NPR's Ruth Sherlock reporting from Beirut.": ("back-announcement", "Ruth Sherlock"),
    "And that's Supreme Court Justice Sonia Sotomayor.": ("back-announcement", "Sonia Sotomayor"),
    "Ruth Sherlock, in Beirut, thanks.": ("back-announcement", "Ruth Sherlock"),
}


@pytest.mark.parametrize(("sentence", "cue"), HEARD.items(), ids=HEARD)
def test_a_turn_of_phrase_is_read(sentence: str, cue: tuple[str, str]) -> None:
    assert names(sentence) == [cue]


TALKED_ABOUT = [
    # people
    "Kazakhstan's president, Kassym-Jomart Tokayev, fired the former president - this was Nursultan Nazarbayev.",
    "Meanwhile, just yesterday, Tokayev had his intelligence chief, Karim Massimov, arrested.",
    "That's Barack Obama's plan.",
    "That was Charles Dickens' idea.",
    "He wanted to speak with Joe Biden.",
    "I used to talk to Ronald Reagan every day.",
    "They are with us in spirit, said Martin Luther King.",
    "This is what Angela Merkel promised.",
    "I'm with Angela Merkel.",
    # places
    "That's New York for you.",
    "We turn now to Capitol Hill.",
    "I want to go to Los Angeles.",
    "He is here with us from New York.",
    "This is Saudi Arabia in a nutshell.",
    # shows and songs
    "This is Fresh Air.",
    "This is Fresh Air from NPR.",
    "This is All Things Considered from NPR News.",
    "This is MORNING EDITION from NPR News.",
    "I'm Going Home.",
    "You're listening to Weekend Edition.",
    "The New York Times reports a change of mind.",
    "This is Planet Money from NPR.",
    "This is Code Switch from NPR.",
    # what people are
    "I'm African American.",
    "I'm Roman Catholic, and I vote.",
    "I am Puerto Rican.",
    # places turned to, talks that are over, people named by others
    "We turn now to Gaza City.",
    "Let's go to Silicon Valley.",
    "We'll go to Buenos Aires next.",
    "I spoke with Donald Trump last week.",
    "I talked to Barack Obama about it.",
    "That was Hurricane Katrina.",
    "Kim Jong Un, NATO officials say.",
    # nobody
    "Good morning.",
    "Good morning, everyone.",
    "Thank you.",
    "Thanks, everybody.",
    "Well, you're right.",
    "Our guest is a doctor.",
    "That's right, Charles.",
    "I'm American.",
    "",
]


@pytest.mark.parametrize("sentence", TALKED_ABOUT)
def test_people_talked_about_places_and_shows_give_no_cue(sentence: str) -> None:
    assert names(sentence) == []


def test_two_people_in_one_sentence_give_two_cues() -> None:
    sentence = "I'm Ayesha Rascoe, and joining us now is Charles Maynes."
    assert names(sentence) == [("self-introduction", "Ayesha Rascoe"), ("hand-over", "Charles Maynes")]


@pytest.mark.parametrize(
    ("sentence", "job"),
    [
        ("We are joined now by NPR's Moscow correspondent, Charles Maynes.", "Moscow correspondent"),
        ("That's NPR's Moscow correspondent Charles Maynes.", "Moscow correspondent"),
        ("Joining us now is Charles Maynes.", None),
    ],
)
def test_the_job_that_is_named_with_somebody_is_kept(sentence: str, job: str | None) -> None:
    (cue,) = find_cues(sentence)
    assert (cue.name, cue.job) == ("Charles Maynes", job)


def test_only_a_first_name_with_a_last_name_is_a_full_name() -> None:
    assert Cue(RULES[0], "Charles Maynes", None).is_full_name
    assert not Cue(RULES[0], "Charles", None).is_full_name


@pytest.mark.parametrize("text", ["and then we turn to NPR's ", "Good Old Charles ", "that's our own best "])
def test_a_sentence_that_never_ends_is_read_in_no_time(text: str) -> None:
    began = time.process_time()  # a pattern that backtracks without bounds takes minutes here
    list(find_cues(text * 600))
    assert time.process_time() - began < 5
