"""Lexical cohesion: how much the words before and after a place are the same words."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WINDOW = 12
"""Words with a meaning that are looked at on either side."""
_SHORTEST = 4
"""Letters of the shortest word that is taken to have a meaning of its own."""
_STEM = 5
"""Letters of a word that say which word it is: "protest", "protesters" and "protested" are one."""
_WITHOUT_MEANING = frozenset(
    "about actually after again also always another anything around back because been before being both came come "
    "comes could didn't does doesn't doing don't down each even ever every everybody everything first from getting "
    "give goes going gone gonna good have haven't having here into isn't it's just kind know know, last like little "
    "look looking made make many maybe mean more most much never nobody nothing only other over people quite really "
    "right said same says should some somebody something sort still such take talk tell than that that's their them "
    "then there there's these they they're they've thing things think this those time today under until very wants "
    "wasn't well went were weren't what when where which while will with won't would wouldn't yeah year "
    "years your".split()
)


def cohesion(texts: Sequence[str], places: Sequence[int]) -> list[float]:
    """At each of ``places`` (rising indices), how alike the words before it and from it on are: a cosine, 0 to 1.

    The comparison of blocks of TextTiling (Hearst 1997), with stems cut off by length. Its time grows with
    ``texts`` and not with the window.
    """
    stems: list[str] = []
    so_far = [0]
    for text in texts:
        stem = _stem(text)
        if stem:
            stems.append(stem)
        so_far.append(len(stems))
    blocks = _Blocks(stems)
    return [blocks.cosine_at(so_far[place]) for place in places]


def _stem(text: str) -> str:
    word = text.casefold().replace("’", "'").strip("\"'“”‘,.?!:;-–—…()[]").removesuffix("'s")
    return "" if len(word) < _SHORTEST or word in _WITHOUT_MEANING else word[:_STEM]


class _Blocks:
    """The words before and after a place that moves forward, counted; every word comes and goes once."""

    def __init__(self, stems: Sequence[str]) -> None:
        self._stems = stems
        self._place = 0
        self._before = Counter[str]()
        self._after = Counter(stems[:_WINDOW])
        self._product = 0
        self._squares = [0, sum(count * count for count in self._after.values())]

    def cosine_at(self, place: int) -> float:
        while self._place < place:
            stem = self._stems[self._place]
            self._count(1, stem, -1)
            self._count(0, stem, 1)
            if self._place >= _WINDOW:
                self._count(0, self._stems[self._place - _WINDOW], -1)
            if self._place + _WINDOW < len(self._stems):
                self._count(1, self._stems[self._place + _WINDOW], 1)
            self._place += 1
        norm = sqrt(self._squares[0] * self._squares[1])
        return self._product / norm if norm else 0.0

    def _count(self, side: int, stem: str, step: int) -> None:
        """Add one word to the block of a side, or take it away; the product and the squares follow."""
        mine, other = (self._after, self._before) if side else (self._before, self._after)
        self._product += step * other[stem]
        self._squares[side] += 2 * step * mine[stem] + 1
        mine[stem] += step
