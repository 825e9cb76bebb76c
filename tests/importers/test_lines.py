"""STM, CTM and RTTM: lines of fields."""

from __future__ import annotations

import pytest

from pipeline.errors import UnreadableTranscriptError
from tests.importers.reading import fixture, heard, names, read, said, times, words


def test_stm_segments_are_paragraphs_and_what_is_not_to_be_scored_is_left_out() -> None:
    transcript = fixture("interview.stm")
    assert said(transcript) == [
        ("RASCOE", "Good morning, Charles."),
        ("MAYNES", "Good morning."),
        ("MAYNES", "About 2,000 people were detained."),
    ]
    assert times(transcript) == [(0.52, 1.58), (2.05, 2.6), (3.9, 5.92)]
    assert len(transcript.turns) == 2


def test_stm_words_in_angle_brackets_after_the_first_are_words() -> None:
    assert said(read("stm", "a 1 A 0 1 so <unk> it\na 1 A 1 2\n")) == [("A", "so <unk> it")]


def test_a_note_in_brackets_that_somebody_says_is_no_sound() -> None:
    assert said(read("stm", "a 1 A 0 1 (laughter)\na 1 <NA> 1 2 (laughter)\n")) == [
        ("A", "(laughter)"),
        ("sound", "(laughter)"),
    ]


def test_ctm_words_have_times_and_confidence_and_no_speaker() -> None:
    transcript = fixture("interview.ctm")
    assert said(transcript) == [(None, "Good morning, Charles. Good morning. About 2,000 people were detained.")]
    assert words(transcript)[1] == ("morning,", 0.76, 1.1, 0.994, None)
    assert transcript.diarization is None


def test_the_eight_columns_of_ctm_name_speakers() -> None:
    transcript = fixture("interview.rt.ctm")
    assert [turn.speaker for turn in transcript.turns] == ["RASCOE", None]
    assert words(transcript)[0] == ("Good", 0.52, 0.74, None, "RASCOE")
    assert heard(transcript) == [("RASCOE", 0.52, 1.58)]


def test_ctm_words_out_of_order_are_put_in_order() -> None:
    assert said(read("ctm", "a 1 1.0 0.5 b\na 1 0.2 0.5 a\n")) == [(None, "a b")]


def test_rttm_is_who_was_heard_and_no_words() -> None:
    transcript = fixture("interview.rttm")
    assert heard(transcript) == [("SPEAKER_01", 0.5, 1.7), ("SPEAKER_00", 2.0, 6.0), ("SPEAKER_01", 4.9, 5.2)]
    assert names(transcript) == {"SPEAKER_01": None, "SPEAKER_00": None}
    assert transcript.turns == ()


def test_rttm_lines_of_other_types_nine_fields_and_another_order_are_fine() -> None:
    text = (
        "SPKR-INFO a 1 <NA> <NA> <NA> unknown B <NA>\n;; a comment\nSPEAKER a 1 5 1 <NA> <NA> B <NA>\n"
        "SPEAKER a 1 1.5 0 <NA> <NA> A <NA>\n"
    )
    assert heard(read("rttm", text)) == [("A", 1.5, 1.5), ("B", 5.0, 6.0)]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("stm", "a 1 A 0\n", "line 1: STM has at least 5 fields, this line has 4"),
        ("stm", ";; x\n\na 1 A zero 1 So.\n", "line 3: the begin is no number: 'zero'"),
        ("stm", "a 1 A 2 1 So.\n", "line 1: it ends .* before it starts"),
        ("stm", "a 1 A 0 1 So.\nb 1 A 0 1 So.\n", r"about 2 recordings \(a, b\)"),
        ("ctm", "a 1 0.0 1.0\n", "line 1: CTM has at least 5 fields, this line has 4"),
        ("ctm", "a 1 0.0 -1.0 So.\n", r"line 1: a word cannot begin at 0\.0 s and last -1\.0 s"),
        ("ctm", "a 1 0.0 inf So.\n", "line 1: a word cannot begin"),
        ("ctm", "a 1 0.0 1.0 So. sure\n", "line 1: the confidence is no number: 'sure'"),
        ("rttm", "SPEAKER a 1 0 1 <NA> <NA>\n", "line 1: RTTM has at least 9 fields, this line has 7"),
        ("rttm", "SPEAKER a 1 0 -1 <NA> <NA> A <NA>\n", r"line 1: nobody can be heard from 0\.0 s for -1\.0 s"),
        ("rttm", "SPEAKER a 1 nan 1 <NA> <NA> A <NA>\n", "line 1: nobody can be heard"),
        ("rttm", "SPEAKER a 1 1e308 1e308 <NA> <NA> A <NA>\n", "line 1: nobody can be heard"),
        ("rttm", "SPEAKER a 1 0 1 <NA> <NA> A <NA>\nSPEAKER b 1 0 1 <NA> <NA> A <NA>\n", "about 2 recordings"),
    ],
)
def test_a_broken_line_is_named(name: str, text: str, reason: str) -> None:
    with pytest.raises(UnreadableTranscriptError, match=reason):
        read(name, text)
