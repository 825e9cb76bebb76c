"""A podcast's RSS feed: what the show is called, and for one of its episodes who is in it.

Read are RSS 2.0, Apple's ``itunes:author`` and the Podcasting 2.0 namespace's ``podcast:person``. Of the persons only
those count who are heard: group "cast", which is the default; "host" is the default role. A list at the episode
replaces the one of the show (docs/tags/person.md of the podcast namespace).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pipeline.cast.fetching import read_feed, shown
from pipeline.cast.notes import people_in
from pipeline.errors import EpisodeNotFoundError, UnreadableFeedError
from pipeline.languages import LANGUAGES
from pipeline.naming.roster import HOST
from pipeline.timeline import Person

if TYPE_CHECKING:
    from collections.abc import Sequence

FEED = "the feed"
_PODCAST = (
    "https://podcastindex.org/namespace/1.0",
    "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",  # as feeds of its first year have it
)
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_LEADING = frozenset({"host", "co-host", "cohost", "guest host"})
_NOT_HEARD = re.compile(
    r"producer|editor|writer|director|designer|engineer|composer|mixer|manager|photographer|artist|translator"
    r"|transcriber|logger|coordinator|researcher|checker|consultant|booker|operator|musician|marketing|sales|counsel"
)
"""Roles of the taxonomy's other groups, for feeds that give the role and leave the group out."""
_NEAREST = 3
_MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One episode as the feed tells of it. ``file`` is the name of its sound without ending, in small letters.

    The role of a person is None where the feed gives none.
    """

    guid: str = ""
    title: str = ""
    file: str = ""
    published: str | None = None
    url: str | None = None
    people: tuple[Person, ...] = ()
    notes: str = ""

    @property
    def noted(self) -> tuple[Person, ...]:
        """Those whom title and show notes name."""
        return people_in(self.title, self.notes)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: ``name`` is where it was read, fit to be shown."""

    name: str = ""
    program: str | None = None
    station: str | None = None
    language: str | None = None
    people: tuple[Person, ...] = ()
    items: tuple[FeedItem, ...] = ()

    def item(self, recording: Path, wanted: str | None = None) -> FeedItem:
        """The episode that ``recording`` is: by the name of its file, or by guid or title where one is ``wanted``.

        Raises:
            EpisodeNotFoundError: none is, or several are.
            UnreadableFeedError: it has no episodes at all.

        """
        if not self.items:
            raise UnreadableFeedError(self.name, "it has no episodes")
        if not wanted and not recording.name:
            reason = "the name of the recording is not known"
            raise EpisodeNotFoundError(Path("-"), self.name, reason, self._nearest(""))
        found = self._wanted(wanted) if wanted else [item for item in self.items if item.file == _stem(recording.name)]
        if len(found) == 1:
            return found[0]
        sought = f"its guid or title is {wanted!r}" if wanted else f"its file is called {recording.stem!r}"
        if found:
            raise EpisodeNotFoundError(
                recording,
                self.name,
                f"of {len(found)} episodes {sought}",
                [item.title for item in found[:_MOST_LISTED]],
            )
        raise EpisodeNotFoundError(recording, self.name, f"of none {sought}", self._nearest(wanted or recording.stem))

    def _wanted(self, text: str) -> Sequence[FeedItem]:
        """Episodes of this guid or title; where there is none, those in whose title ``text`` stands."""
        folded = _folded(text)
        exactly = [item for item in self.items if item.guid == text.strip() or _folded(item.title) == folded]
        return exactly or [item for item in self.items if folded in _folded(item.title)]

    def _nearest(self, text: str) -> list[str]:
        from rapidfuzz import fuzz, process

        words = re.sub(r"[\W_]+", " ", text.casefold())
        titles = {item.title: _folded(f"{item.title} {item.file}") for item in self.items}
        close = process.extract(words, titles, scorer=fuzz.token_set_ratio, limit=_NEAREST)
        return [title for _, _, title in close]


def load_feed(feed: str) -> Feed:
    """The feed at a path or address.

    Raises:
        UnreadableFeedError: it cannot be had, or is no RSS feed.

    """
    name = shown(feed)
    channel = _channel(read_feed(feed), name)
    language = (_text(channel, "language") or "").casefold().partition("-")[0]
    return Feed(
        name,
        program=_text(channel, "title"),
        station=_text(channel, f"{{{_ITUNES}}}author"),
        language=language if language in LANGUAGES else None,
        people=_people(channel),
        items=tuple(_item(element) for element in channel.iterchildren("item")),
    )


def _channel(content: bytes, name: str) -> Any:
    """The ``channel`` element. Slips that leave a feed readable are passed over, as every reader of feeds does."""
    from lxml import etree

    # a feed has no business with entities of its own: none is put in, and none is fetched
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFeedError(name, f"it is not XML ({error})") from error
    if root is None:
        raise UnreadableFeedError(name, "it is not XML")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise UnreadableFeedError(name, "it declares XML entities of its own, which no feed needs")
    channel = root.find("channel") if root.tag == "rss" else None
    if channel is None:
        kind = etree.QName(root).localname
        raise UnreadableFeedError(name, f"it is not RSS 2.0, but begins with <{kind}>")
    return channel


def _item(element: Any) -> FeedItem:
    enclosure = element.find("enclosure")
    address = "" if enclosure is None else enclosure.get("url", "")
    notes = [element.find(tag) for tag in (f"{{{_CONTENT}}}encoded", "description", f"{{{_ITUNES}}}summary")]
    return FeedItem(
        guid=_text(element, "guid") or "",
        title=_text(element, "title") or "",
        file=_file_of(address),
        published=_date(_text(element, "pubDate")),
        url=_text(element, "link"),
        people=_people(element),
        notes="\n".join("".join(note.itertext()) for note in notes if note is not None),
    )


def _file_of(address: str) -> str:
    """The file's name in an enclosure's address; nothing where that is none, which is no harm to the other episodes."""
    try:
        path = urlsplit(address.strip()).path
    except ValueError:  # "http://[podcast]/1.mp3"
        return ""
    return _stem(PurePosixPath(unquote(path)).name)


def _people(element: Any) -> tuple[Person, ...]:
    """Those of an element's own ``podcast:person`` who are heard."""
    found: dict[str, Person] = {}
    for namespace in _PODCAST:
        for entry in element.iterchildren(f"{{{namespace}}}person"):
            name = " ".join("".join(entry.itertext()).split())
            role = " ".join(entry.get("role", "").casefold().split())
            group = entry.get("group", "").strip().casefold()
            heard = group == "cast" or (not group and not _NOT_HEARD.search(role))
            if name and heard:
                found.setdefault(
                    name.casefold(), Person("", name, HOST if role in _LEADING else role or None, source=FEED)
                )
    return tuple(found.values())


def _text(element: Any, tag: str) -> str | None:
    """The text of the first child of this name, blanks made one; None where there is none."""
    child = element.find(tag)
    return None if child is None else " ".join("".join(child.itertext()).split()) or None


def _date(text: str | None) -> str | None:
    """The day of an RSS date (RFC 822), ISO 8601; None where nobody can read it."""
    try:
        return parsedate_to_datetime(text).date().isoformat() if text else None
    except (ValueError, OverflowError):  # the second for a time zone of many digits
        return None


def _stem(file_name: str) -> str:
    """A file's name without its ending, to be compared."""
    return PurePosixPath(file_name).stem.casefold()


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
