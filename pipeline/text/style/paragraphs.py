"""A paragraph whose marks are being set: its words, its sentences, and what is written in their places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.text.sentences import ends_sentence
from pipeline.text.style.edits import CLOSERS, LETTERS, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Heard:
    """A token taken apart, its word in small letters."""

    text: str
    word: str
    low: str
    after: str
    ends: bool
    """Whether it would end a sentence if nothing followed."""
    point: bool
    """Whether it would do so by one full stop."""


@lru_cache(maxsize=1 << 15)
def hear(text: str) -> Heard:
    """A token's ``text`` taken apart."""
    _, word, after = parts_of(text)
    ends = ends_sentence(text, None)
    point = ends and bool(word) and text.endswith(".") and not text.endswith("..") and not LETTERS.fullmatch(word)
    return Heard(text, word, word.casefold().replace("’", "'"), after, ends, point)


class Paragraph:
    """A paragraph in the making: its tokens, and what is to be written in their places."""

    def __init__(self, texts: Sequence[str], names: frozenset[str]) -> None:
        self.heard = [hear(text) for text in texts]
        self.names = names

    def write(self, i: int, text: str) -> None:
        """Put ``text`` in the place of token ``i``."""
        self.heard[i] = hear(text)

    def mark(self, i: int, mark: str) -> None:
        """Put ``mark`` in the place of the full stop or comma that ends token ``i``, or behind it."""
        text = self.heard[i].text
        bare = text.rstrip(CLOSERS)
        closers = text[len(bare) :]
        self.write(i, bare.rstrip(".,") + mark + closers if bare[-1:] in ".," else bare + mark + closers)

    def stops(self, i: int) -> bool:
        """Whether one full stop ends a sentence behind token ``i``."""
        if not self.heard[i].point:
            return False
        return i + 1 == len(self.heard) or ends_sentence(self.heard[i].text, self.heard[i + 1].text)

    def sentences(self) -> Iterator[range]:
        """Its sentences, each as the range of its tokens."""
        start = 0
        last = len(self.heard) - 1
        for i, heard in enumerate(self.heard):
            if i == last or (heard.ends and ends_sentence(heard.text, self.heard[i + 1].text)):
                yield range(start, i + 1)
                start = i + 1
