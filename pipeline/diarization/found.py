"""What a pipeline has found, before it is cut to the recording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    import numpy.typing as npt

_Voice = TypeVar("_Voice", bound="Hashable")


@dataclass(frozen=True, slots=True)
class Found:
    """Who was heard when: start, end (s) and label of each turn, those without crosstalk, and each label's voiceprint.

    Voiceprints are of any length; that of a voice that is never heard clearly is missing, or not finite.
    """

    turns: list[tuple[float, float, str]]
    exclusive: list[tuple[float, float, str]]
    voiceprints: dict[str, npt.NDArray[Any]]


def labels_in_order(heard: Iterable[_Voice]) -> dict[_Voice, str]:
    """A label for each voice, numbered in the order of ``heard``: how clusters are numbered is a matter of rounding."""
    return {voice: f"SPEAKER_{number:02d}" for number, voice in enumerate(dict.fromkeys(heard))}
