"""How words are put beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

UNSPACED_LANGUAGES = frozenset({"zh", "ja", "th", "lo", "my", "yue"})
"""Languages written without blanks between words, as Whisper counts them (openai/whisper, tokenizer.py)."""


def join(words: Iterable[str], language: str | None) -> str:
    """``words`` as running text."""
    return ("" if language in UNSPACED_LANGUAGES else " ").join(words)
