"""How time grows with length: a curve through what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

LEAST = 4
"""Lengths without which no curve is laid: it has three numbers, and through three points one always goes."""


class Growth(NamedTuple):
    """``start + each * minutes ** power`` seconds."""

    start: float
    each: float
    power: float
    worst: float
    """The greatest share by which a measured time is off the curve."""

    def seconds(self, minutes: float) -> float:
        """What the curve says."""
        return float(self.start + self.each * minutes**self.power)


def fit(measured: Mapping[float, float]) -> Growth | None:
    """The curve with the least sum of squared relative deviations from ``measured``: seconds by minutes of sound.

    None for fewer lengths than :data:`LEAST`.
    """
    if len(measured) < LEAST:
        return None
    import numpy as np
    from scipy.optimize import least_squares

    minutes, seconds = np.array(sorted(measured.items())).T

    def deviations(numbers: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.asarray((numbers[0] + numbers[1] * minutes ** numbers[2]) / seconds - 1)

    first = (seconds[0] / 2, seconds[-1] / minutes[-1], 1.0)
    found = least_squares(deviations, first, bounds=([0, 0, 0], np.inf), x_scale=first)
    start, each, power = (float(number) for number in found.x)
    return Growth(start, each, power, float(np.abs(found.fun).max()))
