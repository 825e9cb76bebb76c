"""Names as a talk usually spells them, counted before any of it is set."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.text.terms.english import is_known
from pipeline.text.terms.heard import heard_words
from pipeline.text.terms.sounds import alike, sound_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pipeline.text.terms.heard import Heard, Shown

_USUAL = {1: 3, 2: 10}
"""How often the usual spelling must be heard at least, where another is heard once or twice."""
_ALIKE = 88.0
"""Least likeness (0 to 100) of two spellings of one name."""
_SHORTEST = 5
_PLACES = frozenset("in at near into across outside around to from".split())


@dataclass
class _Name:
    """What is known of one spelling."""

    times: Counter[str] = field(default_factory=Counter)
    sentences: set[int] = field(default_factory=set)
    before: set[str] = field(default_factory=set)
    """Names that stood before it: first names."""
    after: set[str] = field(default_factory=set)
    in_place: int = 0

    @property
    def count(self) -> int:
        return self.times.total()


@dataclass(frozen=True, slots=True)
class Talk:
    """The usual spelling of names that the talk also spells otherwise."""

    usual: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    """By a word in lower case: its usual spelling, how often that was heard, and how often the word itself."""
    given: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By a word in lower case: the names that were said before it."""

    @classmethod
    def of(cls, paragraphs: Iterable[Sequence[Shown]], listed: Collection[str] = ()) -> Talk:
        """What ``paragraphs`` have; ``listed`` words are spelled right, and nothing is said about them."""
        names = _names(paragraphs)
        by_sound: defaultdict[str, list[str]] = defaultdict(list)
        for word in names:
            by_sound[sound_of(word).consonants].append(word)
        usual = {}
        for words in by_sound.values():
            words.sort(key=lambda word: (-names[word].count, word))
            for word in words[1:] if len(words) > 1 else ():
                name = names[word]
                if name.count not in _USUAL or word in listed or is_known(word):
                    continue
                fits = [other for other in words[:_FEW] if _is_usual(word, other, names)]
                if len(fits) == 1:
                    best = names[fits[0]]
                    usual[word] = (best.times.most_common(1)[0][0], best.count, name.count)
        given = {word: frozenset(name.before) for word, name in names.items() if name.before}
        return cls(usual, given)


_FEW = 8
"""Spellings of one sound that are compared, the most usual first."""


def _is_usual(word: str, other: str, names: Mapping[str, _Name]) -> bool:
    """Whether ``word`` is one name with the more frequent ``other``, and nothing speaks for another one."""
    mine, theirs = names[word], names[other]
    return (
        word != other
        and theirs.count >= _USUAL[mine.count]
        and alike(word, other) >= _ALIKE
        and mine.sentences.isdisjoint(theirs.sentences)
        and all(_one_name(name, theirs.before) for name in mine.before)
        and all(_one_name(name, theirs.after) for name in mine.after)
        and (2 * theirs.in_place <= theirs.count or mine.in_place == mine.count)
    )


def _one_name(name: str, others: Collection[str]) -> bool:
    return any(name == other or alike(name, other) >= _ALIKE for other in others)


def _names(paragraphs: Iterable[Sequence[Shown]]) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    sentence = 0
    for paragraph in paragraphs:
        previous: Heard | None = None
        for word in heard_words(paragraph):
            sentence += word.starts
            if _counts(word):
                name = names.setdefault(word.pieces[0], _Name())
                name.times[word.form.text] += 1
                name.sentences.add(sentence)
                if previous is not None and previous.goes_on and not previous.form.is_title:
                    if previous.form.looks_like_a_name and previous.form.has_capital:
                        name.before.add("".join(previous.pieces))
                        if _counts(previous):
                            names[previous.pieces[0]].after.add(word.pieces[0])
                    name.in_place += previous.form.text.lower() in _PLACES
            previous = word
    return names


def _counts(word: Heard) -> bool:
    """Whether a word is a name of one piece, in plain letters, whose spelling is worth counting."""
    return (
        len(word.pieces) == 1
        and len(word.pieces[0]) >= _SHORTEST
        and word.form.has_capital
        and not word.form.is_shouted
        and word.form.text.isascii()
        and word.form.text.isalpha()
        and word.form.looks_like_a_name
    )
