"""Where words are said again by hesitation.

Only words that a speaker says again while looking for the next one count: pronouns, articles, conjunctions, some
prepositions and auxiliaries, and phrases that end where no clause can end. Emphasis, names, figures and what grammar
repeats ("that that", "what it is is") are left as said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SUBJECTS: Final = frozenset("i he she we they".split())
_FUSED = frozenset(
    "i'm i've i'd i'll he's he'd he'll she's she'd she'll it's it'll it'd we're we've we'd we'll they're they've "
    "they'd they'll you're you've you'll you'd that's there's what's".split()
)
ARTICLES: Final = frozenset("the a an our your their its".split())
CONJUNCTIONS: Final = frozenset("and but or because if".split())
_PREPOSITIONS = frozenset("of to from into with by through between against in on at for about".split())
_BINDING = frozenset("of to from into".split())
_SAFE_PREPOSITIONS = frozenset("of from into between".split())
AUXILIARIES: Final = frozenset(
    "do does did am are is was were can could will would should shall may might must have has had "
    "don't doesn't didn't aren't isn't wasn't weren't can't couldn't won't wouldn't shouldn't haven't hasn't "
    "hadn't".split()
)
_SAID_AGAIN = frozenset("am are is was were could would should have has".split())
"""Auxiliaries that are hesitation when they are said twice right after a subject."""
_DETERMINERS = ARTICLES | frozenset("my his her this that these those some any".split())
_IDIOMS = frozenset(
    "end meantime meanwhile other one same time moment way sense whole contrary beginning past future course fact "
    "while most sake record first last least best exception help".split()
)
"""What follows "in the", "on the", "at the", "for the" where they open an aside: "the world we live in, in a way"."""
_ASIDES = frozenset("than nor neither as like war".split()) | AUXILIARIES
"""A subject right behind one of these belongs to it: "so do I, I think"; "older than he, he said"; "World War I"."""
_OPENERS = frozenset(
    "and but so because that when if as well now then or yes no yeah what where how who which while though although "
    "since until before after just actually maybe think know mean say says said".split()
)
_SUBORDINATE = frozenset(
    "if when what whatever who whoever where wherever how however as than which since once until unless while though "
    "although whether like all way thing everything".split()
)
"""They open clauses that may end anywhere: "if it was, it was a mistake"."""
_CANNOT_END = ARTICLES | _FUSED | CONJUNCTIONS | {"to", "of", "from", "into"}
_VERBS = frozenset(
    "was were is are am have has would could think mean need want don't didn't can't couldn't wouldn't wasn't "
    "weren't".split()
)
_LINKS = CONJUNCTIONS | frozenset("that when where what how who as".split())
_NEVER_LAST = SUBJECTS | ARTICLES | CONJUNCTIONS | _FUSED

_WORD = re.compile(r"([^\W_]+(?:['’][^\W_]+)*)")
_UNMARKED = re.compile(r"\s+")
_GAP = re.compile(r"\s+|(?:,|\.{3,}|…|-{1,2})\s+|,?\s+-{1,2}\s+|\s*(?:[–—]|--)\s*")
_LAST_GAP = re.compile(r"(?:,|\.{3,}|…)\s+")
_BEGINS = re.compile(r"[.?!…:;\"“‘(\[–—]|--|\s-")
_GLUED = re.compile(r"[^\s\"“‘(\[–—]$")
_MOST = 4
"""The longest phrase, in words."""


@dataclass(slots=True)
class Talk:
    """A paragraph's words, and the same in lower case; ``gaps[i]`` stands before word ``i``, the last behind all."""

    said: list[str]
    keys: list[str]
    gaps: list[str]
    at: list[int]
    """Which of the paragraph's words each one is."""
    capitals: bool

    def begins(self, i: int) -> bool:
        """Whether word ``i`` begins a sentence or a clause set off by more than a comma."""
        return i == 0 or bool(_BEGINS.search(self.gaps[i]))

    def key(self, i: int) -> str:
        """Word ``i`` in lower case; empty outside of the paragraph."""
        return self.keys[i] if 0 <= i < len(self.keys) else ""

    def without(self, dropped: set[int]) -> Talk:
        """The talk with a dropped word's place and capital taken by the word that is kept."""
        talk = Talk([], [], [], [], self.capitals)
        gap: str | None = None
        capital: bool | None = None  # of the first word that is dropped
        for i, word in enumerate(self.said):
            gap = self.gaps[i] if gap is None else gap
            capital = word[0].isupper() if i in dropped and capital is None else capital
            if i not in dropped:
                talk.said.append(word[0].upper() + word[1:] if capital else word)
                talk.keys.append(self.keys[i])
                talk.gaps.append(gap)
                talk.at.append(self.at[i])
                gap, capital = None, None
        talk.gaps.append(self.gaps[-1])
        return talk


def taken_apart(text: str) -> Talk:
    """A paragraph's ``text`` as words and what stands between them."""
    parts = _WORD.split(text)
    said = parts[1::2]
    keys = "\n".join(said).lower().replace("’", "'").split("\n")
    return Talk(said, keys, parts[::2], list(range(len(said))), text.isupper())


def starts_of(talk: Talk) -> list[int]:
    """Where each word begins in the text."""
    lengths = (len(gap) + len(word) for gap, word in zip(talk.gaps[1:], talk.said, strict=True))
    return list(accumulate(lengths, initial=len(talk.gaps[0])))


def repetitions_in(talk: Talk) -> Iterator[tuple[int, int, int]]:
    """What is said again by hesitation: the first word, how many words it is, how many times it is said."""
    keys, done = talk.keys, 0
    echoes = {
        i for size in range(1, _MOST + 1) for i, (a, b) in enumerate(zip(keys, keys[size:], strict=False)) if a == b
    }
    for i in sorted(echoes):
        if i < done:
            continue
        for size in range(1, _MOST + 1):
            times = _times(keys, i, size)
            if times > 1:
                if _is_hesitation(talk, i, size, times):
                    yield i, size, times
                done = i + size * (times - 1)
                break


def _times(keys: list[str], i: int, size: int) -> int:
    times, phrase = 1, keys[i : i + size]
    while keys[i + times * size : i + (times + 1) * size] == phrase:
        times += 1
    return times


def _is_hesitation(talk: Talk, i: int, size: int, times: int) -> bool:
    end = i + size * times
    behind = talk.gaps[end]
    if end == len(talk.keys) or not (
        _UNMARKED.fullmatch(behind) or (talk.keys[end - 1] in _NEVER_LAST and _LAST_GAP.fullmatch(behind))
    ):
        return False
    if i and _GLUED.search(talk.gaps[i]):
        return False
    if not all(_GAP.fullmatch(talk.gaps[b]) for b in range(i + size, end, size)):
        return False
    if any(not talk.gaps[k].isspace() for k in range(i + 1, end) if (k - i) % size):
        return False
    if not talk.capitals and any(not _is_small(talk.said[k]) for k in range(i + 1, end)):
        return False
    if not (talk.capitals or talk.begins(i) or _is_small(talk.said[i])):
        return False
    marked = not any(talk.gaps[b].isspace() for b in range(i + size, end, size))
    if size == 1:
        return _is_word(talk, i, end, marked=marked)
    return _is_phrase(talk, i, size, end, marked=marked)


def _is_small(word: str) -> bool:
    return word.islower() or word == "I" or (word[:2] in {"I'", "I’"} and word[2:].islower())


def _is_word(talk: Talk, i: int, end: int, *, marked: bool) -> bool:
    word, before, after = talk.keys[i], talk.key(i - 1), talk.key(end)
    adjoining = bool(i) and talk.gaps[i].isspace()
    if word in SUBJECTS or word in _FUSED:
        return word in _FUSED or not adjoining or _is_subject(talk, i)
    if word in ARTICLES:
        return not (adjoining and word == "a" and talk.said[i] == "A")
    if word == "my":  # "My, my, what a day" is an interjection
        return adjoining and before != "oh"
    if word == "it":
        return talk.begins(i) or (adjoining and before in _OPENERS and before != "as")
    if word in CONJUNCTIONS:
        return not (word == "if" and before in {"big", "an"})
    if word in _PREPOSITIONS:
        return _is_preposition(talk, i, end, marked=marked)
    if word in _SAID_AGAIN:
        subject = adjoining and before in SUBJECTS and after not in SUBJECTS  # "He is, is he?"
        return subject and not (_SUBORDINATE & set(talk.keys[max(0, i - 5) : i]) or AUXILIARIES & {talk.key(i - 2)})
    return False


def _is_subject(talk: Talk, i: int) -> bool:
    """Whether the subject ``i`` opens a clause, where the word before it ends none: "so do I, I think"."""
    before = talk.keys[i - 1]
    if before in {"and", "or", "but"}:  # "my wife and I, I think"
        return talk.begins(i - 1) or not talk.gaps[i - 1].isspace()
    if before in _ASIDES:
        return False
    return before in _OPENERS or talk.said[i - 1].islower() or talk.capitals


def _is_preposition(talk: Talk, i: int, end: int, *, marked: bool) -> bool:
    word, after = talk.keys[i], talk.key(end)
    if after not in _DETERMINERS or _is_left_behind(talk, i):
        return False
    if not marked:  # "what's going on on the ground"
        return word in _SAFE_PREPOSITIONS
    return word in _BINDING or talk.key(end + 1) not in _IDIOMS


def _is_left_behind(talk: Talk, i: int) -> bool:
    """Whether the preposition ``i`` may end a relative clause: "the people I work with, with the exception of one"."""
    near = range(max(0, i - 6), i)
    if any(talk.keys[k] in _SUBORDINATE or talk.keys[k] in {"that", "those"} for k in near):
        return True
    subject = next((k for k in reversed(near) if talk.keys[k].partition("'")[0] in SUBJECTS | {"you"}), 0)
    return subject > 0 and talk.gaps[subject].isspace() and talk.keys[subject - 1] not in _OPENERS


def _is_phrase(talk: Talk, i: int, size: int, end: int, *, marked: bool) -> bool:
    first, last = talk.keys[i], talk.keys[end - 1]
    opens = first in _LINKS and last in SUBJECTS
    if first in _LINKS and not opens and talk.key(i + 1) not in SUBJECTS | {"it", "there"} and last not in ARTICLES:
        return False
    subject = talk.key(i + 1) if first in _LINKS else first
    clause = subject in SUBJECTS | {"it", "there"} and (last in _VERBS or last == "to")
    if not (opens or clause or last in _CANNOT_END):
        return False
    if clause and _SUBORDINATE & {*talk.keys[max(0, i - 4) : i], first}:
        return False
    if set(talk.keys[i : i + size]) & {"very", "please", "no"}:
        return False
    return marked or opens or last in ARTICLES
