"""Dashes: a hyphen between two blanks as radio pages write them, or the long dash of newspapers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.edits import Edit
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.text.style.edits import Token
    from pipeline.text.style.rule import Setting

_DASH = re.compile(r"\s*(?:(?<!-)--(?!-)|[–—―])\s*")
_FIGURES = re.compile(r"\d[–—―]\d|^[–—―]\d")
"""A range of figures (1914–1918) and a minus sign (–5) keep their dash."""
_NAMES = re.compile(r"(?<=[^\W\d_])–(?=[^\W\d_])")
_CUT_OFF = re.compile(r"[^\W\d_]-")
"""A word that breaks off: its hyphen is a dash, except in "two- and three-room flats"."""
_SUSPENDED = frozenset("and or to through but nor versus".split())
_LONGEST = 40
"""Letters of a name that are looked at."""
_HYPHEN = re.compile(r"(?:^|(?<=\s))-(?=\s|$)")
_TRIGGER = re.compile(r"[–—―]|--|-(?:\s|$)")


def _compound(match: re.Match[str]) -> str:
    """The short dash between two names (New York–London) is a hyphen; between other words it is a dash."""
    text, at = match.string, match.start()
    word = re.search(r"[^\W\d_]+$", text[max(0, at - _LONGEST) : at])
    both = word is not None and word.group()[0].isupper() and text[at + 1].isupper()
    return "-" if both else "–"


def _finder(dash: str, mends: Callable[[str], bool]) -> Callable[[Sequence[Token], Setting], Iterable[Edit]]:
    """What writes every dash as ``dash`` between blanks; ``mends`` says whether a hyphen between blanks is one too."""

    def find(tokens: Sequence[Token], _: Setting) -> Iterable[Edit]:
        for i, token in enumerate(tokens):
            text = token.text
            if text.isalnum():
                continue
            following = tokens[i + 1].text if i + 1 < len(tokens) else ""
            if _CUT_OFF.fullmatch(text[-2:]) and following.casefold() not in _SUSPENDED:
                text = f"{text[:-1]} {dash}"
            if not _FIGURES.search(text):
                text = _DASH.sub(f" {dash} ", _NAMES.sub(_compound, text)).strip()
            if mends(text) and not (text == "-" and _between_figures(tokens, i)):
                text = _HYPHEN.sub(dash, text)
            if text != token.text:
                yield Edit(i, i + 1, text)

    return find


def _between_figures(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i + 1].text[:1].isdigit() if i + 1 < len(tokens) else False


SPACED_HYPHEN = Rule(
    name="spaced-hyphen",
    summary="a dash is a hyphen between blanks",
    examples=(
        (
            "fired the former president — this was Nursultan Nazarbayev — from",
            "fired the former president - this was Nursultan Nazarbayev - from",
        ),
        ("They've got—they're part of this.", "They've got - they're part of this."),
        ("And then we -- well, we left.", "And then we - well, we left."),
        ("We wanted to- we had to leave.", "We wanted to - we had to leave."),
        ("Nobody knew that—", "Nobody knew that -"),
        ("the New York–London flight", "the New York-London flight"),
        ("from 1914–1918", "from 1914–1918"),
        ("It was –5 outside.", "It was –5 outside."),
        ("two- and three-room flats", "two- and three-room flats"),
        ("a Russian-led force", "a Russian-led force"),
    ),
    find=_finder("-", lambda _: False),
    trigger=_TRIGGER,
)

EM_DASH = Rule(
    name="em-dash",
    summary="a dash is long and stands between blanks",
    examples=(
        ("the former president - this was long ago - spoke", "the former president — this was long ago — spoke"),
        ("They've got—they're part of this.", "They've got — they're part of this."),
        ("And then we -- well, we left.", "And then we — well, we left."),
        ("We wanted to- we had to leave.", "We wanted to — we had to leave."),
        ("the New York–London flight", "the New York-London flight"),
        ("from 1914–1918", "from 1914–1918"),
        ("They won 5 - 3.", "They won 5 - 3."),
        ("two- and three-room flats", "two- and three-room flats"),
        ("a Russian-led force", "a Russian-led force"),
    ),
    find=_finder("—", lambda text: "-" in text),
    trigger=_TRIGGER,
)
