from __future__ import annotations

import time

import pytest

from pipeline.cast.notes import people_in
from pipeline.timeline import Person


def named(text: str) -> dict[str, str | None]:
    return {person.name: person.role for person in people_in("", text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("After the floods, with Linda Brandt", ["Linda Brandt"]),
        ("Today's guest: Dr. Linda Brandt, who studies rivers.", ["Linda Brandt"]),
        ("Guests: Linda Brandt, Max Weber, and Ana Lima", ["Linda Brandt", "Max Weber", "Ana Lima"]),
        ("Guests are Linda Brandt & Max Weber.", ["Linda Brandt", "Max Weber"]),
        ("We are joined by author Linda Brandt to talk about the sea.", ["Linda Brandt"]),
        ("Ayesha Rascoe speaks with NPR's Moscow correspondent Charles Maynes.", ["Charles Maynes"]),
        ("Rascoe talks to the historian Ludwig van Beek.", ["Ludwig van Beek"]),
        ("An interview with Sen. Mark Kelly", ["Mark Kelly"]),
        ("In conversation with José Andrés", ["José Andrés"]),
        ("Ocean talk ft. Ann Lee", ["Ann Lee"]),
        ("This week Tom welcomes back Jean-Claude Van Damme!", ["Jean-Claude Van Damme"]),
        ("with J. Edgar Stone", ["J. Edgar Stone"]),
    ],
)
def test_who_is_said_to_be_in_it_is_expected(text: str, names: list[str]) -> None:
    assert named(text) == dict.fromkeys(names, "guest")


@pytest.mark.parametrize(
    "text",
    [
        "Hosted by Ayesha Rascoe.",
        "Host: Ayesha Rascoe",
        "Your host is Ayesha Rascoe",
        "The series is co-hosted by Ayesha Rascoe",
    ],
)
def test_who_is_said_to_lead_is_the_host(text: str) -> None:
    assert named(text) == {"Ayesha Rascoe": "host"}


@pytest.mark.parametrize(
    "text",
    [
        "President Joe Biden signed the bill.",
        "Edited by Otto Klein. Music by Blue Dot.",
        "With thanks to Otto Klein",
        "with the help of Otto Klein",
        "Sponsored with love by Acme Rockets",
        "with New York on our mind",
        "with The Long Road",
        "She talks to us about New Orleans.",
        "Ann speaks with fans about Otto Klein.",
        "with songs by Otto Klein",
        "with Otto Klein's orchestra",
        "Guests: TBA",
        "with Stanford University and Public Radio",
        "Deal with Climate Week",
        "START WITH WHY NOT",
        "with Linda",
        "",
    ],
)
def test_who_is_only_named_is_not_expected(text: str) -> None:
    assert named(text) == {}


def test_html_is_read_as_its_text_block_by_block() -> None:
    notes = "<p>Guest:&nbsp;<b>Linda</b> <a href='x'>Brandt</a></p><p>Max Weber.</p><ul><li>with Ana&#32;Lima</li></ul>"
    assert list(named(notes)) == ["Linda Brandt", "Ana Lima"]
    assert named("<p>with Linda</p><p>Brandt Street</p>") == {}


def test_the_title_comes_first_and_nobody_comes_twice() -> None:
    people = people_in("With Ana Lima", "Hosted by Ann Lee. Ann speaks with Ana Lima and Max Weber.")
    assert people == (
        Person("", "Ana Lima", "guest", source="the show notes"),
        Person("", "Ann Lee", "host", source="the show notes"),
        Person("", "Max Weber", "guest", source="the show notes"),
    )


@pytest.mark.parametrize(
    "text", ["with Ann " * 20_000, "with " + "Ann Lee, " * 20_000, "with " + "a " * 50_000, "<" * 30_000]
)
def test_notes_of_any_length_are_read_in_a_moment(text: str) -> None:
    began = time.monotonic()
    people_in("", text)
    assert time.monotonic() - began < 2
