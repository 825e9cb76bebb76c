"""What a printed label says: "CHARLES MAYNES, BYLINE", "Mr. JIMI IZRAEL (Writer)", "Speaker 1"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from pipeline.pages.encoding import unmangled
from pipeline.pages.furniture import NEVER_SPEAKERS
from pipeline.pages.lines import one_line

_MOST_WORDS = 6
_CAPITALS = re.compile(
    r"(?:(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O)(?=[A-Z]))?[^\W\d_a-z][^\W_a-z]*(?:[.'’&#/-]+[^\W_a-z]*)*"
)
"""A word in capitals: "O'BRIEN", "McEVERS", "HOROWITZ-GHAZI", "S."."""
_NUMBER = re.compile(r"#?\d+")
_CAPITALISED = re.compile(r"[^\W\d_][\w'’.-]*")
_PARTICLES = frozenset("al bin da de del della den der di dos du el la le of ten the van von y zu and & ibn".split())
_NOT_IN_A_LABEL = frozenset(
    "this that these those is are was were be said says say asks he she it its we you your they them to for on at "
    "with not no here there what why how when if but because so my our his her".split()
)
"""Words of a sentence: what holds one of them is no name, however it is written."""
_TITLES = {
    "mr": "m", "sir": "m", "lord": "m", "mrs": "f", "ms": "f", "miss": "f", "lady": "f",
} | dict.fromkeys(
    "dr prof professor sen senator rep representative congressman congresswoman gov governor gen general col lt sgt "
    "capt president vice former secretary ambassador justice judge mayor rev reverend chancellor minister prime "
    "then-president".split(), "",
)  # fmt: skip
"""Words before a name, with whether they speak of a man, a woman, or neither."""
_NAME_ENDINGS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_ANONYMOUS = re.compile(
    r"(?i:unidentified|unknown|unnamed)\b[^.!?]*"
    r"|(?i:speaker|spk|voice|person|caller|participant|interviewer|guest|host|male|female)[ _]*#?[ _]?\d{1,3}"
)
_PARENTHESIS = re.compile(r"(?P<name>[^()]+?) ?\((?P<role>[^()]{1,80})\)")
_ROLES = {
    "host": "host",
    "co-host": "co-host",
    "cohost": "co-host",
    "byline": "correspondent",
    "reporter": "reporter",
    "correspondent": "correspondent",
    "guest": "guest",
    "producer": "producer",
    "editor": "editor",
    "moderator": "moderator",
}

Kind = Literal["capitals", "mixed", "anonymous"]


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label: all of it in one line, what is shown of it without the role, the words of the name, the role.

    ``words`` leave titles out; ``gender`` is what the title says of that: "m", "f" or nothing. An anonymous label
    ("UNIDENTIFIED PERSON #1", "Speaker 1") has no name in it; its words are all of it. ``folded`` are the words in
    which all spellings of a name are equal: no case, accents, full stops, "Jr.".
    """

    printed: str
    shown: str
    words: tuple[str, ...]
    gender: str
    role: str | None
    kind: Kind
    folded: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        folded = tuple(fold(word) for word in self.words)
        short = tuple(word for word in folded if word not in _NAME_ENDINGS)
        object.__setattr__(self, "folded", short or folded)


def fold(word: str) -> str:
    """``word`` without case, accents, commas and full stops, its apostrophes straight."""
    if word.isascii():
        return word.casefold().strip(".,")
    plain = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).strip(".,")


@lru_cache(maxsize=4096)
def read_label(printed: str) -> Label | None:
    """What ``printed`` (a label without its colon) says; None if it cannot be a speaker's label.

    Whether a label in capitals and small letters is one after all, the rest of the page has to show.
    """
    text = unmangled(one_line(printed))
    if not text or text.casefold() in NEVER_SPEAKERS or len(text.split()) > 2 * _MOST_WORDS:
        return None
    name, role = _divided(text)
    if _ANONYMOUS.fullmatch(name):
        return (
            Label(text, name, tuple(name.split()), "", role, "anonymous") if len(name.split()) <= _MOST_WORDS else None
        )
    words, gender = _without_titles(name.split())
    kind = _kind(words)
    if kind is None or name.casefold() in NEVER_SPEAKERS:
        return None
    if role is not None and kind == "mixed" and not gender and _ROLES.get(role, role) not in _ROLES.values():
        return None  # "Paris (the city): ..." is not known to be a person
    return Label(text, name, tuple(words), gender, role, kind)


def _divided(text: str) -> tuple[str, str | None]:
    """A label's name and role: "ANA LIMA, HOST", "Mr. JO REESE (Writer)"; a role that pages shorten is spelled out."""
    if match := _PARENTHESIS.fullmatch(text):
        name, role = match["name"], match["role"]
    else:
        name, comma, role = text.partition(", ")
        if not comma:
            return text.rstrip(","), None
        if fold(role) in _NAME_ENDINGS:
            return text, None
        if (ending := role.partition(", "))[1] and fold(ending[0]) in _NAME_ENDINGS:
            name, role = f"{name}, {ending[0]}", ending[2]
        if fold(role) not in _ROLES and role != role.upper():
            return text, None  # "In Lisbon, Ana": no label has a comma like this
    role = _ROLES.get(fold(role), role.lower() if role == role.upper() and " " in role else role)
    return name.strip(" ,"), role


def _without_titles(words: list[str]) -> tuple[list[str], str]:
    """A name's words after its titles, of which at least one remains; and what the titles say of man or woman."""
    gender = ""
    while len(words) > 1 and (title := fold(words[0])) in _TITLES:
        gender = gender or _TITLES[title]
        words = words[1:]
    return words, gender


def _kind(words: list[str]) -> Kind | None:
    if not 0 < len(words) <= _MOST_WORDS or any(fold(word) in _NOT_IN_A_LABEL for word in words):
        return None
    plain = [word.rstrip(",") for word in words]
    if all(_CAPITALS.fullmatch(word) or _NUMBER.fullmatch(word) or word in {"&", "and"} for word in plain):
        return "capitals" if _CAPITALS.fullmatch(plain[0]) else None
    names = [word for word in plain if fold(word) not in _PARTICLES]
    if names and len(plain) <= 4 and all(_CAPITALISED.fullmatch(word) and not word[0].islower() for word in names):
        return "mixed"
    return None
