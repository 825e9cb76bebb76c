"""What the text of a page proves: full names and roles behind the labels, whose the introduction is, who goes on."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from math import prod
from typing import TYPE_CHECKING

from pipeline.naming.cues import find_cues, role_of
from pipeline.pages.labels import fold
from pipeline.schema import Evidence
from pipeline.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.naming.cues import Cue
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


@dataclass(slots=True)
class Proof:
    """What speaks for a full name: the name as the text spells it, the cues, and the sentences they stand in."""

    name: str
    cues: list[Cue] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The proof as it is published."""
        return tuple(
            Evidence(kind=cue.rule.kind, quote=quote, time=None, weight=cue.rule.weight)
            for cue, quote in zip(self.cues, self.quotes, strict=True)
        )

    @property
    def role(self) -> str | None:
        """The part in the program that the phrases give."""
        return role_of(self.cues)


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
            for cue in find_cues(sentence):
                self._note(cue, sentence, said_by)

    def proof(self, shown: str) -> Proof | None:
        """What proves the name of the person with this label; nothing where two names are in question."""
        found = self._proofs.get(shown, {})
        return next(iter(found.values())) if len(found) == 1 else None

    def _note(self, cue: Cue, sentence: str, said_by: str | None) -> None:
        shown = self.bearer(cue.name) if cue.is_full_name else None
        if shown is None or self._counts[shown] >= _ENOUGH_EVIDENCE:
            return
        if said_by is not None and (cue.rule.direction == "own") != (said_by == shown):
            return  # nobody introduces somebody else as "I", or thanks themselves
        self._counts[shown] += 1
        words = tuple(fold(word) for word in cue.name.split())
        proof = self._proofs[shown].setdefault(words, Proof(cue.name))
        proof.cues.append(cue)
        proof.quotes.append(sentence)


def confidence(evidence: Sequence[Evidence]) -> float | None:
    """The chance that not all of the evidence is wrong; None without evidence."""
    return round(1.0 - prod(1.0 - item.weight for item in evidence), 3) if evidence else None


def introduces(text: str, names: Names) -> str | None:
    """Whom an introduction hands over to, by full name; the first of them."""
    for sentence in _sentences(text):
        for cue in find_cues(sentence):
            if cue.rule.direction == "next" and cue.is_full_name and (shown := names.bearer(cue.name)):
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
        for cue in find_cues(sentence):
            bearer = names.bearer(cue.name)
            if cue.rule.direction == "own" and cue.is_full_name and bearer != speaker and (bearer or i == 0):
                return False, bearer
            if cue.rule.direction == "previous" and speaker is not None and bearer == speaker:
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
