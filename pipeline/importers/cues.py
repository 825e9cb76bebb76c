"""What SubRip and WebVTT share: cues, and the times on their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TIME = r"(?:(\d{1,4}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
ARROW = "-->"


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown for a while."""

    line: int
    """Of its times, counted from 1."""
    start: float
    """Seconds."""
    end: float
    text: str
    """Its lines, mark-up included."""


def times_of(line: str) -> tuple[float, float] | None:
    """The two times (seconds) of a line like ``00:01.500 --> 00:03.000``, whatever settings follow; else None.

    Hours may be missing, and a comma stands for a point: both formats are written with the other's habits.
    """
    found = _TIMING.fullmatch(line)
    if found is None:
        return None
    parts = found.groups()
    return _seconds(*parts[:4]), _seconds(*parts[4:])


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> float:
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole + int(fraction.ljust(3, "0")) / 1000
