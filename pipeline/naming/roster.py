"""Who may be heard: the people a show file lists, found again under the spelling that recognition gave their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.timeline import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

_CLOSE_SPELLING = 82.0
"""Similarity (rapidfuzz ratio, 0 to 100) from which a recognised name is taken for one on the list: "Charles Mains"
and "Charles Maynes" have 89."""
_CLOSE_LAST_NAME = 70.0
"""The same for the last names alone, so that a shared first name does not make one person of two: "Mains" and "Maynes"
have 73, "Barnes" and "Maynes" 67."""
HOST = "host"


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of a show, in the order of its file."""

    people: tuple[Person, ...] = ()

    @property
    def hosts(self) -> tuple[Person, ...]:
        """Those who lead through the program."""
        return tuple(person for person in self.people if person.role == HOST)

    def find(self, name: str) -> Person | None:
        """The person whose full name or alias ``name`` is, allowing for recognition's spelling; None if in doubt."""
        scored = [
            (max(_likeness(name, spelling) for spelling in (person.name, *person.aliases)), i)
            for i, person in enumerate(self.people)
        ]
        close = sorted((score, i) for score, i in scored if score >= _CLOSE_SPELLING)
        if not close or (len(close) > 1 and close[-1][0] == close[-2][0]):
            return None
        return self.people[close[-1][1]]

    def person(self, name: str, role: str | None) -> Person:
        """The person on the list who has this name, or a new one with ``role``, labelled by the last name."""
        return self.find(name) or Person(label=last_name(name).upper(), name=name, role=role)


def _likeness(name: str, other: str) -> float:
    """How alike two full names are, 0 to 100; 0 when their last names alone are not alike enough."""
    from rapidfuzz import fuzz

    mine, theirs = name.casefold(), other.casefold()
    if fuzz.ratio(last_name(mine), last_name(theirs)) < _CLOSE_LAST_NAME:
        return 0.0
    return float(fuzz.ratio(mine, theirs))


def last_name(name: str) -> str:
    """The family name of a full name as English-language radio prints it, with "Jr." and its like left out."""
    words = [word for word in name.split() if word.rstrip(".,").casefold() not in {"jr", "sr", "ii", "iii", "iv"}]
    return (words or name.split())[-1].strip(",")


def first_name(name: str) -> str:
    """The first word of a full name."""
    return name.split(maxsplit=1)[0]


def distinct_labels(people: Iterable[Person]) -> dict[Person, str]:
    """A label for each person, spelled out in full for those who would share one."""
    listed = list(dict.fromkeys(people))
    labels = [person.label for person in listed]
    return {person: person.label if labels.count(person.label) == 1 else person.name.upper() for person in listed}
