"""The people of a conversation: which of the names that are said are spellings or parts of one another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.naming.roster import Roster
from pipeline.timeline import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.naming.mentions import Mention


class People:
    """Whom names mean: the people of the roster, and those whose names were said.

    Who is not on the roster is spelled as most often in this talk: as a whole, then word by word; else as at first.
    """

    def __init__(self, names: Iterable[str], roster: Roster) -> None:
        times = Counter(names)
        everybody = list(roster.people)
        spellings: dict[Person, list[str]] = {}
        for name in filter(_is_full, times):
            met = Roster(tuple(everybody)).find(name)
            if met is None:
                met = roster.person(name, None)
                everybody.append(met)
            spellings.setdefault(met, []).append(name)
        self._known: dict[str, Person | None] = {}
        for i, met in enumerate(everybody):
            if met not in roster.people:
                everybody[i] = roster.person(_usual(spellings[met], times), None)
            self._known.update(dict.fromkeys(spellings.get(met, ()), everybody[i]))
        self._everybody = Roster(tuple(everybody))
        self._strangers = Roster(tuple(_strangers(times)))

    def bearer(self, mention: Mention) -> Person | None:
        """The person whom a name means; None where it may be more than one.

        A name that is no part of anybody's full name is a person of its own.
        """
        said = f"{mention.title} {mention.name}" if mention.title and not mention.is_full else mention.name
        if said not in self._known:
            self._known[said] = self._find(said, mention)
        return self._known[said]

    def _find(self, said: str, mention: Mention) -> Person | None:
        if found := self._everybody.called(said) or self._everybody.called(mention.name):
            return found
        word = mention.name.casefold()
        if any(word in person.name.casefold().split() for person in self._everybody.people):
            return None  # two people are called so
        return self._strangers.find(mention.name) or Person(label=mention.name.upper(), name=mention.name, role=None)


def _is_full(name: str) -> bool:
    return " " in name


def _usual(spellings: Sequence[str], times: Counter[str]) -> str:
    """The spelling that was heard most often, of those with as many words as the first."""
    as_long = [name for name in spellings if len(name.split()) == len(spellings[0].split())]
    return max(as_long, key=lambda name: (times[name], sum(times[word] for word in name.split())))


def _strangers(times: Counter[str]) -> Iterable[Person]:
    """Whoever may be known by one word alone, in the spelling that was heard most often."""
    found: list[Person] = []
    for name, _ in times.most_common():
        if not _is_full(name) and Roster(tuple(found)).find(name) is None:
            found.append(Person(label=name.upper(), name=name, role=None))
    return found
