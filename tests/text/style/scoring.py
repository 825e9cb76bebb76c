"""What a transcript is scored by: no rule may change it where it corrects nothing."""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whisper.normalizers import EnglishTextNormalizer


def scored(text: str) -> str:
    """``text`` as Whisper's normaliser of English hands it to the word error rate."""
    return str(_normaliser()(text))


@cache
def _normaliser() -> EnglishTextNormalizer:
    from whisper.normalizers import EnglishTextNormalizer

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves the file of its spellings open
        return EnglishTextNormalizer()
