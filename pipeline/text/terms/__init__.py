"""How names and terms are spelled in a talk: as the show lists them, and as the talk itself usually does."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.spelling import likeness, short_form_likeness, words_of
from pipeline.text.terms.english import is_ordinary
from pipeline.text.terms.listed import GLOSSARY, PEOPLE, Listed, Spelling, last_name_of
from pipeline.text.terms.sounds import alike
from pipeline.text.terms.talk import Talk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.text.terms.heard import Shown

_MISSPELLED = 75.0
"""Likeness of each word (0 to 100) from which an alias is the name in a wrong spelling, and no other name."""
_MANY = 5
"""Terms that a warning names; of more it tells the number."""


@dataclass(frozen=True)
class Terms:
    """The spellings of a talk. What takes time is worked out when it is first asked for."""

    glossary: tuple[str, ...] = ()
    people: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Names and aliases of the people expected."""
    paragraphs: tuple[Sequence[Shown], ...] = field(default=(), compare=False, repr=False)

    @classmethod
    def build(cls, glossary: Iterable[str], people: Iterable[tuple[str, tuple[str, ...]]] = ()) -> Terms:
        """The spellings of ``glossary`` and of ``people``, who have a name and aliases.

        An alias that sounds like the name is a wrong spelling of it; any other is a name that stays as it is.
        """
        return cls(tuple(dict.fromkeys(" ".join(term.split()) for term in glossary)), tuple(people))

    def with_talk(self, paragraphs: Iterable[Sequence[Shown]]) -> Terms:
        """The same, knowing also how the names of a talk are spelled in it."""
        return replace(self, paragraphs=tuple(paragraphs))

    @property
    def in_order(self) -> tuple[str, ...]:
        """All names and terms, those of people first."""
        return (*(name for name, _ in self.people), *self.glossary)

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """Sentences for whoever wrote the glossary."""
        return tuple(_warnings(self.glossary))

    @cached_property
    def talk(self) -> Talk:
        """Names as the talk itself spells them."""
        return Talk.of(self.paragraphs, self.listed.words)

    @cached_property
    def listed(self) -> Listed:
        """Names and terms as the show, the episode, the feed and the people expected spell them."""
        spellings: list[Spelling] = []
        wrong: dict[tuple[str, ...], Spelling] = {}
        for name, aliases in self.people:
            mine = list(_spellings(name, PEOPLE))
            spellings += mine
            for alias in aliases:
                if mine and _is_misspelled(alias, name):
                    wrong |= _mapped(alias, mine)
                else:
                    spellings += _spellings(alias, PEOPLE)
        for term in self.glossary:
            spellings += _spellings(term, GLOSSARY)
        right = {spelling.words for spelling in spellings}
        return Listed(spellings, {words: meant for words, meant in wrong.items() if words not in right})


def _spellings(name: str, source: str) -> Iterator[Spelling]:
    name = " ".join(name.split())
    words = words_of(name)
    if not words:
        return
    yield Spelling(name, words, term=name, source=source)
    if last := last_name_of(name):
        yield Spelling(last, words_of(last), given=words[0], term=name, source=source)


def _is_misspelled(alias: str, name: str) -> bool:
    mine, theirs = words_of(alias), words_of(name)
    if not mine or mine == theirs:
        return False
    if len(mine) == len(theirs):
        return all(a == b or alike(a, b) >= _MISSPELLED for a, b in zip(mine, theirs, strict=True)) and not any(
            _is_other_form(a, b) for a, b in zip(mine, theirs, strict=True)
        )
    return alike("".join(mine), "".join(theirs)) >= _MISSPELLED and likeness(alias, name) > 0


def _is_other_form(heard: str, listed: str) -> bool:
    return heard != listed and short_form_likeness(heard, listed) > 0


def _mapped(alias: str, spellings: Sequence[Spelling]) -> dict[tuple[str, ...], Spelling]:
    """An alias and its last word, and what is meant by them."""
    words = words_of(alias)
    mapped = {words: spellings[0]}
    if len(words) > 1 and len(spellings) > 1 and words[-1:] != spellings[-1].words:
        mapped[words[-1:]] = spellings[-1]
    return mapped


def _warnings(terms: Sequence[str]) -> Iterator[str]:
    ordinary = [
        term for term in terms if len(words_of(term)) == 1 and not term.isupper() and is_ordinary(*words_of(term))
    ]
    if ordinary:
        named = ", ".join(f'"{term}"' for term in ordinary[:_MANY]) + (", ..." if len(ordinary) > _MANY else "")
        which = "is an ordinary word" if len(ordinary) == 1 else f"are ordinary words ({len(ordinary)} in all)"
        yield f"{named} in the glossary {which}: nothing that sounds alike is corrected to it"
    short = [term for term in terms if len("".join(words_of(term))) == 1]
    if short:
        yield f'the glossary has terms of one letter, which are not looked for: "{short[0]}"'
