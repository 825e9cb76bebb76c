"""Marks beside the words that they belong to, and one of each."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.text.style.edits import Edit
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.text.style.edits import Token
    from pipeline.text.style.rule import Setting

_CLOSING = frozenset(",.)]}،۔、。，．）】")
"""Marks that no language writes with a blank before them, unlike "?", "!", ":", ";" and quotes (French does)."""
_OPENING = frozenset("([{¿¡（【")
_AMOUNT = re.compile(r"[$€£]\d+")
_FRACTION = re.compile(r"\.\d+(?!\d|\.\w)")
"""A sum that was divided at its point: "$1 .5 million"."""
_MOST_MARKS = 4
"""A word takes no more of them: behind that they are no punctuation."""
_DOUBLED = (
    (re.compile(r"([,;:،؛、，。۔])\1+"), r"\1"),
    (re.compile(r"(?<!\.)\.\.(?!\.)"), "."),
    (re.compile(r"([?!؟？！])[.,،。，](?!\w)"), r"\1"),
    (re.compile(r"(?<![.\w])[,،]([.?!؟])(?![.\w])|(?<=\w)[,،]([.?!؟])(?![.\w])"), r"\1\2"),
)
_MARK = "[,;:،؛、，。۔.?!؟？！]"
_SUSPECT = re.compile(rf"\s|{_MARK}{_MARK}")
"""What a token has in which anything is to be mended."""
_BLANKS = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")
_OTHER_BLANKS = re.compile(r"[^\S \t\r\n]")
"""Blanks that hold together (French puts one before "?"): a token with one stays as it is."""


def _mended(text: str) -> str:
    """``text`` with one mark where two stood: until nothing is left to mend."""
    before = ""
    while before != text:
        before = text
        for pattern, mark in _DOUBLED:
            text = pattern.sub(mark, text)
    return text


def _joins(text: str, following: str) -> bool:
    if following in _CLOSING:
        return any(map(str.isalnum, text)) and not _CLOSING.issuperset(text[-_MOST_MARKS:])
    return text in _OPENING or (_FRACTION.match(following) is not None and _AMOUNT.fullmatch(text) is not None)


def _find(tokens: Sequence[Token], _: Setting) -> Iterable[Edit]:
    texts = [
        _mended(_BLANKS.sub(" ", text)) if _SUSPECT.search(text) and not _OTHER_BLANKS.search(text) else text
        for text in (token.text for token in tokens)
    ]
    first = 0
    group = texts[0]
    for i, (text, following) in enumerate((*pairwise(texts), (texts[-1], ""))):
        del text
        if following and _joins(group, following):
            group = _mended(group + following)
            continue
        if i > first or group != tokens[first].text:
            yield Edit(first, i + 1, group)
        first, group = i + 1, following


SPACING = Rule(
    name="spacing",
    summary="marks stand beside their word, and once",
    examples=(
        ("Good morning , Charles .", "Good morning, Charles."),
        ("He came back . . and left.", "He came back. and left."),
        ("Three things,, really.", "Three things, really."),
        ("Is that so?. Yes.", "Is that so? Yes."),
        ("That's it!, he said.", "That's it! he said."),
        ("about $1 .5 million, .5 percent", "about $1.5 million, .5 percent"),
        ("We left,. Then it rained.", "We left. Then it rained."),
        ("( laughter ) Well...", "(laughter) Well..."),
        ("¿ Qué pasa ?", "¿Qué pasa ?"),
        ("Vraiment ? Oui ; c'est vrai !", "Vraiment ? Oui ; c'est vrai !"),
        ("أهلا ، كيف حالك؟", "أهلا، كيف حالك؟"),
        ("そうですね 。", "そうですね。"),
        ("the president - this was Nazarbayev - left", "the president - this was Nazarbayev - left"),
        ("What?! No... Never!!", "What?! No... Never!!"),
        ("I like it 👩‍👩‍👧 :) a lot", "I like it 👩‍👩‍👧 :) a lot"),
        ("at 3.5 p.m., in the U.S., etc.", "at 3.5 p.m., in the U.S., etc."),
    ),
    find=_find,
    trigger=re.compile(
        rf"\s[,.)\]}}،۔、。，．）】](?:\s|$)|(?:^|\s)[(\[{{¿¡（【]\s|{_MARK}{_MARK}|\$\d+\s\.\d|\s\s|[\t\r\n]"
    ),
    any_language=True,
)
