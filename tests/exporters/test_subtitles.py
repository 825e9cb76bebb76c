"""WebVTT, SubRip and the podcast namespace's JSON, read back by other people's readers."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING

import pysubs2
import pytest
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UnsuitableFormatError
from pipeline.exporters.podcast_json import to_podcast_json
from pipeline.exporters.srt import to_srt
from pipeline.exporters.vtt import to_vtt
from tests.builders import transcript, turn
from tests.exporters.golden import short, shown
from tests.exporters.nasty import nasty_transcript

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.schema import Transcript, Word

FORMATS: dict[str, Callable[[Transcript], str]] = {
    "vtt": to_vtt,
    "srt": to_srt,
    "podcast-json": to_podcast_json,
}
SAID = shown()
NAMES = {"RASCOE": "Ayesha Rascoe", "MAYNES": "Charles Maynes"}


def check_times(cues: list[tuple[int, int, list[str]]]) -> list[Word]:
    """That the cues (milliseconds, words) hold the sample's words at their times; the first word of each."""
    firsts, place = [], 0
    for start, end, words in cues:
        said = SAID[place : place + len(words)]
        assert words == [word.text for word in said]
        assert said[0].start is not None
        assert said[-1].end is not None
        assert abs(start - said[0].start * 1000) <= 1
        assert abs(end - said[-1].end * 1000) <= 1
        firsts.append(said[0])
        place += len(words)
    assert place == len(SAID)
    return firsts


def test_vtt_is_read_back_with_its_voices_words_and_times() -> None:
    captions = webvtt.from_string(to_vtt(short())).captions
    cues = [
        (c.start_time.in_milliseconds(), c.end_time.in_milliseconds(), html.unescape(c.text).split()) for c in captions
    ]
    firsts = check_times(cues)
    assert [caption.voice for caption in captions] == [NAMES[word.speaker or ""] for word in firsts]


def test_srt_is_read_back_with_its_names_words_and_times() -> None:
    events = pysubs2.SSAFile.from_string(to_srt(short()), format_="srt").events
    lines = [event.plaintext.replace("\n", " ") for event in events]
    assert [line.split(":")[0] for line in lines if line.startswith(("RASCOE:", "MAYNES:"))] == ["RASCOE", "MAYNES"]
    texts = [line.removeprefix("RASCOE:").removeprefix("MAYNES:").split() for line in lines]
    check_times([(event.start, event.end, text) for event, text in zip(events, texts, strict=True)])


def test_podcast_json_has_what_the_namespace_describes_and_nothing_else() -> None:
    document = json.loads(to_podcast_json(short()))
    assert set(document) == {"version", "segments"}
    assert document["version"] == "1.0.0"
    assert all(set(segment) == {"speaker", "startTime", "endTime", "body"} for segment in document["segments"])
    firsts = check_times(
        [(round(s["startTime"] * 1000), round(s["endTime"] * 1000), s["body"].split()) for s in document["segments"]]
    )
    assert [segment["speaker"] for segment in document["segments"]] == [NAMES[word.speaker or ""] for word in firsts]


def test_vtt_keeps_to_65_characters_and_srt_to_two_lines_of_42() -> None:
    for block in to_vtt(short()).split("\n\n")[2:]:
        _, *lines = block.rstrip("\n").split("\n")
        assert 1 <= len(lines) <= 2
        assert all(len(html.unescape(line.rpartition(">")[2])) <= 65 for line in lines)
    for number, block in enumerate(to_srt(short()).removesuffix("\n\n").split("\n\n"), start=1):
        first, _, *lines = block.split("\n")
        assert first == str(number)
        assert 1 <= len(lines) <= 2
        assert all(len(line) <= 42 for line in lines)


def test_nobody_known_and_sound_have_no_voice() -> None:
    talk = transcript([turn("speech", None, "Hm."), turn("sound", None, "(LAUGHTER)", start=3.0)])
    assert "<v" not in to_vtt(talk)
    assert [set(segment) for segment in json.loads(to_podcast_json(talk))["segments"]] == [
        {"startTime", "endTime", "body"},
        {"startTime", "endTime", "body"},
    ]
    assert "- Hm." in to_srt(talk)


def test_a_label_too_long_for_a_line_is_shortened_in_srt() -> None:
    lines = to_srt(transcript([turn("speech", "A" * 90, "Yes.")])).splitlines()[2:4]
    assert lines == ["A" * 40 + "…:", "Yes."]


@pytest.mark.parametrize("name", FORMATS)
def test_a_transcript_without_times_is_refused(name: str) -> None:
    page = turn("speech", "A", "Good morning.")
    paragraph = page.paragraphs[0].model_copy(update={"start": None, "end": None, "words": ()})
    talk = transcript([page.model_copy(update={"start": None, "end": None, "paragraphs": (paragraph,)})])
    with pytest.raises(UnsuitableFormatError, match=f"cannot be written as {name}: it has no times"):
        FORMATS[name](talk)


@pytest.mark.parametrize("name", FORMATS)
def test_a_transcript_of_nothing_is_a_file_of_nothing(name: str) -> None:
    written = FORMATS[name](transcript())
    assert written in ("WEBVTT\n\nNOTE Transcript\n", "", '{\n  "version": "1.0.0",\n  "segments": []\n}\n')


def test_hostile_names_and_words_do_not_break_out_of_vtt() -> None:
    written = to_vtt(nasty_transcript())
    blocks = written.removesuffix("\n").split("\n\n")
    assert all(block.count("-->") == (i > 1) for i, block in enumerate(blocks))
    captions = webvtt.from_string(written).captions
    assert len(captions) == len(blocks) - 2
    assert not any("<script>" in block for block in blocks[2:])  # in a comment it is only text
    assert {html.unescape(caption.voice or "") for caption in captions} >= {"<script>alert(1)</script>", "line break"}
    assert "gnorw" in {caption.voice for caption in captions}


def test_hostile_names_and_words_do_not_break_out_of_srt() -> None:
    written = to_srt(nasty_transcript())
    events = pysubs2.SSAFile.from_string(written, format_="srt").events
    assert len(events) == written.count(" --> ")
    assert not set("<>{}\x00\x1b\r") & set(written.replace(" --> ", ""))


def test_hostile_names_and_words_do_not_break_out_of_podcast_json() -> None:
    segments = json.loads(to_podcast_json(nasty_transcript()))["segments"]
    assert {segment["speaker"] for segment in segments} >= {"<script>alert(1)</script>", "]]>", "null"}


def visible(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() and not letter.isspace())


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=12))
def test_any_words_come_back_from_vtt(texts: list[str]) -> None:
    said = turn("speech", "A", *["So"] * len(texts))
    paragraphs = tuple(
        paragraph.model_copy(update={"text": text, "verbatim": text, "words": ()})
        for paragraph, text in zip(said.paragraphs, texts, strict=True)
    )
    talk = transcript([said.model_copy(update={"paragraphs": paragraphs})])
    captions = webvtt.from_string(to_vtt(talk)).captions
    assert visible("".join(html.unescape(caption.text) for caption in captions)) == visible("".join(texts))
    assert {caption.voice for caption in captions} <= {"A"}
