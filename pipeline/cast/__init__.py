"""Who is expected in a recording, and what is known of it beforehand, from everything that was given.

Who is expected is a prior and no fact: a voice gets a name only by evidence.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.cast.episode import Episode
from pipeline.cast.feed import Feed, FeedItem
from pipeline.cast.show import Show
from pipeline.cast.terms import terms_in
from pipeline.errors import UnknownChoiceError
from pipeline.naming.roster import HOST, Roster, last_name
from pipeline.spelling import words_of
from pipeline.timeline import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.cast.show import Regular

SHOW = "the show file"
EPISODE = "the episode file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """What is known of a recording before a word was heard."""

    roster: Roster = field(default_factory=Roster)
    """Who is expected, those of the strongest source first; ``Person.source`` says which one."""
    program: str | None = None
    station: str | None = None
    language: str | None = None
    """ISO 639-1; None asks for detection."""
    title: str | None = None
    published: str | None = None
    """ISO 8601."""
    url: str | None = None
    glossary: tuple[str, ...] = ()
    """Names and terms as they are spelled, those of the episode file first."""
    mentioned: tuple[str, ...] = ()
    """Names and terms in the title and the show notes of the feed."""

    def described(self) -> dict[str, Any]:
        """For the provenance: who was expected and from where, and the rest."""
        told = {each.name: getattr(self, each.name) for each in dataclasses.fields(self) if each.name != "roster"}
        expected = [{**dataclasses.asdict(person), "aliases": list(person.aliases)} for person in self.roster.people]
        return {
            **told,
            "glossary": list(self.glossary),
            "mentioned": list(self.mentioned),
            "expected": expected,
        }


def gather(
    show: Show | None = None,
    episode: Episode | None = None,
    feed: Feed | None = None,
    item: FeedItem | None = None,
    given: Sequence[Person] = (),
) -> Cast:
    """One cast of all sources, any of which may be missing; ``item`` is the episode of ``feed``.

    The strongest is what was ``given`` with the recording, then the episode file, the feed and the show file; title
    and show notes come last. Who is named in two of them is one person: name and source are the strongest's, and what
    that leaves out (label, role) the next one says; spellings are kept as aliases. Where a source of this episode
    names a host, those whom only the show names are people who may be heard, and no hosts.

    Raises:
        UnknownChoiceError: a host of the episode file is nobody's label.

    """
    show, episode, feed, item = show or Show(), episode or Episode(), feed or Feed(), item or FeedItem()
    expected = _joined(_sources(show, episode, feed, item, given))
    if any(each.leads and each.of_episode for each in expected):
        expected = [each if each.of_episode or not each.leads else each.without_role() for each in expected]
    return Cast(
        roster=Roster(tuple(each.person for each in expected)),
        program=show.program or feed.program,
        station=show.station or feed.station,
        language=show.language or feed.language,
        title=episode.title or item.title or None,
        published=episode.published or item.published,
        url=episode.url or item.url,
        glossary=tuple(dict.fromkeys((*episode.glossary, *show.glossary))),
        mentioned=terms_in(item.title, item.notes),
    )


@dataclass(frozen=True, slots=True)
class _Expected:
    """A person of the cast; ``of_episode`` where a source of this very episode gave the role."""

    person: Person
    of_episode: bool

    @property
    def leads(self) -> bool:
        return self.person.role == HOST

    def without_role(self) -> _Expected:
        return dataclasses.replace(self, person=dataclasses.replace(self.person, role=None))

    def completed(self, weaker: _Expected) -> _Expected:
        """This one, with what only the weaker source says."""
        mine, theirs = self.person, weaker.person
        spellings = dict.fromkeys((*mine.aliases, theirs.name, *theirs.aliases))
        spellings.pop(mine.name, None)
        return _Expected(
            Person(mine.label or theirs.label, mine.name, mine.role or theirs.role, tuple(spellings), mine.source),
            self.of_episode if mine.role else weaker.of_episode,
        )


def _sources(
    show: Show, episode: Episode, feed: Feed, item: FeedItem, given: Sequence[Person]
) -> Iterable[list[_Expected]]:
    """The people of each source, the strongest source first."""
    known = {**show.speakers, **episode.speakers}
    for label in episode.hosts:
        if label not in known:
            raise UnknownChoiceError("speaker", label, known, where=f"{EPISODE}: hosts")
    yield [_Expected(person, of_episode=True) for person in given]
    yield _listed(episode.speakers, episode.hosts, EPISODE, of_episode=True)
    own = bool(item.people)
    fed = item.people or feed.people
    yield [_Expected(person, of_episode=own) for person in fed]
    leading = {label: person for label, person in show.speakers.items() if label in episode.hosts}
    yield _listed(leading, episode.hosts, SHOW, of_episode=True)
    regulars = {label: person for label, person in show.speakers.items() if label not in episode.hosts}
    yield _listed(regulars, show.hosts, SHOW, of_episode=False)
    # a feed that gives no role means the host, but anybody who says something else knows better
    yield [_Expected(dataclasses.replace(person, role=person.role or HOST), of_episode=own) for person in fed]
    yield [_Expected(person, of_episode=False) for person in item.noted]


def _listed(speakers: dict[str, Regular], hosts: Sequence[str], source: str, *, of_episode: bool) -> list[_Expected]:
    return [
        _Expected(
            Person(label, person.name, HOST if label in hosts else person.role, person.aliases, source), of_episode
        )
        for label, person in speakers.items()
    ]


def _joined(sources: Iterable[list[_Expected]]) -> list[_Expected]:
    """Everybody once; two of one source are never taken for one person."""
    joined: list[_Expected] = []
    for source in sources:
        before = Roster(tuple(each.person for each in joined))
        places = {id(person): i for i, person in enumerate(before.people)}
        written = {words_of(person.name) for person in before.people}
        for each in sorted(source, key=lambda each: words_of(each.person.name) not in written):
            known = _found(each.person, before)
            place = None if known is None else places.pop(id(known), None)
            if place is None:
                joined.append(each)
            else:
                joined[place] = joined[place].completed(each)
    return [_labelled(each) for each in joined]


def _found(person: Person, roster: Roster) -> Person | None:
    """Who of the roster is this person, by the name or else by an alias."""
    spellings = (person.name, *person.aliases)
    return next((found for spelling in spellings if (found := roster.find(spelling))), None)


def _labelled(each: _Expected) -> _Expected:
    label = each.person.label or last_name(each.person.name).upper()
    return dataclasses.replace(each, person=dataclasses.replace(each.person, label=label))
