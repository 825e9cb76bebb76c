from __future__ import annotations

import pytest

from pipeline.exporters.timestamps import clock, milliseconds, srt_time, vtt_time


@pytest.mark.parametrize(
    ("seconds", "vtt", "srt", "shown"),
    [
        (0.0, "00:00:00.000", "00:00:00,000", "0:00"),
        (7.0154, "00:00:07.015", "00:00:07,015", "0:07"),
        (59.9996, "00:01:00.000", "00:01:00,000", "1:00"),
        (3599.9999, "01:00:00.000", "01:00:00,000", "1:00:00"),
        (3723.5, "01:02:03.500", "01:02:03,500", "1:02:03"),
        (360000.001, "100:00:00.001", "100:00:00,001", "100:00:00"),
    ],
)
def test_a_time_is_rounded_before_it_is_split(seconds: float, vtt: str, srt: str, shown: str) -> None:
    whole = milliseconds(seconds)
    assert (vtt_time(whole), srt_time(whole), clock(whole)) == (vtt, srt, shown)


def test_every_millisecond_of_the_schema_survives() -> None:
    assert [milliseconds(ms / 1000) for ms in range(10_800_000, 10_900_000, 7)] == [*range(10_800_000, 10_900_000, 7)]
