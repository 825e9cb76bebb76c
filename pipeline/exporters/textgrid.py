"""Praat's TextGrid, written by praatio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.exporters.fields import UNKNOWN
from pipeline.exporters.tiers import Tier, length_ms, tiers

if TYPE_CHECKING:
    from pipeline.schema import Transcript


def to_textgrid(transcript: Transcript) -> str:
    """A TextGrid in the long format: for each speaker a tier of turns and a tier of words, as in ``tiers``.

    Times are seconds to the millisecond; what overlaps in one tier is moved apart. Turns have their display text, words
    are as they were said. Dropped: paragraphs, full names and roles, evidence, confidence. Format: the chapter
    "TextGrid file formats" of Praat's manual.

    Raises:
        UnsuitableFormatError: A turn has no times.
    """
    from praatio.utilities.textgrid_io import getTextgridAsStr

    found = tiers(transcript, "textgrid") or [Tier(UNKNOWN, "", ())]  # Praat opens no TextGrid without a tier
    end = length_ms(transcript, [tier for tier in found if tier.intervals]) / 1000
    grid = {
        "xmin": 0,
        "xmax": end,
        "tiers": [
            {
                "class": "IntervalTier",
                "name": tier.name,
                "xmin": 0,
                "xmax": end,
                "entries": [(start / 1000, stop / 1000, text) for start, stop, text in tier.intervals],
            }
            for tier in found
        ],
    }
    return str(getTextgridAsStr(grid, "long_textgrid", includeBlankSpaces=True))
