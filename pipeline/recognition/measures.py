"""What can be measured of recognised words without hearing them: how they repeat, how fast and how sure they are."""

from __future__ import annotations

import zlib
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.timeline import Span, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.timeline import Word


def text_of(words: Iterable[Word]) -> str:
    """The words with blanks between them."""
    return " ".join(word.text for word in words)


def plain(word: Word | str) -> str:
    """Letters and figures alone, in lower case; a word that has none stands as it is."""
    text = word if isinstance(word, str) else word.text
    return "".join(sign for sign in text.casefold() if sign.isalnum()) or text


def compression_ratio(text: str) -> float:
    """How much shorter ``text`` becomes when zlib packs it: Whisper's measure of a text that repeats itself."""
    encoded = text.encode()
    return len(encoded) / len(zlib.compress(encoded)) if encoded else 0.0


def confidence(words: Sequence[Word]) -> float | None:
    """Mean of those that have one."""
    known = [word.confidence for word in words if word.confidence is not None]
    return sum(known) / len(known) if known else None


def extent(words: Sequence[Word]) -> Span:
    """From the beginning of the first word to the end of the last to end; there must be a word."""
    return Span(words[0].start, max(word.end for word in words))


def rate(words: Sequence[Word], seconds: float) -> float:
    """Words a second."""
    return len(words) / max(seconds, 0.01)


def spoken_share(span: Span, speech: Iterable[Span], reach: float = 0.0) -> float:
    """Which part of ``span`` lies in speech, or within ``reach`` seconds of it; for a moment, 0 or 1."""
    wide = [Span(max(0.0, stretch.start - reach), stretch.end + reach) for stretch in speech]
    if not span.duration:
        return float(any(stretch.distance(span.start) == 0 for stretch in wide))
    return total(shared for stretch in wide if (shared := stretch & span)) / span.duration


def likeness(some: Sequence[Word], others: Sequence[Word]) -> float:
    """How alike two texts are, from 0 to 1, by their words without punctuation and case."""
    return SequenceMatcher(None, [plain(w) for w in some], [plain(w) for w in others], autojunk=False).ratio()


def most_repeated(words: Sequence[Word]) -> float:
    """Share of the words that the most frequent pair of neighbours makes up; 0 where no pair comes twice."""
    pairs = Counter(pairwise(plain(word) for word in words))
    most = max(pairs.values(), default=0)
    return 2 * most / len(words) if most > 1 else 0.0
