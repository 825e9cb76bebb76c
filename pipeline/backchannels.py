"""Short answers by which a listener shows that he listens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PHRASES = frozenset(
    (
        "ah, absolutely, aha, all right, alright, exactly, good, great, hm, hmm, huh, i know, i see, indeed, mhm, mm, "
        "mm hmm, mmhmm, no, oh, oh no, oh yeah, ok, okay, really, right, sure, true, uh huh, wow, yeah, yep, yes"
    ).split(", ")
)


def is_backchannel(texts: Sequence[str]) -> bool:
    """Whether the words of one voice are nothing but such an answer, with or without its punctuation."""
    plain = " ".join(texts).casefold().replace("-", " ")
    return "".join(sign for sign in plain if sign.isalpha() or sign == " ").strip() in _PHRASES
