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

import re
import warnings
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from pipeline.languages import UNSPACED_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.evaluation.sides import Token

NormaliserName = Literal["none", "basic", "english"]
NORMALISERS: tuple[NormaliserName, ...] = get_args(NormaliserName)

_BRACKETS = re.compile(r"[()\[\]<>]")


class Word(NamedTuple):
    """A word as it is compared, and the tokens it comes from: ``first`` to ``last``, both included.

    "twenty-five hundred" is one word of two tokens, "we've" two words of one.
    """

    text: str
    first: int
    last: int


def normalised(tokens: Sequence[Token], normaliser: NormaliserName, language: str | None = None) -> tuple[Word, ...]:
    """The words that all tokens make, normalised as one text; a token of punctuation alone makes none."""
    function = _function(normaliser, language in UNSPACED_LANGUAGES)
    # a bracket that is left over would swallow everything up to the next one that closes, however far away
    texts = [token.text if normaliser == "none" else _BRACKETS.sub("", token.text) for token in tokens]
    alone: dict[str, list[str]] = {}
    for text in texts:
        if text not in alone:
            alone[text] = function(text)
    parts = [(word, index) for index, text in enumerate(texts) for word in alone[text]]
    return tuple(_placed(function(" ".join(texts)), parts))


def _placed(words: Sequence[str], parts: Sequence[tuple[str, int]]) -> Iterator[Word]:
    """The words of the whole, each laid on the tokens whose own words (``parts``) it agrees with or replaces."""
    from rapidfuzz.distance import Levenshtein

    for step in Levenshtein.opcodes([word for word, _ in parts], words):
        if step.tag == "equal":
            pieces = zip(words[step.dest_start : step.dest_end], parts[step.src_start : step.src_end], strict=True)
            yield from (Word(word, index, index) for word, (_, index) in pieces)
        elif step.dest_start < step.dest_end:
            # what is replaced lies between its neighbours; what only the whole has stands with the word before it
            source = parts[step.src_start : step.src_end] or parts[max(0, step.src_start - 1) :][:1]
            first, last = source[0][1], source[-1][1]
            yield from (Word(word, first, last) for word in words[step.dest_start : step.dest_end])


@cache
def _function(normaliser: NormaliserName, unspaced: bool) -> Callable[[str], list[str]]:
    if normaliser == "none":
        return str.split
    from whisper.normalizers import BasicTextNormalizer, EnglishTextNormalizer

    if normaliser == "basic":
        basic = BasicTextNormalizer(split_letters=unspaced)
        return lambda text: basic(text).split()  # type: ignore[no-any-return]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves the file of its spellings open
        english = EnglishTextNormalizer()
    return lambda text: english(text).split()  # type: ignore[no-any-return]
