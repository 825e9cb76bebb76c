"""Pages written back after corrections, and pages of transcripts that never were one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import InvalidValueError
from pipeline.pages import parse_page, write_page
from pipeline.schema import Transcript
from tests.builders import transcript, turn

SAMPLE = Path(__file__).parents[2] / "samples" / "kazakhstan" / "page.txt"
PAGE = "Genre: Talk\r\n\r\nANA LIMA, HOST: It\r\nrains.\r\n\r\nREESE:  Yes.\r\n\r\nIt does.\r\n\r\nLIMA: Good.\r\n"


def relabelled(page: bytes, turn: int, label: str) -> bytes:
    """The page after one turn was given to another speaker, new or known."""
    document = parse_page(page).model_dump(mode="json")
    document["turns"][turn]["speaker"] = label
    if label not in {speaker["label"] for speaker in document["speakers"]}:
        document["speakers"].append({"label": label, "name": None, "role": None, "confidence": None})
    return write_page(Transcript.model_validate(document))


def retold(page: bytes, turn: int, paragraph: int, text: str) -> bytes:
    """The page after the text of one paragraph was corrected."""
    document = parse_page(page).model_dump(mode="json")
    document["turns"][turn]["paragraphs"][paragraph]["text"] = text
    return write_page(Transcript.model_validate(document))


def test_only_the_corrected_paragraph_is_printed_anew() -> None:
    assert retold(PAGE.encode(), 1, 1, "It pours.") == PAGE.replace("It does.", "It pours.").encode()
    assert retold(PAGE.encode(), 0, 0, "It does rain.") == PAGE.replace("It\r\nrains.", "It does rain.").encode()


def test_a_paragraph_that_only_lost_its_line_break_is_as_it_was() -> None:
    assert retold(PAGE.encode(), 0, 0, "It  rains.") == PAGE.encode()


def test_only_the_corrected_label_is_printed_anew() -> None:
    assert relabelled(PAGE.encode(), 1, "LIMA") == PAGE.replace("REESE:", "LIMA:").encode()
    assert relabelled(PAGE.encode(), 0, "MOND") == PAGE.replace("ANA LIMA, HOST:", "MOND:").encode()


def test_a_person_whose_label_is_corrected_has_it_everywhere() -> None:
    document = PAGE.replace("LIMA", "LYMA").encode()
    fixed = parse_page(document).model_dump_json().replace('"speaker":"LYMA"', '"speaker":"LIMA"')
    fixed = fixed.replace('"label":"LYMA"', '"label":"LIMA"')
    expected = PAGE.replace("ANA LIMA, HOST", "LIMA").encode()
    assert write_page(Transcript.model_validate_json(fixed)) == expected


def test_a_label_that_is_nobodys_any_more_is_printed_so() -> None:
    document = parse_page(PAGE.encode()).model_dump()
    document["turns"][1]["speaker"] = None
    written = write_page(Transcript.model_validate(document))
    assert written == PAGE.replace("REESE:", "UNIDENTIFIED PERSON:").encode()


def test_a_correction_that_the_encoding_cannot_hold_makes_the_page_utf_8() -> None:
    page = "LIMA: Café.\n\nREESE: Yes."
    assert retold(page.encode("cp1252"), 1, 0, "Łódź.") == "LIMA: Café.\n\nREESE: Łódź.".encode()
    assert retold(page.encode("cp1252"), 1, 0, "Déjà.") == "LIMA: Café.\n\nREESE: Déjà.".encode("cp1252")


def test_a_transcript_of_a_recording_has_the_layout_of_the_samples_page() -> None:
    talk = transcript(
        [
            turn("introduction", "LIMA", "It rains in Porto.", "We asked why."),
            turn("speech", "LIMA", "Why?", start=10.0),
            turn("speech", "REESE", "Clouds.", "And wind.", start=20.0),
        ],
        headline="Rain has come to Porto",
    )
    written = write_page(talk)
    assert written == (
        b"Rain has come to Porto\n\n\nIt rains in Porto.\n\nWe asked why.\n\n\n"
        b"LIMA: Why?\n\nREESE: Clouds.\n\nAnd wind."
    )
    again = parse_page(written)
    assert [(t.kind, [p.text for p in t.paragraphs]) for t in again.turns] == [
        (t.kind, [p.text for p in t.paragraphs]) for t in talk.turns
    ]
    assert again.source.headline == talk.source.headline


def test_the_samples_conversation_alone_is_the_samples_page_without_its_furniture() -> None:
    data = SAMPLE.read_bytes()
    bare = parse_page(data).model_copy(update={"page": None})
    body = data.partition(b"Stations\n\n")[2].removesuffix(b" Transcript provided by NPR, Copyright NPR.")
    assert write_page(bare) == body


def test_a_transcript_whose_turns_are_no_longer_the_pages_is_laid_out_anew() -> None:
    document = parse_page(PAGE.encode()).model_dump()
    document["turns"] = document["turns"][:2]
    assert write_page(Transcript.model_validate(document)) == b"LIMA: It rains.\n\nREESE: Yes.\n\nIt does."


def test_a_transcript_without_anything_is_an_empty_page() -> None:
    assert write_page(transcript()) == b""


def test_an_unknown_encoding_in_a_document_is_an_error() -> None:
    document = parse_page(PAGE.encode()).model_dump()
    document["page"]["encoding"] = "no-such-thing"
    with pytest.raises(InvalidValueError, match="no-such-thing"):
        write_page(Transcript.model_validate(document))
