"""People whom an episode's title and show notes say are in it: "with Linda Brandt", "Guests: ...", "hosted by ...".

A name counts only in a phrase that says that this person is heard; who is written about, thanked or credited is left
out. What is found is a hint, and the weakest one: nobody checked it for this purpose.
"""

from __future__ import annotations

import re

from pipeline.naming.roster import HOST
from pipeline.spelling import TITLES
from pipeline.timeline import Person

NOTES = "the show notes"
_LONGEST = 20_000
"""Characters of show notes that are read; the longest ones repeat themselves."""

_PARTICLE = r"(?:al|bin|da|de|del|della|der|di|dos|du|el|la|le|ten|van|von|y|zu)"
_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]*\w(?<!['’]s)(?!\w|['’]s)|[A-Z]\.)"
_NAME = rf"(?:(?:Dr|Prof|Sen|Rep|Gov|Rev)\.\s)?{_WORD}(?:\s(?:{_PARTICLE}\s){{0,2}}{_WORD}){{1,3}}"
_POSITION = (
    r"(?:[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*){0,2}['’]s?\s(?:(?:[A-Z][\w-]*\s){1,2}(?=[a-z]))?)?"  # NPR's Moscow
    r"(?:(?!(?:about|after|at|by|for|from|help|in|like|music|of|on|over|support|thanks|than|to|us|you)\b)[a-z][\w-]*,?\s){0,4}"
)
"""What may stand between the phrase and the name: "author ", "NPR's Moscow correspondent "."""
_AND = r"(?:,\s(?:and\s)?|\s(?:and|&)\s)"
_HOSTED = r"(?i:\b(?:co-?)?(?:hosted|presented|moderated)\sby|\b(?:co-?|your\s)?hosts?(?:\s(?:is|are)|:))"
_JOINED = (
    r"(?i:\b(?:special\s)?guests?(?:\s(?:today|this\sweek))?(?:\s(?:is|are)|:|\s[-–—])"
    r"|\bjoined(?:\s(?:today|now|this\sweek|in\sthe\sstudio))?\sby"
    r"|\b(?:talks?|talked|speaks?|spoke|sits\sdown|sat\sdown|chats?|chatted)\s(?:to|with)"
    r"|\binterviews?(?:\swith)?|\bwelcomes?(?:\sback)?|\b(?:featuring|feat\.|ft\.)|\bwith|\bw/)"
)
_PHRASES = (
    (re.compile(rf"{_HOSTED}\s{_POSITION}(?P<names>{_NAME}(?:{_AND}{_NAME})*)"), HOST),
    (re.compile(rf"{_JOINED}\s{_POSITION}(?P<names>{_NAME}(?:{_AND}{_NAME})*)"), "guest"),
)
_SPLIT = re.compile(_AND)

_BEGINS_NO_NAME = frozenset(
    "a an the this that these our your my his her its new north south east west san santa los las saint st great "
    "united american british european african national international public prime apple google all black white good "
    "happy episode part season chapter more world".split()
)
_IN_NO_NAME = frozenset(
    "academy association books center centre church city college committee company conference council county court "
    "daily department district edition episode festival foundation fund group house inc institute island journal "
    "kingdom league live llc ltd magazine media museum nations network news party podcast podcasts post press prize "
    "productions radio records review river school science season series service sessions show society states street "
    "studio studios team times trust union university valley war week weekly year".split()
)


def people_in(title: str, notes: str) -> tuple[Person, ...]:
    """The people that a title and notes (plain text or HTML) say are heard, in their order, with role and no label."""
    found: dict[str, Person] = {}
    for line in (title, *plain_lines(notes)):
        text = " ".join(line.split())
        for pattern, role in _PHRASES:
            for match in pattern.finditer(text):
                for written in _SPLIT.split(match["names"]):
                    name = _without_title(written)
                    if _is_name(name):
                        found.setdefault(name.casefold(), Person("", name, role, source=NOTES))
    return tuple(found.values())


def _without_title(written: str) -> str:
    words = written.split()
    while len(words) > 2 and words[0].rstrip(".").casefold() in TITLES:
        words.pop(0)
    return " ".join(words)


def _is_name(name: str) -> bool:
    words = [word.casefold() for word in name.split()]
    is_shouted = name.isupper() and len(name) > 3
    return len(words) > 1 and not is_shouted and words[0] not in _BEGINS_NO_NAME and _IN_NO_NAME.isdisjoint(words)


def plain_lines(notes: str) -> list[str]:
    """The lines of plain text, or of HTML, a line a block; very long notes end early."""
    return _plain(notes).splitlines()


def _plain(notes: str) -> str:
    from lxml import etree, html

    lines = re.sub(r"(?i)<(?:br|hr)\s*/?>|</(?:p|li|div|h\d|tr|ul|ol|blockquote)\s*>", "\n", notes[:_LONGEST])
    if not re.search(r"[<&]", lines):
        return lines
    try:
        # not text_content(): what stands in different elements is not one word
        return "".join(html.fromstring(f"<div>{lines}</div>").itertext())
    except (etree.ParserError, ValueError):
        return re.sub(r"<[^>]*>", " ", lines)
