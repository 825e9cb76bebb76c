"""Text as it is compared: lossy, and the same for both sides.

=========  ==========================================================================================================
none       as printed: capitals and punctuation count
basic      Whisper's normaliser for any language: lower case, no punctuation; signs of a script without blanks apart
english    Whisper's English normaliser, as published word error rates use it: also numbers, contractions and British
           spellings made one, fillers ("um") dropped
=========  ==========================================================================================================

Source: openai/whisper, ``whisper/normalizers``; appendix C of arXiv 2212.04356.
"""

from __future__ import annotations

import unicodedata
import warnings
from collections import Counter
from functools import cache
from itertools import groupby, islice
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from pipeline.languages import UNSPACED_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipeline.evaluation.sides import Token

NormaliserName = Literal["none", "basic", "english"]
_LETTERS = 2000
"""Letters that are looked at to tell a script."""
NORMALISERS: tuple[NormaliserName, ...] = get_args(NormaliserName)

_SIGNS = str.maketrans({"’": "'", "\u00ad": None} | dict.fromkeys("()[]<>"))
"""Signs to change before: Whisper knows contractions by the straight apostrophe only, would keep soft hyphens, and a
bracket that is left over would swallow everything up to the next one that closes, however far away."""


class Word(NamedTuple):
    """A word as it is compared, and the tokens it comes from: ``first`` to ``last``, both included.

    "twenty-five hundred" is one word of two tokens, "we've" two words of one.
    """

    text: str
    first: int
    last: int


def begins_token(words: Sequence[Word], index: int) -> bool:
    """Whether a word begins with its token; the "not" of "isn't" begins within one."""
    return index == 0 or words[index - 1].last < words[index].first


def normalised(tokens: Sequence[Token], normaliser: NormaliserName, language: str | None = None) -> tuple[Word, ...]:
    """The words that all tokens make, normalised as one text; a token of punctuation alone makes none."""
    function = _function(normaliser, language in UNSPACED_LANGUAGES)
    texts = [token.text if normaliser == "none" else token.text.translate(_SIGNS) for token in tokens]
    alone: dict[str, list[str]] = {}
    for text in texts:
        if text not in alone:
            alone[text] = function(text)
    parts = [(word, index) for index, text in enumerate(texts) for word in alone[text]]
    return tuple(_placed(function(" ".join(texts)), parts))


def main_script(texts: Iterable[str]) -> str | None:
    """The script of most letters, as Unicode names it ("Latin", "Cyrillic"); None without a letter."""
    letters = (sign for text in texts for sign in text if sign.isalpha())
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in islice(letters, _LETTERS))
    return scripts.most_common(1)[0][0].capitalize() if scripts else None


def _placed(words: Sequence[str], parts: Sequence[tuple[str, int]]) -> Iterator[Word]:
    """The words of the whole, each laid on the tokens whose own words (``parts``) it agrees with or replaces."""
    from rapidfuzz.distance import Levenshtein

    steps = Levenshtein.opcodes([word for word, _ in parts], words)
    for equal, run in groupby(steps, key=lambda step: step.tag == "equal"):
        # what differs in a row differs as one: "20", "5", "100" of their own are replaced by "2500"
        changed = list(run)
        source = parts[changed[0].src_start : changed[-1].src_end]
        found = words[changed[0].dest_start : changed[-1].dest_end]
        if equal:
            yield from (Word(word, token, token) for word, (_, token) in zip(found, source, strict=True))
        else:
            # what only the whole has stands with the word before it
            source = source or parts[: changed[0].src_start][-1:] or [("", 0)]
            yield from (Word(word, source[0][1], source[-1][1]) for word in found)


@cache
def _function(normaliser: NormaliserName, unspaced: bool) -> Callable[[str], list[str]]:
    if normaliser == "none":
        return str.split
    from whisper.normalizers import BasicTextNormalizer, EnglishTextNormalizer

    if normaliser == "basic":
        basic = BasicTextNormalizer(split_letters=unspaced)
        return lambda text: _words(basic(text))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves the file of its spellings open
        english = EnglishTextNormalizer()
    return lambda text: _words(english(text))


def _words(line: str) -> list[str]:
    """The words of a normalised line; the marks that Whisper leaves at its very end ("so ...") are none."""
    return [word for word in line.split() if any(sign.isalnum() for sign in word)]
