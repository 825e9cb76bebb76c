"""Stretches of about a sentence: together they are the whole comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given

from pipeline.evaluation.comparison import compare
from pipeline.evaluation.passages import LONGEST, badness, segments
from pipeline.evaluation.score import Score, score_steps
from pipeline.evaluation.sides import side_of
from pipeline.pages import parse_page
from tests.evaluation.conversations import between, conversations

if TYPE_CHECKING:
    from pipeline.evaluation.comparison import Comparison
    from pipeline.evaluation.sides import Side

REFERENCE = "ANNA: Good morning, Ben. How are you?\n\nBEN: Fine. And you?"


def compared(hypothesis: str, reference: str = REFERENCE) -> Comparison:
    sides = [side_of(parse_page(text.encode())) for text in (reference, hypothesis)]
    return compare(sides[0], sides[1], "english")


def texts(comparison: Comparison) -> list[tuple[str, str]]:
    sides = (comparison.reference, comparison.hypothesis)
    return [
        (
            " ".join(sides[0].tokens[place].text for place in segment.reference),
            " ".join(sides[1].tokens[place].text for place in segment.hypothesis),
        )
        for segment in segments(comparison)
    ]


def test_a_segment_is_a_sentence_of_the_reference_and_what_stands_for_it() -> None:
    hypothesis = "ANNA: Good morning, Ken.\n\nBEN: Fine. And you? Thanks."
    assert texts(compared(hypothesis)) == [
        ("Good morning, Ben.", "Good morning, Ken."),
        ("How are you?", ""),
        ("Fine.", "Fine."),
        ("And you?", "And you? Thanks."),
    ]


def test_what_stands_before_everything_belongs_to_the_first_sentence() -> None:
    assert texts(compared("ANNA: Hello there. Good morning, Ben."))[0][1] == "Hello there. Good morning, Ben."


def test_a_text_without_marks_is_divided_by_length() -> None:
    line = " ".join(["word"] * (2 * LONGEST + 1))
    assert [len(segment.reference) for segment in segments(compared(line, line))] == [LONGEST, LONGEST, 1]


def test_bad_passages_have_wrong_words_and_wrong_speakers() -> None:
    hypothesis = "ANNA: Good morning, Ken. How are you? Fine. And you?"
    assert [badness(segment) for segment in segments(compared(hypothesis))] == [1, 0, 1, 2]


@given(conversations(), conversations())
def test_together_they_are_all_steps_and_their_scores_add_up(reference: Side, hypothesis: Side) -> None:
    comparison = between(reference, hypothesis)
    parts = segments(comparison)
    assert [place for part in parts for place in part.steps] == list(range(len(comparison.steps)))
    assert Score.total(part.score for part in parts) == score_steps(comparison, comparison.steps)
