from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.recognition.prompt import prompt_of


def test_names_become_a_list_with_a_full_stop() -> None:
    assert prompt_of(["Ayesha Rascoe", "Kassym-Jomart Tokayev"]) == "Ayesha Rascoe, Kassym-Jomart Tokayev."


def test_nothing_is_no_prompt() -> None:
    assert prompt_of([]) is None
    assert prompt_of(["", "  ", "\n"]) is None
    assert prompt_of(["Ayesha Rascoe"], tokens=2) is None


def test_a_name_twice_is_shown_once_and_blanks_inside_are_one() -> None:
    assert prompt_of(["Ana  Park", "ANA PARK", " Tom "]) == "Ana Park, Tom."


def test_the_first_names_that_fit_are_taken_and_never_a_part_of_one() -> None:
    terms = [f"Name{number:03}" for number in range(5000)]
    prompt = prompt_of(terms)
    assert prompt is not None
    shown = prompt.removesuffix(".").split(", ")
    assert shown == terms[: len(shown)]
    assert 10 <= len(shown) <= 12


def test_other_scripts_take_more_room() -> None:
    latin, cyrillic = prompt_of(["Kassym-Jomart Tokayev"] * 1 + ["x" * 20] * 1), prompt_of(["Қасым-Жомарт Тоқаев"] * 1)
    assert latin is not None
    assert cyrillic == "Қасым-Жомарт Тоқаев."
    assert prompt_of(["Қасым-Жомарт Тоқаев"], tokens=12) is None
    assert prompt_of(["Kassym-Jomart Tokayev"], tokens=12) is not None


@given(st.lists(st.text(max_size=20), max_size=30), st.integers(0, 60))
def test_a_prompt_is_never_longer_than_its_room(terms: list[str], tokens: int) -> None:
    prompt = prompt_of(terms, tokens)
    assert prompt is None or len(prompt.encode()) <= tokens * 2.5 + 1
