"""What is counted: the nouns that may follow a number."""

from __future__ import annotations

import re

from pipeline.text.style.number_words import CARDINALS, ORDINAL_WORDS

FUNCTION_WORDS = frozenset(
    "a about above across after again against all along also always although am among an and another any anybody "
    "anyone anything are around as at away back be became because been before began begin behind being below beneath "
    "beside besides between beyond both but by came can come could did do does doing done down during each either else "
    "ever every everybody everyone everything except few for from gave get go goes got had half has have he hence her "
    "here hers herself him himself his how however i if in inside instead into is it its itself just least less like "
    "makes many may maybe me might mine much must my myself near neither never nevertheless no nobody none nor not "
    "nothing now of off often old olds on once one only onto or ought our ours ourselves out outside over per perhaps "
    "plus quite rather really said same says seems several shall she should since so some somebody someone something "
    "still such than that thats the their theirs them themselves then there these they this those though through "
    "throughout thus till to together too toward towards under unless until unto up upon us very via was we were what "
    "whatever when whenever where wherever whereas whether which while who whoever whom whose why will with within "
    "without would yes yet you your yours yourself comes gets gives looks means needs shows takes wants works becomes "
    "remains includes begins starts ends ago later earlier sometimes afterwards whereas versus today tomorrow "
    "yesterday point percent thanks hundred hundreds thousand thousands million millions billion billions trillion "
    "trillions dozen".split()
)
"""Words that are no part of what is counted."""
_PLURALS = frozenset(
    "people police men women children feet teeth mice geese troops personnel cattle sheep others".split()
)
_NO_PLURAL = ("ss", "us", "is", "'s", "’s")
_UNITS = frozenset(
    "year month week day hour minute second dollar cent buck pound mile point vote degree inch foot fish something odd "
    "dozen percent".split()
)
"""What may follow a number in the singular: twenty-minute, five dollar bill, twenty something."""
_PARTS = ORDINAL_WORDS.keys() | frozenset("oh o percent dozen hundredth thousandth".split())
"""What else numbers in words are made of."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SINGULARS = frozenset("series headquarters whereabouts means news politics mathematics christmas".split())


def is_word(word: str) -> bool:
    """Whether ``word`` (in lower case) may be part of what is counted: a noun, or what describes it."""
    return word not in FUNCTION_WORDS and word not in _SINGULARS and _WORD.fullmatch(word) is not None


def is_plural(word: str) -> bool:
    """Whether ``word`` (in lower case) looks like a noun in the plural; some verbs do, too."""
    return word in _PLURALS or (len(word) > 3 and word.endswith("s") and not word.endswith(_NO_PLURAL))


def is_number(word: str) -> bool:
    """Whether ``word`` begins with a digit, is a sum of money or part of a number in words."""
    first = word.lower().partition("-")[0]
    return word[:1].isdigit() or word[:1] in {"$", "€", "£"} or first in CARDINALS or first in _PARTS


def is_counted(word: str) -> bool:
    """Whether a number before ``word`` says how many: ``people``, ``minutes``, ``year-old``, ``percent``, ``2,000``."""
    first = word.lower().partition("-")[0].partition("'")[0].partition("’")[0]
    return is_number(word) or first in _UNITS or (word[:1].islower() and is_word(first) and is_plural(first))


def counts(following: tuple[str, str]) -> bool:
    """Whether a number before two words says how many: ``people``, ``different countries``, ``2,000``."""
    first, second = following
    return is_counted(first) or (
        bool(second) and first.lower() not in FUNCTION_WORDS and not is_number(second) and is_counted(second)
    )
