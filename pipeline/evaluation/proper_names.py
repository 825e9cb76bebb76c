"""Which words of a text are proper names, by the capitals of print alone: no model, no list of names.

A capital says something only where none is due: inside a sentence. So "Maynes" is a name in "that was Charles Maynes",
and in "Maynes said no" only if it stands inside a sentence elsewhere and nowhere in lower case. Titles ("President")
and whatever else English writes with a capital ("Monday", "NATO") count as well. A text in one case tells nothing, nor
do languages that write every noun with a capital.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from pipeline.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.evaluation.normalisers import Word
    from pipeline.evaluation.sides import Side, Token

    # where a token stands: where a capital is due, where it may be due (after "U.S."), where it is not
    _Place = Literal["opening", "unclear", "inside"]

_LETTERS = re.compile(r"\w")
_PART = re.compile(r"[^\W_]+")
_QUOTES = frozenset("\"'“‘„«")
_FIRST_PERSON = re.compile(r"\W*(?:I\W+)*I(?:['’]\w+)*\W*")
_ENDING = re.compile(r"(?:n['’]t|['’](?:s|d|ll|re|ve|m))\W*$", re.IGNORECASE)
"""What a contraction or a genitive adds to a word."""
_NOUNS_IN_CAPITALS = frozenset({"de", "lb"})
_MOSTLY = 0.5
"""Share of small letters below which a text counts as being in capitals."""


def proper_names(side: Side, words: Sequence[Word]) -> frozenset[int]:
    """Indices of the ``words`` of ``side`` that are proper names."""
    if side.language in _NOUNS_IN_CAPITALS or _in_capitals(side.tokens):
        return frozenset()
    tokens = _names(side.tokens)
    return frozenset(
        word
        for token, own in groupby(range(len(words)), key=lambda word: words[word].first)
        if token in tokens
        for word in _capitalised(side.tokens[token].text, list(own))
        if not any(sign.isdigit() for sign in words[word].text)
    )


def _in_capitals(tokens: Sequence[Token]) -> bool:
    small = sum(sign.islower() for token in tokens for sign in token.text)
    large = sum(sign.isupper() for token in tokens for sign in token.text)
    return small < _MOSTLY * (small + large)


def _names(tokens: Sequence[Token]) -> set[int]:
    """Indices of the tokens that are names."""
    places = dict(_places(tokens))
    first = {token: _LETTERS.search(tokens[token].text) for token in places}
    small = {_plain(tokens[token].text) for token, found in first.items() if found and found[0].islower()}
    capitals = [
        token
        for token, found in first.items()
        if found and found[0].isupper() and not _FIRST_PERSON.fullmatch(tokens[token].text)
    ]
    inside = {_plain(tokens[token].text) for token in capitals if places[token] == "inside"}

    def is_name(token: int) -> bool:
        word = _plain(tokens[token].text)
        if places[token] == "inside":
            return True
        return word not in small and (word in inside or places[token] == "unclear")

    return {token for token in capitals if is_name(token)}


def _places(tokens: Sequence[Token]) -> Iterator[tuple[int, _Place]]:
    """Where each token stands that is more than punctuation; a paragraph opens a sentence, and so does a quotation."""
    for _, run in groupby(range(len(tokens)), key=lambda token: tokens[token].block):
        paragraph = list(run)
        for sentence in sentences([tokens[token].text for token in paragraph]):
            following: _Place = "opening"
            for token in (paragraph[place] for place in sentence):
                text = tokens[token].text
                found = _LETTERS.search(text)
                if _QUOTES.intersection(text[: found.start()] if found else text):
                    following = "opening"
                if found:
                    yield token, following
                    end = text.rstrip("\"'”’)")[-1:]
                    following = "opening" if end == ":" else "unclear" if end == "." else "inside"


def _plain(text: str) -> str:
    """A word without case, without the marks around it and without the ending of a genitive or contraction."""
    return _ENDING.sub("", text).strip("".join({sign for sign in text if not _LETTERS.match(sign)})).casefold()


def _capitalised(text: str, words: list[int]) -> list[int]:
    """Of the ``words`` that a token makes, those that have a capital in it: of "Russia's" not the "is"."""
    parts = _PART.findall(text)
    if len(parts) != len(words):
        return words
    return [word for word, part in zip(words, parts, strict=True) if part[0].isupper()]
