"""The conversations that names are found in: their form, and how often a name that is given is right."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from benchmarks.conversations import FOLDER, KINDS, is_right, load, read, words
from benchmarks.naming import tally

if TYPE_CHECKING:
    from pathlib import Path

PATHS = sorted(FOLDER.glob("*/*.txt"))
TODAY = {
    # kind, held out: given, right
    ("everyday", True): (147, 142),
    ("everyday", False): (146, 143),
    ("tricky", True): (92, 67),
    ("tricky", False): (89, 74),
}
"""What naming makes of the conversations today: it may only get better."""


def test_there_are_as_many_as_the_readme_says() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"`{kind}/` ({len(load(kind))})" in text
    assert {path.parent.name for path in PATHS} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_is_there_once(kind: str) -> None:
    numbers = Counter(talk.number for talk in load(kind))
    assert set(numbers.values()) == {1}
    halves = Counter(talk.is_held_out for talk in load(kind))
    assert abs(halves[True] - halves[False]) <= 4


def test_every_everyday_conversation_has_its_source() -> None:
    rows = (FOLDER / "SOURCES.md").read_text(encoding="utf-8").splitlines()
    numbers = [int(row.split("|")[1]) for row in rows if row.startswith("| ") and row.split("|")[1].strip().isdigit()]
    assert numbers == [talk.number for talk in load("everyday")]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_file_says_who_is_who_in_the_order_of_first_turns(path: Path) -> None:
    talk = read(path)
    labels = [turn.split(": ", 1)[0] for turn in talk.turns]
    assert all(turn.split(": ", 1)[1].strip() for turn in talk.turns)
    assert list(dict.fromkeys(labels)) == list(talk.cast)
    text = " ".join(talk.turns).casefold().replace(".", "")
    assert all(word in text for known in talk.cast.values() if known for word in words(known))


@pytest.mark.parametrize(
    "text",
    [
        "A = Ana Lima\n\nA: Hm.\n",
        "# Without turns\nA = Ana Lima\n",
        "# Two parts\nA = Ana Lima\n\nA: Hm.\n\nA: Hm.\n",
        "# No member\nAna Lima\n\nA: Hm.\n",
    ],
)
def test_a_file_of_another_form_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "001-x.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"001-x\.txt"):
        read(path)


def test_a_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "007-two.txt"
    path.write_text("# Two\nA = Ana Lima, host\nB = -\n\nA: I'm Ana Lima.\nB: Hm.\n", encoding="utf-8")
    talk = read(path)
    assert (talk.number, talk.is_held_out, talk.title) == (7, True, "007-two")
    assert talk.cast == {"A": "Ana Lima", "B": None}
    assert talk.turns == ("A: I'm Ana Lima.", "B: Hm.")


@pytest.mark.parametrize(
    ("given", "known", "right"),
    [
        ("Ana Lima", "Ana Lima", True),
        ("Ana", "Ana Lima", True),
        ("Ana Maria Lima", "Ana Lima", True),
        ("J. K. Osei", "J K Osei", True),
        ("Ana Blum", "Ana Lima", False),
        ("Ana", None, False),
    ],
)
def test_a_name_is_right_with_less_or_more_of_it(given: str, known: str | None, right: bool) -> None:
    assert is_right(given, known) is right


@pytest.mark.parametrize(("kind", "held_out"), TODAY)
def test_names_that_are_given_are_right_as_often_as_they_were(kind: str, held_out: bool) -> None:
    found = tally([talk for talk in load(kind) if talk.is_held_out is held_out])
    given, right = TODAY[kind, held_out]
    assert found.right >= right
    assert found.given - found.right <= given - right


def test_in_everyday_talk_nobody_has_seen_names_are_right_and_many() -> None:
    found = tally([talk for talk in load("everyday") if talk.is_held_out])
    assert found.right / found.given >= 0.95
    assert found.right / found.knowable >= 0.60
