from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.normalisers import normalised
from pipeline.evaluation.sides import Block, Side, Token, side_of
from pipeline.pages import parse_page
from pipeline.schema import Heard, Paragraph, Source, Turn
from tests import builders
from tests.evaluation.texts import texts

SAMPLE = Path(__file__).parents[2] / "samples" / "kazakhstan" / "page.txt"


def printed(*paragraphs: str) -> Side:
    """A turn of paragraphs without word times."""
    made = [Paragraph(text=text, verbatim=text, start=None, end=None) for text in paragraphs]
    turn = Turn(kind="speech", speaker="A", start=None, end=None, confidence=None, paragraphs=tuple(made))
    return side_of(builders.transcript([turn]))


def text(side: Side) -> str:
    return " ".join(token.text for token in side.tokens)


def test_words_stand_in_paragraphs_of_turns_with_their_speakers_and_times() -> None:
    side = side_of(
        builders.transcript(
            [
                builders.turn("introduction", "A", "Good morning."),
                builders.turn("speech", "B", "Yes.", "Thank you.", start=2.0),
            ]
        )
    )

    assert side.tokens == (
        Token("Good", 0, 0.0, 0.4),
        Token("morning.", 0, 0.4, 0.8),
        Token("Yes.", 1, 2.0, 2.4),
        Token("Thank", 2, 2.4, 2.8),
        Token("you.", 2, 2.8, 3.2),
    )
    assert side.blocks == (
        Block("A", 0, introduction=True, start=0.0, end=0.8),
        Block("B", 1, start=2.0, end=2.4),
        Block("B", 1, start=2.4, end=3.2),
    )
    assert [side.speaker(token) for token in range(5)] == ["A", "A", "B", "B", "B"]
    assert side.has_speakers
    assert side.left_out == {}


def test_an_edited_paragraph_has_the_words_that_readers_get() -> None:
    paragraph = builders.paragraph("Um, so it is three.").model_copy(update={"text": "So it is 3."})
    turn = builders.turn("speech", "A", "x").model_copy(update={"paragraphs": (paragraph,)})

    side = side_of(builders.transcript([turn]))

    assert text(side) == "So it is 3."
    assert [token.start for token in side.tokens] == [0.4, 0.8, 1.2, 1.6]


def test_sounds_are_left_out_and_counted() -> None:
    side = side_of(
        builders.transcript(
            [
                builders.turn("sound", None, "Music plays."),
                builders.turn("speech", "A", "Hello. (LAUGHTER) [applause goes on] Yes."),
                builders.turn("speech", "B", "(SINGING)"),
            ]
        )
    )

    assert text(side) == "Hello. Yes."
    assert side.left_out == {"stage directions": 4}
    assert len(side.blocks) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Karim Massimov (ph) said so.", "Karim Massimov said so."),
        ("Karim Massimov (ph), who left", "Karim Massimov, who left"),
        ("Karim Massimov(ph), who left", "Karim Massimov, who left"),
        ("Karim [sp?] Massimov (PH.).", "Karim Massimov."),
    ],
)
def test_marks_of_spelling_are_left_out_and_the_punctuation_after_them_is_the_words(line: str, said: str) -> None:
    assert text(printed(line)) == said


def test_spelling_marks_are_counted_apart() -> None:
    side = printed("Massimov (ph) and Tokayev [ph] (LAUGHTER), [sic]")

    assert side.left_out == {"spelling marks": 3, "stage directions": 1}
    assert text(side) == "Massimov and Tokayev,"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a [ b c. d e f.", "a [ b c. d e f."),
        ("a ) b ( c", "a ) b ( c"),
        ("a [ (ph) b", "a [ b"),
        ("a (b (c) d) e", "a e"),
        ("a (b [c) d] e", "a e"),
        ("a ( (b) c", "a ( c"),
        ("笑い（笑）です。", "笑 い で す 。"),
        ("(a) (b)", ""),
        ("1) one and 2) two", "1) one and 2) two"),
    ],
)
def test_only_brackets_that_are_closed_hold_something(line: str, said: str) -> None:
    assert text(printed(line)) == said


def test_brackets_within_brackets_are_one_direction() -> None:
    assert printed("Hello. (LAUGHTER (long) [loud])").left_out == {"stage directions": 1}


def test_a_stray_bracket_ends_with_its_paragraph() -> None:
    assert text(printed("a [ b", "c ] d")) == "a [ b c ] d"


def test_a_stray_bracket_swallows_nothing_when_the_text_is_normalised() -> None:
    side = printed("It was [ a long", "day ] and < b", "c > (d")

    for normaliser in ("basic", "english"):
        assert texts(normalised(side.tokens, normaliser)) == "it was a long day and b c d".split()


def test_many_brackets_take_linear_time() -> None:
    line = "([" * 20_000 + "word" + " (x" * 20_000 + ")" * 10_000

    assert text(printed(line)).count("word") == 1


def test_paragraphs_that_say_nothing_are_none() -> None:
    side = printed("♪ ♪", "— … !", "Yes.")

    assert text(side) == "Yes."
    assert len(side.blocks) == 1


def test_an_empty_transcript_is_an_empty_side() -> None:
    side = side_of(builders.transcript())

    assert side == Side((), ())
    assert not side.has_speakers


def test_who_was_heard_and_the_language_are_kept() -> None:
    heard = (Heard(start=0.0, end=1.0, speaker="A"),)
    spoken = builders.transcript([builders.turn("speech", "A", "Hello.")])

    side = side_of(spoken.model_copy(update={"diarization": heard, "source": Source(language="fr")}))

    assert side.heard == heard
    assert side.language == "fr"
    assert side_of(spoken).heard is None


def test_what_a_page_prints_around_the_conversation_is_left_out_and_counted() -> None:
    side = side_of(parse_page(SAMPLE.read_bytes()))

    words = text(side)
    assert words.startswith("Russian troops have crossed the border into neighboring Kazakhstan")
    assert words.endswith("Thank you. Thank you.")
    assert "RASCOE:" not in words
    assert side.left_out == {"page furniture": 2, "notices": 2}


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_paragraphs_make_a_side_whose_tokens_are_in_order(paragraphs: list[str]) -> None:
    side = printed(*paragraphs)

    blocks = [token.block for token in side.tokens]
    assert blocks == sorted(blocks)
    assert set(blocks) == set(range(len(side.blocks)))
    assert all(token.text and " " not in token.text for token in side.tokens)
