"""One decision for all voices, against going through every way there is."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.conversations import KINDS, load
from pipeline.naming.cases import cases_of
from pipeline.naming.decision import assign, confidence, marginals, probability_at, uncontested
from pipeline.naming.roster import Roster
from pipeline.naming.tracing import Talk
from pipeline.naming.utterances import utterances
from tests.builders import conversation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Scores = Mapping[tuple[str, str], float]

EXACT = 1e-6
CLOSE = 0.005
"""How far messages may be off in talk, where voices and names compete in circles, but weakly."""
SETTLED = 0.05
"""How far beyond 1 the probabilities of a name may add up to where messages have not settled."""
FARTHEST = 0.35
"""How far they may be off where two voices are both almost surely either of two people."""


def tables(voices: int, names: int, least: float = -6.0, most: float = 6.0) -> st.SearchStrategy[Scores]:
    """Tables of scores of some voices and names; not every pair has one."""
    pairs = st.tuples(st.sampled_from("ABCD"[:voices]), st.sampled_from("wxyz"[:names]))
    return st.dictionaries(pairs, st.floats(least, most), max_size=voices * names)


def ways(pairs: list[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], ...]]:
    """Every way of giving names to voices, each at most once, the one that gives none included."""
    for size in range(len(pairs) + 1):
        for chosen in itertools.combinations(pairs, size):
            if len({voice for voice, _ in chosen}) == len({name for _, name in chosen}) == size:
                yield chosen


def counted(scores: Scores) -> dict[tuple[str, str], float]:
    """The marginals, from all ways: the share that those with a pair have in the weight of all."""
    every = weight_of_ways(scores)
    shares = {}
    for (voice, name), score in scores.items():
        others = {pair: score for pair, score in scores.items() if pair[0] != voice and pair[1] != name}
        shares[voice, name] = math.exp(score) * weight_of_ways(others) / every
    return shares


def weight_of_ways(scores: Scores) -> float:
    """The weights of all ways together, name by name; kept apart by the voices that have a name already."""
    weights: dict[frozenset[str], float] = {frozenset(): 1.0}
    for name in dict.fromkeys(name for _, name in scores):
        before = dict(weights)
        for (voice, other), score in scores.items():
            if other == name:
                for named, weight in before.items():
                    if voice not in named:
                        also = named | {voice}
                        weights[also] = weights.get(also, 0.0) + weight * math.exp(score)
    return sum(weights.values())


@given(tables(3, 3))
def test_adding_up_name_by_name_is_adding_up_all_ways(scores: Scores) -> None:
    every = sum(math.exp(sum(scores[pair] for pair in way)) for way in ways(list(scores)))
    assert weight_of_ways(scores) == pytest.approx(every)


def has_circle(scores: Scores) -> bool:
    """Whether voices and names compete in a circle: more pairs than a forest of them could have."""
    group: dict[tuple[int, str], tuple[int, str]] = {}

    def root(node: tuple[int, str]) -> tuple[int, str]:
        while group.setdefault(node, node) != node:
            node = group[node]
        return node

    for voice, name in scores:
        one, other = root((0, voice)), root((1, name))
        if one == other:
            return True
        group[one] = other
    return False


@given(tables(4, 4).filter(lambda scores: not has_circle(scores)))
def test_marginals_are_those_of_all_ways_where_nobody_competes_in_a_circle(scores: Scores) -> None:
    assert marginals(scores) == pytest.approx(counted(scores), abs=EXACT)


@pytest.mark.parametrize("kind", KINDS)
def test_marginals_are_close_to_those_of_all_ways_in_talk(kind: str) -> None:
    circles = 0
    for talk in load(kind):
        if talk.is_held_out:
            continue
        cases = cases_of(Talk(utterances(conversation(*talk.turns))), Roster())
        scores = {(voice, person.name): case.score for (voice, person), case in cases.items()}
        circles += has_circle(scores)
        assert marginals(scores) == pytest.approx(counted(scores), abs=CLOSE)
    assert circles > 50


@settings(max_examples=200)
@given(tables(3, 3))
def test_marginals_are_never_far_from_those_of_all_ways(scores: Scores) -> None:
    assert marginals(scores) == pytest.approx(counted(scores), abs=FARTHEST)


def sums(probabilities: Scores, side: int) -> list[float]:
    """What the probabilities of each voice (side 0) or each name (side 1) add up to."""
    totals: dict[str, float] = defaultdict(float)
    for pair, probability in probabilities.items():
        totals[pair[side]] += probability
    return list(totals.values())


@given(tables(4, 4, -12.0, 12.0))
def test_a_voice_and_a_name_are_given_at_most_once(scores: Scores) -> None:
    probabilities = marginals(scores)
    assert all(total <= 1.0 for total in sums(probabilities, 0))
    assert all(total <= 1.0 + SETTLED for total in sums(probabilities, 1))


@given(tables(4, 4, -1e4, 1e4))
def test_scores_beyond_all_measure_are_still_probabilities(scores: Scores) -> None:
    probabilities = marginals(scores)
    assert set(probabilities) == set(scores)
    assert all(0.0 <= probability <= 1.0 for probability in probabilities.values())


def test_a_single_pair_is_as_probable_as_its_odds_say() -> None:
    assert marginals({("A", "x"): math.log(3)}) == pytest.approx({("A", "x"): 0.75})
    assert marginals({}) == {}


def test_a_name_that_is_surely_anothers_leaves_room_for_the_next() -> None:
    alone = marginals({("A", "x"): 1.0, ("A", "y"): 0.0})["A", "y"]
    taken = marginals({("A", "x"): 1.0, ("A", "y"): 0.0, ("B", "x"): 9.0})["A", "y"]
    assert taken > alone + 0.2


@given(tables(4, 3, 0.0, 1.0), st.floats(0.0, 1.0))
def test_the_best_way_of_all_is_chosen(probabilities: Scores, least: float) -> None:
    def worth(way: Iterable[tuple[str, str]]) -> float:
        return sum(probabilities.get(pair, 0.0) for pair in way)

    every = assign(probabilities, 0.0)
    assert worth(every.items()) == pytest.approx(max(map(worth, ways(list(probabilities)))))
    assert len(set(every.values())) == len(every)
    chosen = assign(probabilities, least)
    assert chosen == {voice: name for voice, name in every.items() if probabilities.get((voice, name), 0.0) >= least}


def test_all_voices_count_together() -> None:
    probabilities = {("A", "x"): 0.9, ("A", "y"): 0.8, ("B", "x"): 0.85}
    assert assign(probabilities, 0.5) == {"A": "y", "B": "x"}
    assert assign(probabilities, 0.84) == {"B": "x"}
    assert assign({}, 0.5) == {}


def test_confidence_and_probability_are_each_others_inverse() -> None:
    for sureness in (0.05, 0.5, 0.8, 0.95):
        assert confidence(probability_at(sureness)) == pytest.approx(sureness)


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_what_is_more_probable_is_surer_and_nothing_is_beyond_doubt(one: float, other: float) -> None:
    assert 0.0 < confidence(one) < 1.0
    assert (one < other) <= (confidence(one) <= confidence(other))


CLEAR, CLOSE_BEHIND, FAR_BEHIND, UNLIKELY = 4.0, 2.5, 1.5, -2.0


@pytest.mark.parametrize(
    ("rival", "kept"), [(CLOSE_BEHIND, False), (FAR_BEHIND, True), (UNLIKELY, True)], ids=["close", "far", "unlikely"]
)
@pytest.mark.parametrize("pair", [("A", "y"), ("B", "x")], ids=["another name", "another voice"])
def test_a_close_rival_means_nobody(pair: tuple[str, str], rival: float, kept: bool) -> None:
    scores = {("A", "x"): CLEAR, pair: rival}
    assert uncontested({"A": "x"}, scores) == ({"A": "x"} if kept else {})


def test_a_name_that_is_unlikely_anyway_has_no_rivals() -> None:
    assert uncontested({"A": "x"}, {("A", "x"): -0.5, ("A", "y"): -1.5}) == {"A": "x"}


def test_who_has_another_place_is_no_rival() -> None:
    scores = {("A", "x"): CLEAR, ("A", "y"): CLOSE_BEHIND, ("B", "y"): CLEAR, ("B", "x"): CLOSE_BEHIND}
    assert uncontested({"A": "x", "B": "y"}, scores) == {"A": "x", "B": "y"}


def test_nothing_chosen_stays_nothing() -> None:
    assert uncontested({}, {("A", "x"): CLEAR}) == {}
