"""Whether a last name is said of the person who is listed with it, or of somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.text.terms.english import is_given_name, is_known
from pipeline.text.terms.sounds import alike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.text.terms.heard import Heard
    from pipeline.text.terms.listed import Spelling
    from pipeline.text.terms.talk import Talk

_ONE_NAME = 86.0
"""Likeness (0 to 100) from which first names are taken for one."""


def is_another(words: Sequence[Heard], i: int, end: int, spelling: Spelling, talk: Talk) -> bool:
    """Whether a last name belongs to somebody of another first name, here or elsewhere in the talk."""
    if end < len(words) and words[end - 1].goes_on and words[end].form.has_capital and not _is_english(words[end]):
        return True
    before = words[i - 1] if i and words[i - 1].goes_on else None
    if before is not None and before.form.has_capital and before.pieces and not before.form.is_title:
        return before.form.looks_like_a_name and not _is_word_at_the_start(before)
    heard = "".join(piece for word in words[i:end] for piece in word.pieces)
    return any(alike(given, spelling.given) < _ONE_NAME for given in talk.given.get(heard, ()))


def _is_english(word: Heard) -> bool:
    return all(map(is_known, word.pieces)) and not any(map(is_given_name, word.pieces))


def _is_word_at_the_start(word: Heard) -> bool:
    return word.starts and _is_english(word)
