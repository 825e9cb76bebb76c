"""The people of a conversation: which of the names that are said are spellings or parts of one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.naming.roster import Roster
from pipeline.timeline import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.naming.mentions import Mention


class People:
    """Whom names mean: the people of the roster, and those whose full names were said, in the spelling heard first."""

    def __init__(self, full_names: Iterable[str], roster: Roster) -> None:
        everybody = list(roster.people)
        self._known: dict[str, Person | None] = {}
        for name in dict.fromkeys(full_names):
            met = Roster(tuple(everybody)).find(name)
            if met is None:
                met = roster.person(name, None)
                everybody.append(met)
            self._known[name] = met
        self._everybody = Roster(tuple(everybody))

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
        return Person(label=mention.name.upper(), name=mention.name, role=None)
