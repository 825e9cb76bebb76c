"""Names and terms that were heard right and written otherwise: with other capitals, hyphens or blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.text.terms.english import is_known, is_ordinary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.text.terms.heard import Heard
    from pipeline.text.terms.listed import Listed, Spelling


def exactly(span: Sequence[Heard], heard: tuple[str, ...], listed: Listed, *, cased: bool) -> tuple[str, str] | None:
    """The listed spelling of words that have the same letters, and why; empty if they stay.

    ``heard`` are the words without case and signs; in a text that is ``cased``, small letters tell that it is no name.
    """
    spellings = listed.spelled("".join(heard))
    if not spellings:
        return None
    shown = " ".join(word.form.text for word in span)
    if any(_same(shown, spelling.text) for spelling in spellings):
        return "", ""
    best = spellings[0]
    loses_accents = best.text.isascii() and not shown.replace("’", "'").isascii()
    if (
        len({spelling.text for spelling in spellings}) > 1
        or loses_accents
        or not _means(span, heard, best, cased=cased)
    ):
        return None
    return best.text, f'{best.source} has the spelling "{best.text}"'


def _same(shown: str, listed: str) -> bool:
    """Whether words stand as they are listed, or would but for capitals at a sentence's beginning or throughout."""
    shown, listed = shown.replace("’", "'"), listed.replace("’", "'")
    return shown in {listed, listed[:1].upper() + listed[1:], listed.upper()}


def _means(span: Sequence[Heard], heard: tuple[str, ...], spelling: Spelling, *, cased: bool) -> bool:
    """Whether words that have a term's letters mean the term."""
    if len(spelling.key) < 2 or spelling.text.islower():
        return False
    digits = any(char.isdigit() for char in spelling.key)
    rest = [word for word in span if not (word.form.is_particle or all(piece.isdigit() for piece in word.pieces))]
    if all(word.form.is_shouted for word in span) and not digits:
        return spelling.text.isupper() and heard == spelling.words
    if all(map(is_ordinary, heard)):
        return False
    if heard == spelling.words or digits:
        if all(word.form.has_capital for word in rest):
            return len(span) == 1 or len(heard) == len(spelling.words) or len("".join(heard)) > 2
        if cased and spelling.given:
            return False
        is_word = is_ordinary if digits else is_known
        return len(spelling.key) > 2 and bool(rest) and not all(is_word(word.pieces[0]) for word in rest)
    return all(word.form.looks_like_a_name for word in span) and not all(map(is_known, heard))
