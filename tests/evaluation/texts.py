"""Sides of a comparison, written the way one would say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pipeline.evaluation.comparison import compare
from pipeline.evaluation.sides import Block, Side, Token

if TYPE_CHECKING:
    from pipeline.evaluation.comparison import Comparison
    from pipeline.evaluation.normalisers import NormaliserName, Word


def side(*paragraphs: str, language: str | None = None) -> Side:
    """A paragraph of its own turn for each text; nobody says who speaks."""
    tokens = tuple(Token(word, block) for block, text in enumerate(paragraphs) for word in text.split())
    return Side(tokens, tuple(Block(None, turn) for turn, _ in enumerate(paragraphs)), language=language)


def compared(
    reference: str | tuple[str, ...], hypothesis: str | tuple[str, ...], normaliser: NormaliserName = "english"
) -> Comparison:
    """Two texts, each of one paragraph or of several."""
    return compare(_side(reference), _side(hypothesis), normaliser)


def texts(words: tuple[Word, ...]) -> list[str]:
    """The words alone."""
    return [word.text for word in words]


def _side(text: str | tuple[str, ...]) -> Side:
    return side(text) if isinstance(text, str) else side(*text)


_PIECES = st.sampled_from(
    "the The a one twenty five hundred and half 5 $20 2,500 3rd % million dollars cents Mr. U.S. it's It’s 'em I I'm "
    'Kassym-Jomart Tokayev tokayev point um [ ] ( ) < > . , - — … " “No ” said: Thank you. 東京 é ß ٣ ½ ² oh'.split()
) | st.text(max_size=6)

any_text = st.lists(_PIECES, max_size=25).map(" ".join)
"""Texts with much of what normalisers treat specially, and any characters in between."""
