"""How often a name that is given is right, and how many of those are named whom a careful reader could name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.naming import name_speakers
from pipeline.naming.roster import Roster
from pipeline.naming.utterances import utterances
from tests.builders import conversation

FOLDER = Path(__file__).parent / "conversations"
_MEMBER = re.compile(r"(?P<label>[A-Z]) = (?P<name>[^,]+)(?:, (?P<role>.+))?")


class Conversation(NamedTuple):
    """A file: who can be known to be who, and what is said."""

    cast: dict[str, str | None]
    turns: list[str]


def read(path: Path) -> Conversation:
    head, turns = path.read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    title, *members = head.split("\n")
    assert title.startswith("# ")
    cast: dict[str, str | None] = {}
    for member in members:
        found = _MEMBER.fullmatch(member)
        assert found, member
        cast[found["label"]] = None if found["name"] == "-" else found["name"]
    return Conversation(cast, turns.split("\n"))


CONVERSATIONS = {path.stem: read(path) for path in sorted(FOLDER.glob("*.txt"))}


def words(name: str) -> set[str]:
    return set(name.casefold().replace(".", "").split())


def is_right(given: str, known: str | None) -> bool:
    """Whether a name is the one that can be known, or that with less or more of it."""
    return known is not None and (words(given) <= words(known) or words(known) <= words(given))


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_file_says_who_is_who_in_the_order_of_first_turns(name: str) -> None:
    cast, turns = CONVERSATIONS[name]
    labels = [turn.split(": ", 1)[0] for turn in turns]
    assert list(dict.fromkeys(labels)) == list(cast)
    text = " ".join(turns).casefold()
    assert all(word in text for known in cast.values() if known for word in words(known))


def test_names_are_right_and_many() -> None:
    given = right = knowable = 0
    for cast, turns in CONVERSATIONS.values():
        named = name_speakers(utterances(conversation(*turns)), Roster()).by_speaker
        knowable += sum(known is not None for known in cast.values())
        given += len(named)
        right += sum(is_right(naming.person.name, cast[label]) for label, naming in named.items())
    assert (len(CONVERSATIONS), knowable) == (61, 139)
    assert right >= 11
    assert right / given >= 0.78
