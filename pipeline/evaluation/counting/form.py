"""Form: punctuation, capitals, the introduction and paragraphs, all counted between words that both sides have.

So a word that is wrong or missing changes nothing here but what stands at its own place.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from pipeline.evaluation.comparison import pairs_of
from pipeline.evaluation.counts import Counts, Keyed, Retrieval, Share
from pipeline.evaluation.normalisers import begins_token
from pipeline.text.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.evaluation.comparison import Comparison, Step
    from pipeline.evaluation.normalisers import Word
    from pipeline.evaluation.sides import Block, Side, Token

MARKS = (".", ",", "?", "!", ";", ":", "-", "…")
"""The marks that are counted; "-" is a dash of any length, not the hyphen inside or at the end of a word."""
_MARK = re.compile(r"(?P<ellipsis>\.{2,}|…)|(?P<dash>--+|[–—]|(?<!\S)-(?!\S))|(?P<stop>\.(?=[^\w.,?!;:]*$))|[,?!;:]")
_OF_OTHER_SCRIPTS = str.maketrans("。．？！，、；：？،؛।", "..?!,,;:?,;.")
_UP_TO_LAST_LETTER = re.compile(r".*\w", re.DOTALL)
_ENDER = frozenset(".?!…")
_PERHAPS = "abbreviation"
"""The full stop of an abbreviation, which may end a sentence as well."""
_LETTER = re.compile(r"[^\W_]")
_SHORTEST_WINDOW = 2


@dataclass(frozen=True, slots=True)
class ParagraphCounts(Counts):
    """Where paragraphs begin."""

    breaks: Retrieval = field(default_factory=Retrieval)
    """Gaps between words with a paragraph's beginning in them."""
    inner: Share = field(default_factory=Share)
    """Of the paragraphs that the reference begins within a turn, those that the hypothesis begins there too."""
    windows: Share = field(default_factory=Share)
    """WindowDiff: of all windows, those with another number of beginnings."""


def count_marks(comparison: Comparison, steps: Sequence[Step]) -> Keyed[Retrieval]:
    """The marks that go with words which stand for each other; ``both`` where it is the same mark at both words.

    A full stop counts where it ends a sentence. One after an abbreviation does so for the reference at the end of a
    paragraph; for the hypothesis it says neither, and is taken as the reference has it.
    """
    both, reference, hypothesis = Counter[str](), Counter[str](), Counter[str]()
    words, found_words = comparison.reference_words, comparison.hypothesis_words
    for pair in pairs_of(steps):
        if not (_has_letters(words[pair.reference]) and _has_letters(found_words[pair.hypothesis])):
            continue
        expected = _marks_at(comparison.reference, words, pair.reference)
        found = _marks_at(comparison.hypothesis, found_words, pair.hypothesis)
        if _PERHAPS in expected and _ends_paragraph(comparison.reference, words[pair.reference]):
            expected |= {"."}
        if _PERHAPS in found:
            found |= expected & {"."}
        reference.update(expected)
        hypothesis.update(found)
        both.update(expected & found)
    return Keyed(
        {
            mark: Retrieval(both[mark], reference[mark], hypothesis[mark])
            for mark in MARKS
            if reference[mark] or hypothesis[mark]
        }
    )


def count_capitals(comparison: Comparison, steps: Sequence[Step]) -> Retrieval:
    """Capital letters at the beginning of equal words; what begins with a figure, or within a token, has none."""
    both = reference = hypothesis = 0
    for pair in pairs_of(steps):
        expected = _opening_token(comparison.reference, comparison.reference_words, pair.reference)
        found = _opening_token(comparison.hypothesis, comparison.hypothesis_words, pair.hypothesis)
        if expected is None or found is None or not (pair.equal or _same_letters(expected, found)):
            continue
        capital, found_capital = _begins_with_capital(expected), _begins_with_capital(found)
        if capital is not None and found_capital is not None:
            both += capital and found_capital
            reference += capital
            hypothesis += found_capital
    return Retrieval(both, reference, hypothesis)


def count_introduction(comparison: Comparison, steps: Sequence[Step]) -> Retrieval:
    """Words that stand for each other and belong to the introduction."""
    both = reference = hypothesis = 0
    for pair in pairs_of(steps):
        expected = _block(comparison.reference, comparison.reference_words[pair.reference]).introduction
        found = _block(comparison.hypothesis, comparison.hypothesis_words[pair.hypothesis]).introduction
        both += expected and found
        reference += expected
        hypothesis += found
    return Retrieval(both, reference, hypothesis)


def count_paragraphs(comparison: Comparison) -> ParagraphCounts:
    """Beginnings of paragraphs in the gaps between consecutive words that both sides have.

    A gap has one where the words around it stand in different paragraphs, whatever else lies between them.
    """
    pairs = comparison.pairs
    expected = _places(comparison.reference, [comparison.reference_words[pair.reference] for pair in pairs])
    found = _places(comparison.hypothesis, [comparison.hypothesis_words[pair.hypothesis] for pair in pairs])
    breaks = [one != other for one, other in pairwise(expected)]
    found_breaks = [one != other for one, other in pairwise(found)]
    turns = [block.turn for block in comparison.reference.blocks]
    inner = [
        found_break
        for (one, other), found_break in zip(pairwise(expected), found_breaks, strict=True)
        if one != other and turns[one] == turns[other]
    ]
    both = sum(here and there for here, there in zip(breaks, found_breaks, strict=True))
    return ParagraphCounts(
        Retrieval(both, sum(breaks), sum(found_breaks)),
        Share(sum(inner), len(inner)),
        _window_diff(breaks, found_breaks),
    )


def _window_diff(reference: Sequence[bool], hypothesis: Sequence[bool]) -> Share:
    """WindowDiff of two segmentations, each a list of gaps with or without a break (Pevzner and Hearst 2002).

    A window spans half the reference's mean segment, and at least two units. A reference without a break has no
    mean to speak of, and is not counted.
    """
    units, segments = len(reference) + 1, sum(reference) + 1
    window = max(_SHORTEST_WINDOW, (units + segments) // (2 * segments))  # units / segments / 2, rounded
    if segments == 1:
        return Share()
    more = [there - here for here, there in zip(reference, hypothesis, strict=True)]
    so_far = list(accumulate(more, initial=0))
    different = sum(start != end for start, end in zip(so_far, so_far[window:], strict=False))
    return Share(different, units - window)


def _marks_at(side: Side, words: Sequence[Word], word: int) -> set[str]:
    """The marks that go with a word: behind it, and before it what follows the end of the last sentence.

    So a sentence that is lost takes all its marks with it. Signs inside a token of several words are not looked at.
    """
    last = next((place for place in range(word - 1, -1, -1) if _has_letters(words[place])), None)
    before = range(0 if last is None else _divide(side, words, last), words[word].first)
    behind = range(words[word].last, _divide(side, words, word))
    return {mark for places in (before, behind) for place in places for mark in _marks(side.tokens, place)}


def _divide(side: Side, words: Sequence[Word], word: int) -> int:
    """The token from which on signs that stand alone go with the word after ``word``."""
    later = (words[place].first for place in range(word + 1, len(words)) if _has_letters(words[place]))
    following = next(later, len(side.tokens))
    for place in range(words[word].last, following):
        if not _ENDER.isdisjoint(_signs(side.tokens[place].text)):
            return place + 1
    return following


def _has_letters(word: Word) -> bool:
    """Whether it is more than a sign: without a normaliser " - " is a word, for example."""
    return _LETTER.search(word.text) is not None


def _marks(tokens: Sequence[Token], place: int) -> Iterator[str]:
    """The marks at the end of a token."""
    text = tokens[place].text
    signs = _signs(text)
    for found in _MARK.finditer(signs):
        if found.lastgroup == "ellipsis":
            yield "…"
        elif found.lastgroup == "dash":
            yield "-"
        elif found.lastgroup == "stop":
            stopped = text[: len(text) - len(signs)] + signs[: found.end()]
            following = tokens[place + 1].text if place + 1 < len(tokens) else ""
            yield "." if ends_sentence(stopped, following) else _PERHAPS
        else:
            yield found[0]


def _signs(text: str) -> str:
    """The signs at the end of a token, and the letter before them, so that a hyphen is seen to be joined to it."""
    inner = _UP_TO_LAST_LETTER.match(text)
    return (text[inner.end() - 1 :] if inner else text).translate(_OF_OTHER_SCRIPTS)


def _ends_paragraph(side: Side, word: Word) -> bool:
    token = word.last
    return token + 1 == len(side.tokens) or side.tokens[token].block != side.tokens[token + 1].block


def _opening_token(side: Side, words: Sequence[Word], word: int) -> str | None:
    """The token that a word begins; None where it begins within one."""
    return side.tokens[words[word].first].text if begins_token(words, word) else None


def _begins_with_capital(text: str) -> bool | None:
    """None where the first letter or digit has no case."""
    found = _LETTER.search(text)
    letter = found[0] if found else ""
    return None if letter.lower() == letter.upper() else letter != letter.lower()


def _same_letters(one: str, other: str) -> bool:
    """Whether tokens differ in nothing but case and punctuation, which without a normaliser makes words unequal."""
    return _LETTER.findall(one.casefold()) == _LETTER.findall(other.casefold())


def _places(side: Side, words: Sequence[Word]) -> list[int]:
    """The paragraph of each word."""
    return [side.tokens[word.first].block for word in words]


def _block(side: Side, word: Word) -> Block:
    return side.blocks[side.tokens[word.first].block]
