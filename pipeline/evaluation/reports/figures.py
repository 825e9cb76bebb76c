"""Figures in words: with their unit, with the counts behind them, beside a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.evaluation.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.evaluation.reports.document import FileResult, Number, Pooled, ThresholdResult

NOTHING = "-"
"""Stands where there was nothing to measure."""

MAIN: Mapping[str, str] = {
    "wer": "WER",
    "cpwer": "cpWER",
    "wder": "WDER",
    "name_accuracy": "names",
    "der": "DER",
    "punctuation": "punct.",
    "paragraphs": "parag.",
}
"""The measures that have a column in tables of files, and what it is headed."""

_THINGS: Mapping[str, str] = {
    "cer": "characters",
    "people_named": "people",
    "windowdiff": "stretches",
    "jer": "speakers",
    "jer_collar": "speakers",
}
"""What a measure counts where it is not words."""


def figure(key: str, value: Number | None) -> str:
    """A measure's figure with its unit."""
    if value is None:
        return NOTHING
    unit = MEASURES[key].unit
    if unit == "share":
        return f"{100 * value:.2f} %"
    return f"{value:g} ms" if unit == "milliseconds" else f"{value:g}"


def change(key: str, difference: Number) -> str:
    """How far a measure's figure has moved: shares in points of a per cent."""
    if MEASURES[key].unit == "share":
        return f"{100 * difference:+.2f}"
    return f"{difference:+g}"


def counts(key: str, results: FileResult | Pooled) -> str:
    """What a measure's figure was made of."""
    found = results.measures[key]
    if key == "speaker_count":
        return f"{results.people.hypothesis} found, {results.people.reference} there"
    if found.value is None:
        return ""
    things = _THINGS.get(key, "words")
    if key in results.edits:
        edits = results.edits[key]
        kinds = f"{edits.substitutions} sub, {edits.deletions} del, {edits.insertions} ins"
        return f"{found.numerator} of {edits.reference} {things} ({kinds})"
    if key in results.speech:
        seconds = results.speech[key]
        kinds = f"{seconds.missed:.1f} missed, {seconds.false_alarm:.1f} false, {seconds.confusion:.1f} confused"
        return f"{found.numerator:.1f} of {seconds.speech:.1f} s ({kinds})"
    if key in results.retrieved:
        retrieved = results.retrieved[key]
        return f"{retrieved.both} right, {retrieved.hypothesis} found, {retrieved.reference} there"
    if key in {"jer", "jer_collar"} or found.numerator is None:
        return f"of {found.denominator} {things}"
    return f"{found.numerator} of {found.denominator} {things}"


def verdict(threshold: ThresholdResult) -> str:
    """The figure beside its limit."""
    if threshold.value is None:
        return f"{threshold.measure} could not be measured"
    bound = "at most {} is allowed" if threshold.kind == "max" else "at least {} is required"
    return f"{threshold.measure} is {_apart(threshold.value, threshold.limit)}, {bound.format(f'{threshold.limit:g}')}"


def _apart(value: Number, limit: float) -> str:
    """``value`` with four digits after the point at most, or so many that it is not mistaken for ``limit``."""
    digits = next((digits for digits in (4, 6, 8, 12) if round(value, digits) != limit), 17)
    return f"{round(value, digits):.{digits}f}".rstrip("0").rstrip(".")
