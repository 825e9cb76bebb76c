from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import UnreadableTranscriptError
from pipeline.exporters.document import to_json
from pipeline.importers import IMPORTERS, detect
from tests.builders import transcript
from tests.importers.reading import DATA

KINDS = {
    "assemblyai.json": "assemblyai",
    "deepgram.json": "deepgram",
    "faster-whisper.info.json": "faster-whisper",
    "faster-whisper.json": "faster-whisper",
    "interview.ctm": "ctm",
    "interview.rt.ctm": "ctm",
    "interview.rttm": "rttm",
    "interview.srt": "srt",
    "interview.stm": "stm",
    "interview.vtt": "vtt",
    "openai-whisper.json": "openai-whisper",
    "openai-whisper.segments.json": "openai-whisper",
    "podcast.json": "podcast-json",
    "podcast.words.json": "podcast-json",
    "seglst.json": "seglst",
    "whisperx.json": "whisperx",
    "whisperx.vtt": "vtt",
}


def test_every_importer_has_a_fixture() -> None:
    assert {path.name for path in DATA.iterdir()} == set(KINDS)
    assert set(KINDS.values()) == set(IMPORTERS)


@pytest.mark.parametrize("name", KINDS)
def test_a_file_is_known_by_what_it_says_whatever_it_is_called(name: str) -> None:
    data = (DATA / name).read_bytes()
    assert detect(data, Path("-")) == KINDS[name]
    assert detect(b"\xef\xbb\xbf" + data, Path("talk.txt")) == KINDS[name]
    assert detect(data.decode().encode("utf-16"), DATA / name) == KINDS[name]


def test_bylines_own_document_is_json() -> None:
    assert detect(to_json(transcript()).encode(), Path("x.json")) == "json"


@pytest.mark.parametrize(
    "text",
    [
        "Russian troops have crossed the border\n\n\nRASCOE: Good morning.\n",
        "[MUSIC]\n\nRASCOE: Good morning.",
        "[00:01:02] RASCOE: Good morning.",
        "{LAUGHTER} So.",
        "",
        "SPEAKER 1: So, how are you?",
    ],
)
def test_any_other_text_is_a_page(text: str) -> None:
    assert detect(text.encode(), Path("-")) == "page"


def test_the_name_decides_where_the_content_leaves_it_open() -> None:
    both = b"a 1 1 2 3 4\n"
    assert detect(both, Path("x.ctm")) == "ctm"
    assert detect(both, Path("x.stm")) == "stm"
    assert detect(b"a line of no kind\n", Path("x.RTTM")) == "rttm"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"segments": [}', "line 1, column 15: Expecting value"),
        (b'[{"start": 1,\n', "line 2, column 1"),
        (json.dumps({"title": "x"}).encode(), "of no tool that byline knows"),
        (b"[]", "of no tool that byline knows"),
        (b'[{"a": 1}]', "of no tool that byline knows"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"a": ' + b"1" * 5000 + b"}", "a huge number"),
        (b"ID3\x04\x00\x00\x00\x00", "it is no text"),
        (b"\xff\xfea", "it is no UTF-16"),
    ],
)
def test_what_is_no_transcript_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableTranscriptError, match=reason):
        detect(data, Path("x.json"))
