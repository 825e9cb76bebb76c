"""What is counted: the nouns that may follow a number."""

from __future__ import annotations

import re

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
    "remains includes begins starts ends ago later earlier perhaps sometimes today tomorrow yesterday point percent "
    "thanks hundred hundreds thousand thousands million millions billion billions trillion trillions dozen".split()
)
"""Words that are no part of what is counted."""
_PLURALS = frozenset(
    "people police men women children feet teeth mice geese troops personnel cattle sheep others".split()
)
_NO_PLURAL = ("ss", "us", "is", "'s", "’s")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SINGULARS = frozenset("series headquarters whereabouts means news politics mathematics".split())


def is_word(word: str) -> bool:
    """Whether ``word`` (in lower case) may be part of what is counted: a noun, or what describes it."""
    return word not in FUNCTION_WORDS and word not in _SINGULARS and _WORD.fullmatch(word) is not None


def is_plural(word: str) -> bool:
    """Whether ``word`` (in lower case) looks like a noun in the plural; some verbs do, too."""
    return word in _PLURALS or (len(word) > 3 and word.endswith("s") and not word.endswith(_NO_PLURAL))
