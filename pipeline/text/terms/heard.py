"""Words of a paragraph as names are looked for in them: the marks beside each, and what its capital tells."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pipeline.spelling import TITLES, words_of
from pipeline.text.terms.english import is_given_name, is_known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ENDS = frozenset('.?!…:"“‘(')
_ABBREVIATIONS = frozenset("mr mrs ms dr prof sen rep gov gen col st sgt lt capt rev jr sr".split())
_SHORTEST_LOWER = 4
"""Letters of a word in lower case that can be a name at all."""
_NAMED = TITLES | frozenset("correspondent reporter host analyst premier czar sheikh ayatollah mullah mp".split())
_SELF = frozenset("i im ive ill id".split())
PARTICLES = frozenset(
    "al bin da das de del della der di do dos du el ibn la las le los ten ter van von wa y zu".split()
)
"""Words in lower case that stand within names."""


class Shown(Protocol):
    """What a word is read from: a token of style, for one."""

    @property
    def text(self) -> str:
        """What readers get."""

    @property
    def confidence(self) -> float | None:
        """How sure recognition was of it, 0 to 1."""


class Form(NamedTuple):
    """A word, the marks before it, and those behind it (a possessive is one of them); what is only marks has none."""

    before: str
    text: str
    after: str
    pieces: tuple[str, ...]
    """Its words without case, accents and signs: two for "Kassym-Jomart"."""
    has_capital: bool
    """Whether its first letter is a capital one."""
    is_shouted: bool
    """Whether it is all capitals: an acronym, or a text without small letters."""
    looks_like_a_name: bool
    """Whether its capital letter says that it is a name, or that it is no English word says so."""
    opens: bool
    """Whether the marks before it begin a sentence."""
    closes: bool
    """Whether the marks behind it end one."""

    @property
    def is_particle(self) -> bool:
        """Whether it may stand in lower case within a name: von."""
        return self.text in PARTICLES

    @property
    def is_title(self) -> bool:
        """Whether a person's last name may follow it at once: President."""
        return self.pieces[-1:] != () and self.pieces[-1] in _NAMED


class Heard(NamedTuple):
    """A word of a paragraph: which token it is of, how sure recognition was, and whether a sentence begins with it."""

    token: int
    form: Form
    confidence: float | None
    starts: bool

    @property
    def pieces(self) -> tuple[str, ...]:
        """Its words without case, accents and signs."""
        return self.form.pieces

    @property
    def goes_on(self) -> bool:
        """Whether nothing divides it from the next word."""
        return not self.form.after


def heard_words(tokens: Sequence[Shown]) -> Iterator[Heard]:
    """The words of a paragraph; a token that has blanks inside has several."""
    starts = True
    for index, token in enumerate(tokens):
        for text in token.text.split():
            form = _form(text, starts)
            if form.opens and not starts:
                form = _form(text, True)
            yield Heard(index, form, token.confidence, starts or form.opens)
            starts = form.closes or (starts and not form.text)


@lru_cache(maxsize=65536)
def _form(text: str, starts: bool) -> Form:
    """The form of a word; ``starts`` where a sentence begins with it."""
    before, word, after = parted(text)
    pieces = words_of(word) if word else ()
    article, _, name = word.partition("-")
    capital = (name if name and article in PARTICLES else word)[:1].isupper()  # al-Assad
    shouted = len(word) > 1 and word.isupper()
    named = bool(pieces) and pieces[0] not in _SELF
    if named:
        known = all(map(is_known, pieces))
        if capital and not shouted:
            named = not starts or not known or is_given_name(pieces[0])
        else:
            named = not known and sum(map(len, pieces)) >= _SHORTEST_LOWER
    abbreviated = after == "." and pieces[-1:] != () and pieces[-1] in _ABBREVIATIONS
    closes = bool(_ENDS.intersection(after)) and not abbreviated
    return Form(before, word, after, pieces, capital, shouted, named, bool(_ENDS.intersection(before)), closes)


def parted(text: str) -> tuple[str, str, str]:
    """The marks before a word, the word, and the marks behind it with the possessive: ``"Massimov's."``.

    What is only marks stands behind.
    """
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    if start == end:
        return "", "", text
    while not text[end - 1].isalnum():
        end -= 1
    if end - start > 2 and text[end - 2 : end] in {"'s", "’s", "'S", "’S"}:
        end -= 2
    return text[:start], text[start:end], text[end:]
