"""Figures of paired runs, limits they are held against, and tables of them."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.runs import Run

Row = tuple[str, ...]


class Limit(NamedTuple):
    """What is asked for, what was measured and how it is written; ``value`` is None where nothing was measured."""

    title: str
    value: float | None
    limit: float
    form: Callable[[float], str]
    least: bool = False
    """The limit is the least that is asked for, not the most."""

    @property
    def row(self) -> Row:
        """Measured, asked for, and whether it is reached."""
        asked = f"{'at least' if self.least else 'at most'} {self.form(self.limit)}"
        if self.value is None:
            return self.title, "not measured", asked, ""
        reached = self.value >= self.limit if self.least else self.value <= self.limit
        return self.title, self.form(self.value), asked, "yes" if reached else "**no**"


def middle(runs: Sequence[Run], read: Callable[[Run], float | None]) -> float | None:
    """The median of what is read of the runs; None where there is nothing."""
    values = [value for run in runs if (value := read(run)) is not None]
    return median(values) if values else None


def paired_ratio(ours: Sequence[Run], theirs: Sequence[Run], read: Callable[[Run], float | None]) -> float | None:
    """How many times as much theirs is as ours, which was measured right before it: the median of the pairs."""
    before = {run.pair: read(run) for run in ours}
    pairs = [(before.get(run.pair), read(run)) for run in theirs]
    ratios = [their / our for our, their in pairs if our and their]
    return median(ratios) if ratios else None


def points(share: float) -> str:
    """A difference of two shares."""
    return f"{100 * share:+.2f} points"


def or_dash(value: float | None, form: str = "{:.2f}") -> str:
    """The value as ``form`` has it, a dash without one."""
    return "-" if value is None else form.format(value)


def table(heads: Sequence[str], rows: Sequence[Row]) -> str:
    """As Markdown, without a newline at its end."""
    lines = (f"| {' | '.join(cells)} |" for cells in rows)
    return "\n".join((f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *lines))
