"""The prompt: names that a recogniser is shown before it listens, so that it spells them as they are spelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TOKENS = 40
"""How long a prompt may be: seven to ten names. Longer ones cost more words than they mend: with 40 names (250 tokens)
Whisper base had 3.6 % of the golden sample's words wrong, with its own seven 1.5 %, and without a prompt 2.0 %."""
_BYTES_PER_TOKEN = 2.5
"""Of names in UTF-8: 2.5 to 3.1 in Whisper's vocabulary for Latin and Cyrillic letters."""


def prompt_of(terms: Sequence[str], tokens: int = TOKENS) -> str | None:
    """``terms`` as a list with a full stop, the most important first and whole ones only; None without any.

    A term that is there already, that is blank, or that no longer fits into about ``tokens`` tokens, is left out.
    """
    room = tokens * _BYTES_PER_TOKEN
    taken: dict[str, str] = {}
    for term in (" ".join(term.split()) for term in terms):
        needed = len(f", {term}".encode())
        if term and term.casefold() not in taken and needed <= room:
            taken[term.casefold()] = term
            room -= needed
    return ", ".join(taken.values()) + "." if taken else None
