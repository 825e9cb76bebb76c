"""What holds for any page: it parses, and writing it gives the same bytes; time grows with length and no faster."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.pages import parse_page, write_page
from pipeline.schema import Transcript
from tests.pages.pages import CASES, Case

WORDS = (
    "LIMA REESE Ana Lima Jo VAN S. O'NEILL Mr. Ms. : :** ** [00:01:02] (0:05) , HOST BYLINE (Writer) #1 UNIDENTIFIED "
    "Speaker 1 (SOUNDBITE OF RAIN) (LAUGHTER) ( [ ] ) It rains. Why? © 2024 KPTO Copyright NPR. Transcript provided by "
    "Note: Genre: Public Files: Next Up: Published March 3, 2021 Heard on LISTEN • 3:51 I'm That's Thank you, "
    "joined by \u200e \ufeff \u2028 \x85 \x0b \x00 \x1b Oâ€™NEILL"
).split(" ")
LINE_ENDS = ("\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\r", "", " ", "\t\n")
page_like = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), max_size=8), st.sampled_from(LINE_ENDS)), max_size=25
).map(lambda lines: "".join(" ".join(words) + end for words, end in lines))
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "latin-1"])


def check(data: bytes) -> None:
    transcript = parse_page(data)
    assert write_page(transcript) == data
    assert transcript.page is not None
    assert "".join(part.text for part in transcript.page.parts).encode(transcript.page.encoding) == data
    assert Transcript.model_validate_json(transcript.model_dump_json()) == transcript


@settings(max_examples=400, deadline=None)
@given(page_like, encodings)
def test_a_page_of_page_like_lines_comes_back(page: str, encoding: str) -> None:
    check(page.encode(encoding, errors="replace"))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), encodings)
def test_any_text_comes_back(page: str, encoding: str) -> None:
    check(page.encode(encoding, errors="replace"))


@settings(max_examples=200, deadline=None)
@given(st.binary())
def test_any_bytes_come_back(data: bytes) -> None:
    check(data)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(CASES), max_size=6), st.sampled_from(["\n", "\n\n"]))
def test_pages_one_after_the_other_come_back(cases: list[Case], between: str) -> None:
    check(between.join(case.page for case in cases).encode())


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(CASES), st.integers(min_value=0), st.sampled_from([*WORDS, *LINE_ENDS]))
def test_a_page_with_something_thrown_in_comes_back(case: Case, place: int, piece: str) -> None:
    cut = place % (len(case.page) + 1)
    check((case.page[:cut] + piece + case.page[cut:]).encode())


@settings(max_examples=150, deadline=None)
@given(page_like)
def test_nothing_is_said_that_the_page_does_not_have_in_that_order(page: str) -> None:
    transcript = parse_page(page.encode())
    assert transcript.page is not None
    placed = [(part.turn, part.paragraph) for part in transcript.page.parts if part.kind == "paragraph"]
    assert sorted(placed, key=str) == sorted(
        ((i, j) for i, turn in enumerate(transcript.turns) for j in range(len(turn.paragraphs))), key=str
    )
    for part in transcript.page.parts:
        if part.kind == "paragraph":
            assert part.turn is not None
            assert part.paragraph is not None
            assert transcript.turns[part.turn].paragraphs[part.paragraph].text == " ".join(part.text.split())


@pytest.mark.parametrize(
    "unit",
    [
        "LIMA: We're joined now by Jo Reese.\n\nREESE: Hello.\n\n",
        "a\n",
        "A:\n",
        " \n",
        "(SOUNDBITE\n",
        "(SOUNDBITE OF RAIN) ",
        "[00:01:02] ",
        "Copyright 2022 NPR. Copyright © 2022 A B C D E F ",
        "ANA LIMA, ",
        "**Ana ",
        "KPTO\nMenu\n",
        "we are joined now by the Porto Post's editor, ",
    ],
)
def test_time_grows_with_the_length_of_a_page_and_not_with_its_square(unit: str) -> None:
    def seconds(length: int) -> float:
        data = (unit * (length // len(unit))).encode()
        began = time.process_time()
        parse_page(data)
        return time.process_time() - began

    # eight times the length: eight times the time where it is linear, sixty-four times where it is not
    assert min(seconds(160_000) for _ in range(2)) < 24 * min(seconds(20_000) for _ in range(3)) + 0.2


def test_many_different_labels_take_no_longer_than_few() -> None:
    def seconds(people: int) -> float:
        data = "".join(f"AB{i % people} CD{i % 7} LIMA: Rain.\n\n" for i in range(4000)).encode()
        began = time.process_time()
        parse_page(data)
        return time.process_time() - began

    assert seconds(4000) < 12 * seconds(40) + 0.5
