"""The formats that scorers and annotation programs read, each read back by a reader that byline did not write."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from pyannote.database.util import load_rttm, load_stm
from pympi.Praat import TextGrid

from pipeline import schema
from pipeline.errors import UnsuitableFormatError
from pipeline.exporters.ctm import to_ctm
from pipeline.exporters.elan import to_elan
from pipeline.exporters.rttm import to_rttm
from pipeline.exporters.seglst import to_seglst
from pipeline.exporters.stm import to_stm
from pipeline.exporters.textgrid import to_textgrid
from pipeline.exporters.tsv import to_tsv
from pipeline.schema import Transcript
from tests.builders import SHA256, folded_turn, paragraph, transcript, turn
from tests.exporters.golden import golden, short
from tests.exporters.hostile import LABELS, hostile_transcript

if TYPE_CHECKING:
    from pathlib import Path

Export = Callable[[Transcript], str]
EXPORTS: dict[str, Export] = {
    "tsv": to_tsv,
    "stm": to_stm,
    "ctm": to_ctm,
    "rttm": to_rttm,
    "seglst": to_seglst,
    "textgrid": to_textgrid,
    "elan": to_elan,
}
ENDINGS = {"seglst": "seglst.json", "textgrid": "TextGrid", "elan": "eaf"}
TIMED = [name for name in EXPORTS if name != "tsv"]
FIELDS = [
    "[tag]", ";;", "<!--", '"quoted', "-->", "]]>", "\u200fשלום\u200e", "a_b", "_", "c_d_e", "{curly}", "&amp;", "_",
    "xy", "_",
]  # fmt: skip
"""The hostile words as fields: no blank of any kind, no control character, none empty."""
SHOWN = ["<tag>", *FIELDS[1:7], "a\u00a0b", "_", "c d e", *FIELDS[10:]]
"""The hostile words as annotation programs show them."""


def spoken(document: Transcript) -> list[schema.Paragraph]:
    return [paragraph for turn in document.turns if turn.kind != "sound" for paragraph in turn.paragraphs]


def grid(text: str, folder: Path) -> dict[str, list[tuple[float, float, str]]]:
    path = folder / "x.TextGrid"
    path.write_text(text, encoding="utf-8", newline="\n")
    return {tier.name: tier.get_all_intervals() for tier in TextGrid(path).get_tiers()}


def said(intervals: list[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    return [interval for interval in intervals if interval[2]]


def eaf_tiers(text: str) -> dict[str, list[tuple[int, int, str]]]:
    """The tiers of an EAF document: times in milliseconds and values."""
    root = ET.fromstring(text)  # noqa: S314 - our own file
    slots = {slot.attrib["TIME_SLOT_ID"]: int(slot.attrib["TIME_VALUE"]) for slot in root.iter("TIME_SLOT")}
    return {
        tier.attrib["TIER_ID"]: [
            (
                slots[item.attrib["TIME_SLOT_REF1"]],
                slots[item.attrib["TIME_SLOT_REF2"]],
                item.findtext("ANNOTATION_VALUE") or "",
            )
            for item in tier.iter("ALIGNABLE_ANNOTATION")
        ]
        for tier in root.iter("TIER")
    }


def tracks(annotation: Any) -> list[tuple[float, float, str]]:
    """What pyannote made of a file: start, end, label."""
    return [
        (round(segment.start, 3), round(segment.end, 3), label)
        for segment, _, label in annotation.itertracks(yield_label=True)
    ]


@pytest.mark.parametrize("name", EXPORTS)
def test_the_sample_is_written_as_it_was_reviewed(name: str) -> None:
    written = EXPORTS[name](short())
    assert written == golden(f"technical/short.{ENDINGS.get(name, name)}", written)


# --- read back -------------------------------------------------------------------------------------------------------


def test_a_table_reader_finds_paragraphs_labels_names_and_milliseconds() -> None:
    rows = list(csv.DictReader(io.StringIO(to_tsv(short())), dialect="excel-tab"))
    assert [row["text"] for row in rows] == [paragraph.text for paragraph in spoken(short())]
    assert [(int(row["start"]), int(row["end"])) for row in rows] == [
        (round((part.start or 0) * 1000), round((part.end or 0) * 1000)) for part in spoken(short())
    ]
    assert [(row["speaker"], row["name"]) for row in rows] == [("RASCOE", "Ayesha Rascoe")] * 2 + [
        ("MAYNES", "Charles Maynes")
    ]


def test_pyannote_reads_the_stm_and_the_words_follow_its_fields(tmp_path: Path) -> None:
    path = tmp_path / "short.stm"
    path.write_text(to_stm(short()), encoding="utf-8")
    expected = [(part.start, part.end, turn.speaker) for turn in short().turns for part in turn.paragraphs]
    assert tracks(load_stm(path)["short"]) == expected
    words = [line.split(maxsplit=5)[5] for line in path.read_text(encoding="utf-8").splitlines()]
    assert words == [part.verbatim for part in spoken(short())]


def test_pyannote_reads_the_rttm(tmp_path: Path) -> None:
    path = tmp_path / "short.rttm"
    path.write_text(to_rttm(short()), encoding="utf-8")
    heard = short().diarization
    assert heard
    assert tracks(load_rttm(path)["short"]) == [(item.start, item.end, item.speaker) for item in heard]


def test_a_ctm_line_is_a_word_with_begin_duration_and_confidence() -> None:
    lines = [line.split(" ") for line in to_ctm(short()).splitlines()]
    words = [word for part in spoken(short()) for word in part.words]
    assert {tuple(line[:2]) for line in lines} == {("short", "1")}
    assert [line[4] for line in lines] == [word.text for word in words]
    assert [(float(line[2]), round(float(line[2]) + float(line[3]), 3)) for line in lines] == [
        (word.start, word.end) for word in words
    ]
    assert [float(line[5]) for line in lines] == [word.confidence for word in words]


def test_seglst_is_a_list_of_segments_with_the_keys_that_meeteval_knows() -> None:
    segments = json.loads(to_seglst(short()))
    assert [
        (segment.pop("speaker"), segment.pop("start_time"), segment.pop("end_time"), segment.pop("words"))
        for segment in segments
    ] == [(turn.speaker, part.start, part.end, part.verbatim) for turn in short().turns for part in turn.paragraphs]
    assert segments == [{"session_id": "short"}] * 3


def test_another_library_reads_the_textgrid(tmp_path: Path) -> None:
    tiers = grid(to_textgrid(short()), tmp_path)
    assert list(tiers) == ["RASCOE", "RASCOE words", "MAYNES", "MAYNES words"]
    assert said(tiers["MAYNES"]) == [
        (turn.start, turn.end, turn.paragraphs[0].text) for turn in short().turns if turn.speaker == "MAYNES"
    ]
    assert said(tiers["RASCOE words"]) == [
        (word.start, word.end, word.text) for part in spoken(short())[:2] for word in part.words
    ]
    assert {(intervals[0][0], intervals[-1][1]) for intervals in tiers.values()} == {(0.0, 76.851)}


def test_an_xml_parser_reads_the_eaf_and_finds_recording_and_full_names() -> None:
    text = to_elan(short())
    tiers = eaf_tiers(text)
    assert list(tiers) == ["RASCOE", "RASCOE words", "MAYNES", "MAYNES words"]
    assert tiers["RASCOE words"] == [
        (round((word.start or 0) * 1000), round((word.end or 0) * 1000), word.text)
        for part in spoken(short())[:2]
        for word in part.words
    ]
    root = ET.fromstring(text)  # noqa: S314 - our own file
    assert [tier.attrib["PARTICIPANT"] for tier in root.iter("TIER")][::2] == ["Ayesha Rascoe", "Charles Maynes"]
    (media,) = root.iter("MEDIA_DESCRIPTOR")
    assert (media.attrib["MEDIA_URL"], media.attrib["MIME_TYPE"]) == ("./short.mp3", "audio/mpeg")


def test_the_same_transcript_gives_the_same_eaf_at_any_time() -> None:
    assert 'DATE="1970-01-01T00:00:00+00:00"' in to_elan(short())


# --- hostile text ----------------------------------------------------------------------------------------------------


def test_hostile_text_stays_in_its_cell_of_the_table() -> None:
    rows = list(csv.reader(io.StringIO(to_tsv(hostile_transcript())), dialect="excel-tab"))
    assert {len(row) for row in rows} == {5}
    assert [row[2] for row in rows[1:]] == ["SMITH x ;;", *LABELS[1:], "", ""]
    assert rows[1][3] == ';; "<script>alert(1)</script> --> ]]>\u202e 0'
    assert rows[1][4] == '<tag> ;; <!-- "quoted --> ]]> \u200fשלום\u200e a\u00a0b c d e {curly} &amp; xy'


TEXTS = (to_stm, to_ctm, to_rttm)
LABEL_FIELDS = ["SMITH_x_;;", "'DUTCH", "]]>_<script>", "\u202eRTL\u202c", "VANEK_SMITH", "VANEK_SMITH_2"]


def test_hostile_text_stays_in_its_field_of_stm_ctm_and_rttm() -> None:
    stm, ctm, rttm = ([line.split() for line in export(hostile_transcript()).split("\n")] for export in TEXTS)
    assert [line[:3] for line in stm[:-1]] == [["'a_b", "1", label] for label in [*LABEL_FIELDS, "UNKNOWN"]]
    assert [line[5:] for line in stm[:-1]] == [FIELDS] * 7
    assert [line[4] for line in ctm[:-1]] == ["<tag>", *FIELDS[1:]] * 7
    assert {len(line) for line in ctm[:-1]} == {6}
    assert [line[7] for line in rttm[:-1]] == LABEL_FIELDS
    assert {len(line) for line in rttm[:-1]} == {10}
    assert stm[-1] == ctm[-1] == rttm[-1] == []


def test_pyannote_reads_a_hostile_rttm(tmp_path: Path) -> None:
    path = tmp_path / "x.rttm"
    path.write_text(to_rttm(hostile_transcript()), encoding="utf-8", newline="\n")
    assert [label for _, _, label in tracks(load_rttm(path)["'a_b"])] == LABEL_FIELDS


def test_hostile_labels_stay_whole_in_seglst_and_words_are_divided_by_blanks_alone() -> None:
    segments = json.loads(to_seglst(hostile_transcript()))
    assert [segment["speaker"] for segment in segments] == [*LABELS, "UNKNOWN"]
    assert segments[0]["words"].split() == ["<tag>", *FIELDS[1:]]


def test_hostile_text_stays_in_its_interval_of_a_textgrid(tmp_path: Path) -> None:
    tiers = grid(to_textgrid(hostile_transcript()), tmp_path)
    titles = ["SMITH x ;;", *LABELS[1:], "UNKNOWN"]
    assert list(tiers) == [name for title in titles for name in (title, f"{title} words")] + ["SOUND"]
    assert [text for _, _, text in said(tiers['"DUTCH words'])] == SHOWN


def test_hostile_text_stays_in_its_annotation_of_an_eaf() -> None:
    tiers = eaf_tiers(to_elan(hostile_transcript()))
    assert [text for _, _, text in tiers["]]> <script> words"]] == SHOWN
    assert len(tiers) == 15


# --- what a document may lack ----------------------------------------------------------------------------------------


def untimed() -> Transcript:
    part = schema.Paragraph(text="Well.", verbatim="Well.", start=None, end=None)
    return transcript(
        [schema.Turn(kind="speech", speaker="A", start=None, end=None, confidence=None, paragraphs=(part,))]
    )


@pytest.mark.parametrize("name", TIMED)
def test_a_format_of_times_refuses_a_transcript_without(name: str) -> None:
    with pytest.raises(UnsuitableFormatError, match=f"cannot be written as {name}: it has no times"):
        EXPORTS[name](untimed())


def test_the_table_of_a_transcript_without_times_has_empty_cells() -> None:
    assert to_tsv(untimed()) == "start\tend\tspeaker\tname\ttext\n\t\tA\t\tWell.\n"


@pytest.mark.parametrize("name", EXPORTS)
def test_an_empty_transcript_is_an_empty_file_of_its_kind(name: str, tmp_path: Path) -> None:
    written = EXPORTS[name](transcript())
    if name in {"stm", "ctm", "rttm"}:
        assert written == ""
    elif name == "textgrid":
        assert grid(written, tmp_path) == {"UNKNOWN": [(0.0, 0.001, "")]}
    elif name == "elan":
        assert eaf_tiers(written) == {}
    else:
        assert written == {"tsv": "start\tend\tspeaker\tname\ttext\n", "seglst": "[]\n"}[name]


def without_words() -> Transcript:
    parts = tuple(part.model_copy(update={"words": ()}) for part in (paragraph("Well, no.", "A", 1.0),))
    return transcript([turn("speech", "A", "Well, no.", start=1.0).model_copy(update={"paragraphs": parts})])


def test_a_ctm_needs_the_times_of_words() -> None:
    with pytest.raises(UnsuitableFormatError, match="no times of words"):
        to_ctm(without_words())


def test_paragraphs_without_words_are_written_as_their_verbatim_text_is_divided() -> None:
    assert to_stm(without_words()) == "recording 1 A 1.000 1.800 Well, no.\n"


def test_a_turn_is_one_segment_where_its_paragraphs_have_no_times() -> None:
    parts = tuple(
        schema.Paragraph(text=text, verbatim=text, start=None, end=None) for text in ("Well, no.", "Not at all.")
    )
    talk = transcript([schema.Turn(kind="speech", speaker="A", start=1.0, end=3.5, confidence=None, paragraphs=parts)])
    assert to_stm(talk) == "recording 1 A 1.000 3.500 Well, no. Not at all.\n"


def test_display_text_is_for_readers_and_verbatim_text_for_scorers() -> None:
    part = paragraph("uh five percent", "A").model_copy(update={"text": "5%"})
    talk = transcript([turn("speech", "A", "x").model_copy(update={"paragraphs": (part,)})])
    assert to_stm(talk).endswith(" uh five percent\n")
    assert to_tsv(talk).endswith("\t5%\n")


def test_a_folded_answer_is_its_listeners_to_scorers_and_in_tiers(tmp_path: Path) -> None:
    document = transcript([folded_turn(), turn("speech", "B", "Why?", start=6.0)])
    segments = [(each["speaker"], each["words"], each["start_time"]) for each in json.loads(to_seglst(document))]
    assert segments == [("A", "We left at noon.", 0.0), ("B", "Mm-hmm. Sure.", 2.0), ("B", "Why?", 6.0)]
    (tmp_path / "t.TextGrid").write_text(to_textgrid(document), encoding="utf-8")
    grid = TextGrid(str(tmp_path / "t.TextGrid"))
    for voice, said in (("A", "We left at noon."), ("B", "Mm-hmm. Sure. Why?")):
        assert " ".join(text for _, _, text in grid.get_tier(f"{voice} words").get_intervals() if text) == said


def test_sounds_are_no_speech_to_scorers() -> None:
    talk = transcript([turn("speech", "A", "Listen."), turn("sound", None, "(MUSIC)", start=2.0)])
    for export in (to_stm, to_ctm, to_rttm, to_seglst):
        assert "MUSIC" not in export(talk)
        assert export(talk).count("recording") == 1


def test_without_diarization_the_turns_are_who_was_heard() -> None:
    talk = transcript([turn("speech", "A", "One two."), turn("speech", None, "Who?", start=2.0)])
    assert to_rttm(talk) == "SPEAKER recording 1 0.000 0.800 <NA> <NA> A <NA> <NA>\n"


def test_what_overlaps_in_a_tier_is_moved_apart_and_not_lost(tmp_path: Path) -> None:
    spans = [(0.0, 1.0), (0.5, 0.9), (0.95, 0.95), (3.0, 3.5)]
    said_words = tuple(
        schema.Word(text=text, start=start, end=end, confidence=None, speaker="A")
        for text, (start, end) in zip("abcd", spans, strict=True)
    )
    part = schema.Paragraph(text="a b c d", verbatim="a b c d", start=0.0, end=3.5, words=said_words)
    talk = transcript(
        [schema.Turn(kind="speech", speaker="A", start=0.0, end=3.5, confidence=None, paragraphs=(part,))]
    )
    expected = [(0.0, 1.0, "a"), (1.0, 1.001, "b"), (1.001, 1.002, "c"), (3.0, 3.5, "d")]
    assert said(grid(to_textgrid(talk), tmp_path)["A words"]) == expected
    assert [(start / 1000, end / 1000, text) for start, end, text in eaf_tiers(to_elan(talk))["A words"]] == expected


def long_transcript(words: int = 30_000, each: int = 100) -> Transcript:
    """Three hours of three people who take turns of a hundred words."""
    text = " ".join(f"word{i}," for i in range(each))
    turns = [turn("speech", "ABC"[i % 3], text, start=36.0 * i) for i in range(words // each)]
    audio = schema.Audio(name="long.mp3", sha256=SHA256, duration_seconds=11_000.0, sample_rate_hz=44_100, channels=2)
    return transcript(turns).model_copy(update={"audio": audio})


@pytest.mark.parametrize("name", EXPORTS)
def test_three_hours_are_written_whole(name: str) -> None:
    assert EXPORTS[name](long_transcript()).count("\n") >= 300
