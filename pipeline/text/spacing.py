"""How words are put beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.languages import UNSPACED_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable


def join(words: Iterable[str], language: str | None) -> str:
    """``words`` as running text."""
    return ("" if language in UNSPACED_LANGUAGES else " ").join(words)
