"""What is on a station's page and was never said: the player, navigation, dates, copyright."""

from __future__ import annotations

import datetime as dt
import re

NEVER_SPEAKERS = frozenset(
    (
        "about|also|author|bonus|breaking|breaking news|broadcast|caption|categories|category|clarification|contact|"
        "copyright|correction|credit|credits|date|deadline|description|disclaimer|download|duration|editor's note|"
        "editors' note|editor’s note|email|episode|faq|featured|filed under|follow us|genre|genres|guests|headline|"
        "heard on|hosted by|image|keywords|language|latest|length|listen|listen live|listen now|live|location|more|"
        "music|music by|n.b.|nb|news|next|next up|note|notes|now playing|official site|ok|on air|on-air|p.s.|photo|"
        "photos|pledge|playlist|podcast|previous|produced by|program|programme|ps|public file|public files|"
        "published|question of the day|read more|recorded|related|related content|related stories|release date|"
        "resources|rss|schedule|see also|series|share|show notes|site|source|sources|sponsors|stations|story|"
        "subscribe|summary|support|tags|time|title|to|topics|transcript|twitter|update|updated|url|via|video|warning|"
        "watch|website"
    ).split("|")
)
"""Words that pages print before a colon and that no person is called, without their case."""

_LINES = frozenset(
    (
        "play live radio|next up:|available on air stations|all streams|on air|on air now|now playing|stations|"
        "listen live|listen|download|embed|share|share this|transcript|toggle more options|loading...|show search|"
        "search query|search|menu|donate|home|podcasts|newsletters|facebook|twitter|linkedin|flipboard|email|print|"
        "facebook twitter linkedin email|facebook twitter flipboard email|stay connected|tags|support local news|"
        "close|see all|skip to main content|hide caption|toggle caption|next story|previous story|latest stories|"
        "related content|more stories"
    ).split("|")
)
"""Whole lines, without their case."""
_STATION_LISTS = frozenset({"available on air stations", "all streams", "stations"})
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?"
_PATTERNS = re.compile(
    rf"{_CLOCK}(?:\s*/?\s*{_CLOCK})?"  # a player's position and length
    rf"|(?:LISTEN|Listen|Play)\s*[•·|-]?\s*{_CLOCK}"
    r"|\d{1,2}[- ][Mm]inute [Ll]isten(?:\s.{0,40})?"
    r"|[Hh]eard on .{1,80}"
    r"|(?:By|Hosted by|Produced by)\s+[A-Z][^.?!]{1,100}"
    r"|See stories by .{1,80}"
    r"|</?[a-z][^<>]{0,500}>"
)
_COPYRIGHT_LINE = re.compile(r"(?:Copyright\s+)?(?:©|\([cC]\))\s*\d{4}(?:\s*[-–]\s*\d{4})?\s+(?P<owner>[^.]{1,60}?)\.?")
_PROGRAM = re.compile(r"[Hh]eard on (?P<program>.{1,80})")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DATE = re.compile(
    r"(?:(?:Published|Posted|Aired|Broadcast)(?:\s+on)?:?\s+)?(?:[A-Z][a-z]{2,5}day,\s+)?"
    r"(?:(?P<month>[A-Z][a-z]{2,8})\.?\s+(?P<day>\d{1,2}),\s+(?P<year>\d{4})|(?P<iso>\d{4}-\d\d-\d\d))"
    rf"(?:\s*(?:at|•|·|,|-|–)?\s*{_CLOCK}\s*(?:[AaPp]\.?[Mm]\.?)?\s*[A-Z]{{0,4}})?"
)
_NOTICE = re.compile(
    r"Transcripts?\s+(?:provided|produced)\s+by\s+[A-Z][^.]{0,60}(?:\.|$)"
    r"|(?:Copyright|©)\s*(?:©|\([cC]\))?\s*\d{4}(?:\s*[-–]\s*\d{4})?,?(?:\s+[A-Z0-9&][\w&'’-]*,?){1,8}(?:\.|$)"
    r"|Copyright\s+(?:©\s*)?NPR(?:\.|$)"
    r"|All\s+[Rr]ights\s+[Rr]eserved\.?"
    r"|Visit\s+our\s+website\s+terms\s+of\s+use.{0,160}?information\."
    r"|(?:NPR\s+)?[Tt]ranscripts\s+are\s+created\s+on\s+a\s+rush\s+deadline(?:[^.]|\.,){0,300}\."
    r"|This\s+text\s+may\s+(?:not\s+be\s+in\s+its\s+final|be\s+(?:updated|revised))[^.]{0,150}\."
    r"|Accuracy\s+and\s+availability\s+(?:of\s+NPR\s+transcripts\s+)?may\s+vary\."
    r"|The\s+authoritative\s+record\s+of\s+[^.]{0,80}\."
    r"|To\s+see\s+more,\s+visit\s+\S{1,200}",
    re.DOTALL,
)
"""A sentence of a copyright or attribution notice."""
_NOTICE_WORDS = ("Copyright", "©", "ranscript", "ights", "terms", "text may", "Accuracy", "authoritative", "see more")
"""Each notice sentence has one of them: most paragraphs have none, and need no closer look."""
_NOTICE_REACH = 2000
"""How far from a paragraph's end a notice may begin, in characters; the longest known has about 600."""


def is_furniture(line: str) -> bool:
    """Whether a whole line belongs to the page and not to the conversation."""
    return (
        line.casefold() in _LINES
        or _PATTERNS.fullmatch(line) is not None
        or _COPYRIGHT_LINE.fullmatch(line) is not None
        or published(line) is not None
    )


def opens_station_list(line: str) -> bool:
    """Whether stations are listed in the lines after this one."""
    return line.casefold() in _STATION_LISTS


def is_label_like(line: str) -> bool:
    """Whether a line begins like a speaker's but with a word that is nobody's name: "Genre: Comedy"."""
    head, colon, _ = line[:60].partition(":")
    return bool(colon) and head.strip("* ").casefold() in NEVER_SPEAKERS


def is_notice(line: str) -> bool:
    """Whether a whole line is a copyright or attribution notice."""
    return _COPYRIGHT_LINE.fullmatch(line) is not None or notice_start(line) == 0


def station(line: str) -> str | None:
    """Whose page it is, from a line like "© 2024 WUKY"."""
    match = _COPYRIGHT_LINE.fullmatch(line)
    return match["owner"] if match else None


def program(line: str) -> str | None:
    """The program, from a line like "Heard on Weekend Edition Sunday"."""
    match = _PROGRAM.fullmatch(line)
    return match["program"] if match else None


def published(line: str) -> str | None:
    """The date (ISO 8601) in a line that consists of it: "Published January 9, 2022 at 8:01 AM EST"."""
    match = _DATE.fullmatch(line) if len(line) <= 80 else None
    if match is None:
        return None
    try:
        if match["iso"]:
            return dt.date.fromisoformat(match["iso"]).isoformat()
        month = _MONTHS.index(match["month"][:3].lower()) + 1
        return dt.date(int(match["year"]), month, int(match["day"])).isoformat()
    except ValueError:  # the 30th of February, or a word that is no month
        return None


def notice_start(text: str) -> int:
    """Where the notice begins that ends ``text``; its length if there is none.

    The notice may stand right behind the last words. What only mentions copyright, or goes on after a notice, is left
    whole.
    """
    offset = max(0, len(text) - _NOTICE_REACH)
    tail = text[offset:]
    if not any(word in tail for word in _NOTICE_WORDS):
        return len(text)
    reached = 0
    for match in _NOTICE.finditer(tail):
        if match.start() >= reached:
            reached = _end_of_notices(tail, match.end())
            if reached == len(tail):
                return offset + match.start()
    return len(text)


def _end_of_notices(tail: str, position: int) -> int:
    """Where the row of notice sentences ends that goes on at ``position``."""
    while position < len(tail):
        following = position + len(tail[position:]) - len(tail[position:].lstrip())
        match = _NOTICE.match(tail, following)
        if match is None:
            return following
        position = match.end()
    return position
