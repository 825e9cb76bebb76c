from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx

from pipeline import schema
from pipeline.exporters.characters import readable
from pipeline.exporters.docx import to_docx
from tests.builders import transcript, turn
from tests.exporters.golden import short
from tests.exporters.nasty import NASTY, nasty_transcript


def lines(document: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(document)).paragraphs]


def test_the_sample_is_read_back_with_its_words_and_names() -> None:
    title, program, introduction, rascoe, maynes = lines(to_docx(short()))
    texts = [p.text for t in short().turns for p in t.paragraphs]
    assert (title, program) == ("Weekend Edition Sunday", "NPR")
    assert introduction == texts[0]
    assert rascoe == f"Ayesha Rascoe, host: {texts[1]}"
    assert maynes == f"Charles Maynes, correspondent: {texts[2]}"


def test_names_are_bold_and_sound_is_italic() -> None:
    talk = transcript([turn("speech", "A", "Well.", "Yes."), turn("sound", None, "(LAUGHTER)", start=5.0)])
    _, well, yes, laughter = docx.Document(io.BytesIO(to_docx(talk))).paragraphs
    assert [(run.text, run.bold, run.italic) for run in well.runs if run.text.strip()] == [
        ("A:", True, None),
        ("Well.", None, None),
    ]
    assert [(run.text, run.bold) for run in yes.runs] == [("Yes.", None)]
    assert [(run.text, run.italic) for run in laughter.runs] == [("(LAUGHTER)", True)]


def test_the_properties_are_those_of_the_source() -> None:
    source = schema.Source(headline="H" * 300, program="Morning", station="NPR", published="2022-01-09", language="en")
    properties = docx.Document(io.BytesIO(to_docx(transcript().model_copy(update={"source": source})))).core_properties
    assert properties.title == "H" * 255
    assert (properties.author, properties.subject, properties.language) == ("NPR", "Morning", "en")
    assert properties.created is not None
    assert properties.created.replace(tzinfo=None) == datetime(2022, 1, 9)  # noqa: DTZ001 - the library drops the zone


def test_a_date_that_is_none_is_no_reason_to_fail() -> None:
    source = schema.Source(published="last Sunday")
    assert lines(to_docx(transcript().model_copy(update={"source": source}))) == ["Transcript", "last Sunday"]


def test_the_same_transcript_is_the_same_bytes() -> None:
    written = to_docx(short())
    assert to_docx(short()) == written
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_names_and_words_are_only_text() -> None:
    shown = lines(to_docx(nasty_transcript()))
    everything = readable(" ".join(NASTY))
    assert shown[0] == everything
    assert f"<script>alert(1)</script>, <script>alert(1)</script>: {everything}" in shown
