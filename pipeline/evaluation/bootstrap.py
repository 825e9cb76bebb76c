"""Whether a figure has really changed: a paired bootstrap over the units of a text, or over its files.

Before and after are the same units, scored twice. Units are drawn with replacement, the same ones for both, and the
difference of the two rates is looked at each time: it varies as it would for other recordings of this kind.

Source: Bisani and Ney, "Bootstrap estimates for confidence intervals in ASR performance evaluation", ICASSP 2004.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

Ratio = tuple[float, float]
"""Numerator and denominator of one unit's rate."""

FEWEST_UNITS = 5
"""With fewer units than this that hold anything to measure, draws are too much alike to tell."""
CONFIDENCE = 0.95
"""How much of the differences the interval holds."""
_SEED = 2004
_DRAWS_AT_ONCE = 1_000_000


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a rate."""

    before: float | None
    """The rate of all units together; None where the denominators are all 0."""
    after: float | None
    difference: float | None
    """After minus before."""
    low: float | None
    """The interval that holds the middle 95 % of the differences drawn; None where nothing could be drawn."""
    high: float | None
    probability_better: float | None
    """Share of the draws in which the rate is better after than before."""
    verdict: Literal["better", "worse", "unclear", "same"]
    """``same`` where no unit has changed; ``better`` and ``worse`` only where the interval excludes 0."""


def compare_ratios(
    before: Sequence[Ratio],
    after: Sequence[Ratio],
    better: Literal["lower", "higher"],
    resamples: int = 10_000,
) -> Change:
    """How the rate of all units together has changed; the same units give the same answer every time.

    Args:
        before: Each unit as it was scored first.
        after: The same units, in the same order, as they are scored now.
        better: Which way is better.
        resamples: How often as many units as there are are drawn.

    Raises:
        ValueError: There are not as many units after as before.
    """
    pairs = list(zip(before, after, strict=True))
    old, new = _rate(before), _rate(after)
    difference = None if old is None or new is None else new - old
    if pairs and all(_equal(*pair) for pair in pairs):
        zero = None if difference is None else 0.0
        return Change(old, new, zero, zero, zero, zero, "same")
    filled = sum(any(one) or any(other) for one, other in pairs)  # most sentences hold no figure, for example
    if difference is None or filled < FEWEST_UNITS:
        return Change(old, new, difference, None, None, None, "unclear")
    drawn = _differences(before, after, resamples)
    if not drawn.size:
        return Change(old, new, difference, None, None, None, "unclear")
    low, high = _interval(drawn)
    if difference == low == high == 0:  # other counts, the same figure: no mistake here, and none there
        return Change(old, new, 0.0, 0.0, 0.0, 0.0, "same")
    improved = drawn < 0 if better == "lower" else drawn > 0
    return Change(old, new, difference, low, high, float(improved.mean()), _verdict(low, high, better))


def _verdict(low: float, high: float, better: Literal["lower", "higher"]) -> Literal["better", "worse", "unclear"]:
    if low <= 0 <= high:
        return "unclear"
    return "better" if (high < 0) == (better == "lower") else "worse"


def _equal(one: Ratio, other: Ratio) -> bool:
    """Whether a unit is what it was; sums of seconds are not exact."""
    return all(math.isclose(here, there, rel_tol=1e-9, abs_tol=1e-9) for here, there in zip(one, other, strict=True))


def _rate(units: Sequence[Ratio]) -> float | None:
    whole = math.fsum(denominator for _, denominator in units)
    return math.fsum(numerator for numerator, _ in units) / whole if whole else None


def _differences(before: Sequence[Ratio], after: Sequence[Ratio], resamples: int) -> npt.NDArray[np.float64]:
    """After minus before, of each draw that has a rate on both sides."""
    import numpy as np

    generator = np.random.default_rng(_SEED)
    units = len(before)
    columns = np.hstack([np.asarray(before, np.float64), np.asarray(after, np.float64)])
    sums = []
    most = max(1, _DRAWS_AT_ONCE // units)
    for start in range(0, resamples, most):
        draws = min(most, resamples - start)
        drawn = generator.integers(0, units, (draws, units))
        drawn += units * np.arange(draws)[:, np.newaxis]  # so that one count serves all draws
        times = np.bincount(drawn.ravel(), minlength=draws * units).reshape(draws, units)
        sums.append(times.astype(np.float64) @ columns)
    total = np.vstack(sums)
    total = total[(total[:, 1] != 0) & (total[:, 3] != 0)]
    differences: npt.NDArray[np.float64] = total[:, 2] / total[:, 3] - total[:, 0] / total[:, 1]
    return differences


def _interval(differences: npt.NDArray[np.float64]) -> tuple[float, float]:
    import numpy as np

    low, high = np.quantile(differences, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)
