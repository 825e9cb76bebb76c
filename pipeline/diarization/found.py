"""What a pipeline has found, before it is cut to the recording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Found:
    """Who was heard when: start, end (s) and label of each turn, those without crosstalk, and each label's voiceprint.

    Voiceprints are of any length; that of a voice that is never heard clearly is missing, or not finite.
    """

    turns: list[tuple[float, float, str]]
    exclusive: list[tuple[float, float, str]]
    voiceprints: dict[str, npt.NDArray[Any]]
