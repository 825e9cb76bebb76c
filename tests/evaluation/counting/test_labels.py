from __future__ import annotations

import random
import time
from itertools import permutations
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.counting.labels import (
    SpeakerScore,
    count_names,
    count_speakers,
    count_wrong_speakers,
    score_speakers,
)
from pipeline.evaluation.counts import ErrorCounts, Keyed, Retrieval, Share, SpeakerCounts
from pipeline.evaluation.sides import Side
from pipeline.schema import Heard
from tests.evaluation.conversations import between, conversations, parts, said, speakers

if TYPE_CHECKING:
    from pipeline.evaluation.comparison import Comparison

CUTS = st.lists(st.integers(0, 40), max_size=4)


def wder(reference: Side, hypothesis: Side) -> Share:
    comparison = between(reference, hypothesis)
    return count_wrong_speakers(comparison, comparison.steps)


def names(reference: Side, hypothesis: Side) -> Retrieval:
    comparison = between(reference, hypothesis)
    return count_names(comparison, comparison.steps)


def by_speaker(reference: Side, hypothesis: Side) -> Keyed[SpeakerScore]:
    comparison = between(reference, hypothesis)
    return score_speakers(comparison, comparison.steps)


def fewest_wrong(comparison: Comparison) -> int:
    """The same by trying all one-to-one matchings of at most four speakers."""
    labels = [
        (comparison.reference_speaker(pair.reference), comparison.hypothesis_speaker(pair.hypothesis))
        for pair in comparison.pairs
    ]
    known = [(expected, found) for expected, found in labels if expected is not None]
    return min(
        sum(dict(zip("ABCD", order, strict=True)).get(found or "") != expected for expected, found in known)
        for order in permutations("ABCD")
    )


def test_words_are_under_the_wrong_speaker_whatever_the_labels_are_called() -> None:
    reference = said("ANNA: one two three", "BEN: four five", "ANNA: six")
    assert wder(reference, said("S1: one two three", "S2: four five six")) == Share(1, 6)
    assert wder(reference, said("BEN: one two three", "ANNA: four five", "BEN: six")) == Share(0, 6)


def test_the_matching_is_the_best_of_all_words_and_not_the_best_of_each_label() -> None:
    # S1 says 4 of ANNA and 3 of BEN, S2 says 3 of ANNA: 3 + 3 is better than 4 + 0
    reference = said("ANNA: a b c d", "BEN: e f g", "ANNA: h i j")
    assert wder(reference, said("S1: a b c d", "S1: e f g", "S2: h i j")) == Share(4, 10)


def test_substituted_words_count_and_deleted_or_inserted_ones_do_not() -> None:
    reference = said("ANNA: one two", "BEN: three four")
    assert wder(reference, said("ANNA: one zwei drei", "BEN: four five six")) == Share(1, 4)
    assert wder(reference, said("ANNA: one two", "BEN: four")) == Share(0, 3)


def test_unknown_speakers_are_left_out_in_the_reference_and_wrong_in_the_hypothesis() -> None:
    reference = said("-: one two", "ANNA: three four")
    assert wder(reference, said("ANNA: one two", "ANNA: three", "-: four")) == Share(1, 2)


def test_without_speakers_on_one_side_nothing_is_measured() -> None:
    labelled, bare = said("ANNA: one two"), said("-: one two")
    for reference, hypothesis in ((labelled, bare), (bare, labelled), (labelled, said()), (said(), said())):
        comparison = between(reference, hypothesis)
        assert count_wrong_speakers(comparison, comparison.steps) == Share()
        assert count_names(comparison, comparison.steps) == Retrieval()
        assert count_speakers(comparison) == SpeakerCounts()
        assert all(score.names == Retrieval() for score in score_speakers(comparison, comparison.steps).values())


def test_names_count_by_who_is_meant_and_not_by_the_best_matching() -> None:
    reference = said("RASCOE: one two three", "MAYNES: four five")
    assert names(reference, said("RASCOE: one two three", "MAYNES: four five")) == Retrieval(5, 5, 5)
    assert names(reference, said("MAYNES: one two three", "RASCOE: four five")) == Retrieval(0, 5, 5)
    assert names(reference, said("RASCOE: one two", "SPEAKER_2: three", "MAYNES: four five")) == Retrieval(4, 5, 4)
    assert names(reference, said("SPEAKER_1: one two three", "SPEAKER_2: four five")) == Retrieval(0, 5, 0)


def test_a_full_name_is_the_person_that_a_label_names() -> None:
    hypothesis = said("A: one two", "MAYNES: three")
    hypothesis = Side(hypothesis.tokens, hypothesis.blocks, speakers(("A", "MAYNES"), A="Ayesha Rascoe"))
    assert names(said("RASCOE: one two", "MAYNES: three"), hypothesis) == Retrieval(3, 3, 3)


def test_a_name_on_words_of_an_unnamed_person_is_wrong_and_of_nobody_known_is_left_out() -> None:
    reference = said("RASCOE: one two", "UNIDENTIFIED PERSON: three", "-: four")
    assert names(reference, said("RASCOE: one two three four")) == Retrieval(2, 2, 3)


def test_a_reference_that_names_nobody_measures_no_names() -> None:
    assert names(said("SPEAKER_1: one"), said("RASCOE: one")) == Retrieval()


def test_people_are_counted_who_say_something() -> None:
    reference = said("RASCOE: one two", "MAYNES: three", "SPEAKER_1: four")
    silent = Side(reference.tokens, reference.blocks, speakers(("RASCOE", "MAYNES", "SPEAKER_1", "TOKAYEV")))
    hypothesis = said("RASCOE: one two three four")
    assert count_speakers(between(silent, hypothesis)) == SpeakerCounts(3, 1, 2, Share(1, 2))
    assert count_speakers(between(hypothesis, silent)) == SpeakerCounts(1, 3, 2, Share(1, 1))


def test_people_of_a_side_without_words_are_those_who_are_heard() -> None:
    turns = tuple(Heard(start=i, end=i + 1, speaker=label) for i, label in enumerate(("A", "MAYNES", "A")))
    heard = Side((), (), speakers(("A", "MAYNES")), turns)
    assert count_speakers(between(said("MAYNES: one"), heard)) == SpeakerCounts(1, 2, 1, Share(1, 1))
    assert count_speakers(between(heard, heard)) == SpeakerCounts(2, 2, 0, Share(1, 1))


def test_errors_and_names_are_those_of_each_speaker_of_the_reference() -> None:
    reference = said("RASCOE: a b c d", "MAYNES: e f")
    assert by_speaker(reference, said("RASCOE: a x d", "SPEAKER_1: e", "RASCOE: f")) == {
        "RASCOE": SpeakerScore(ErrorCounts(4, 1, 1, 0), Retrieval(3, 3, 4)),
        "MAYNES": SpeakerScore(ErrorCounts(2, 0, 0, 0), Retrieval(0, 2, 0)),
    }


def test_an_inserted_word_belongs_to_whoever_says_the_word_before_it_and_at_the_start_to_the_first() -> None:
    reference = said("RASCOE: a b", "MAYNES: c")
    scores = by_speaker(reference, said("MAYNES: x y a b z c u"))
    assert scores["RASCOE"].words == ErrorCounts(2, 0, 0, 3)
    assert scores["MAYNES"].words == ErrorCounts(1, 0, 0, 1)


def test_errors_of_nobody_known_belong_to_nobody() -> None:
    assert by_speaker(said("-: a b", "MAYNES: c"), said("MAYNES: a x y c")).keys() == {"MAYNES"}
    assert by_speaker(said(), said("MAYNES: a x y c")) == {}


@given(conversations("ABCD-"), conversations("ABCD-"))
def test_no_matching_of_speakers_leaves_fewer_words_wrong(reference: Side, hypothesis: Side) -> None:
    comparison = between(reference, hypothesis)
    if comparison.has_speakers:
        assert count_wrong_speakers(comparison, comparison.steps).part == fewest_wrong(comparison)


@given(conversations(), conversations(), CUTS)
def test_counts_of_stretches_add_up(reference: Side, hypothesis: Side, cuts: list[int]) -> None:
    comparison = between(reference, hypothesis)
    stretches = parts(comparison.steps, cuts)
    whole = comparison.steps
    assert Share.total(count_wrong_speakers(comparison, part) for part in stretches) == count_wrong_speakers(
        comparison, whole
    )
    assert Retrieval.total(count_names(comparison, part) for part in stretches) == count_names(comparison, whole)
    scores = [score_speakers(comparison, part) for part in stretches]
    assert sum(scores, start=Keyed[SpeakerScore]()) == score_speakers(comparison, whole)


@given(conversations(("RASCOE", "MAYNES", "-")))
def test_a_conversation_against_itself_has_everybody_right(side: Side) -> None:
    assert wder(side, side).part == 0
    found = names(side, side)
    assert found.both == found.reference == found.hypothesis
    counts = count_speakers(between(side, side))
    assert (counts.off, counts.named.part) == (0, counts.named.whole)
    assert all(score.words.errors == 0 for score in by_speaker(side, side).values())


def test_thousands_of_speakers_take_seconds() -> None:
    numbers = random.Random(7)  # noqa: S311 - the same at every run
    reference = said(*(f"Anna{numbers.randrange(4000)}: w{i} v{i}" for i in range(8000)))
    hypothesis = said(*(f"Anna{numbers.randrange(4000)}: w{i} v{i}" for i in range(8000)))
    comparison = between(reference, hypothesis)
    start = time.perf_counter()
    wrong = count_wrong_speakers(comparison, comparison.steps)
    for place in range(0, len(comparison.steps), 10):
        stretch = comparison.steps[place : place + 10]
        count_names(comparison, stretch)
        score_speakers(comparison, stretch)
    assert wrong.whole == 16000
    assert wrong.part < 16000 - 4000  # nearly everybody can be matched with somebody
    assert time.perf_counter() - start < 20
