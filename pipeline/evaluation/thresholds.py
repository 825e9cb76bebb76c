"""Limits that figures must keep: what makes a validation pass or fail."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple

from pydantic import ConfigDict, Field

from pipeline.errors import InvalidValueError, UnknownChoiceError
from pipeline.evaluation.measures import MEASURES

if TYPE_CHECKING:
    from pipeline.evaluation.score import Score

_Limit = Annotated[float, Field(strict=True, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The most or the least that a measure's figure may be, by the measure's key.

    Raises:
        UnknownChoiceError: There is no such measure.
        InvalidValueError: A limit is not a finite number, or one that no figure could miss or keep.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    max: dict[str, _Limit] = field(default_factory=dict)
    min: dict[str, _Limit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kind, limits in (("max", self.max), ("min", self.min)):
            for measure, limit in limits.items():
                if measure not in MEASURES:
                    raise UnknownChoiceError("measure", measure, MEASURES, where=f"thresholds.{kind}")
                _require_sense(f"thresholds.{kind}.{measure}", measure, kind, limit)

    def merged(self, other: Thresholds) -> Thresholds:
        """These limits and the ``other`` ones, which win where both have one: a file's, and the command line's."""
        return Thresholds(max=self.max | other.max, min=self.min | other.min)


def _require_sense(where: str, measure: str, kind: str, limit: float) -> None:
    """Refuse what can only be a slip: percent for a share, a ceiling on what should be high."""
    if not math.isfinite(limit):
        raise InvalidValueError(where, f"{limit} is not a finite number")
    better = MEASURES[measure].better
    if (kind == "max") != (better == "lower"):
        other = "max" if kind == "min" else "min"
        raise InvalidValueError(where, f"of {measure}, {better} is better", f"Say {other} instead.")
    if limit < 0 or (MEASURES[measure].unit == "share" and limit > 1):
        raise InvalidValueError(where, f"{limit:g} cannot be meant", "A share is a number from 0 to 1: 5 % is 0.05.")


class Verdict(NamedTuple):
    """Whether a figure keeps a limit."""

    measure: str
    kind: Literal["max", "min"]
    limit: float
    value: float | None
    """None where there was nothing to measure, which no limit lets pass."""
    passed: bool


def parse_limit(text: str) -> tuple[str, float]:
    """What ``wer=0.05`` says: a measure's key and a number.

    Raises:
        InvalidValueError: It is not of this form, or the number is none.
        UnknownChoiceError: There is no such measure.
    """
    measure, separator, number = (part.strip() for part in text.partition("="))
    if not separator:
        raise InvalidValueError("--max/--min", f"{text!r} is not of the form MEASURE=NUMBER", "For example: wer=0.05")
    if measure not in MEASURES:
        raise UnknownChoiceError("measure", measure, MEASURES, where="--max/--min")
    try:
        limit = float(number)
    except ValueError:
        limit = math.nan
    if not math.isfinite(limit):
        raise InvalidValueError(
            "--max/--min", f"{number!r} is not a finite number, in {text!r}", f"For example: {measure}=0.05"
        )
    return measure, limit


def check(thresholds: Thresholds, score: Score) -> tuple[Verdict, ...]:
    """Whether ``score`` keeps each limit, in the order of the measures; a figure right at its limit does."""
    verdicts = []
    for key, measure in MEASURES.items():
        value = measure.read(score).value
        if (most := thresholds.max.get(key)) is not None:
            verdicts.append(Verdict(key, "max", most, value, value is not None and value <= most))
        if (least := thresholds.min.get(key)) is not None:
            verdicts.append(Verdict(key, "min", least, value, value is not None and value >= least))
    return tuple(verdicts)
