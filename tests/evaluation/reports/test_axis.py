from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline import schema
from pipeline.evaluation.reports.axis import Stretch, axis_of
from pipeline.evaluation.sides import Side
from tests.evaluation.conversations import between, conversations, said

TALK = ("RASCOE: Good morning, Charles.", "MAYNES: Hi there.", "RASCOE: Thank you very much.")


def test_words_are_where_the_hypothesis_heard_them() -> None:
    axis = axis_of(between(said(*TALK), said(*TALK, each=0.5)))
    assert axis.unit == "milliseconds"
    assert axis.positions == tuple(range(0, 4500, 500))
    assert axis.end == 4500


def test_of_two_times_of_a_word_the_one_that_was_heard_counts() -> None:
    axis = axis_of(between(said("A: so it is", each=2.0), said("A: so it is", each=1.0)))
    assert (axis.positions, axis.end) == ((0, 1000, 2000), 6000)


def test_without_times_of_the_hypothesis_those_of_the_reference_count() -> None:
    assert axis_of(between(said("A: so it is", each=2.0), said("A: so it is"))).positions == (0, 2000, 4000)


def test_a_missing_word_lies_between_its_neighbours() -> None:
    axis = axis_of(between(said("A: so it really is"), said("A: so it is", each=1.0)))
    assert axis.positions == (0, 1000, 1500, 2000)


def test_where_only_paragraphs_have_times_their_words_share_them() -> None:
    timed = said("A: so it is", "B: and was", each=1.0)
    untimed = replace(timed, tokens=tuple(token._replace(start=None, end=None) for token in timed.tokens))
    axis = axis_of(between(untimed, untimed))
    assert axis.unit == "milliseconds"
    assert axis.positions == (0, 1000, 2000, 3000, 3000)


def test_a_side_that_says_who_was_heard_when_is_believed() -> None:
    hypothesis = said(*TALK, each=0.5)
    heard = (schema.Heard(start=0.2, end=1.4, speaker="MAYNES"), schema.Heard(start=1.0, end=6.0, speaker="RASCOE"))
    axis = axis_of(between(said(*TALK), replace(hypothesis, heard=heard)))
    assert axis.hypothesis == (Stretch("MAYNES", 200, 1400), Stretch("RASCOE", 1000, 6000))
    assert axis.reference == (
        Stretch("RASCOE", 0, 1500), Stretch("MAYNES", 1500, 2500), Stretch("RASCOE", 2500, 6000),
    )  # fmt: skip


def test_without_times_words_are_counted() -> None:
    axis = axis_of(between(said(*TALK), said("RASCOE: Good old morning, Charles.", "MAYNES: Hi there.")))
    assert axis.unit == "words"
    assert (axis.positions, axis.end) == ((0, 0, 1, 2, 3, 4, 5, 6, 7, 8), 9)
    assert axis.reference == (Stretch("RASCOE", 0, 3), Stretch("MAYNES", 3, 5), Stretch("RASCOE", 5, 9))
    assert axis.hypothesis == (Stretch("RASCOE", 0, 3), Stretch("MAYNES", 3, 9))


def test_an_empty_reference_has_the_places_of_the_hypothesis() -> None:
    axis = axis_of(between(Side((), ()), said("A: so it is")))
    assert (axis.positions, axis.end, axis.reference, axis.hypothesis) == ((0, 1, 2), 3, (), (Stretch("A", 0, 3),))


def test_voices_without_words_have_times_all_the_same() -> None:
    heard = (schema.Heard(start=1.0, end=2.0, speaker="A"),)
    axis = axis_of(between(Side((), (), heard=heard), Side((), (), heard=heard)))
    assert (axis.unit, axis.positions, axis.end) == ("milliseconds", (), 2000)
    assert axis.reference == axis.hypothesis == (Stretch("A", 1000, 2000),)


@given(st.one_of(conversations(), conversations(each=0.3)), st.one_of(conversations(), conversations(each=0.7)))
def test_everything_lies_on_the_axis(reference: Side, hypothesis: Side) -> None:
    comparison = between(reference, hypothesis)
    axis = axis_of(comparison)
    assert len(axis.positions) == len(comparison.steps)
    assert all(0 <= position <= axis.end for position in axis.positions)
    assert all(0 <= start <= end <= axis.end for _, start, end in (*axis.reference, *axis.hypothesis))
