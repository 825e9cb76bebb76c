"""Rules that read a paragraph as one text: their edits are the same however it is divided into tokens."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.style.clock_times import CLOCK_TIMES
from pipeline.text.style.counted import counts, is_number
from pipeline.text.style.dates import DATES
from pipeline.text.style.decades import DECADES
from pipeline.text.style.edits import Edit, Token, apply
from pipeline.text.style.matches import Change, rewriting, word_after, word_before, words_after
from pipeline.text.style.phones import PHONES
from pipeline.text.style.rule import Setting
from pipeline.text.style.years import YEARS
from tests.text.style.test_rules import applied, heard, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.text.style.rule import Rule

IN_ORDER = (PHONES, CLOCK_TIMES, YEARS, DECADES, DATES)
PAGE = Path(__file__).parents[3] / "samples" / "kazakhstan" / "page.txt"
WORDS = sorted({word for rule in IN_ORDER for example in rule.examples for text in example for word in text.split()})


def halves(text: str) -> Iterator[Change]:
    """Every "x" and "x x" becomes a half; "y" is put anew, as it is."""
    for match in re.finditer(r"x(?: x)?|y", text):
        yield Change(*match.span(), "y" if match[0] == "y" else "½")


FIND = rewriting(halves)


def token(text: str, word: int) -> Token:
    return Token(text, word, word + 1, word, word * 1.0, word + 1.0)


def edits(*texts: str) -> list[Edit]:
    return list(FIND([token(text, i) for i, text in enumerate(texts)], Setting()))


def test_a_change_inside_a_token_keeps_the_rest_of_it() -> None:
    assert edits("a", "(x),", "b") == [Edit(1, 2, "(½),")]


def test_a_change_may_span_tokens() -> None:
    assert edits("a", "“x", "x”", "b") == [Edit(1, 3, "“½”")]


def test_changes_in_one_token_are_one_edit() -> None:
    assert edits("x-x", "b", "x x-x", "x.") == [Edit(0, 1, "½-½"), Edit(2, 4, "½-½.")]


def test_neighbours_are_edited_each_for_itself() -> None:
    assert edits("x,", "x,", "x") == [Edit(0, 1, "½,"), Edit(1, 2, "½,"), Edit(2, 3, "½")]


def test_what_stays_as_it_is_is_no_edit() -> None:
    assert edits("a", "y", "b") == []


@given(st.lists(st.sampled_from(["x", "x x", "a", "(x)", "x,", "y", "b-x"]), min_size=1, max_size=12))
def test_the_text_is_what_the_changes_say_however_it_is_divided(texts: list[str]) -> None:
    tokens = [token(text, i) for i, text in enumerate(texts)]
    assert text_of(apply(tokens, FIND(tokens, Setting()))) == re.sub(r"x(?: x)?", "½", " ".join(texts))


def test_the_words_around_a_place_end_at_marks() -> None:
    text = "“In May, 5 brave people. Who"
    assert [word_before(text, text.index(word)) for word in ("In", "May", "5", "brave", "Who")] == [
        "",
        "in",
        "",
        "5",
        "",
    ]
    assert [word_after(text, text.index(word) + len(word)) for word in ("In", "May", "5")] == ["May", "", "brave"]
    assert words_after(text, text.index("5") + 1) == ("brave", "people")
    assert words_after(text, text.index("brave") + 5) == ("people", "")
    assert words_after(text, len(text)) == ("", "")


@pytest.mark.parametrize(
    "words", ["people", "minutes", "year-old boys", "different countries", "2,000", "percent", "$5", "hundred", "3rd"]
)
def test_what_is_counted(words: str) -> None:
    first, _, second = words.partition(" ")
    assert counts((first, second))


@pytest.mark.parametrize("words", ["", "was", "the people", "has years", "Paris", "is", "Obama won", "because troops"])
def test_what_is_not_counted(words: str) -> None:
    first, _, second = words.partition(" ")
    assert not counts((first, second))


@pytest.mark.parametrize("word", ["5", "five", "Ninety-nine", "€3", "million", "fifth"])
def test_what_is_part_of_a_number(word: str) -> None:
    assert is_number(word)
    assert not is_number("x" + word)


@pytest.mark.parametrize("rule", IN_ORDER, ids=lambda rule: rule.name)
def test_a_station_has_nothing_to_change_in_its_own_page(rule: Rule) -> None:
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if said := re.sub(r"^[A-Z]+: ", "", line):
            assert text_of(applied(rule, heard(said), rule.setting)) == " ".join(said.split())


def all_applied(tokens: list[Token]) -> list[Token]:
    for rule in IN_ORDER:
        tokens = applied(rule, tokens, rule.setting)
    return tokens


def test_the_rules_work_together() -> None:
    said = "Since January sixth twenty twenty-one at nine am, they call 1 800 555 0199 like in the nineteen nineties."
    printed = "Since Jan. 6, 2021, at 9 a.m., they call 1-800-555-0199 like in the 1990s."
    assert text_of(all_applied(heard(said))) == printed


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join))
def test_all_rules_together_change_nothing_a_second_time(talk: str) -> None:
    once = all_applied(heard(talk))
    assert text_of(all_applied(once)) == text_of(once)
