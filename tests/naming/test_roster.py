from __future__ import annotations

import pytest

from pipeline.naming.roster import Roster, distinct_labels, first_name, last_name
from pipeline.timeline import Person

RASCOE = Person("RASCOE", "Ayesha Rascoe", "host")
MAYNES = Person("MAYNES", "Charles Maynes", "correspondent", ("Charlie Maines",))
ROSTER = Roster((RASCOE, MAYNES))


def test_the_hosts_are_those_with_that_role() -> None:
    assert ROSTER.hosts == (RASCOE,)
    assert Roster().hosts == ()


@pytest.mark.parametrize(
    "heard", ["Charles Maynes", "charles maynes", "Charles Mains", "Charles Maines", "Charlie Mains"]
)
def test_a_person_is_found_under_the_spelling_that_recognition_gave(heard: str) -> None:
    assert ROSTER.find(heard) is MAYNES


@pytest.mark.parametrize(
    "heard",
    ["Charles Dickens", "Charles Manning", "Charles Martin", "Charles", "Maynes", "Ayesha Curry", "Steve Inskeep"],
)
def test_somebody_else_is_not_found(heard: str) -> None:
    assert ROSTER.find(heard) is None


def test_between_two_who_are_equally_like_it_nobody_is_found() -> None:
    assert Roster((Person("LEE", "Ann Lee"), Person("LEE", "Ana Lee"))).find("Anh Lee") is None


def test_the_better_of_two_likely_people_is_found() -> None:
    mains = Person("MAINS", "Charles Mains")
    assert Roster((MAYNES, mains)).find("Charles Mains") is mains


def test_a_stranger_is_labelled_by_the_last_name() -> None:
    assert ROSTER.person("Maria Lopez", "guest") == Person("LOPEZ", "Maria Lopez", "guest")
    assert ROSTER.person("Ayesha Roscoe", "guest") is RASCOE


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Charles Maynes", "Maynes"),
        ("Martin Luther King Jr.", "King"),
        ("Sammy Davis, Jr.", "Davis"),
        ("William Gates III", "Gates"),
        ("Jean-Claude Van Damme", "Damme"),
        ("Madonna", "Madonna"),
        ("Jr.", "Jr."),
    ],
)
def test_the_last_name_leaves_out_what_only_follows_it(name: str, last: str) -> None:
    assert last_name(name) == last


def test_the_first_name_is_the_first_word() -> None:
    assert first_name("Jean-Claude Van Damme") == "Jean-Claude"


def test_those_who_would_share_a_label_are_spelled_out() -> None:
    ann, bob = Person("LEE", "Ann Lee"), Person("LEE", "Bob Lee")
    assert distinct_labels([ann, MAYNES, bob, ann]) == {ann: "ANN", MAYNES: "MAYNES", bob: "BOB"}


def test_a_shared_first_name_does_not_make_one_person_of_two() -> None:
    roster = Roster((Person("MAYNES", "Charles Maynes"),))
    assert roster.find("Charles Mains") == roster.people[0]
    assert roster.find("Charles Barnes") is None


TOKAYEV = Person("TOKAYEV", "Kassym-Jomart Tokayev")
NAVARRO = Person("GARCIA-NAVARRO", "Lourdes Garcia-Navarro", "host", ("Lulu",))
KELLY = Person("KELLY", "Mary Louise Kelly")
CALLED = Roster((*ROSTER.people, TOKAYEV, NAVARRO, KELLY, Person("LEE", "Stephen Lee"), Person("RAY", "Steven Ray")))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Charles Mains", MAYNES),
        ("Charles", MAYNES),
        ("Charlie", MAYNES),
        ("Chuck", MAYNES),
        ("Maynes", MAYNES),
        ("Mains", MAYNES),
        ("Mr. Maynes", MAYNES),
        ("Aisha", RASCOE),
        ("Ms. Roscoe", RASCOE),
        ("President Tokayev", TOKAYEV),
        ("President Kassym-Jomart Tokayev", TOKAYEV),
        ("Kassym-Jomart", TOKAYEV),
        ("Lulu", NAVARRO),
        ("Garcia-Navarro", NAVARRO),
        ("Navarro", NAVARRO),
        ("Mary Louise", KELLY),
    ],
)
def test_a_part_of_a_name_says_who_is_meant(said: str, meant: Person) -> None:
    assert CALLED.called(said) is meant


@pytest.mark.parametrize(
    "said", ["Barnes", "President Charles", "President", "Dr.", "", "Linda Brandt", "Mary Smith", "Nina", "—"]
)
def test_a_part_of_nobodys_name_means_nobody(said: str) -> None:
    assert CALLED.called(said) is None


def test_a_part_of_two_names_means_nobody() -> None:
    assert CALLED.called("Steve") is None
    assert Roster((Person("LEE", "Ann Lee"), Person("LEE", "Bob Lee"))).called("Mr. Lee") is None


def test_the_name_as_it_is_written_comes_before_one_that_sounds_like_it() -> None:
    mains = Person("MAINS", "Linda Mains")
    assert Roster((MAYNES, mains)).called("Mains") is mains
    assert CALLED.called("Stephen") is CALLED.people[5]


def test_a_title_changes_nothing_about_a_full_name() -> None:
    assert ROSTER.find("Dr. Charles Maynes") is MAYNES
    assert Roster((Person("BRANDT", "Dr. Linda Brandt"),)).find("Linda Brandt") is not None
    assert ROSTER.find("Dr. Maynes") is None
