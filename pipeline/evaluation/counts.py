"""Counts that add: every figure is a count, or a rate over counts, so that files, speakers and stretches pool exactly.

Each class has a neutral element, made without arguments. A rate over nothing is None, never 0.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

C = TypeVar("C", bound="Counts")


@dataclass(frozen=True, slots=True)
class Counts:
    """Base: the sum of two is the sum of every field."""

    def __add__(self, other: Self) -> Self:
        """The counts of both."""
        return type(self)(*(getattr(self, item.name) + getattr(other, item.name) for item in fields(self)))

    @classmethod
    def total(cls, parts: Iterable[Self]) -> Self:
        """The sum of all ``parts``; the neutral element of none."""
        return sum(parts, start=cls())


class Keyed(dict[str, C]):
    """Counts under names; the sum of two has the names of both."""

    def __add__(self, other: Keyed[C]) -> Keyed[C]:
        """The counts of both."""
        result = Keyed(self)
        for key, counts in other.items():
            result[key] = result[key] + counts if key in result else counts
        return result


@dataclass(frozen=True, slots=True)
class ErrorCounts(Counts):
    """Edits that turn a reference into a hypothesis, in words or characters."""

    reference: int = 0
    substitutions: int = 0
    deletions: int = 0
    insertions: int = 0

    @classmethod
    def of_kinds(cls, kinds: Counter[str]) -> Self:
        """The counts of an alignment, given how often each kind of step is in it."""
        substitutions, deletions = kinds["substitution"], kinds["deletion"]
        return cls(kinds["equal"] + substitutions + deletions, substitutions, deletions, kinds["insertion"])

    @property
    def errors(self) -> int:
        """All edits."""
        return self.substitutions + self.deletions + self.insertions

    @property
    def rate(self) -> float | None:
        """Edits for each word or character of the reference; above 1 where more is wrong than there should be."""
        return _over(self.errors, self.reference)


@dataclass(frozen=True, slots=True)
class Share(Counts):
    """A part of a whole."""

    part: int = 0
    whole: int = 0

    @property
    def rate(self) -> float | None:
        """Part over whole."""
        return _over(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Retrieval(Counts):
    """What a reference has, what a hypothesis has, and what both have, of one kind of thing."""

    both: int = 0
    reference: int = 0
    hypothesis: int = 0

    @property
    def precision(self) -> float | None:
        """Of what the hypothesis has, the share that the reference has too."""
        return _over(self.both, self.hypothesis)

    @property
    def recall(self) -> float | None:
        """Of what the reference has, the share that the hypothesis has too."""
        return _over(self.both, self.reference)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None where neither has any."""
        return _over(2 * self.both, self.reference + self.hypothesis)


@dataclass(frozen=True, slots=True)
class DiarizationCounts(Counts):
    """Seconds of speech, and of what went wrong with it."""

    speech: float = 0.0
    missed: float = 0.0
    false_alarm: float = 0.0
    confusion: float = 0.0

    @property
    def wrong(self) -> float:
        """All seconds that are wrong."""
        return self.missed + self.false_alarm + self.confusion

    @property
    def error_rate(self) -> float | None:
        """Wrong seconds for each second of reference speech."""
        return _over(self.wrong, self.speech)


@dataclass(frozen=True, slots=True)
class JaccardCounts(Counts):
    """The Jaccard errors of the reference speakers, each between 0 and 1, and how many speakers there are."""

    errors: float = 0.0
    speakers: int = 0

    @property
    def rate(self) -> float | None:
        """Mean error of a speaker (JER)."""
        return _over(self.errors, self.speakers)


@dataclass(frozen=True, slots=True)
class SpeakerCounts(Counts):
    """How many people speak: in the reference, in the hypothesis, and by how many that is wrong in each file."""

    reference: int = 0
    hypothesis: int = 0
    off: int = 0
    """Absolute differences, so that one too many here and one too few there do not cancel."""
    named: Share = field(default_factory=Share)
    """Of the reference's people who have names, those who are in the hypothesis under their name."""


@dataclass(frozen=True, slots=True)
class TimeErrors(Counts):
    """How far off times are: how often each difference, in whole milliseconds, occurs."""

    times: Counter[int] = field(default_factory=Counter)

    def percentile(self, share: float) -> int | None:
        """The smallest difference (ms) that at least ``share`` of all do not exceed."""
        wanted, seen = share * self.times.total(), 0
        for difference, count in sorted(self.times.items()):
            seen += count
            if seen >= wanted:
                return difference
        return None


def _over(part: float, whole: float) -> float | None:
    return part / whole if whole else None
