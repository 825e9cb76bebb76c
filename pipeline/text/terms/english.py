"""What is an English word: the kept word list, and which of its words are no mere names."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nicknames import NickNamer

_FUNCTION_WORD = 400_000_000
"""Times in the list's books from which a word is ordinary, inflected or not: "now" has 600 million, "google" 85."""
_INFLECTED = 0.025
"""Share of a word's times that its forms have, from which it is ordinary: turkeys 2.7 %, Smiths 2.2 %."""
_ENDINGS = ("s", "es", "ed", "ing", "ly")


@lru_cache(maxsize=1)
def _times() -> dict[str, int]:
    """Words in lower case, with how often they stand in books; names that many books have are among them."""
    text = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    return {word: int(times) for word, _, times in (line.partition(" ") for line in text.splitlines())}


@lru_cache(maxsize=1)
def _nicknames() -> NickNamer:
    from nicknames import NickNamer

    return NickNamer()


def is_known(word: str) -> bool:
    """Whether the list has ``word`` (in lower case): as an ordinary word, or as a name in use: "london"."""
    return word in _times()


@lru_cache(maxsize=65536)
def is_ordinary(word: str) -> bool:
    """Whether ``word`` (in lower case) is more than a name: it is very frequent, or English inflects it."""
    times = _times().get(word, 0)
    if not times:
        return False
    stem = word[:-1] if word.endswith(("e", "y")) else word
    forms = {word + ending for ending in _ENDINGS}
    forms |= {stem + ending for ending in ("ing", "ed", "ies", "ied")} if stem != word else set()
    return times >= _FUNCTION_WORD or sum(_times().get(form, 0) for form in forms) >= _INFLECTED * times


@lru_cache(maxsize=16384)
def is_given_name(word: str) -> bool:
    """Whether people are called ``word`` (in lower case), as far as English has short forms for it."""
    return bool(_nicknames().canonicals_of(word) or _nicknames().nicknames_of(word))
