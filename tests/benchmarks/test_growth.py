"""The curve through measured times."""

from __future__ import annotations

import pytest

from benchmarks.growth import fit


@pytest.mark.parametrize("power", [0.9, 1.0, 1.3])
def test_what_times_were_made_of_is_found_again(power: float) -> None:
    curve = fit({minutes: 9.0 + 6.5 * minutes**power for minutes in (1.0, 5.0, 30.0, 120.0, 360.0)})
    assert curve is not None
    assert curve.start == pytest.approx(9.0, rel=1e-3)
    assert curve.each == pytest.approx(6.5, rel=1e-3)
    assert curve.power == pytest.approx(power, abs=1e-4)
    assert curve.worst < 1e-4
    assert curve.seconds(60.0) == pytest.approx(9.0 + 6.5 * 60.0**power, rel=1e-3)


def test_what_is_off_the_curve_is_told() -> None:
    curve = fit({1.0: 16.0, 5.0: 42.0, 30.0: 260.0, 120.0: 790.0, 360.0: 2400.0})
    assert curve is not None
    assert 0.02 < curve.worst < 0.2


def test_three_points_make_no_curve() -> None:
    assert fit({1.0: 10.0, 5.0: 20.0, 30.0: 100.0}) is None
