"""What the text of a page proves: full names and roles behind the labels, whose the introduction is, who goes on."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from math import prod
from typing import TYPE_CHECKING

from pipeline.naming.cues import kind_of, read
from pipeline.naming.roles import role_of
from pipeline.pages.labels import fold
from pipeline.schema import Evidence
from pipeline.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.naming.cues import Reading
    from pipeline.pages.people import Person

_LONGEST_SENTENCE = 600
"""Characters of a sentence in which names are looked for; what is longer is no sentence."""
_ENOUGH_EVIDENCE = 4
"""Proofs of one name after which no more are looked for."""
_NAME_WORD = re.compile(r"[^\W\d_a-z][\w'’-]+")
_MAY_TURN = re.compile(
    r"\bI['’]m\s|\bI am\s|[Mm]y name is\s|^(?:And )?[Tt]h(?:is is|at(?:['’]s| is| was))\s|,\s+[A-Z]{3,}\b|[Tt]hank"
)
"""What a paragraph must hold to be worth asking whether somebody else speaks it."""
_OPENING_LENGTH = 300
_WEIGHTS = {
    "self-introduction": 0.9,
    "sign-off": 0.9,
    "back-announcement": 0.9,
    "hand-over": 0.8,
    "greeting": 0.4,
    "thanks": 0.3,
}
"""How much a sentence proves that has a full name which fits a printed label: more than without the label."""


@dataclass(slots=True)
class Proof:
    """What speaks for a full name: the name as the text spells it, and where it is said, with what is done with it."""

    name: str
    readings: list[Reading] = field(default_factory=list)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The proof as it is published."""
        kinds = [kind_of(reading.act, own=reading.direction == "own") for reading in self.readings]
        return tuple(
            Evidence(kind=kind, quote=reading.text, time=None, weight=_WEIGHTS[kind])
            for kind, reading in zip(kinds, self.readings, strict=True)
        )

    @property
    def role(self) -> str | None:
        """The part in the program that the phrases give."""
        return role_of([(reading, reading.direction == "own") for reading in self.readings])


class Names:
    """Full names as they are found in the text, each for the one person whose label it fits."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_form: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._full: dict[str, tuple[str, ...]] = {}
        for person in people:
            if person.longest.kind != "anonymous":
                for label in person.labels:
                    self._by_form[label.folded].add(person.shown)
                self._full[person.shown] = person.longest.folded
        self._wanted = {word for form in self._by_form for word in form}
        self._proofs: dict[str, dict[tuple[str, ...], Proof]] = defaultdict(dict)
        self._counts: dict[str, int] = defaultdict(int)

    def bearer(self, name: str) -> str | None:
        """Whose full name it can be: the shown label of the one person whom it fits."""
        words = tuple(fold(word) for word in name.split())
        forms = [words[i:] for i in range(len(words))] + [words[:i] for i in range(1, len(words))]
        forms.append((words[0][:1], *words[1:]))
        for form in forms:
            fitting = self._by_form.get(form, set())
            if len(fitting) == 1:
                shown = next(iter(fitting))
                # whose label has first and last name, is called so: another Smith is another person
                return shown if _agree(self._full[shown], words) else None
        return None

    def read(self, text: str, said_by: str | None) -> None:
        """Look for proofs in a paragraph."""
        mentioned = {word.casefold() for word in _NAME_WORD.findall(text)}
        if mentioned.isdisjoint(self._wanted):
            return
        for sentence in _sentences(text):
            if self._wanted.isdisjoint(fold(word) for word in _NAME_WORD.findall(sentence)):
                continue
            for reading in read(sentence):
                if reading.direction is not None:
                    self._note(reading, said_by)

    def proof(self, shown: str) -> Proof | None:
        """What proves the name of the person with this label; nothing where two names are in question."""
        found = self._proofs.get(shown, {})
        return next(iter(found.values())) if len(found) == 1 else None

    def _note(self, reading: Reading, said_by: str | None) -> None:
        mention = reading.mention
        shown = self.bearer(mention.name) if mention.is_full else None
        if shown is None or self._counts[shown] >= _ENOUGH_EVIDENCE:
            return
        if said_by is not None and (reading.direction == "own") != (said_by == shown):
            return  # nobody introduces somebody else as "I", or thanks themselves
        self._counts[shown] += 1
        words = tuple(fold(word) for word in mention.name.split())
        self._proofs[shown].setdefault(words, Proof(mention.name)).readings.append(reading)


def confidence(evidence: Sequence[Evidence]) -> float | None:
    """The chance that not all of the evidence is wrong; None without evidence."""
    return round(1.0 - prod(1.0 - item.weight for item in evidence), 3) if evidence else None


def introduces(text: str, names: Names) -> str | None:
    """Whom an introduction hands over to, by full name; the first of them."""
    for sentence in _sentences(text):
        for reading in read(sentence):
            mention = reading.mention
            if reading.direction == "next" and mention.is_full and (shown := names.bearer(mention.name)):
                return shown
    return None


def goes_on(text: str, speaker: str | None, names: Names) -> tuple[bool, str | None]:
    """Whether an unlabelled paragraph is still ``speaker``'s, and if not whose it is, where the text proves that.

    It is not if whoever speaks says another name for their own at its beginning, or speaks of ``speaker`` as of
    somebody who has just spoken.
    """
    opening = text[:_OPENING_LENGTH]
    if not _MAY_TURN.search(opening):
        return True, speaker
    for i, sentence in enumerate(_sentences(opening)):
        for reading in read(sentence):
            bearer = names.bearer(reading.mention.name)
            own = reading.direction == "own" and reading.mention.is_full
            if own and bearer != speaker and (bearer or i == 0):
                return False, bearer
            if reading.direction == "previous" and speaker is not None and bearer == speaker:
                return False, None
    return True, speaker


def _agree(known: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a label's words and a name that was said can be one person's: no two different first names."""
    if len(known) < 2 or len(known[0]) == 1:
        return True
    return known[0] == said[0] or tuple(known) == tuple(said[-len(known) :])


def _sentences(text: str) -> Iterator[str]:
    words = text.split()
    for span in sentences(words):
        yield " ".join(words[span.start : span.stop])[:_LONGEST_SENTENCE]
