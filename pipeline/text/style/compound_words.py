"""Hyphens in words that stand together before a noun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.edits import Edit
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.text.style.edits import Token
    from pipeline.text.style.rule import Setting

_PAIRS = frozenset(
    "high stakes|high level|high profile|high speed|high tech|high ranking|high income|low income|low level|low cost|"
    "long term|short term|long range|short range|long distance|large scale|small scale|full scale|full time|part time|"
    "real time|real life|middle class|working class|upper class|third party|two thirds|well known|so called|"
    "first class|second class|world class|state run|government run|tax free|duty free|old fashioned|right wing|"
    "left wing|far right|far left|door to door|house to house|face to face|shoot to kill|state of the art|"
    "day to day|year round".split("|")
)
_PREFIXED = {
    "anti": frozenset(),
    "pro": frozenset(
        "democracy russia russian western kremlin european palestinian israel israeli independence ukraine ukrainian "
        "american chinese government choice abortion business reform war labor union".split()
    ),
}
"""What "anti" and "pro" are written together with; "anti" is no word by itself, so it takes any."""
_PEOPLES = frozenset(
    "russian american british french german chinese saudi iranian israeli turkish indian ukrainian western u.s. "
    "u.n. un nato kurdish".split()
)
_PARTICIPLES = frozenset("led backed based made born speaking controlled funded owned built".split())
_FIRST = frozenset(phrase.split()[0] for phrase in _PAIRS) | _PEOPLES | _PREFIXED.keys()
_NOUNISH = re.compile(
    r"[a-z]+(?:tions?|sions?|ments?|ness|it(?:y|ies)|[a-z]c(?:y|ies)|isms?|ships?|ances?|ences?|ists?|al|"
    r"graphy|ology)"
)
_NOUNS = frozenset(
    "plan job talks force forces care rates effects risk goals deal fix interest growth money people family families "
    "housing work workers worker school schools project case cases search searches sweeps orders order order war "
    "attack attacks service food rail train internet camera data news student students group groups party jobs home "
    "homes economy campaign officials official summit meeting meetings talk fight race game games trial experts expert "
    "doctor author artist life contact learning activist protests protesters rallies rally troops coalition "
    "government effort efforts video videos technology equipment company companies".split()
)
_HEADS = frozenset("class party right left wing".split())
"""Nouns themselves: "the middle class comments"; only "a middle-class family" is sure."""
_NO_NOUNS = frozenset(
    "others another always also hers ours yours after over never ever or her per later several".split()
)


def _noun(text: str) -> bool:
    """Whether ``text`` begins with a word that is surely a noun, or leads to one (an adjective in -al)."""
    match = re.match(r"[a-z]+(?![\w'’])", text)
    if match is None:
        return False
    word = match.group()
    return word in _NOUNS or (word not in _NO_NOUNS and len(word) > 4 and _NOUNISH.fullmatch(word) is not None)


def _phrase(tokens: Sequence[Token], i: int) -> int:
    """How many tokens from ``i`` on make a pair that takes hyphens before a noun; 0 for none."""
    for length in (2, 3, 4):
        if i + length < len(tokens):
            words = [token.text for token in tokens[i : i + length]]
            if " ".join([words[0].casefold(), *words[1:]]) in _PAIRS and _noun(tokens[i + length].text):
                sure = words[-1] not in _HEADS or (i > 0 and tokens[i - 1].text.casefold() in {"a", "an"})
                return length if sure else 0
    return 0


def _adverbial(tokens: Sequence[Token], i: int) -> bool:
    """Whether "in the" or "over the" stands before ``i``: in the long term plans change."""
    if tokens[i + 1].text not in {"term", "time", "range", "scale", "life"}:
        return False
    before = [token.text.casefold() for token in tokens[max(0, i - 2) : i]]
    return before[-1:] == ["in"] or (before[-1:] == ["the"] and before[0] in {"in", "over", "for"})


def _prefixed(first: str, second: str) -> bool:
    known = _PREFIXED.get(first.casefold())
    word = second.strip(".,;:?!\"'”’)").casefold()
    if known is None or not word.isalpha():
        return False
    return word in known or (not known and len(word) > 3 and word not in {"then", "that", "with", "this", "when"})


def _people(tokens: Sequence[Token], i: int) -> bool:
    """Whether "Russian led" stands at ``i`` before a noun, and after a word that makes no sentence of it."""
    if i + 2 >= len(tokens) or tokens[i].text.casefold() not in _PEOPLES or not tokens[i].text[0].isupper():
        return False
    return tokens[i + 1].text in _PARTICIPLES and _noun(tokens[i + 2].text)


def _find(tokens: Sequence[Token], _: Setting) -> Iterable[Edit]:
    i = 0
    while i < len(tokens):
        length = 0
        if i + 1 < len(tokens) and tokens[i].text.casefold() in _FIRST:
            if _prefixed(tokens[i].text, tokens[i + 1].text) or _people(tokens, i):
                length = 2
            elif not _adverbial(tokens, i):
                length = _phrase(tokens, i)
        if length:
            yield Edit(i, i + length, "-".join(token.text for token in tokens[i : i + length]))
        i += length or 1


COMPOUND_WORDS = Rule(
    name="compound-words",
    summary="words that together describe a noun are joined by hyphens",
    examples=(
        ("engage in high stakes diplomacy in Geneva", "engage in high-stakes diplomacy in Geneva"),
        ("The stakes are high.", "The stakes are high."),
        ("a week of anti government demonstrations", "a week of anti-government demonstrations"),
        ("an anti American mood", "an anti-American mood"),
        ("the pro democracy movement", "the pro-democracy movement"),
        ("a pro golfer", "a pro golfer"),
        ("the so called experts", "the so-called experts"),
        ("It was cold, and so called off.", "It was cold, and so called off."),
        ("a long term plan", "a long-term plan"),
        ("In the long term plans change.", "In the long term plans change."),
        ("She works full time.", "She works full time."),
        ("a middle class family", "a middle-class family"),
        ("The middle class deal with that.", "The middle class deal with that."),
        ("in house to house sweeps", "in house-to-house sweeps"),
        ("They went from house to house.", "They went from house to house."),
        ("a Russian led regional force", "a Russian-led regional force"),
        ("A Russian led the way.", "A Russian led the way."),
    ),
    find=_find,
    trigger=re.compile(rf"\b(?:{'|'.join(sorted(re.escape(first) for first in _FIRST))})[ ]", re.IGNORECASE),
)
