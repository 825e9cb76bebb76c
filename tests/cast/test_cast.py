from __future__ import annotations

import json

import pytest

from pipeline.cast import Cast, gather
from pipeline.cast.episode import Episode
from pipeline.cast.feed import Feed, FeedItem
from pipeline.cast.given import parse_speakers
from pipeline.cast.show import Regular, Show
from pipeline.config import Config
from pipeline.errors import UnknownChoiceError
from pipeline.progress import SilentReporter
from pipeline.recordings import read_recording
from pipeline.run import run_pipeline
from pipeline.timeline import Person
from tests.recorded.replay import Replay
from tests.recorded.test_replay import HERE, SAMPLES

SHOW = Show(
    program="Weekend Edition Sunday",
    station="NPR",
    language="en",
    hosts=("RASCOE",),
    glossary=("NATO",),
    speakers={
        "RASCOE": Regular(name="Ayesha Rascoe"),
        "MAYNES": Regular(name="Charles Maynes", role="correspondent", aliases=("Charles Mains",)),
    },
)
FEED = Feed("feed.xml", "The Weekend", "Public Radio", "de", people=(Person("", "Ayesha Rascoe", source="the feed"),))


def roles(cast: Cast) -> dict[str, str | None]:
    return {person.name: person.role for person in cast.roster.people}


def sources(cast: Cast) -> dict[str, str]:
    return {person.name: person.source for person in cast.roster.people}


def test_nothing_given_is_nothing_known() -> None:
    assert gather() == Cast()
    assert Cast().roster.people == ()


def test_a_show_alone_gives_its_people_and_what_it_is_called() -> None:
    cast = gather(SHOW)
    assert cast.roster.people == (
        Person("RASCOE", "Ayesha Rascoe", "host", (), "the show file"),
        Person("MAYNES", "Charles Maynes", "correspondent", ("Charles Mains",), "the show file"),
    )
    assert (cast.program, cast.station, cast.language, cast.glossary) == (SHOW.program, "NPR", "en", ("NATO",))


def test_the_strongest_source_comes_first() -> None:
    cast = gather(
        Show(speakers={"S": Regular(name="Sam Show")}),
        Episode(speakers={"E": Regular(name="Eve Episode")}),
        Feed(people=(Person("", "Carl Channel", "guest", source="the feed"),)),
        FeedItem(title="With Nora Notes"),
        parse_speakers(["Gina Given"]),
    )
    assert sources(cast) == {
        "Gina Given": "--speaker",
        "Eve Episode": "the episode file",
        "Carl Channel": "the feed",
        "Sam Show": "the show file",
        "Nora Notes": "the show notes",
    }
    assert [person.label for person in cast.roster.people] == ["GIVEN", "E", "CHANNEL", "S", "NOTES"]


def test_who_is_named_in_two_sources_is_one_person_with_what_both_say() -> None:
    show = Show(speakers={"CHUCK": Regular(name="Charles Mains", role="correspondent", aliases=("Chuck M.",))})
    (person,) = gather(show, given=parse_speakers(["Charles Maynes"])).roster.people
    assert person == Person("CHUCK", "Charles Maynes", "correspondent", ("Charles Mains", "Chuck M."), "--speaker")


def test_what_the_stronger_source_says_stays() -> None:
    (person,) = gather(
        Show(speakers={"CHUCK": Regular(name="Charles Maynes", role="correspondent")}),
        given=parse_speakers(["MAYNES=Charles Maynes, analyst"]),
    ).roster.people
    assert (person.label, person.role, person.aliases) == ("MAYNES", "analyst", ())


def test_a_title_makes_nobody_another_person() -> None:
    item = FeedItem(title="With Dr. Linda Brandt", people=(Person("", "Dr. Linda Brandt", "guest", source="the feed"),))
    (person,) = gather(item=item, given=parse_speakers(["Linda Brandt"])).roster.people
    assert (person.name, person.role) == ("Linda Brandt", "guest")


def test_two_people_of_one_source_stay_two_however_alike() -> None:
    show = Show(speakers={"A": Regular(name="John Lee"), "B": Regular(name="Jon Lee")})
    assert list(roles(gather(show))) == ["John Lee", "Jon Lee"]
    assert list(roles(gather(show, Episode(speakers={"C": Regular(name="Jon Lee")})))) == ["Jon Lee", "John Lee"]


def test_an_episodes_own_hosts_replace_the_shows_who_may_still_be_heard() -> None:
    episode = Episode(hosts=("SIMON",), speakers={"SIMON": Regular(name="Scott Simon")})
    assert roles(gather(SHOW, episode)) == {
        "Scott Simon": "host",
        "Ayesha Rascoe": None,
        "Charles Maynes": "correspondent",
    }


def test_an_episode_may_be_hosted_by_a_regular_of_the_show() -> None:
    cast = gather(SHOW, Episode(hosts=("MAYNES",)))
    assert roles(cast) == {"Charles Maynes": "host", "Ayesha Rascoe": None}


def test_an_episode_that_names_no_host_keeps_the_shows() -> None:
    cast = gather(SHOW, Episode(speakers={"LEE": Regular(name="Ann Lee", role="guest")}))
    assert [person.name for person in cast.roster.hosts] == ["Ayesha Rascoe"]


def test_a_host_whom_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownChoiceError, match=r"unknown speaker 'RASCO'\. Did you mean 'RASCOE'"):
        gather(SHOW, Episode(hosts=("RASCO",)))


def test_a_host_on_the_command_line_leads_this_episode() -> None:
    assert roles(gather(SHOW, given=parse_speakers(["Scott Simon, host"]))) == {
        "Scott Simon": "host",
        "Ayesha Rascoe": None,
        "Charles Maynes": "correspondent",
    }


def test_a_list_at_the_feeds_episode_replaces_the_channels() -> None:
    item = FeedItem(people=(Person("", "Scott Simon", source="the feed"),))
    assert roles(gather(feed=FEED)) == {"Ayesha Rascoe": "host"}
    assert roles(gather(feed=FEED, item=item)) == {"Scott Simon": "host"}


def test_a_role_that_a_feed_leaves_out_means_the_host_unless_somebody_knows_better() -> None:
    item = FeedItem(people=(Person("", "Charles Maynes", source="the feed"),))
    assert roles(gather(item=item)) == {"Charles Maynes": "host"}
    assert roles(gather(SHOW, item=item)) == {"Charles Maynes": "correspondent", "Ayesha Rascoe": "host"}


def test_show_notes_add_people_and_contradict_nobody() -> None:
    item = FeedItem(title="Hosted by Charles Maynes, with Ana Lima")
    assert roles(gather(SHOW, item=item)) == {
        "Ayesha Rascoe": "host",
        "Charles Maynes": "correspondent",
        "Ana Lima": "guest",
    }


def test_the_show_file_knows_the_show_best_and_the_episode_file_the_episode() -> None:
    item = FeedItem(title="From the feed", published="2022-01-09", url="https://example.org/feed")
    cast = gather(SHOW, Episode(title="From the file"), FEED, item)
    assert (cast.program, cast.station, cast.language) == ("Weekend Edition Sunday", "NPR", "en")
    assert (cast.title, cast.published, cast.url) == ("From the file", "2022-01-09", "https://example.org/feed")
    bare = gather(Show(), Episode(), FEED, item)
    assert (bare.program, bare.station, bare.language) == ("The Weekend", "Public Radio", "de")


def test_a_transcript_tells_what_was_published_and_who_was_expected_from_where() -> None:
    item = FeedItem(title="Unrest, with Ana Lima", published="2022-01-09", url="https://example.org/1")
    cast = gather(SHOW, item=item, given=parse_speakers(["Charles Maynes, analyst"]))
    listeners = Replay(read_recording(HERE / "short.json"))
    transcript = run_pipeline(SAMPLES / "short.mp3", listeners, Config(), cast, SilentReporter())
    source = transcript.source
    assert (source.headline, source.program, source.station) == ("Unrest, with Ana Lima", SHOW.program, "NPR")
    assert (source.published, source.url) == ("2022-01-09", "https://example.org/1")
    assert {speaker.name: speaker.role for speaker in transcript.speakers} == {
        "Ayesha Rascoe": "host",
        "Charles Maynes": "analyst",
    }
    assert transcript.provenance is not None
    told = json.loads(transcript.to_json())["provenance"]["configuration"]["cast"]
    assert [(person["name"], person["source"]) for person in told["expected"]] == [
        ("Charles Maynes", "--speaker"),
        ("Ayesha Rascoe", "the show file"),
        ("Ana Lima", "the show notes"),
    ]
    assert told["glossary"] == ["NATO"]
