"""Words that broadcasters bleep, masked where a style asks for it: the first letter stays, and the length.

The words are those that American radio bleeps (the Federal Communications Commission's case law on indecency began
with them) and one racial slur, each with its inflections and whole words only: "damn", "hell", "sexual", "Dick" and
"Scunthorpe" are no profanity. The lists of the packages looked at mask those and miss inflections.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.edits import Edit
from pipeline.text.style.rule import Rule, Setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.text.style.edits import Token

_WORDS = r"""
    (?:mother|cluster|mind|brain|rat)?fuck(?:s|ed|er|ers|in|ing|ingly|ery|face|faces|head|heads|wit|wits|up|ups|off)?
    | (?:abso|un|fan)fucking(?:lutely|believable|believably|tastic)
    | (?:bull|horse|bat|ape|chicken|dip|dog|jack)?shit(?:s|ted|ter|ters|tin|ting|ty|tier|tiest|less|load|loads
        |head|heads|hole|holes|show|shows|storm|storms|faced|bag|bags)?
    | cunt(?:s|ish|y)? | cocksuck(?:er|ers|in|ing) | (?:ass|arse)hole(?:s)? | nigg(?:er|ers|a|as|az)
"""
_PROFANITY = re.compile(rf"(?<![^\W_])(?P<word>{_WORDS})(?=(?:['’]s)?(?![^\W_]|['’]\w))", re.IGNORECASE | re.VERBOSE)


def _find(tokens: Sequence[Token], setting: Setting) -> Iterator[Edit]:
    names = {name.lower() for name in setting.names}
    for i, token in enumerate(tokens):
        if _PROFANITY.search(token.text):
            text = _PROFANITY.sub(
                lambda match: match[0] if _is_name(match[0], names) else _masked(match[0]), token.text
            )
            if text != token.text:
                yield Edit(i, i + 1, text)


def _is_name(word: str, names: set[str]) -> bool:
    return not word.islower() and word.lower() in names


def _masked(word: str) -> str:
    return word[0] + "*" * (len(word) - 1)


MASK_PROFANITY = Rule(
    name="mask-profanity",
    summary="words that broadcasters bleep are masked",
    examples=(
        ("What the fuck is that?", "What the f*** is that?"),
        ("Bullshit! That shitty motherfucker's gone.", "B*******! That s***** m***********'s gone."),
        ("“No fuckin' way,” he said.", "“No f*****' way,” he said."),
        ("a fuck-up, a shit-show, abso-fucking-lutely", "a f***-up, a s***-show, abso-f******-lutely"),
        ("HOLY SHIT", "HOLY S***"),
        ("these shithole countries", "these s******* countries"),
        ("He said f***, and then s--t.", "He said f***, and then s--t."),
        ("Damn, what the hell, my God, that sucks.", "Damn, what the hell, my God, that sucks."),
        ("Dick Cheney and Boris Johnson in Scunthorpe, Essex",) * 2,
        ("sexual assault, a class of shiitake, a cockatoo",) * 2,
        ("Pussy Riot, bastards, a bitch and an ass", "Pussy Riot, bastards, a bitch and an ass"),
        ("the village of Fucking in Austria", "the village of Fucking in Austria"),
    ),
    find=_find,
    trigger=_PROFANITY,
    setting=Setting(names=frozenset({"Fucking"})),
)
"""The rule that an option asks for."""
