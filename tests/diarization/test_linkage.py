"""Linkage in stages, held against scipy's of all points at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, is_valid_linkage, linkage

from pipeline.diarization.linkage import grouped, merges_of, roots, staged_linkage

if TYPE_CHECKING:
    import numpy.typing as npt

    Points = npt.NDArray[np.float64]

THRESHOLD = 0.65
VOICES = np.eye(24)[:6] * 0.96
"""Centres of six voices, which are further apart than the threshold."""


def unit(points: Points) -> Points:
    return np.asarray(points / np.linalg.norm(points, axis=1, keepdims=True))


def heard(voices: npt.NDArray[np.int64], seed: int = 0) -> Points:
    """A voiceprint of each of ``voices``, as far from the voice's centre as those of 10 s windows are."""
    spread = np.random.default_rng(seed).normal(size=(len(voices), VOICES.shape[1]))
    return unit(VOICES[voices] + 0.3 * unit(spread))


def scattered(count: int, seed: int = 0) -> Points:
    return unit(np.random.default_rng(seed).normal(size=(count, 24)))


def same_partition(left: npt.NDArray[np.integer], right: npt.NDArray[np.integer]) -> bool:
    pairs = set(zip(left.tolist(), right.tolist(), strict=True))
    return len(pairs) == len(set(left.tolist())) == len(set(right.tolist()))


def test_merges_are_those_of_scipy() -> None:
    points = scattered(200)

    np.testing.assert_allclose(merges_of(points, np.ones(200)), linkage(points, "centroid"), atol=1e-12)


def test_a_point_of_some_weight_is_merged_like_so_many_points() -> None:
    points = scattered(80)
    weights = np.random.default_rng(1).integers(1, 6, 80)

    together = linkage(np.repeat(points, weights, axis=0), "centroid")[-79:]

    np.testing.assert_allclose(merges_of(points, weights.astype(float))[:, 2:], together[:, 2:], atol=1e-12)


def test_merging_ends_when_so_many_are_left_or_the_nearest_are_too_far_apart() -> None:
    points = heard(np.arange(60) % 6)

    every = merges_of(points, np.ones(60))
    some = merges_of(points, np.ones(60), left=20)
    near = merges_of(points, np.ones(60), within=THRESHOLD)

    np.testing.assert_array_equal(some, every[:40])
    np.testing.assert_array_equal(near, every[:54])
    assert every[54, 2] > THRESHOLD


def test_roots_are_the_clusters_that_scipy_finds_after_so_many_merges() -> None:
    merges = linkage(scattered(100), "centroid")
    order = merges.copy()
    order[:, 2] = np.arange(99)

    for count in (0, 1, 50, 99):
        assert same_partition(roots(merges[:count], 100), fcluster(order, count - 1, criterion="distance"))


@pytest.mark.parametrize(
    "voices",
    [
        np.arange(600) % 6,  # all of them in every block
        np.arange(600) // 100,  # each in its own part of the recording
        np.where(np.arange(600) % 50 == 7, 5, np.arange(600) % 2),  # one that is heard once in each block
    ],
    ids=["everywhere", "one after the other", "now and then"],
)
def test_in_stages_the_clusters_are_those_of_all_points_at_once(voices: npt.NDArray[np.int64]) -> None:
    points = heard(voices)

    merges, staged = staged_linkage(points, THRESHOLD, at_once=60)

    assert is_valid_linkage(merges)
    assert 600 - 60 <= staged < 599
    found = fcluster(merges, THRESHOLD, criterion="distance")
    assert same_partition(found, fcluster(linkage(points, "centroid"), THRESHOLD, criterion="distance"))
    assert same_partition(found, voices)


def test_below_the_cap_nothing_is_staged() -> None:
    points = scattered(60)

    merges, staged = staged_linkage(points, THRESHOLD, at_once=60)

    assert staged == 0
    np.testing.assert_allclose(merges, linkage(points, "centroid"), atol=1e-12)


def test_among_many_points_that_are_like_no_other_voices_stay_apart() -> None:
    voices = np.arange(400) % 6
    nobody = np.random.default_rng(2).random(400) < 0.3
    points = np.where(nobody[:, np.newaxis], scattered(400), heard(voices))

    merges, _ = staged_linkage(points, THRESHOLD, at_once=50)

    assert is_valid_linkage(merges)
    found = fcluster(merges, THRESHOLD, criterion="distance")
    assert same_partition(found[~nobody], voices[~nobody])


def test_points_that_are_all_unlike_are_staged_all_the_same() -> None:
    points = np.eye(90)

    merges, staged = staged_linkage(points, THRESHOLD, at_once=20)

    assert is_valid_linkage(merges)
    assert staged >= 70
    assert merges[-1, 3] == 90


def test_points_are_grouped_only_where_they_are_too_many_and_then_the_closest() -> None:
    points = heard(np.arange(300) % 6)

    np.testing.assert_array_equal(grouped(points, at_once=300), np.arange(300))
    groups = grouped(points, at_once=100)

    assert set(groups) == set(range(99))  # 33 of each of the three blocks
    assert all(len(set((np.flatnonzero(groups == group) % 6).tolist())) == 1 for group in range(99))
