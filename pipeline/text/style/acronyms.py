"""Abbreviations: which ones have points, and which are written without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.edits import Edit, parts_of
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.text.style.edits import Token
    from pipeline.text.style.rule import Setting

_PLAIN = frozenset(
    "NATO NPR FBI CIA BBC CNN NASA EU NSA EPA AI IRS NFL NBA ABC CBS NBC PBS OPEC UNESCO IMF WHO GOP".split()
)
"""Written without points: F.B.I. is FBI."""
_SPELLED = frozenset("NATO NPR FBI CIA BBC CNN IRS NFL NBA CBS NBC PBS".split())
"""Never letters that happen to follow each other."""
_ANY_CASE = {
    word.casefold(): word for word in ("NATO", "NPR", "NASA", "OPEC", "UNESCO", "UNICEF", "COVID", "FBI", "BBC", "CNN")
}
"""No other word is spelled like these: in small letters, too, they are meant."""
_POINTED = {"US": "U.S.", "UK": "U.K."}
_NAMED_US = frozenset("Airways Foods Weekly".split())
"""Names of companies and papers that have no points."""
_DOCTORS = frozenset(("PhD", "Phd", "Ph.D", "phd", "PHD"))
_TITLES = frozenset("Mr Mrs Ms Dr".split())
_LEAD = re.compile(r"([^\W\d_]+(?:\.[^\W\d_])*)((?:\.?['’-].*)?)", re.DOTALL)
"""A word, and what hangs on it: ``US``, ``-led``; ``U.S``, ``'s``."""
_SURNAME = re.compile(r"[^\W\d_]{2,}(?:['’-].*)?\W*|[A-Z]\.", re.DOTALL)
_OPENINGS = frozenset(
    "The A An And But So Or Yet Now He She It They We You I I'm It's That That's This These Those There There's If "
    "When What Why How Who Where They're We're He's She's You're Well Then Meanwhile".split()
)
_BEFORE_DC = frozenset("in to around outside near".split())
_NAMED_DC = frozenset("Comics Universe Entertainment Extended".split())


def _loud(text: str) -> bool:
    """Whether ``text`` is a word in capitals that is no abbreviation byline knows."""
    word = parts_of(text).word
    return len(word) > 2 and word.isalpha() and word.isupper() and word not in _PLAIN


def _pointed(word: str, rest: str, after: str) -> str:
    """``word``, which ends with a point, before ``after``: at the end of a sentence the two points are one."""
    return word + rest + (after[1:] if not rest and after.startswith(".") else after)


def _without_points(word: str, rest: str, after: str, following: str) -> str:
    """``word`` as F.B.I became FBI: its last point stays where a sentence surely ends."""
    if rest or not after.startswith("."):
        return word + rest + after
    ends = not following or parts_of(following).word in _OPENINGS
    return word + (after if ends or (len(after) > 1 and after[1] != ",") else after[1:])


def _styled(token: str, before_it: str, following: str, un: Mapping[str, str]) -> str:
    before, whole, after = parts_of(token)
    match = _LEAD.fullmatch(whole)
    if match is None:
        return token
    word, rest = match[1], match[2].removeprefix(".")
    letters = word.replace(".", "")
    dotted = "." in word
    if word == "US" and (_loud(before_it) or _loud(following) or parts_of(following).word in _NAMED_US):
        return token
    if letters in _POINTED or (dotted and letters.upper() in _POINTED):
        return before + _pointed(_POINTED[letters.upper()], rest, after)
    if letters in un and (dotted or letters.isupper()):
        shown = un[letters]
        return before + (_pointed if shown.endswith(".") else _bare(following))(shown, rest, after)
    if word in _DOCTORS or (word[-1] == "s" and word[:-1] in _DOCTORS):
        return before + ("Ph.D.s" + rest + after if word[-1] == "s" else _pointed("Ph.D.", rest, after))
    if dotted and letters.upper() in _PLAIN and letters.isupper():
        return before + _without_points(letters, rest, after, following)
    if not dotted and word.casefold() in _ANY_CASE and word != _ANY_CASE[word.casefold()] and following != "dot":
        return before + _ANY_CASE[word.casefold()] + rest + after
    if word in _TITLES and not rest and not after and _SURNAME.fullmatch(following) and following[0].isupper():
        return token if parts_of(following).word.casefold() in _ANY_CASE else before + word + "."
    return token


def _bare(following: str) -> Callable[[str, str, str], str]:
    return lambda word, rest, after: _without_points(word, rest, after, following)


def _spelled(texts: Sequence[str], i: int) -> int:
    """How many tokens from ``i`` on spell an abbreviation letter by letter ("N", "P", "R"); 0 for none."""
    if not _single(texts[i]) or (i > 0 and _single(texts[i - 1])):
        return 0
    last = i + 1
    while last < len(texts) and last - i < 7 and _single(texts[last]):
        last += 1
    if last < len(texts) and len(texts[last]) > 1 and texts[last][0].isupper() and texts[last][0].isascii():
        end = parts_of(texts[last])
        if not end.before and len(end.word) == 1 and end.word.isalpha():
            last += 1
    letters = "".join(parts_of(text).word for text in texts[i:last])
    country = letters == "US" and i > 0 and texts[i - 1] in {"the", "The"}
    return last - i if letters in _SPELLED or country else 0


def _single(text: str) -> bool:
    return len(text) == 1 and "A" <= text <= "Z"


def _capital(texts: Sequence[str], i: int) -> str | None:
    """What "DC" is at ``i``: ``D.C.`` where the capital is meant (None elsewhere)."""
    before, word, after = parts_of(texts[i])
    if word not in {"DC", "D.C"} or before:
        return None
    previous = texts[i - 1] if i else ""
    following = texts[i + 1] if i + 1 < len(texts) else ""
    if previous in {"Washington", "Washington,"}:
        return _pointed("D.C.", "", after) + ("," if following[:1].islower() and after in {"", "."} else "")
    if word == "DC" and previous in _BEFORE_DC and following not in _NAMED_DC:
        return _pointed("D.C.", "", after)
    return None


def _finder(un: Mapping[str, str]) -> Callable[[Sequence[Token], Setting], Iterable[Edit]]:
    """A rule's work; ``un`` says how the abbreviations that styles disagree about are written."""

    def find(tokens: Sequence[Token], _: Setting) -> Iterable[Edit]:
        texts = [token.text for token in tokens]
        if not any(map(str.islower, "".join(texts))):
            return
        i = 0
        while i < len(texts):
            text = texts[i]
            length = 1
            if _CANDIDATE.search(text):
                length = max(1, _spelled(texts, i))
                if length > 1:
                    text = "".join(texts[i : i + length])
                capital = _capital(texts, i)
                if capital is not None:
                    if i and texts[i - 1] == "Washington":
                        yield Edit(i - 1, i + 1, f"Washington, {capital}")
                    elif capital != text:
                        yield Edit(i, i + 1, capital)
                    i += 1
                    continue
                before_it = texts[i - 1] if i else ""
                following = texts[i + length] if i + length < len(texts) else ""
                text = _styled(text, before_it, following, un)
                if length > 1 or text != texts[i]:
                    yield Edit(i, i + length, text)
            i += length

    return find


_CANDIDATE = re.compile(
    r"[A-Z]{2}|\b[A-Z]\.[A-Z]|\b[uU]\.[sSkK]\b|\b[A-Z]\b|[pP][hH]\.?[dD]|\b(?:Mr|Mrs|Ms|Dr)\b|"
    rf"\b(?:{'|'.join(_ANY_CASE)})\b|\b(?:{'|'.join(word.title() for word in _ANY_CASE)})\b"
)
_COMMON = (
    ("Russia and the US are talking.", "Russia and the U.S. are talking."),
    ("a US-led force in the US.", "a U.S.-led force in the U.S."),
    ("the U.S economy, and the u.s. dollar", "the U.S. economy, and the U.S. dollar"),
    ("It was the US's idea.", "It was the U.S.'s idea."),
    ("Tell us, said the USA, about USB.", "Tell us, said the USA, about USB."),
    ("TELL US MORE, he cried.", "TELL US MORE, he cried."),
    ("It left the UK, and the EU.", "It left the U.K., and the EU."),
    ("The F.B.I. said so. They asked the F.B.I. They called.", "The FBI said so. They asked the FBI. They called."),
    ("Nato and N.A.T.O.'s A.I.", "NATO and NATO's AI."),
    ("The G.O.P. leader met Unicef.", "The GOP leader met UNICEF."),
    ("He flew for US Airways, as US pilots do.", "He flew for US Airways, as U.S. pilots do."),
    ("That's N P R news, at npr dot org.", "That's NPR news, at npr dot org."),
    ("in the U S economy", "in the U.S. economy"),
    ("vitamins A B C and D", "vitamins A B C and D"),
    ("Mr Smith has a PhD.", "Mr. Smith has a Ph.D."),
    ("J.R.R. Tolkien and the U.S. Army", "J.R.R. Tolkien and the U.S. Army"),
    ("from Washington DC to Rome", "from Washington, D.C., to Rome"),
    ("AC and DC, in DC Comics", "AC and DC, in DC Comics"),
    ("HE TOLD US", "HE TOLD US"),
)

ACRONYMS = Rule(
    name="acronyms",
    summary="abbreviations are written with points where radio pages have them: U.S., but NATO and UN",
    examples=(*_COMMON, ("according to the U.N. on Monday", "according to the UN on Monday")),
    find=_finder({"UN": "UN"}),
    trigger=_CANDIDATE,
)

ACRONYMS_AP = Rule(
    name="acronyms-ap",
    summary="abbreviations are written with points where newspapers have them: U.S. and U.N., but NATO",
    examples=(*_COMMON, ("according to the UN on Monday", "according to the U.N. on Monday")),
    find=_finder({"UN": "U.N."}),
    trigger=_CANDIDATE,
)
