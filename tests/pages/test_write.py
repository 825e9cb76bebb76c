"""Pages that are written from a transcript which has been corrected, or which never was a page."""

from __future__ import annotations

import pytest

from pipeline.pages import parse_page, write_page
from pipeline.schema import Transcript
from tests.builders import transcript, turn

PAGE = (
    "© 2021 KPTO\r\n\r\nRain\r\n\r\nRain came.\r\n\r\nANA LIMA, HOST: Hello, Tom.\r\n\r\n"
    "TOM CARTER: Hi. It was\r\ncold. \r\n\r\nLIMA: Thanks.\r\nCopyright KPTO."
)


def corrected(page: str, before: str, after: str, encoding: str = "utf-8") -> str:
    """The page after ``before`` has been replaced in the paragraphs of its document."""
    document = parse_page(page.encode(encoding)).model_dump(mode="json")
    for spoken in document["turns"]:
        for paragraph in spoken["paragraphs"]:
            paragraph["text"] = paragraph["text"].replace(before, after)
    return write_page(Transcript.model_validate(document)).decode("utf-8")


def test_a_corrected_paragraph_is_printed_anew_and_all_else_stays() -> None:
    assert corrected(PAGE, "Tom", "Tim") == PAGE.replace("Hello, Tom.", "Hello, Tim.")
    assert corrected(PAGE, "cold", "warm") == PAGE.replace("It was\r\ncold.", "It was warm.")


def test_a_page_whose_encoding_lacks_a_character_becomes_utf_8() -> None:
    assert corrected("ANA: Café.\n\nBEN: Hi.", "Hi.", "Привет.", "cp1252") == "ANA: Café.\n\nBEN: Привет."


def test_a_corrected_speaker_is_printed_under_the_new_label() -> None:
    document = parse_page(PAGE.encode()).model_dump(mode="json")
    labels = [spoken["speaker"] for spoken in document["turns"] if spoken["kind"] == "speech"]
    assert labels == ["LIMA", "TOM CARTER", "LIMA"]
    document["turns"][-1]["speaker"] = "TOM CARTER"
    assert write_page(Transcript.model_validate(document)).decode() == PAGE.replace(
        "LIMA: Thanks", "TOM CARTER: Thanks"
    )


@pytest.mark.parametrize("headline", [None, "Rain"])
def test_a_transcript_that_was_no_page_is_laid_out_plainly(headline: str | None) -> None:
    talk = transcript(
        [turn("introduction", "LIMA", "Rain came."), turn("speech", "CARTER", "Yes.", "It did.", start=9.0)], headline
    )
    expected = "Rain came.\n\n\nCARTER: Yes.\n\nIt did."
    assert write_page(talk).decode() == (f"{headline}\n\n\n{expected}" if headline else expected)
