"""Times as the formats write them.

Seconds become whole milliseconds once, in :func:`milliseconds`, and are split only after that: 59.9996 s is one minute,
never ``00:00:60.000``.
"""

from __future__ import annotations


def milliseconds(seconds: float) -> int:
    """The nearest whole number of milliseconds; ``seconds`` is finite and not negative."""
    return round(seconds * 1000)


def vtt_time(time_ms: int) -> str:
    """``HH:MM:SS.mmm``, as many digits of hours as it takes (WebVTT, section 3.3)."""
    return _split(time_ms, ".")


def srt_time(time_ms: int) -> str:
    """``HH:MM:SS,mmm``, as SubRip writes it."""
    return _split(time_ms, ",")


def clock(time_ms: int) -> str:
    """What people read: ``0:07``, ``12:30``, ``1:02:03``; the second that is running, as players show it."""
    hours, rest = divmod(time_ms // 1000, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def _split(time_ms: int, mark: str) -> str:
    seconds, thousandths = divmod(time_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{mark}{thousandths:03d}"
