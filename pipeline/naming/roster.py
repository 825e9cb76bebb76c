"""Who may be heard: the people of the cast, found again under the spelling that recognition gave their names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.spelling import TITLES, likeness, short_form_likeness, without_title, word_likeness, words_of
from pipeline.timeline import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LEAD = 4.0
"""How much more alike (of 100) the best must be than the second best; otherwise nobody is found."""
HOST = "host"


@dataclass(frozen=True, slots=True)
class Roster:
    """The people who may be heard, those surest to be there first."""

    people: tuple[Person, ...] = ()

    @property
    def hosts(self) -> tuple[Person, ...]:
        """Those who lead through the program."""
        return tuple(person for person in self.people if person.role == HOST)

    def find(self, name: str) -> Person | None:
        """The person whose full name or alias ``name`` is, allowing for recognition's spelling; None if in doubt."""
        return self._best(lambda spelling: likeness(name, spelling)) if words_of(name) else None

    def called(self, name: str) -> Person | None:
        """The person who is meant by a full name, a part of one, or a title and a last name; None if two could be.

        "Charles", "Charlie", "Maynes" and "Mr. Mains" are all Charles Maynes, if nobody else is. A title stands
        before a last name only: "President Tokayev" is nobody of the first name Tokayev.
        """
        if found := self.find(name):
            return found
        said = words_of(name)
        words = without_title(said)
        if not words or words[0] in TITLES:
            return None
        titled = words != said
        return self._best(lambda spelling: _part_exactly(words, spelling, titled)) or self._best(
            lambda spelling: _part_alike(words, spelling, titled)
        )

    def person(self, name: str, role: str | None) -> Person:
        """The person on the list who has this name, or a new one with ``role``, labelled by the last name."""
        return self.find(name) or Person(label=last_name(name).upper(), name=name, role=role)

    def _best(self, rate: Callable[[str], float]) -> Person | None:
        """The one person whose name or an alias is rated highest, and clearly higher than anybody else's."""
        rated = sorted(
            ((max(map(rate, (person.name, *person.aliases))), -i) for i, person in enumerate(self.people)), reverse=True
        )
        if not rated or not rated[0][0] or (len(rated) > 1 and rated[0][0] - rated[1][0] < _LEAD):
            return None
        return self.people[-rated[0][1]]


def _part_exactly(words: tuple[str, ...], spelling: str, titled: bool) -> float:
    """100 if a name begins or ends with ``words``: Charles, Mary Louise, Garcia-Navarro."""
    listed = without_title(words_of(spelling))
    begins = listed[: len(words)] == words and not titled
    return 100.0 if begins or listed[-len(words) :] == words else 0.0


def _part_alike(words: tuple[str, ...], spelling: str, titled: bool) -> float:
    """How alike one word is to the first or last of a name, or to a first name it may be short for."""
    listed = without_title(words_of(spelling))
    if len(words) > 1:
        return 0.0
    last = word_likeness(words[0], listed[-1])
    if titled:
        return last
    return max(last, word_likeness(words[0], listed[0]), short_form_likeness(words[0], listed[0]))


def last_name(name: str) -> str:
    """The family name of a full name as English-language radio prints it, with "Jr." and its like left out."""
    words = [word for word in name.split() if word.rstrip(".,").casefold() not in {"jr", "sr", "ii", "iii", "iv"}]
    return (words or name.split())[-1].strip(",")


def first_name(name: str) -> str:
    """The first word of a full name."""
    return name.split(maxsplit=1)[0]


def distinct_labels(people: Iterable[Person]) -> dict[Person, str]:
    """A label for each person: who would share one has the first name, as on the radio, or else the full name."""
    listed = list(dict.fromkeys(people))
    taken = Counter(person.label for person in listed)
    firsts = Counter(first_name(person.name).upper() for person in listed)
    labels = {}
    for person in listed:
        first = first_name(person.name).upper()
        if taken[person.label] == 1:
            labels[person] = person.label
        else:
            labels[person] = first if firsts[first] == 1 and first not in taken else person.name.upper()
    return labels
