"""What byline writes and reads again: the same words, speakers and times, as far as the format holds them."""

from __future__ import annotations

from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UnreadableTranscriptError
from pipeline.exporters.ctm import to_ctm
from pipeline.exporters.podcast_json import to_podcast_json
from pipeline.exporters.rttm import to_rttm
from pipeline.exporters.seglst import to_seglst
from pipeline.exporters.srt import to_srt
from pipeline.exporters.stm import to_stm
from pipeline.exporters.vtt import to_vtt
from pipeline.importers import IMPORTERS, detect
from tests.exporters.golden import short
from tests.exporters.hostile import hostile_transcript
from tests.importers.reading import heard, names, times, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.schema import Transcript

EXPORTS: dict[str, Callable[[Transcript], str]] = {
    "stm": to_stm,
    "ctm": to_ctm,
    "seglst": to_seglst,
    "vtt": to_vtt,
    "srt": to_srt,
    "podcast-json": to_podcast_json,
}


def again(name: str, transcript: Transcript) -> Transcript:
    """``transcript``, written as ``name`` and read by whatever importer the file calls for."""
    data = EXPORTS[name](transcript).encode()
    kind = detect(data, Path("talk"))
    assert kind == name
    return IMPORTERS[kind](data, Path("talk"))


def by_speaker(transcript: Transcript, text: str = "text") -> list[tuple[str | None, list[str]]]:
    """Who says which words, one speaker after the other: as readers get them, or ``verbatim``."""
    spoken = [
        (turn.speaker, word)
        for turn in transcript.turns
        for part in turn.paragraphs
        for word in getattr(part, text).split()
    ]
    return [(speaker, [word for _, word in run]) for speaker, run in groupby(spoken, key=lambda item: item[0])]


@pytest.mark.parametrize("name", ["vtt", "srt", "podcast-json"])
def test_words_and_speakers_of_the_sample_come_back(name: str) -> None:
    assert by_speaker(again(name, short())) == by_speaker(short())


@pytest.mark.parametrize("name", ["stm", "seglst"])
def test_words_come_back_from_scorers_formats_as_they_were_said(name: str) -> None:
    assert by_speaker(again(name, short())) == by_speaker(short(), "verbatim")


@pytest.mark.parametrize("name", ["stm", "seglst"])
def test_times_of_paragraphs_come_back(name: str) -> None:
    assert times(again(name, short())) == times(short())


@pytest.mark.parametrize("name", ["vtt", "srt", "podcast-json"])
def test_cues_begin_and_end_with_the_turns(name: str) -> None:
    read = again(name, short())
    cues = [(turn.speaker, part.start) for turn in read.turns for part in turn.paragraphs]
    starts = [next(start for _, start in run) for _, run in groupby(cues, key=lambda item: item[0])]
    spoken = [next(iter(run)) for _, run in groupby(short().turns, key=lambda turn: turn.speaker)]
    assert starts == [turn.start for turn in spoken]
    assert read.turns[-1].end == short().turns[-1].end


@pytest.mark.parametrize("name", ["vtt", "podcast-json"])
def test_full_names_come_back(name: str) -> None:
    assert names(again(name, short())) == names(short())


def test_a_ctm_comes_back_with_times_and_confidence_of_every_word() -> None:
    assert [word[:4] for word in words(again("ctm", short()))] == [word[:4] for word in words(short())]


def test_an_rttm_comes_back_with_all_stretches() -> None:
    data = to_rttm(short()).encode()
    assert heard(IMPORTERS["rttm"](data, Path("x.rttm"))) == heard(short())


@pytest.mark.parametrize("name", EXPORTS)
def test_hostile_text_is_read_again_with_as_many_speakers(name: str) -> None:
    read = again(name, hostile_transcript())
    assert "".join(by_speaker(read)[0][1]).count("שלום") > 0
    if name in {"stm", "seglst"}:
        assert len(read.speakers) == len(hostile_transcript().speakers)
        assert len(read.turns) == len(hostile_transcript().turns) - 1  # they have no place for sounds


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "WEBVTT", "\n", "\r\n", " ", "1", "00:00:01,000 --> 00:00:02,000", "00:01.000 --> 00:00.500", "-->",
                "<v Ann>", "</v>", "RASCOE:", "[A]:", "- ", "NOTE", "a 1 A 0 1", "SPEAKER a 1 0 1 <NA> <NA> A <NA>",
                "{", "}", "[", "]", '"segments"', ":", ",", '"start"', "0.5", '"text"', "nan", ";;", "\x00", "\ufeff",
            ]
        ),
        st.text(max_size=8),
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(PIECES.map(str.encode), PIECES.map(lambda text: ("\ufeff" + text).encode("utf-16")), st.binary()))
def test_any_bytes_are_a_document_or_refused_by_name(data: bytes) -> None:
    for name in IMPORTERS:
        with suppress(UnreadableTranscriptError):
            assert IMPORTERS[name](data, Path("x")).schema_version == "1.0"
    with suppress(UnreadableTranscriptError):
        assert detect(data, Path("x.txt")) in {"json", "page", *IMPORTERS}
