"""The common recipe: what it does with what the engines return."""

from __future__ import annotations

import pytest

from benchmarks.recipe import Piece, speaker_of, transcript_of, words_of
from pipeline.schema import Transcript
from pipeline.timeline import Span, Turn, Word

TURNS = (Turn(0.0, 2.0, "SPEAKER_01"), Turn(1.5, 4.0, "SPEAKER_00"), Turn(6.0, 8.0, "SPEAKER_01"))


@pytest.mark.parametrize(
    ("word", "speaker"),
    [
        (Span(0.2, 0.6), "SPEAKER_01"),
        (Span(1.4, 2.2), "SPEAKER_00"),  # 0.6 s of the first turn, 0.7 s of the second
        (Span(1.2, 2.1), "SPEAKER_01"),  # 0.8 s and 0.6 s
        (Span(1.6, 1.9), "SPEAKER_01"),  # wholly in both: the first of them
        (Span(4.1, 4.5), "SPEAKER_00"),  # in none: 0.1 s after the second, 1.5 s before the third
        (Span(5.2, 5.5), "SPEAKER_01"),  # in none: 1.2 s after the second, 0.5 s before the third
        (Span(9.0, 9.5), "SPEAKER_01"),
        (Span(3.0, 3.0), "SPEAKER_00"),  # no length, so no overlap: nearest is the turn it lies in
    ],
)
def test_a_word_goes_to_the_turn_it_shares_most_time_with_or_the_nearest(word: Span, speaker: str) -> None:
    assert speaker_of(word, TURNS) == speaker


def test_without_a_turn_nobody_says_a_word() -> None:
    assert speaker_of(Span(0.0, 1.0), ()) is None


def test_pieces_between_two_blanks_are_one_word() -> None:
    pieces = [Piece(" Kassym", 0.0, 0.4), Piece("-Jomart", 0.4, 0.9), Piece(" lost", 1.0, 1.2), Piece(" 5", 1.3, 1.5)]
    words = words_of([*pieces, Piece("%", 1.5, 1.6), Piece(" ", 1.6, 1.7), Piece(" now.", 1.7, 1.9)], "en")
    assert words == [
        Word("Kassym-Jomart", 0.0, 0.9),
        Word("lost", 1.0, 1.2),
        Word("5%", 1.3, 1.6),
        Word("now.", 1.7, 1.9),
    ]


def test_where_nobody_writes_blanks_every_piece_is_a_word() -> None:
    assert [word.text for word in words_of([Piece("你", 0.0, 0.2), Piece("好", 0.2, 0.4)], "zh")] == ["你", "好"]


def test_words_keep_the_order_of_the_text_and_never_run_backwards() -> None:
    words = words_of([Piece(" one", 1.0, 1.4), Piece(" two", 0.8, 0.9), Piece(" three", 1.2, 1.1)], "en")
    assert words == [Word("one", 1.0, 1.4), Word("two", 1.0, 1.0), Word("three", 1.2, 1.2)]


def test_each_run_of_words_of_one_speaker_is_a_paragraph_under_the_label_alone() -> None:
    words = [Word("Hello", 0.1, 0.5), Word("there.", 0.6, 1.0), Word("Hi.", 2.5, 3.0), Word("Bye.", 6.5, 7.0)]
    transcript = transcript_of(words, TURNS, "en")
    said = [(turn.speaker, turn.start, turn.end, [p.text for p in turn.paragraphs]) for turn in transcript.turns]
    assert said == [
        ("SPEAKER_01", 0.1, 1.0, ["Hello there."]),
        ("SPEAKER_00", 2.5, 3.0, ["Hi."]),
        ("SPEAKER_01", 6.5, 7.0, ["Bye."]),
    ]
    assert [(speaker.label, speaker.name) for speaker in transcript.speakers] == [
        ("SPEAKER_01", None),
        ("SPEAKER_00", None),
    ]
    assert [(heard.start, heard.end, heard.speaker) for heard in transcript.diarization or ()] == [
        (0.0, 2.0, "SPEAKER_01"),
        (1.5, 4.0, "SPEAKER_00"),
        (6.0, 8.0, "SPEAKER_01"),
    ]
    assert Transcript.model_validate_json(transcript.to_json()) == transcript


def test_a_voice_without_words_is_a_speaker_and_silence_is_an_empty_transcript() -> None:
    assert [s.label for s in transcript_of([], TURNS, "en").speakers] == ["SPEAKER_01", "SPEAKER_00"]
    assert transcript_of([], (), "en").turns == ()
