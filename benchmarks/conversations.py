"""The conversations in ``tests/naming/conversations``: what is said in them, and who can be known from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.measure import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ROOT / "tests" / "naming" / "conversations"
KINDS = ("everyday", "tricky")
_MEMBER = re.compile(r"(?P<label>[A-Z]) = (?P<name>[^,]+)(?:, (?P<role>.+))?")


class Conversation(NamedTuple):
    """A file: its kind and number, for each label the name that can be known (or None), and the turns."""

    kind: str
    number: int
    title: str
    cast: dict[str, str | None]
    turns: tuple[str, ...]

    @property
    def is_held_out(self) -> bool:
        """Whether it is for measuring alone: rules and weights are made without those of odd numbers."""
        return self.number % 2 == 1


def read(path: Path) -> Conversation:
    """The conversation in a file; ``ValueError`` says what is wrong with its form."""
    head, _, turns = path.read_text(encoding="utf-8").rstrip("\n").partition("\n\n")
    title, *members = head.split("\n")
    if not title.startswith("# ") or not turns or "\n\n" in turns:
        raise ValueError(f"{path}: a title, the cast, one empty line and the turns are expected")
    cast: dict[str, str | None] = {}
    for member in members:
        found = _MEMBER.fullmatch(member)
        if not found:
            raise ValueError(f"{path}: {member!r} is no member of a cast")
        cast[found["label"]] = None if found["name"] == "-" else found["name"]
    number, _, _ = path.stem.partition("-")
    return Conversation(path.parent.name, int(number), path.stem, cast, tuple(turns.split("\n")))


def load(kind: str) -> list[Conversation]:
    """All conversations of a kind, in the order of their numbers."""
    return [read(path) for path in sorted((FOLDER / kind).glob("*.txt"))]


def words(name: str) -> set[str]:
    """The words of a name, without their case and full stops."""
    return set(name.casefold().replace(".", "").split())


def is_right(given: str, known: str | None) -> bool:
    """Whether a name is the one that can be known, or that with less or more of it."""
    return known is not None and (words(given) <= words(known) or words(known) <= words(given))
