"""Names as recognition spells them: "Charles Mains" is Charles Maynes, "Charles Barnes" is not.

Two words are taken for one name when they sound alike: the same consonants (Metaphone, from jellyfish), as many
syllables, the same kind of ending (Maria is not Mario), and vowels that are heard for each other. Metaphone leaves
vowels out altogether, and takes John, Joan, Jane and Jean for one; so the vowels are compared here. Words whose
consonants differ must be spelled nearly alike (rapidfuzz).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nicknames import NickNamer

TITLES = frozenset(
    "dr doctor prof professor sen senator rep representative congressman congresswoman gov governor president mayor "
    "ambassador secretary minister chancellor mr mrs ms miss mx sir dame lord lady justice judge gen general colonel "
    "col captain capt lt lieutenant sgt sergeant admiral commissioner superintendent sheriff chief coach rev reverend "
    "father sister pastor bishop archbishop cardinal pope rabbi imam king queen prince princess".split()
)
_AFTER_A_NAME = frozenset("jr sr ii iii iv phd md esq".split())

_NEARLY_ALIKE = 86.0
"""Similarity of spelling (rapidfuzz ratio, 0 to 100) from which words with other consonants are taken for one name:
"Lehrer" and "Leher" have 91, "Simon" and "Simmons" 83."""
_OTHER_SYLLABLES = 90.0
"""The same where the consonants agree and the syllables do not: Moseley and Mosley have 92, Carol and Carl 89."""
_ONE_VOWEL_OFF = 80.0
"""The same where the consonants agree and the first vowels do not: "Meraji" and "Maraji" have 83."""
_SOMEWHAT_ALIKE = 55.0
"""The same where consonants and syllables agree: "Layla" and "Leila" have 60, "Alan" and "Ellen" 44."""
_SAME_SOUND = 80.0
"""Least likeness of words that sound the same, however they are spelled: Coon and Kuhn."""
_SHORT_FORM = 85.0
"""Likeness of a first name and its short form."""

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that Unicode does not take apart into a plain one and an accent."""
_RESPELLED = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"^chr", "kr"),
        (r"^sch", "sh"),
        (r"th", "t"),
        (r"eau$", "o"),
        (r"(?<=[bdkr])h", ""),  # Khalid, Singh: an h that English does not sound
        (r"(?<=n)gh$", "g"),
        (r"dt$", "t"),
        (r"ew", "u"),
        (r"(?<=[^aeiouy])y(?=[^aeiouy])", "i"),
        (r"(?<=[^aeiouylr])le$", "el"),
    )
)
"""What is heard for one another and Metaphone tells apart: Krista and Christa, Stewart and Stuart."""
_SILENT_E = re.compile(r"(?<=[^aeiouy])e(?=s?$)")
_ONE_CONSONANT = re.compile(r"(?<![aeiouy])[aeiouy][^aeiouywh]s?$")
_VOWELS = re.compile(r"[aeiouy]+(?:[wh]+(?![aeiouy]))?")
_LONG = {"a": "A", "e": "E", "i": "I", "o": "O", "u": "U"}
_LONG_AT_THE_END = {"e", "o", "u"}
_SOUNDS = (
    dict.fromkeys(["ai", "ay", "aye", "ey"], "A")
    | dict.fromkeys(["ee", "ea", "ie", "ei"], "E")
    | dict.fromkeys(["oa", "ow", "oe"], "O")
    | dict.fromkeys(["oo", "ou", "ue", "ui", "uh"], "U")
    | {"eo": "e"}
)
"""Vowels as English spells them, where the first letter does not say it: Coon and Kuhn, Mains and Maynes."""
_FAMILIES = ("aAeEiI", "aoOuU")
"""Vowels that recognition hears for each other in words of several syllables."""
_SHORTER = 2
"""Letters by which a short form is shorter at least, where it does not end as they do: Charlie."""
_DROPPED_H = frozenset({"AH", "HA"})
"""First sounds of words of which one has lost its h: Hinojosa and Inojosa."""
_OTHER_PERSON = re.compile(r"(?:a|o|ine|ette|elle)$")
"""Ends of a first name that begins with another and is no longer form of it: Paula, Josephine."""


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, points and hyphens, and without what follows a name ("Jr.")."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS)) if not unicodedata.combining(c)
    )
    words = re.findall(r"\w+", re.sub(r"['’.]", "", plain))
    while len(words) > 1 and words[-1] in _AFTER_A_NAME:
        words.pop()
    return tuple(words)


@lru_cache(maxsize=65536)
def without_title(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words after the titles before a name: of "president tokayev" the last. A title alone is left as it is."""
    first = next((i for i, word in enumerate(words) if word not in TITLES), 0)
    return words[first:]


def likeness(heard: str, listed: str) -> float:
    """How alike two full names are, 0 (not one person) to 100 (the same words).

    A middle name may be missing from one of them. Names of one word are alike only to one another.
    """
    mine, theirs = _full(words_of(heard)), _full(words_of(listed))
    if "".join(mine) == "".join(theirs):
        return 100.0
    if min(len(mine), len(theirs)) < 2:
        return word_likeness(mine[0], theirs[0]) if len(mine) == len(theirs) == 1 else 0.0
    given = max(word_likeness(mine[0], theirs[0]), short_form_likeness(mine[0], theirs[0]))
    if not given:
        return 0.0
    family = max(
        word_likeness(mine[-1], theirs[-1]) if _middles_agree(mine[1:-1], theirs[1:-1]) else 0.0,
        word_likeness("".join(mine[1:]), "".join(theirs[1:])),  # Van Dam, Vandam
    )
    return (given + family) / 2 if family else 0.0


@lru_cache(maxsize=65536)
def _full(words: tuple[str, ...]) -> tuple[str, ...]:
    """``words`` without titles, where a full name remains: "Dean Baker" stays, "Dr. Linda Brandt" loses the first."""
    rest = without_title(words)
    return rest if len(rest) > 1 else words


def _middles_agree(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether what stands between first and last name may be one person's: left out, an initial, or much the same."""
    from rapidfuzz import fuzz

    one, other = "".join(mine), "".join(theirs)
    if not one or not other or one == other:
        return True
    if len(mine[0]) == 1 or len(theirs[0]) == 1:
        initials = len(one) == len(mine) and len(other) == len(theirs)
        return one[0] == other[0] and not initials
    return bool(fuzz.ratio(one, other) >= _ONE_VOWEL_OFF)


@lru_cache(maxsize=65536)
def word_likeness(heard: str, listed: str) -> float:
    """How alike two words of names are, as :func:`words_of` gives them: 0 (not one name) to 100 (the same)."""
    from rapidfuzz import fuzz

    if heard == listed:
        return 100.0
    mine, theirs = _sound(heard), _sound(listed)
    spelled = float(fuzz.ratio(heard, listed))
    if mine.ending != theirs.ending:
        return 0.0
    if mine.consonants != theirs.consonants or not mine.consonants:
        begin_alike = (
            mine.consonants[:1] == theirs.consonants[:1] or mine.consonants[:1] + theirs.consonants[:1] in _DROPPED_H
        )
        as_long = len(mine.vowels) == len(theirs.vowels)
        return spelled if begin_alike and as_long and spelled >= _NEARLY_ALIKE else 0.0
    return max(spelled, _SAME_SOUND) if _vowels_agree(mine.vowels, theirs.vowels, spelled) else 0.0


def _vowels_agree(mine: str, theirs: str, spelled: float) -> bool:
    """Whether two words of the same consonants may be one: in one syllable the vowel is all there is to tell."""
    if len(mine) != len(theirs):
        return spelled >= _OTHER_SYLLABLES
    if len(mine) < 2:
        return mine == theirs
    if spelled < _SOMEWHAT_ALIKE:
        return False
    return spelled >= _ONE_VOWEL_OFF or any(mine[0] in heard and theirs[0] in heard for heard in _FAMILIES)


@lru_cache(maxsize=65536)
def short_form_likeness(heard: str, listed: str) -> float:
    """How alike two first names are where one may be short for the other: Steve and Steven, Bob and Robert; else 0."""
    short, long = sorted((heard, listed), key=len)
    if len(short) >= 3 and long.startswith(short) and not _OTHER_PERSON.search(long):
        return _SHORT_FORM
    pairs = ((short, long), (long, short))  # Charlie is as long as Charles, Johnny longer than John
    return _SHORT_FORM if any(_is_short_for(one, other) for one, other in pairs) else 0.0


def _is_short_for(short: str, long: str) -> bool:
    """Whether English has ``short`` for ``long``. Ellen, which the data has for Helen, is a name of its own."""
    shortened = len(long) - len(short) >= _SHORTER or short.endswith(("ie", "y"))
    return shortened and long in _nicknames().canonicals_of(short)


@lru_cache(maxsize=1)
def _nicknames() -> NickNamer:
    from nicknames import NickNamer

    return NickNamer()


class _Sound(NamedTuple):
    """A word as it sounds: consonants (Metaphone), one letter a vowel, and the vowel it ends with ("" for none)."""

    consonants: str
    vowels: str
    ending: str


@lru_cache(maxsize=16384)
def _sound(word: str) -> _Sound:
    from jellyfish import metaphone

    for pattern, spelling in _RESPELLED:
        word = pattern.sub(spelling, word)
    consonants = re.sub(r"^[AEIOU]", "A", metaphone(word)).replace("Y", "")
    shorn = _SILENT_E.sub("", word)
    voiced = shorn if _VOWELS.search(shorn) else word
    groups = [(match[0], match.end() == len(voiced)) for match in _VOWELS.finditer(voiced)]
    long = voiced != word and _ONE_CONSONANT.search(voiced) is not None
    vowels = "".join(_vowel(group, last, long and i == len(groups)) for i, (group, last) in enumerate(groups, start=1))
    return _Sound(consonants, vowels, _ending(groups[-1][0]) if groups and groups[-1][1] else "")


def _vowel(group: str, last: bool, long: bool) -> str:
    """The sound of a group of vowel letters: ``last`` in its word, or made ``long`` by a silent e."""
    if group in _SOUNDS:
        return _SOUNDS[group]
    return _LONG.get(group[0], "I") if long or (last and group in _LONG_AT_THE_END) else group[0]


def _ending(group: str) -> str:
    """The vowel that a word is heard to end with: a, o (or u), or any other."""
    spelled = group.rstrip("wh")
    last = spelled[-2] if spelled in {"oe", "ue"} else spelled[-1]
    return {"a": "a", "o": "o", "u": "o"}.get(last, "i")
