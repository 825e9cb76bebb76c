"""Who a labelled person is: name and role from the labels themselves, or from what the text says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline import schema
from pipeline.pages.proof import confidence

if TYPE_CHECKING:
    from pipeline.pages.labels import Label
    from pipeline.pages.people import People, Person
    from pipeline.pages.proof import Proof

_PRINTED = 1.0
"""Weight of a name that the page prints as a label: its editors knew who spoke."""
_SURE = 0.5
"""Confidence from which a name that was said is put behind a label, as in a recording."""
_SMALL_PREFIX = re.compile(r"[A-Z][a-z]{1,3}(?=[A-Z])")
_AFTER_PREFIX = re.compile(r"\b(Mc|O['’]|D['’])([a-z])")


def speaker_of(person: Person, people: People, proof: Proof | None) -> schema.Speaker:
    """The published speaker. Without a printed or proven full name it is null."""
    printed = full_name(person, people)
    said = proof.evidence if proof else ()
    evidence = [*_printed_evidence(person, printed), *said]
    sure = confidence(evidence)
    if proof is None or sure is None or sure < _SURE:
        return schema.Speaker(
            label=person.shown,
            name=printed,
            role=person.role,
            confidence=_PRINTED if printed else None,
            evidence=tuple(item for item in evidence if item not in said),
        )
    return schema.Speaker(
        label=person.shown,
        name=proof.name if printed is None or _is_same(printed, proof.name) else printed,
        role=person.role or proof.role,
        confidence=sure,
        evidence=tuple(evidence),
    )


def full_name(person: Person, people: People) -> str | None:
    """The name in the longest label, if that is first and last name and not a double last name.

    A role, a title or a shorter label of the same person shows that it is; so does a page on which no label in capitals
    is a single word, and a label that is not in capitals ("Ana Lima").
    """
    label = person.longest
    if label.kind == "anonymous" or len(label.words) < 2 or len(label.folded[0]) < 2:
        return None
    titled = label.shown != " ".join(label.words)
    proven = label.kind == "mixed" or label.role or titled or person.shortened or people.all_in_full
    return spelled(label) if proven else None


def spelled(label: Label) -> str:
    """A label's name as running text has it: "AYESHA RASCOE" is "Ayesha Rascoe", "O'BRIEN" is "O'Brien"."""
    if label.kind != "capitals":
        return " ".join(label.words)
    return " ".join(word if _is_initials(word) else _spelled(word) for word in label.words)


def _spelled(word: str) -> str:
    if prefix := _SMALL_PREFIX.match(word):  # "McEVERS", "DeGRASSE"
        return prefix[0] + _spelled(word[prefix.end() :])
    parts = [part[:1] + part[1:].lower() for part in word.split("-")]
    return _AFTER_PREFIX.sub(lambda match: match[1] + match[2].upper(), "-".join(parts))


def _is_initials(word: str) -> bool:
    return re.fullmatch(r"(?:[A-Z]\.)+|II|III|IV|[A-Z]", word) is not None


def _is_same(printed: str, said: str) -> bool:
    """Whether two spellings differ in capitals only; the text's is the better one ("Kelly McEvers")."""
    return printed.casefold() == said.casefold()


def _printed_evidence(person: Person, name: str | None) -> list[schema.Evidence]:
    """The label that has the name, or the role; none where there is neither."""
    if name is None and person.role is None:
        return []
    label = person.longest if name else next(label for label in person.labels if label.role)
    return [schema.Evidence(kind="label", quote=label.printed, time=None, weight=_PRINTED)]
