from __future__ import annotations

import pytest

from pipeline.errors import UnreadableTranscriptError
from tests.importers.reading import fixture, heard, names, read, said, times


def cues(*texts: str) -> str:
    """A file with these texts, a second each."""
    return "".join(f"{i}\n00:00:0{i},000 --> 00:00:0{i},900\n{text}\n\n" for i, text in enumerate(texts, start=1))


def test_names_stand_where_the_speaker_changes_and_last_until_the_next() -> None:
    transcript = fixture("interview.srt")
    assert said(transcript) == [
        ("AYESHA RASCOE", "Good morning, Charles."),
        ("MAYNES", "Good morning."),
        ("sound", "(SOUNDBITE OF CROWD)"),
        ("MAYNES", "About 2,000 people were detained. He said this: no."),
        ("AYESHA RASCOE", "Oh?"),
        (None, "Yes."),
    ]
    assert names(transcript) == {"AYESHA RASCOE": None, "MAYNES": "Charles Maynes"}
    assert times(transcript)[3] == (3.9, 5.92)
    assert heard(transcript)[1] == ("MAYNES", 2.05, 2.6)


@pytest.mark.parametrize(
    ("text", "speaker", "rest"),
    [
        ("RASCOE: So.", "RASCOE", "So."),
        ("S. O'BRIEN: So.", "S. O'BRIEN", "So."),
        ("UNIDENTIFIED PERSON #1: So.", "UNIDENTIFIED PERSON #1", "So."),
        ("UNIDENTIFIED\nPERSON #1: So.", "UNIDENTIFIED PERSON #1", "So."),
        ("[SPEAKER_00]: So.", "SPEAKER_00", "So."),
        ("SPEAKER_00: So.", "SPEAKER_00", "So."),
        ("Speaker 1: So.", "SPEAKER_1", "So."),
        (">> RASCOE: So.", "RASCOE", "So."),
        ("- RASCOE: So.", "RASCOE", "So."),
        (">> So.", None, "So."),
        ("Ayesha Rascoe: So.", "RASCOE", "So."),
        ("Otto von Bismarck: So.", "BISMARCK", "So."),
        ("РАСКО: So.", "РАСКО", "So."),
        ("RASCOE:", None, None),
        ("He said this: no.", None, "He said this: no."),
        ("The Answer: no.", None, "The Answer: no."),
        ("Listen: no.", None, "Listen: no."),
        ("At 12:30 we left.", None, "At 12:30 we left."),
        ("It is so: RASCOE: no.", None, "It is so: RASCOE: no."),
        ("https://example.org", None, "https://example.org"),
    ],
)
def test_what_is_a_name_and_what_is_speech(text: str, speaker: str | None, rest: str | None) -> None:
    assert said(read("srt", cues(text))) == ([] if rest is None else [(speaker, rest)])


def test_a_single_word_in_mixed_case_is_a_name_where_several_cues_begin_with_it() -> None:
    transcript = read("srt", cues("Ayesha: Yes?", "Charles: No.", "Ayesha: Oh.", "Listen: no.", "Charles: Ah."))
    assert said(transcript) == [
        ("AYESHA", "Yes?"),
        ("CHARLES", "No."),
        ("AYESHA", "Oh."),
        ("AYESHA", "Listen: no."),
        ("CHARLES", "Ah."),
    ]


def test_two_people_in_a_cue_are_two_turns() -> None:
    assert said(read("srt", cues("RASCOE: Yes?\nMAYNES: No,\nno."))) == [("RASCOE", "Yes?"), ("MAYNES", "No, no.")]


def test_numbers_may_be_wrong_or_missing_and_hours_short_and_points_stand_for_commas() -> None:
    text = "0:00:01.5 --> 0:00:02.25\n1984\n\n7\n00:00:03,000-->00:00:04,000\nSo.\n2001"
    transcript = read("srt", text)
    assert said(transcript) == [(None, "1984"), (None, "So. 2001")]
    assert times(transcript) == [(1.5, 2.25), (3.0, 4.0)]


def test_mark_up_goes_and_other_brackets_stay() -> None:
    text = cues('<font color="#fff">So</font> {\\an8}<I>it</I> <3 {is} a <b>b</b>')
    assert said(read("srt", text)) == [(None, "So it <3 {is} a b")]


def test_overlapping_and_backwards_cues_lose_nothing() -> None:
    text = (
        "1\n00:00:05,000 --> 00:00:06,000\nthird\n\n2\n00:00:01,000 --> 00:00:09,000\nfirst\n\n"
        "3\n00:00:02,000 --> 00:00:02,000\nsecond\n"
    )
    transcript = read("srt", text)
    assert said(transcript) == [(None, "first"), (None, "second"), (None, "third")]
    assert times(transcript) == [(1.0, 9.0), (2.0, 2.0), (5.0, 6.0)]
    assert (transcript.turns[0].start, transcript.turns[0].end) == (1.0, 9.0)


@pytest.mark.parametrize(
    "data", ["café\u2026".encode(), "café\u2026".encode("cp1252"), "\ufeffcafé\u2026".encode("utf-16")]
)
def test_encodings_are_told_apart(data: bytes) -> None:
    encoding = "utf-16-le" if data.startswith(b"\xff\xfe") else "ascii"
    head = "1\r\n00:00:01,000 --> 00:00:02,000\r\n".encode(encoding)
    text = b"\xff\xfe" + head + data[4:] if encoding == "utf-16-le" else head + data
    assert said(read("srt", text)) == [(None, "café\u2026")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1\n00:00:02,000 --> 00:00:01,000\nSo.\n", r"line 2: it ends \(1\.0 s\) before it starts \(2\.0 s\)"),
        ("1\n00:00:02 --> 00:00:03\nSo.\n", "line 2: these are no times: 00:00:02 --> 00:00:03"),
        ("So.\n", "line 1: there is no time before this text"),
        ("\n\nSo.\n\n1\n00:00:01,000 --> 00:00:02,000\nSo.\n", "line 3: there is no time before this text"),
        ("12\n", "line 1: there is no time before this text"),
    ],
)
def test_a_broken_file_is_refused_with_the_line(text: str, reason: str) -> None:
    with pytest.raises(UnreadableTranscriptError, match=reason):
        read("srt", text)


def test_a_file_of_blanks_has_no_turns() -> None:
    assert read("srt", "\n \n").turns == ()
