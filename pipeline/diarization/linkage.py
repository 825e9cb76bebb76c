"""Centroid linkage of more points than can all be compared with each other.

Linkage compares every point with every other, so its time and memory grow with the square of their number. Beyond a
cap it is done in stages: the points in blocks, each block by itself and only so far that what is left of all blocks can
be compared at once, then that. A block's merges are its closest ones (parts of one voice a second apart), which linkage
of all points would begin with too; and as a merged point keeps its weight, all merges after them are the same as if
nothing had been staged.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Indices = npt.NDArray[np.intp]

_STUCK = 0.9
"""A stage that leaves more than this share of the points has found hardly anything alike within its blocks."""


def staged_linkage(points: Floats, threshold: float, at_once: int) -> tuple[Floats, int]:
    """All merges of ``points`` ``(n, dimensions)``, shape ``(n - 1, 4)`` as of scipy's ``linkage``.

    With them comes the number of those made in stages, which lie block after block instead of closest first. They stay
    within ``threshold``, so that no block merges voices which it tells apart. Where thousands of points are like no
    other, those that were merged from the fewest are counted to the nearest of the rest.
    """
    nodes, weights, numbers = points, np.ones(len(points)), np.arange(len(points))
    merges: list[Floats] = []
    next_number = len(points)
    merged: Callable[[Floats, Floats, int, float], Floats] = merges_of
    while len(nodes) > at_once:
        parts = _blocks(len(nodes), at_once)
        left: list[tuple[Floats, Floats, Indices]] = []
        for part in parts:
            done = merged(nodes[part], weights[part], at_once // len(parts), threshold)
            names = np.concatenate([numbers[part], next_number + np.arange(len(done))])
            next_number += len(done)
            merges.append(_renamed(done, names))
            left.append(_left(done, nodes[part], weights[part], names))
        if sum(map(len, (kept for kept, _, _ in left))) > _STUCK * len(nodes):
            merged = _lightest_attached
        nodes, weights, numbers = (np.concatenate(values) for values in zip(*left, strict=True))
    done = merges_of(nodes, weights)
    merges.append(_renamed(done, np.concatenate([numbers, next_number + np.arange(len(done))])))
    return np.concatenate(merges), next_number - len(points)


def roots(merges: Floats, count: int) -> Indices:
    """The node in which each of ``count`` points has ended after ``merges``."""
    found = np.arange(count + len(merges))
    for node in range(len(merges) - 1, -1, -1):
        found[merges[node, :2].astype(np.intp)] = found[count + node]
    return found[:count]


def grouped(points: Floats, at_once: int) -> Indices:
    """The group of each point, numbered from 0: the closest in each block share one, so that ``at_once`` are left."""
    if len(points) <= at_once:
        return np.arange(len(points))
    parts = _blocks(len(points), at_once)
    found = [roots(merges_of(points[part], np.ones(len(part)), at_once // len(parts)), len(part)) for part in parts]
    apart = [group + 2 * part[0] for group, part in zip(found, parts, strict=True)]  # a block of n has < 2 n nodes
    _, numbered = np.unique(np.concatenate(apart), return_inverse=True)
    return numbered


def merges_of(points: Floats, weights: Floats, left: int = 1, within: float = math.inf) -> Floats:
    """The merges of points that each stand for ``weights`` many, shape ``(merges, 4)``: two nodes, distance, weight.

    The nearest two are merged into their centre of gravity, until ``left`` are left or the nearest are further than
    ``within`` apart. Nodes are numbered as by scipy: the points first, then what each merge made. What is nearest to
    each node is remembered and sought again when it is gone (Müllner, "Modern hierarchical, agglomerative clustering
    algorithms", arXiv 1109.2378, section 3.2).
    """
    squared = _squared_distances(points)
    nearest = squared.argmin(1)
    best = squared[np.arange(len(points)), nearest]
    stale = np.zeros(len(points), bool)
    weights, nodes = weights.copy(), np.arange(len(points))
    merges = np.empty((max(0, len(points) - left), 4))
    for done in range(len(merges)):
        a = int(best.argmin())
        while stale[a]:
            nearest[a] = squared[a].argmin()
            best[a], stale[a] = squared[a, nearest[a]], False
            a = int(best.argmin())
        b = int(nearest[a])
        if best[a] > within * within:
            return merges[:done]
        weight = weights[a] + weights[b]
        merges[done] = min(nodes[a], nodes[b]), max(nodes[a], nodes[b]), math.sqrt(best[a]), weight
        to = (weights[a] * squared[a] + weights[b] * squared[b]) / weight
        to -= weights[a] * weights[b] / weight**2 * best[a]
        np.maximum(to, 0.0, out=to)
        to[a] = best[b] = np.inf
        squared[a] = squared[:, a] = to
        squared[b] = squared[:, b] = np.inf
        weights[a], nodes[a] = weight, len(points) + done
        stale |= (nearest == a) | (nearest == b)
        closer = to < best
        nearest[closer], best[closer], stale[closer] = a, to[closer], False
        nearest[a] = to.argmin()
        best[a], stale[a] = to[nearest[a]], False
    return merges


def _lightest_attached(points: Floats, weights: Floats, left: int, distance: float) -> Floats:
    """Merges after which the ``left`` heaviest points remain, each with those it is the nearest to.

    All get the same ``distance``, as nothing can undo them.
    """
    order = np.argsort(-weights, kind="stable")
    heavy, light = order[:left], order[left:]
    nearest = heavy[_squared_distances(points)[np.ix_(light, heavy)].argmin(1)]
    weights, nodes = weights.copy(), np.arange(len(points))
    merges = np.empty((len(light), 4))
    for done, (point, to) in enumerate(zip(light, nearest, strict=True)):
        weights[to] += weights[point]
        merges[done] = point, nodes[to], distance, weights[to]
        nodes[to] = len(points) + done
    return merges


def _squared_distances(points: Floats) -> Floats:
    """Between all points, shape ``(n, n)``; infinite from each to itself."""
    lengths = (points * points).sum(1)
    squared = points @ points.T
    squared *= -2
    squared += lengths
    squared += lengths[:, np.newaxis]
    np.maximum(squared, 0.0, out=squared)
    np.fill_diagonal(squared, np.inf)
    return squared


def _blocks(count: int, at_once: int) -> list[Indices]:
    return np.array_split(np.arange(count), math.ceil(count / at_once))


def _renamed(merges: Floats, names: Indices) -> Floats:
    """``merges`` with the nodes they speak of under these names."""
    return np.column_stack([np.sort(names[merges[:, :2].astype(np.intp)], axis=1), merges[:, 2:]])


def _left(merges: Floats, points: Floats, weights: Floats, names: Indices) -> tuple[Floats, Floats, Indices]:
    """Centres, weights and names of the nodes that are left of ``points`` after ``merges``."""
    nodes, group = np.unique(roots(merges, len(points)), return_inverse=True)
    weight = np.bincount(group, weights).astype(np.float64)
    centres = np.zeros((len(nodes), points.shape[1]))
    np.add.at(centres, group, points * weights[:, np.newaxis])
    return centres / weight[:, np.newaxis], weight, names[nodes]
