"""The names and terms of a show, found again by how they are spelled and by how they sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.spelling import words_of
from pipeline.text.terms.english import is_ordinary
from pipeline.text.terms.heard import PARTICLES
from pipeline.text.terms.sounds import sound_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

GLOSSARY = "the glossary"
PEOPLE = "the people expected"
_PREFIX = 3
_LONGEST_PERSON = 5
_LONGEST_SOUND = 60
"""Consonants up to which a name is also found with one of them missing: each costs a copy of all the others, and a
word without an end would fill the memory with them."""


class Spelling(NamedTuple):
    """A name or term in the spelling that is printed, or the last name of a person alone."""

    text: str
    words: tuple[str, ...]
    """Its words without case, accents and signs."""
    given: str = ""
    """The first name of whose last name it is."""
    term: str = ""
    """The whole name or term that it is, or belongs to."""
    source: str = GLOSSARY

    @property
    def key(self) -> str:
        """Its letters and digits."""
        return "".join(self.words)


class Listed:
    """Spellings, by their letters and by their sound."""

    def __init__(self, spellings: Iterable[Spelling] = (), wrong: Mapping[tuple[str, ...], Spelling] | None = None):
        """``wrong`` are spellings known to be wrong, as words, and what is meant."""
        self.wrong = dict(wrong or {})
        self._exact: dict[str, list[Spelling]] = {}
        self._sounds: dict[str, list[Spelling]] = {}
        self.words: set[str] = set()
        once = {(spelling.text, spelling.given): spelling for spelling in reversed(list(spellings))}
        for spelling in reversed(once.values()):
            self._add(spelling)
        self.longest = max((len(spelling.words) for listed in self._exact.values() for spelling in listed), default=0)
        keys = [*self._exact, *("".join(words) for words in self.wrong)]
        self._starts = {key[:size] for key in keys for size in range(1, _PREFIX + 1)}

    def __len__(self) -> int:
        return len(self._exact)

    def _add(self, spelling: Spelling) -> None:
        self._exact.setdefault(spelling.key, []).append(spelling)
        self.words.update(spelling.words)
        if is_fuzzy(spelling):
            for key in _nearly(sound_of(spelling.key).consonants):
                self._sounds.setdefault(key, []).append(spelling)

    def may_begin(self, letters: str) -> bool:
        """Whether anything listed has these letters at its beginning, as far as a quick look tells."""
        return letters[:_PREFIX] in self._starts

    def spelled(self, key: str) -> list[Spelling]:
        """Those of exactly these letters and digits."""
        return self._exact.get(key, [])

    def near(self, letters: str) -> Iterable[Spelling]:
        """Those whose consonants are the same, or all but one or two."""
        found: dict[int, Spelling] = {}
        for key in _nearly(sound_of(letters).consonants):
            for spelling in self._sounds.get(key, ()):
                found[id(spelling)] = spelling
        return found.values()


def is_fuzzy(spelling: Spelling) -> bool:
    """Whether a term is looked for by its sound: Latin letters alone, no acronym, and no ordinary word."""
    key = spelling.key
    if not (key.isascii() and key.isalpha()) or len(sound_of(key).letters) < 5:
        return False
    acronym = spelling.text.isupper() and len(spelling.words) == 1
    return not acronym and not all(is_ordinary(word) for word in spelling.words)


def _nearly(consonants: str) -> Iterator[str]:
    """Consonants, and what remains without any one of them: two that differ in one have one of these in common."""
    yield consonants
    if len(consonants) > _LONGEST_SOUND:
        return
    for i in range(1, len(consonants)):
        if consonants[i] != consonants[i - 1]:
            yield consonants[:i] + consonants[i + 1 :]


def last_name_of(name: str) -> str:
    """The last name of a person's full name as it is printed, particles left out; "" where it can be no person's."""
    words = name.split()
    folded = words_of(name)
    if not 2 <= len(words) <= _LONGEST_PERSON or any(char.isdigit() for char in name):
        return ""
    if any(not word[:1].isupper() and word.partition("-")[0] not in PARTICLES for word in words) or words[-1].isupper():
        return ""
    last = words[-1].rstrip(".,")
    if not folded or words_of(last) != folded[-len(words_of(last)) :] or is_ordinary(folded[-1]):
        return ""
    return last
