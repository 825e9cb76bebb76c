"""What holds for every page, whatever bytes it is made of."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.pages import parse_page, write_page
from pipeline.schema import Transcript
from tests.pages.pages import CASES

PIECES = [
    "ANA LIMA, HOST:", "LIMA:", "Mr. JOHN DOE (Writer):", "UNIDENTIFIED PERSON #1:", "Speaker 1:", "**Ana Lima:**",
    "Ana Lima [00:01:02]", "[00:01:02]", "(SOUNDBITE OF MUSIC)", "(LAUGHTER)", "(ph)", "[inaudible]", "Genre:", "Note:",
    "Next Up:", "0:00 0:00", "© 2024 KPTO", "Copyright NPR.", "Transcript provided by NPR, Copyright NPR.",
    "He said this: no.", "Well, yes.", "It’s Ana’s, naïve", "â€™", "\t", " ", "\n", "\n\n", "\n\n\n", "\r\n", "\r",
    "\x00", "\u202e", "\ufeff", "\u2028", "O'BRIEN:", "VANEK SMITH:",
]  # fmt: skip
PAGES = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])


def comes_back(data: bytes) -> None:
    transcript = parse_page(data)
    assert write_page(transcript) == data
    document = json.loads(transcript.to_json())
    assert Transcript.model_validate(document) == transcript
    assert write_page(Transcript.model_validate(document)) == data


@given(st.binary(max_size=400))
def test_any_bytes_come_back(data: bytes) -> None:
    comes_back(data)


@settings(max_examples=300)
@given(PAGES, ENCODINGS)
def test_anything_made_of_what_pages_are_made_of_comes_back(page: str, encoding: str) -> None:
    comes_back(page.encode(encoding, errors="replace"))


@settings(max_examples=50)
@given(st.sampled_from(CASES), st.integers(min_value=0), st.sampled_from(PIECES))
def test_a_page_with_something_thrown_in_comes_back(case: object, place: int, piece: str) -> None:
    page = case.page  # type: ignore[attr-defined]  # a Case; hypothesis draws it as an object
    cut = place % (len(page) + 1)
    comes_back((page[:cut] + piece + page[cut:]).encode())
