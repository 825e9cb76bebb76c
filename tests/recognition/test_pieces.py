from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.recognition.pieces import Piece, words_of
from pipeline.timeline import Span, Word

REGION = Span(10.0, 40.0)


def pieces_of(*texts: str) -> list[Piece]:
    """Pieces of one second each, from the start of the region."""
    return [Piece(text, 10.0 + i, 11.0 + i, 0.5, 1) for i, text in enumerate(texts)]


def texts_of(*texts: str, language: str = "en") -> list[str]:
    return [word.text for word in words_of(pieces_of(*texts), REGION, language)]


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ([" Kassym", "-Jomart", " Tokayev"], ["Kassym-Jomart", "Tokayev"]),
        ([" 5", ",500", " people"], ["5,500", "people"]),
        ([" 5", "%", "."], ["5%."]),
        ([" U", ".S", ".", " troops"], ["U.S.", "troops"]),
        ([' "', "Well", ',"', " he", " said", "."], ['"Well,"', "he", "said."]),
        (["First", " word"], ["First", "word"]),
        ([" one", " ", " two", " "], ["one", "two"]),
        ([" well", " -", " no"], ["well", "-", "no"]),
        ([" ", "5", " o'clock"], ["5", "o'clock"]),
        ([], []),
    ],
)
def test_a_word_is_what_stands_between_two_blanks(pieces: list[str], words: list[str]) -> None:
    assert texts_of(*pieces) == words


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        (["今日", "は", "。", "晴れ"], ["今日", "は。", "晴れ"]),
        (["彼", "は", "「", "はい", "」", "と"], ["彼", "は", "「はい」", "と"]),
        (["用", "G", "PT", "写"], ["用", "GPT", "写"]),
    ],
)
def test_without_blanks_each_piece_is_a_word_and_marks_go_to_their_neighbour(
    pieces: list[str], words: list[str]
) -> None:
    assert texts_of(*pieces, language="ja") == words


@given(st.lists(st.text(alphabet=" ab-.,%'\"(é1", min_size=1, max_size=4), max_size=30))
def test_the_words_joined_by_blanks_are_the_text(texts: list[str]) -> None:
    split = [part for text in texts for part in _pieces_at_blanks(text)]

    assert texts_of(*split) == "".join(split).split()


def _pieces_at_blanks(text: str) -> list[str]:
    """Cut as Whisper's vocabulary is: a blank stands only at the start of a piece."""
    return [f" {part}" if number else part for number, part in enumerate(text.split(" "))]


def test_a_mark_has_no_part_in_the_time_and_confidence_of_its_word() -> None:
    pieces = [Piece(" (", 10.0, 10.5, 0.1, 1), Piece("week", 10.5, 11.0, 0.9, 1), Piece(".)", 11.0, 13.0, 0.1, 2)]

    assert words_of(pieces, REGION, "en") == (Word("(week.)", 10.5, 11.0, 0.9),)


def test_what_is_read_aloud_has_its_part() -> None:
    pieces = [Piece(" 5", 10.0, 10.5, 0.9, 1), Piece("%", 10.5, 11.0, 0.6, 2)]

    (word,) = words_of(pieces, REGION, "en")

    assert (word.start, word.end) == (10.0, 11.0)
    assert word.confidence == pytest.approx((0.9 + 0.6 + 0.6) / 3)


def test_times_stay_within_the_region() -> None:
    pieces = [
        Piece(" early", 9.9, 10.2, 0.5, 1),
        Piece(" late", 39.9, 40.02, 0.5, 1),
        Piece(" after", 40.02, 41, 0.5, 1),
    ]

    words = words_of(pieces, REGION, "en")

    assert [(word.start, word.end) for word in words] == [(10.0, 10.2), (39.9, 40.0), (40.0, 40.0)]


def test_times_never_run_backwards_whatever_alignment_says() -> None:
    times = ((" now", 2.0, 2.5), (" then", 1.0, 1.2), (" later", 3.0, 3.5))
    aligned = [Piece(text, start, end, 0.5, 1) for text, start, end in times]
    words = words_of(aligned, Span(0, 10), "en")
    assert [(word.text, word.start, word.end) for word in words] == [
        ("now", 2.0, 2.5),
        ("then", 2.0, 2.0),
        ("later", 3.0, 3.5),
    ]
