from __future__ import annotations

import pytest

from pipeline.errors import UnreadableTranscriptError
from tests.importers.reading import fixture, heard, names, read, said, times, words


def test_voices_are_speakers_and_everything_else_is_left_out() -> None:
    transcript = fixture("interview.vtt")
    assert said(transcript) == [
        ("RASCOE", "Good morning, Charles."),
        ("MAYNES", "Good morning."),
        ("sound", "[CROWD NOISE]"),
        ("MAYNES", "Johnson & Johnson <2,000> people were detained."),
        ("RASCOE", "Oh?"),
        ("MAYNES", "Yes."),
    ]
    assert names(transcript) == {"RASCOE": "Ayesha Rascoe", "MAYNES": "Charles Maynes"}
    assert times(transcript)[:4] == [(0.52, 1.58), (2.05, 2.6), (2.7, 3.5), (3.9, 5.92)]
    assert words(transcript) == []
    assert transcript.source.language == "en"


def test_voices_in_one_cue_share_its_times() -> None:
    assert heard(fixture("interview.vtt"))[-2:] == [("MAYNES", 6.0, 7.0), ("RASCOE", 6.0, 7.0)]


def test_names_in_brackets_are_written_before_every_cue_that_has_one() -> None:
    assert said(fixture("whisperx.vtt")) == [
        ("SPEAKER_01", "Good morning, Charles."),
        ("SPEAKER_00", "Good morning."),
        (None, "About 2,000 people were detained."),
    ]


def test_what_has_no_voice_is_nobodys() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Yes.</v> Ah.\n\n00:03.000 --> 00:04.000\nNo.\n"
    assert said(read("vtt", text)) == [("ANN", "Yes."), (None, "Ah."), (None, "No.")]


def test_a_voice_may_have_entities_and_marks_of_direction() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann &lt;b&gt; \u200fCohen>Yes &rlm;&#33; --&gt;\n"
    transcript = read("vtt", text)
    assert said(transcript) == [("\u200fCOHEN", "Yes \u200f! -->")]
    assert names(transcript) == {"\u200fCOHEN": "Ann <b> \u200fCohen"}


def test_a_smaller_than_sign_that_is_no_tag_stays() -> None:
    assert said(read("vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n1 < 2 <i>and</i> 3 > 2\n")) == [
        (None, "1 < 2 and 3 > 2")
    ]


def test_hours_windows_line_ends_and_a_byte_order_mark_are_fine() -> None:
    text = "\ufeffWEBVTT\r\n\r\n100:00:01.000 --> 100:00:02.500\r\nOne\r\ntwo\r\n"
    transcript = read("vtt", text)
    assert said(transcript) == [(None, "One two")]
    assert times(transcript) == [(360_001.0, 360_002.5)]


def test_cues_out_of_order_are_put_in_order_and_overlapping_ones_stay() -> None:
    text = (
        "WEBVTT\n\n00:05.000 --> 00:06.000\n<v Ann>Third.\n\n00:01.000 --> 00:04.000\n<v Ann>First.\n\n"
        "00:02.000 --> 00:03.000\n<v Bob>Second.\n"
    )
    transcript = read("vtt", text)
    assert said(transcript) == [("ANN", "First."), ("BOB", "Second."), ("ANN", "Third.")]
    assert times(transcript) == [(1.0, 4.0), (2.0, 3.0), (5.0, 6.0)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1\n00:01.000 --> 00:02.000\nSo.\n", "line 1: WebVTT begins with WEBVTT"),
        ("", "line 1: WebVTT begins with WEBVTT"),
        ("WEBVTT\n\n1\n00:02.000 --> 00:01.000\nSo.\n", r"line 4: it ends \(1\.0 s\) before it starts \(2\.0 s\)"),
        ("WEBVTT\n\n00:01.000 -> 00:02.000\nSo.\n", "line 3: there is no time before this text"),
        ("WEBVTT\n\n00:01.000 --> soon\nSo.\n", "line 3: these are no times: 00:01.000 --> soon"),
        ("WEBVTT\n\n00:61.000 --> 00:62.000\nSo.\n", "line 3: these are no times"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nSo.\n\nlost text\n", "line 6: there is no time before this text"),
    ],
)
def test_a_broken_file_is_refused_with_the_line(text: str, reason: str) -> None:
    with pytest.raises(UnreadableTranscriptError, match=reason):
        read("vtt", text)
