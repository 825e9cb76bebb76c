"""Where the gaps of an alignment lie, of all places that are equally good.

Where a sentence is missing before one that begins alike ("Thank you." before "Thank you, Charles."), a shortest edit
may as well leave out the end of the one and the beginning of the other: these are the same words. That changes nothing
of what is wrong. But who says a word, what mark it carries and whether a paragraph begins before it would then be
compared between words that have nothing to do with each other. So each gap moves to where the words beside it agree
best as printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.text.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.evaluation.normalisers import Word
    from pipeline.evaluation.sides import Token


@dataclass(frozen=True, slots=True)
class Text:
    """One side: its tokens, and the words that they make."""

    tokens: Sequence[Token]
    words: Sequence[Word]

    def printed(self, word: int) -> str:
        """The token that a word begins with."""
        return self.tokens[self.words[word].first].text

    def breaks(self, word: int, later: int) -> bool:
        """Whether two words stand in different paragraphs."""
        return self.tokens[self.words[word].first].block != self.tokens[self.words[later].first].block

    def opens(self, word: int) -> bool:
        """Whether a sentence begins with a word."""
        if word == 0 or self.breaks(word - 1, word):
            return True
        return ends_sentence(self.tokens[self.words[word - 1].last].text, self.printed(word))


Place = tuple[int | None, int | None]
"""Indices of words that stand for each other, of the reference and of the hypothesis; one of them None in a gap."""


def settled(places: Sequence[Place], reference: Text, hypothesis: Text) -> list[Place]:
    """The alignment ``places`` with each gap where it fits best; as many words are equal as before."""
    result = list(places)
    start = 0
    while start < len(result):
        start = _settle(result, start, (reference, hypothesis)) if None in result[start] else start + 1
    return result


def _settle(places: list[Place], start: int, texts: tuple[Text, Text]) -> int:
    """Move the gap that begins at ``start`` in ``places``; where it ends then."""
    side = 0 if places[start][0] is not None else 1  # whose words have no partner
    end = start + 1
    while end < len(places) and places[end][1 - side] is None:
        end += 1
    before, after = (_room(places, range(start, end), side, texts, step) for step in (-1, 1))
    begin, stop = start - before, end + after
    own = [word for place in places[begin:stop] if (word := place[side]) is not None]
    partners = [word for place in places[begin:stop] if (word := place[1 - side]) is not None]
    if not partners:
        return end
    kept = _Slot(texts[side], texts[1 - side], own[0], partners[0], end - start).best(len(partners), before)
    line = [*partners[:kept], *[None] * (end - start), *partners[kept:]]
    places[begin:stop] = zip(own, line, strict=True) if side == 0 else zip(line, own, strict=True)
    return begin + kept + end - start


def _room(places: list[Place], gap: range, side: int, texts: tuple[Text, Text], step: int) -> int:
    """How many pairs before the gap (``step`` -1) or after it (1) it can move over: both its ends read alike."""
    room, place = 0, gap.start - 1 if step < 0 else gap.stop
    while 0 <= place < len(places):
        reference, hypothesis = places[place]
        if reference is None or hypothesis is None:
            break
        word = hypothesis if side else reference
        across = texts[side].words[word - step * len(gap)].text
        if not texts[0].words[reference].text == texts[1].words[hypothesis].text == across:
            break
        room, place = room + 1, place + step
    return room


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a gap of ``length`` words of ``own`` can begin: at its word ``first`` or later.

    The words of ``other`` from ``partner`` on stand beside the words before the gap, and then beside those after it.
    """

    own: Text
    other: Text
    first: int
    partner: int
    length: int

    def best(self, room: int, current: int) -> int:
        """How many words, 0 to ``room``, stand before the gap where it fits best; ``current`` if nothing is better."""
        scores, score = [], 0
        for kept in range(room + 1):
            # a whole sentence is what is left out, where nothing else decides
            scores.append((score, self.own.opens(self.first + kept), kept == current))
            if kept < room:
                score += self._gain(kept)
        return scores.index(max(scores))

    def _gain(self, kept: int) -> int:
        """How much better the next word of ``other`` stands beside the word before the gap than the one after it."""
        before, partner = self.first + kept, self.partner + kept
        after = before + self.length
        moved = self._linked(before - 1, before, partner) + self._linked(before, after + 1, partner + 1)
        stayed = self._linked(before - 1, after, partner) + self._linked(after, after + 1, partner + 1)
        return self._alike(before, partner) - self._alike(after, partner) + moved - stayed

    def _alike(self, word: int, partner: int) -> bool:
        return self.own.printed(word) == self.other.printed(partner)

    def _linked(self, before: int, word: int, partner: int) -> bool:
        """Whether a paragraph begins between two words of one side, and before ``partner``, or at neither place."""
        if before < 0 or partner < 1 or word >= len(self.own.words) or partner >= len(self.other.words):
            return False
        return self.own.breaks(before, word) == self.other.breaks(partner - 1, partner)
