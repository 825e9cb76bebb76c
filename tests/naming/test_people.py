"""Whom a name means."""

from __future__ import annotations

from pipeline.naming.mentions import Mention
from pipeline.naming.people import People
from pipeline.naming.roster import Roster
from pipeline.timeline import Person

MAYNES = Person("MAYNES", "Charles Maynes", "correspondent", ("Charlie M.",))
NOBODY = Roster()


def said(name: str, title: str = "") -> Mention:
    return Mention(name, 0, len(name), title, owns=False)


def bearer(people: People, name: str, title: str = "") -> str | None:
    person = people.bearer(said(name, title))
    return None if person is None else person.name


def test_a_part_of_a_full_name_is_whose_name_was_said() -> None:
    people = People(["Ruth Sherlock", "Ana Lima"], NOBODY)
    assert [bearer(people, name) for name in ("Ruth", "Sherlock", "Ana", "Ruth Sherlock")] == [
        "Ruth Sherlock", "Ruth Sherlock", "Ana Lima", "Ruth Sherlock",
    ]  # fmt: skip


def test_other_spellings_and_short_forms_are_one_person_in_the_spelling_heard_first() -> None:
    people = People(["Ruth Sherlock", "Ruth Sherlok", "Robert Lee"], NOBODY)
    assert bearer(people, "Ruth Sherlok") == "Ruth Sherlock"
    assert bearer(people, "Bob") == "Robert Lee"


def test_who_is_expected_has_the_name_as_the_roster_spells_it() -> None:
    people = People(["Charles Mains"], Roster((MAYNES,)))
    for name in ("Charles Mains", "Charles", "Charlie", "Maynes"):
        assert people.bearer(said(name)) is MAYNES


def test_a_title_stands_before_a_last_name() -> None:
    people = People(["Ruth Sherlock", "James Ruth"], NOBODY)
    assert bearer(people, "Sherlock", "dr") == "Ruth Sherlock"
    assert bearer(people, "Ruth", "mr") == "James Ruth"


def test_a_name_that_two_people_have_means_neither() -> None:
    people = People(["Ann Lee", "Bob Lee", "Ann Ray"], NOBODY)
    assert bearer(people, "Lee") is None
    assert bearer(people, "Ann") is None
    assert bearer(people, "Bob") == "Bob Lee"


def test_a_name_that_is_part_of_nobodys_is_a_person_of_its_own() -> None:
    people = People(["Ann Lee"], NOBODY)
    stranger = people.bearer(said("Maria"))
    assert stranger == Person(label="MARIA", name="Maria", role=None)
    assert people.bearer(said("Maria")) is stranger


def test_without_full_names_there_is_nobody_to_be_part_of() -> None:
    assert bearer(People([], NOBODY), "Ruth") == "Ruth"
