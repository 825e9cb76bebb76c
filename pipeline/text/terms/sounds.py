"""How alike two names sound that are written in different ways, and perhaps in a different number of words.

Letters are respelled by their sound, doubled ones are one, and what remains is compared twice: with its vowels, which
recognition mishears most, and as bare consonants. "Nasr Bayev" and "Nazarbayev" have the same consonants, and 94 % of
their letters; "Barnes" and "Maynes" have half of their consonants.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

_RESPELLED = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"^kn", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"^x", "s"),
        (r"sch|sh", "S"),
        (r"^chr", "kr"),
        (r"tch|cz|ch", "C"),
        (r"zh|dj|dzh|dg(?=[eiy])", "j"),
        (r"ph", "f"),
        (r"th|dt$", "t"),
        (r"kh|ck|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"augh", "a"),
        (r"(?<=[aeiou])gh", ""),
        (r"tz|z", "s"),
        (r"v(?=s?$)", "f"),
        (r"eau", "o"),
        (r"y", "i"),
        (r"(?<=[aeo])w(?![aeiou])", ""),
        (r"(?<!^)h", ""),
        (r"(?<=[^aeiou])e(?=s?$)|(?<=[ou])e$", ""),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile(r"[aeiou]+")


class Sound(NamedTuple):
    """A name as it sounds: its letters respelled, and its consonants (a vowel that it begins with is ``A``)."""

    letters: str
    consonants: str
    ending: str
    """The vowel that it ends with, one for those heard for each other; "" for none."""


@lru_cache(maxsize=65536)
def sound_of(letters: str) -> Sound:
    """The sound of letters without case, accents and blanks; of another script than Latin, the letters as they are."""
    if letters.isascii():
        for pattern, spelling in _RESPELLED:
            letters = pattern.sub(spelling, letters)
    first = "A" if _VOWELS.match(letters) else ""
    last = letters[-1:]
    ending = {"a": "a", "o": "o", "u": "o", "e": "i", "i": "i"}.get(last, "")
    return Sound(letters, first + _VOWELS.sub("", letters), ending)


@lru_cache(maxsize=65536)
def alike(heard: str, listed: str) -> float:
    """How alike two names sound, 0 to 100 (the same), as letters without case, accents and blanks.

    0 where they begin or end otherwise: a last vowel tells Nazarbayeva from Nazarbayev.
    """
    mine, theirs = sound_of(heard), sound_of(listed)
    if mine.consonants[:1] != theirs.consonants[:1] or mine.ending != theirs.ending:
        return 0.0
    letters = fuzz.ratio(mine.letters, theirs.letters)
    return float(letters + fuzz.ratio(mine.consonants, theirs.consonants)) / 2


def all_heard(pieces: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether at least half of the sound of each of ``pieces`` is found again in its place among ``others``.

    "George W. Bush" has a word that "George Bush" has not.
    """
    sounds = [sound_of(piece).letters for piece in pieces]
    mine, theirs = "".join(sounds), "".join(sound_of(piece).letters for piece in others)
    lost = {i for op in Indel.editops(mine, theirs) if op.tag == "delete" for i in [op.src_pos]}
    start = 0
    for sound in sounds:
        if 2 * sum(i in lost for i in range(start, start + len(sound))) >= max(len(sound), 1):
            return False
        start += len(sound)
    return True
