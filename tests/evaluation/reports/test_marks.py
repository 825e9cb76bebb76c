from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.evaluation.counting.labels import count_wrong_speakers
from pipeline.evaluation.passages import segments
from pipeline.evaluation.reports.marks import WrongSpeaker, pieces
from tests.evaluation.conversations import between, conversations, said
from tests.evaluation.texts import any_text, compared

if TYPE_CHECKING:
    from pipeline.evaluation.comparison import Comparison
    from pipeline.evaluation.normalisers import NormaliserName
    from pipeline.evaluation.reports.marks import Piece
    from pipeline.evaluation.sides import Side

TALK = ("RASCOE: Good morning, Charles.", "MAYNES: Hi there.", "RASCOE: Thank you very much.")


def shown(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Kind of each piece, and the texts of both sides."""
    return [(piece.kind, *texts_of(comparison, piece)) for piece in cut(comparison)]


def cut(comparison: Comparison) -> tuple[Piece, ...]:
    return pieces(comparison, [segment.steps for segment in segments(comparison)])


def texts_of(comparison: Comparison, piece: Piece) -> tuple[str, str]:
    sides = ((comparison.reference, piece.reference), (comparison.hypothesis, piece.hypothesis))
    expected, found = (" ".join(side.tokens[token].text for token in tokens) for side, tokens in sides)
    return expected, found


def test_neighbours_that_went_wrong_alike_are_one_piece() -> None:
    assert shown(compared("we saw them go home late", "we met him go home very late")) == [
        ("equal", "we", "we"),
        ("substitution", "saw them", "met him"),
        ("equal", "go home", "go home"),
        ("insertion", "", "very"),
        ("equal", "late", "late"),
    ]


def test_no_piece_goes_on_into_the_next_sentence() -> None:
    assert shown(compared("So it is. And then they left.", "Then they left.")) == [
        ("deletion", "So it is.", ""),
        ("deletion", "And", ""),
        ("equal", "then they left.", "Then they left."),
    ]


def test_a_word_of_which_a_part_is_wrong_is_replaced() -> None:
    assert shown(compared("and we've seen it", "and we seen it")) == [
        ("equal", "and", "and"),
        ("substitution", "we've", "we"),
        ("equal", "seen it", "seen it"),
    ]


def test_what_is_not_compared_is_as_its_neighbours_are() -> None:
    assert shown(compared("it was um the end - or not", "it was the or not")) == [
        ("equal", "it was um the", "it was the"),
        ("deletion", "end", ""),
        ("equal", "- or not", "or not"),
    ]
    assert shown(compared("it was so um very late", "it was late"))[1] == ("deletion", "so um very", "")
    assert shown(compared("- um -", "")) == [("equal", "- um -", "")]


def test_what_was_inserted_stands_after_the_words_before_it() -> None:
    comparison = compared(("Good morning.", "Thank you."), "Well good morning everybody thank you")
    assert [(piece.kind, piece.block) for piece in cut(comparison)] == [
        ("insertion", 0), ("equal", 0), ("insertion", 0), ("equal", 1),
    ]  # fmt: skip


def test_a_number_across_paragraphs_is_shown_in_both() -> None:
    comparison = compared(("we were twenty", "five of us came"), "we were 26 of us came")
    words = [word.text for word in comparison.reference_words]
    assert words[2] == "25"
    assert [(piece.kind, piece.block, *texts_of(comparison, piece)) for piece in cut(comparison)] == [
        ("equal", 0, "we were", "we were"),
        ("substitution", 0, "twenty", "26"),
        ("substitution", 1, "five", ""),
        ("equal", 1, "of us came", "of us came"),
    ]


def test_words_under_the_wrong_name_say_whose_they_are() -> None:
    comparison = between(said(*TALK), said("RASCOE: Good morning, Charles. Hi there. Thank you very much."))
    assert [(texts_of(comparison, piece)[0], piece.speaker) for piece in cut(comparison)] == [
        ("Good morning, Charles.", None),
        ("Hi there.", WrongSpeaker("MAYNES", "RASCOE")),
        ("Thank you very much.", None),
    ]


def test_missing_and_added_words_do_not_divide_what_is_under_the_wrong_name() -> None:
    reference = said("RASCOE: Good morning.", "MAYNES: So we all went home again.")
    hypothesis = said("RASCOE: Good morning. So we went home once again.")
    wrong = [piece for piece in cut(between(reference, hypothesis)) if piece.speaker]
    assert [piece.kind for piece in wrong] == ["equal", "deletion", "equal", "insertion", "equal"]


def test_names_decide_where_both_sides_have_them_and_else_the_best_matching() -> None:
    reference = said(*TALK)
    swapped = said(*(line.replace("RASCOE", "X").replace("MAYNES", "RASCOE").replace("X", "MAYNES") for line in TALK))
    unnamed = said(*(line.replace("RASCOE", "SPEAKER_1").replace("MAYNES", "SPEAKER_2") for line in TALK))
    others = said(*(line.replace("RASCOE", "INSKEEP") for line in TALK))
    assert all(piece.speaker for piece in cut(between(reference, swapped)))
    assert between(reference, unnamed).owners == {"SPEAKER_1": "RASCOE", "SPEAKER_2": "MAYNES"}
    assert not any(piece.speaker for piece in cut(between(reference, unnamed)))
    assert [piece.speaker for piece in cut(between(reference, others))] == [
        WrongSpeaker("RASCOE", "INSKEEP"), None, WrongSpeaker("RASCOE", "INSKEEP"),
    ]  # fmt: skip


def test_nobody_is_wrong_where_one_side_has_no_speakers() -> None:
    assert not any(piece.speaker for piece in cut(between(said(*TALK), said("-: Good morning, Charles."))))


def test_words_that_nobody_is_given_are_given_to_nobody() -> None:
    hypothesis = said("RASCOE: Good morning, Charles.", "-: Hi there.", "RASCOE: Thank you very much.")
    wrong = [piece.speaker for piece in cut(between(said(*TALK), hypothesis)) if piece.speaker]
    assert wrong == [WrongSpeaker("MAYNES", None)]


@given(any_text, any_text, st.sampled_from(["none", "basic", "english"]))
@example("I'm", "U.S. I the the", "basic")  # a word is added between the two that a token makes
def test_every_token_of_the_reference_is_shown_once_and_every_step_is_in_a_piece(
    reference: str, hypothesis: str, normaliser: NormaliserName
) -> None:
    comparison = compared((reference, reference), hypothesis, normaliser)
    line = cut(comparison)
    tokens = list(chain.from_iterable(piece.reference for piece in line))
    assert tokens == list(range(len(comparison.reference.tokens)))
    assert list(chain.from_iterable(piece.steps for piece in line)) == list(range(len(comparison.steps)))
    blocks = comparison.reference.tokens
    assert all(blocks[token].block == piece.block for piece in line for token in piece.reference)
    for piece in line:
        kinds = {comparison.steps[step].kind for step in piece.steps}
        assert piece.kind == "substitution" or kinds <= {piece.kind}


@given(conversations(), conversations())
def test_as_many_words_are_under_the_wrong_speaker_as_the_measure_counts(reference: Side, hypothesis: Side) -> None:
    comparison = between(reference, hypothesis)
    steps = [comparison.steps[step] for piece in cut(comparison) if piece.speaker for step in piece.steps]
    assert sum(None not in step for step in steps) == count_wrong_speakers(comparison, comparison.steps).part
