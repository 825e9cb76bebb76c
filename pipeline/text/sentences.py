"""Where sentences end in recognised words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLOSERS = "\"'”’)]»"
_ENDERS = ".?!…。？！"
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev gen col lt sgt capt sen rep gov pres st jr sr vs jan feb mar apr jun jul aug sep sept "
    "oct nov dec inc ltd co corp u.s u.k u.n e.u d.c a.m p.m i.e e.g".split()
)
_INITIAL = re.compile(r"(?:[A-Z]\.)+")


def ends_sentence(text: str, following: str | None) -> bool:
    """Whether the word ``text`` closes a sentence, given the word after it (None at the end of the speaker's words).

    A full stop after an abbreviation or an initial closes one only before a capital letter that is no name's, which
    cannot be known here; so "U.S." and "Mr." never do, unless nothing follows. "No." is an answer, except before a
    figure; "I." is the speaker ("Neither did I."), except before another initial.
    """
    bare = text.rstrip(_CLOSERS)
    if not bare or bare[-1] not in _ENDERS:
        return False
    if following is None or bare[-1] != ".":
        return True
    plain = bare[:-1].lstrip("\"'“‘([").casefold()
    if plain == "no":
        return not following[:1].isdigit()
    if plain == "i":
        return not _INITIAL.fullmatch(following)
    return not (_INITIAL.fullmatch(bare) or plain in _ABBREVIATIONS)


def sentences(texts: Sequence[str]) -> list[range]:
    """The sentences that ``texts`` (one speaker's words) make, each as a range of indices; together they are all."""
    found = []
    start = 0
    for i, text in enumerate(texts):
        following = texts[i + 1] if i + 1 < len(texts) else None
        if following is None or ends_sentence(text, following):
            found.append(range(start, i + 1))
            start = i + 1
    return found
