from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.cast.sources import gather_cast, load_sources
from pipeline.errors import EpisodeNotFoundError, InvalidValueError, UnreadableConfigError
from tests.cast.feeds import FEED, send, serving, written

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler

ROOT = Path(__file__).parents[2]
SHOW = ROOT / "configs" / "shows" / "weekend-edition-sunday.toml"
EPISODE = ROOT / "configs" / "episodes" / "kazakhstan.toml"


def test_all_sources_make_one_cast(tmp_path: Path) -> None:
    cast = gather_cast(SHOW, EPISODE, written(tmp_path), None, ["LEE=Ann Lee, guest"], "kazakhstan.mp3")
    assert cast.program == "Weekend Edition Sunday"
    assert (cast.title or "").startswith("Russian troops")
    assert (cast.published, cast.url) == ("2022-01-09", "https://example.org/kazakhstan")
    assert {person.name: (person.role, person.source) for person in cast.roster.people} == {
        "Ann Lee": ("guest", "--speaker"),
        "Charles Maynes": ("correspondent", "the episode file"),
        "Scott Simon": ("host", "the feed"),
        "Ayesha Rascoe": (None, "the show file"),
    }


def test_each_recording_of_a_run_has_its_own_cast_and_the_feed_is_fetched_once() -> None:
    asked: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        send(handler, FEED.encode())

    with serving(answer) as address:
        sources = load_sources(feed=f"{address}/feed", recordings=3)
        assert sources.cast(Path("kazakhstan.mp3")).title == "Unrest in Kazakhstan"
        assert sources.cast(Path("café floods.mp3")).title == "After the floods, with Linda Brandt"
        with pytest.raises(EpisodeNotFoundError):
            sources.cast(Path("elections.mp3"))
    assert asked == ["/feed"]


def test_without_options_nothing_is_known() -> None:
    assert gather_cast().roster.people == ()


def test_an_episode_file_of_another_recording_is_refused() -> None:
    assert gather_cast(episode=EPISODE, recording_name="Kazakhstan.wav").title
    with pytest.raises(InvalidValueError, match=r"about kazakhstan\.mp3, and not about floods\.mp3"):
        gather_cast(episode=EPISODE, recording_name="floods.mp3")
    assert gather_cast(episode=EPISODE).title  # nobody knows the recording's name: it comes from the input stream


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"episode": EPISODE, "recordings": 2}, "--episode: it is about one recording, and there are 2"),
        ({"feed": "feed.xml", "item": "A", "recordings": 3}, "--item: it is about one recording, and there are 3"),
        ({"item": "A"}, "--item: it says which episode of a feed is meant"),
    ],
)
def test_what_is_about_one_recording_is_refused_for_several(options: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        load_sources(**options)  # type: ignore[arg-type] # one of each option
    assert caught.value.message == said


def test_a_missing_episode_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableConfigError, match=r"missing\.toml"):
        gather_cast(episode=tmp_path / "missing.toml")
