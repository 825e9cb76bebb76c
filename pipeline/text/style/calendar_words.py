"""The months, in full and as they are shortened."""

from __future__ import annotations

MONTHS = tuple("January February March April May June July August September October November December".split())
SHORT_MONTHS = {name[:3]: i for i, name in enumerate(MONTHS) if name != "May"} | {"Sept": 8}
"""Which of :data:`MONTHS` the short ones are."""
MONTH_WORDS = frozenset(name.lower() for name in MONTHS)
"""The months in lower case."""
