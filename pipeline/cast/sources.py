"""The sources of a cast as a user names them: files, a feed, people on the command line; read once for a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cast import Cast, gather
from pipeline.cast.episode import Episode, load_episode
from pipeline.cast.feed import Feed, load_feed
from pipeline.cast.given import parse_speakers
from pipeline.cast.show import Show, load_show
from pipeline.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.timeline import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What was given for a run of one or more recordings; ``item`` is a guid or title in the feed."""

    show: Show | None = None
    episode: Episode | None = None
    feed: Feed | None = None
    item: str | None = None
    given: tuple[Person, ...] = ()

    def cast(self, recording: Path) -> Cast:
        """Who is expected in ``recording``, which the feed knows by its file name; ``Path()`` where nobody knows it.

        Raises:
            EpisodeNotFoundError: the feed has no such episode, or several.
            ConfigError: the sources contradict each other.

        """
        about = self.episode.audio if self.episode else None
        if about and recording.name and _stem(about) != _stem(recording.name):
            raise InvalidValueError(
                "the episode file: audio",
                f"it is about {about}, and not about {recording.name}",
                "Give this recording's episode file; where the recording was renamed, put audio right or leave it out.",
            )
        item = self.feed.item(recording, self.item) if self.feed else None
        return gather(self.show, self.episode, self.feed, item, self.given)


def load_sources(
    show: Path | None = None,
    episode: Path | None = None,
    feed: str | None = None,
    item: str | None = None,
    speakers: Sequence[str] = (),
    recordings: int = 1,
) -> Sources:
    """The sources behind the options ``--show --episode --feed --item --speaker`` of a run over so many recordings.

    Raises:
        ConfigError: one of them cannot be read, says what cannot be meant, or is about one recording of several.

    """
    for option, value in (("--episode", episode), ("--item", item)):
        if value and recordings > 1:
            raise InvalidValueError(option, f"it is about one recording, and there are {recordings}")
    if item and not feed:
        raise InvalidValueError("--item", "it says which episode of a feed is meant", "Give the feed too, with --feed.")
    return Sources(
        show=load_show(show.expanduser()) if show else None,
        episode=load_episode(episode.expanduser()) if episode else None,
        feed=load_feed(feed) if feed else None,
        item=item,
        given=parse_speakers(speakers),
    )


def gather_cast(
    show: Path | None = None,
    episode: Path | None = None,
    feed: str | None = None,
    item: str | None = None,
    speakers: Sequence[str] = (),
    recording_name: str = "",
) -> Cast:
    """The cast of one recording, or of a transcript of one, from the options of the command line."""
    return load_sources(show, episode, feed, item, speakers).cast(Path(recording_name))


def _stem(name: str) -> str:
    return Path(name).stem.casefold()
