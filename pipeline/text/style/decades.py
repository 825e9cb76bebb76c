"""Decades as newspapers write them: the 1990s, the '90s."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.matches import Change, rewriting, word_after, word_before
from pipeline.text.style.number_words import TENS, value_of
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPOKEN = {"hundreds": 0, "tens": 10} | {f"{word[:-1]}ies": ten for word, ten in TENS.items()}
_DECADE = re.compile(
    r"(?<!(?u:[\w.,'’$€£#/]))(?P<century>fifteen|sixteen|seventeen|eighteen|nineteen|twenty)"
    rf"[ -](?P<spoken>{'|'.join(_SPOKEN)})(?!(?u:[\w'’]))"
    r"|(?<!(?u:[\w.,'’$€£#/]))(?P<full>1[5-9]\d0|20[0-4]0)(?P<apostrophe>['’])?s(?!(?u:[\w'’]))"
    r"|(?<!(?u:[\w-]))the[ ](?P<part>early[ ]|late[ ]|mid[ -])?"
    r"(?P<mark>[’‘'])?(?P<short>[2-9]0)['’]?s(?!(?u:[\w'’%-]))",
    re.IGNORECASE | re.ASCII,
)
_ANOTHER = re.compile(
    r"(?P<link>(?:,?[ ](?:and|or|to)[ ]|,[ ])(?:the[ ])?(?:early[ ]|late[ ])?)"
    rf"(?:[’‘']?(?P<short>[2-9]0)['’]?s|(?P<spoken>{'|'.join(list(_SPOKEN)[2:])}))(?!(?u:[\w'’%-]))",
    re.IGNORECASE | re.ASCII,
)
_SENTENCE = re.compile(r"\S(?:[^.?!]|[.?!](?!\s))*[.?!]*")
_NO_DECADE = re.compile(
    r"\b(?:temperatures?|degrees|weather|forecast|heat|humid\w*|highs?|lows?|upper|sunny|sunshine|clouds?|cloudy|rain|warm\w*|"
    r"cool\w*|cold|hot\w*|thermometer|mercury|fahrenheit|percent\w*|approval|ratings?|poll\w*|scor\w+|shot|shoot\w*|grades?|"
    r"tests?|IQ|ages?|aged|elderly|patients?|old|speeds?|mph|miles|golf|points|tomorrow|tonight|weekend|dollars|prices?|"
    r"barrel|channels?|routes?|interstate|deaths|died|casualties|numbers|beats|heart)\b|%|°",
    re.IGNORECASE,
)
"""Words of sentences in which "the 90s" may be degrees, years of age, marks or a share."""
_A_PART = frozenset("the early late mid".split())
_BILLS = frozenset((0, 10, 20, 50))
"""What banknotes there are: "nineteen fifties" may be money."""
_BEFORE_THE_DECADE = frozenset("in from of by until till before after to like since during throughout".split())
_ONLY_A_DECADE = frozenset("since during throughout".split())
_OF_A_DECADE = frozenset(
    "music rock pop sitcom sitcoms era band bands movie movies film films hit hits song songs show shows fashion "
    "nostalgia when".split()
)


def _changes(text: str) -> Iterator[Change]:
    done = 0
    for sentence in _SENTENCE.finditer(text):
        unsure: bool | None = None
        for match in _DECADE.finditer(text, sentence.start(), sentence.end()):
            if match.start() < done:
                continue
            if match["short"] and not match["mark"] and unsure is None:
                unsure = _NO_DECADE.search(text, sentence.start(), sentence.end()) is not None
            if match["short"] and (match["mark"] or (not unsure and _is_decade(match))):
                mark = "’" if match["mark"] == "’" else "'"
                printed, start = f"{mark}{match['short']}s", match.start("mark" if match["mark"] else "short")
            elif not match["short"] and _is_full(match, text[done : match.start()] if done else ""):
                mark, printed, start = "'", _in_full(match), match.start()
            else:
                continue
            others, done = _others(match, mark)
            yield Change(start, done, printed + others)


def _is_full(match: re.Match[str], since_another: str) -> bool:
    before = word_before(match.string, match.start())
    if before in _A_PART or match.string[max(0, match.start() - 4) : match.start()].lower() == "mid-":
        return True
    if since_another in {" and ", " or ", " to ", ", ", " and the ", " to the "}:
        return True
    return match["apostrophe"] is None if match["full"] else _SPOKEN[match["spoken"].lower()] not in _BILLS


def _in_full(match: re.Match[str]) -> str:
    if match["full"]:
        return f"{match['full']}s"
    return f"{value_of(match['century']) * 100 + _SPOKEN[match['spoken'].lower()]}s"


def _others(match: re.Match[str], mark: str) -> tuple[str, int]:
    """The decades that follow a decade: "the 1980s, '90s and 2000s", and where they end."""
    printed, end = "", match.end()
    while another := _ANOTHER.match(match.string, end):
        if another["spoken"] and match["short"]:  # "the '80s and nineties": as it was said
            break
        printed += f"{another['link']}{mark}{another['short'] or _SPOKEN[another['spoken'].lower()]}s"
        end = another.end()
    return printed, end


def _is_decade(match: re.Match[str]) -> bool:
    before, after = word_before(match.string, match.start()), word_after(match.string, match.end()).lower()
    back_in = re.search(r"\bback in $", match.string[max(0, match.start() - 10) : match.start()], re.IGNORECASE)
    if back_in or before in _ONLY_A_DECADE or after in _OF_A_DECADE:
        return True
    # Without anything that tells, the twenties to forties are as often somebody's age or the temperature.
    return (
        before in _BEFORE_THE_DECADE and (match["part"] or "").strip(" -").lower() != "mid" and match["short"] >= "50"
    )


DECADES = Rule(
    name="decades",
    summary="decades are figures, with an apostrophe only where the century is left out",
    examples=(
        ("in the nineteen nineties", "in the 1990s"),
        ("the mid-nineteen eighties and the late eighteen hundreds", "the mid-1980s and the late 1800s"),
        ("Throughout the 1990's, he ruled.", "Throughout the 1990s, he ruled."),
        ("hits of the '80's", "hits of the '80s"),
        ("We met back in the 90s.", "We met back in the '90s."),
        ("songs from the 80s and 90s", "songs from the '80s and '90s"),
        ("during the 70's", "during the '70s"),
        ("in the 1960s and 70s", "in the 1960s and '70s"),
        ("in the nineteen sixties and seventies", "in the 1960s and '70s"),
        ("the 1980's and 1990's", "the 1980s and 1990s"),
        ("in the late ‘60s", "in the late '60s"),
        ("in the ’90s", "in the ’90s"),
        ("in the 1990s and '90s", "in the 1990s and '90s"),
        ("a woman in her 90s", "a woman in her 90s"),
        ("Temperatures will be in the 90s.", "Temperatures will be in the 90s."),
        (
            "It'll be sunny and in the 80s. He grew up in the 80s.",
            "It'll be sunny and in the 80s. He grew up in the '80s.",
        ),
        ("a poll that puts him in the 40s", "a poll that puts him in the 40s"),
        ("in the mid-60s, in the 30s", "in the mid-60s, in the 30s"),
        ("1990's best film", "1990's best film"),
        ("he paid with nineteen fifties", "he paid with nineteen fifties"),
        ("a car that does 90s", "a car that does 90s"),
    ),
    find=rewriting(_changes),
    trigger=_DECADE,
)
"""The rule for decades."""
