"""Where a person's name is said: runs of capitalised words that can be names, with the title before them.

Nothing here decides who a name belongs to. Names are found by their capitals and by what stands around them; there is
no list of names, so a name from anywhere is found, and no model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.naming.words import (
    DOUBTFUL_WORDS,
    GIVEN_NAME_WORDS,
    LEADING_WORDS,
    NAMES_TOO,
    NO_NAME_ALONE,
    NO_NAME_WORDS,
    PEOPLES,
    PLACE_STARTS,
    TITLES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_UPPER = "".join(letter for letter in map(chr, range(0x2000)) if letter.isupper())
_MARKED = r"\w\u0300-\u036f"
"""What a word is made of; accents may stand by themselves, behind their letters."""
_ABBREVIATED = r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Rev|Fr|Sr|Jr|Hon|St)\."
_INITIALS = rf"[{_UPPER}]\.(?:[{_UPPER}]\.)*|[{_UPPER}](?=\s[{_UPPER}])"
_WORD = rf"(?:{_ABBREVIATED}|[{_UPPER}][{_MARKED}'’-]*[{_MARKED}]|{_INITIALS})"
_PARTICLE = (
    r"(?:al-?|bin|bint|da|das|de|del|della|den|der|di|do|dos|du|el|ibn|la|las|le|los|ten|ter|van|von|y|zu|zum"
    r"|of\sthe)"
)
_JOINED = r"(?:(?:a[dlnrstz]|ash|bar|bat|ben|el|ul)-)"
"""Particles that are written as one with what follows: "Nur al-Din"."""
_RUN = re.compile(
    rf"(?<![{_MARKED}'’-]){_WORD}(?:\s(?:{_PARTICLE}\s){{0,2}}{_JOINED}?{_WORD}){{0,5}}(?:,\s(?:Jr|Sr)\.)?"
)
_CONTRACTED = re.compile(r"(?:['’](?:m|re|ve|ll|d|s)|n['’]t)$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_OWNED = re.compile(r"(?<=s)['’]\s+[a-z]")
"""A possessive without an s of its own: "Charles Dickens' idea"."""
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence: its words without title and possessive, where they stand, and the title before them."""

    name: str
    start: int
    end: int
    title: str
    owns: bool

    @property
    def is_doubtful(self) -> bool:
        """Whether places and things are called so at least as often."""
        return self.name.rsplit(maxsplit=1)[-1].casefold() in DOUBTFUL_WORDS

    @property
    def is_full(self) -> bool:
        """Whether it has a first and a last name."""
        return " " in self.name


def find_mentions(sentence: str, ordinary: frozenset[str] = frozenset()) -> Iterator[Mention]:
    """The names in a sentence, from left to right.

    ``ordinary`` are words that the talk also has in lower case: at the beginning of a sentence they are no names.
    """
    for run in _RUN.finditer(sentence):
        words = [(word.group(), run.start() + word.start()) for word in re.finditer(r"\S+", run.group())]
        yield from _named(sentence, words, ordinary)


def _named(sentence: str, words: list[tuple[str, int]], ordinary: frozenset[str]) -> Iterator[Mention]:
    """The name in a run of capitalised words, after what only leads to it and before what cannot belong to it."""
    title: list[str] = []
    begins = not sentence[: words[0][1]].strip(" \"'“‘([-–—…")
    while words:
        bare = words[0][0].rstrip(".,").casefold()
        if bare in TITLES and (len(words) > 1 or bare not in GIVEN_NAME_WORDS):
            title.append(bare)
        elif not title and _leads(words, ordinary, begins=begins):
            pass
        else:
            break
        words = words[1:]
        begins = False
    rest: list[tuple[str, int]] = []
    for i, (word, _) in enumerate(words):
        if i and (
            _POSSESSIVE.search(words[i - 1][0])
            or _leads([(word, 0)], frozenset(), begins=False)
            or (word.rstrip(".").casefold() in TITLES - GIVEN_NAME_WORDS and i + 1 < len(words))
        ):
            words, rest = words[:i], words[i:]
            break
    if 0 < len(words) <= _MOST_WORDS + 1:
        yield from _mention(sentence, words, " ".join(title))
    if rest:
        yield from _named(sentence, rest, ordinary)


def _mention(sentence: str, words: list[tuple[str, int]], title: str) -> Iterator[Mention]:
    """The name that these words are, if they can be one."""
    start = words[0][1]
    text = sentence[start : words[-1][1] + len(words[-1][0])].rstrip(",")
    name = _POSSESSIVE.sub("", text)
    if _can_be_name(name):
        owns = name != text or _OWNED.match(sentence, start + len(text)) is not None
        yield Mention(name, start, start + len(name), title, owns)


def _leads(words: list[tuple[str, int]], ordinary: frozenset[str], *, begins: bool) -> bool:
    """Whether the first word only leads to a name, as "I'm" and a sentence's "Ask" do."""
    word = words[0][0]
    bare = word.rstrip(".,").casefold()
    if _CONTRACTED.search(word) and _CONTRACTED.sub("", bare) in LEADING_WORDS | {"i"}:
        return True
    if bare in LEADING_WORDS:
        return word != "A." and (begins or bare not in NAMES_TOO)
    if all(part in LEADING_WORDS for part in bare.split("-")):
        return True  # Mm-hmm, Uh-oh, Twenty-five
    return begins and bare in ordinary


def _can_be_name(name: str) -> bool:
    words = [word.rstrip(".").casefold() for word in name.split()]
    if any(word in NO_NAME_WORDS for word in words):
        return False
    if len(words) == 1:
        shouted = name.isupper() and len(name) > 2
        return len(name) > 1 and not shouted and words[0] not in NO_NAME_ALONE | PEOPLES | (LEADING_WORDS - NAMES_TOO)
    if words[-1] in PEOPLES and words[0] in PEOPLES:
        return False
    acronyms = sum(word.isupper() and len(word) > 2 and "." not in word for word in name.split())
    return words[0] not in PLACE_STARTS and not acronyms
