from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.cast.feed import load_feed
from pipeline.errors import EpisodeNotFoundError, UnreadableFeedError
from pipeline.timeline import Person
from tests.cast.feeds import CHANNEL, FEED, FLOODS, KAZAKHSTAN, rss, send, serving, written

RECORDING = Path("downloads/kazakhstan.mp3")


def test_a_feed_says_what_the_show_is_called_and_who_hosts_it(tmp_path: Path) -> None:
    feed = load_feed(written(tmp_path))
    assert (feed.program, feed.station, feed.language) == ("Weekend Edition Sunday", "NPR", "en")
    assert feed.people == (Person("", "Ayesha Rascoe", None, source="the feed"),)


def test_an_episode_is_found_by_the_name_of_its_file(tmp_path: Path) -> None:
    item = load_feed(written(tmp_path)).item(RECORDING)
    assert item.title == "Unrest in Kazakhstan"
    assert (item.published, item.url) == ("2022-01-09", "https://example.org/kazakhstan")
    assert item.people == (
        Person("", "Scott Simon", "host", source="the feed"),
        Person("", "Charles Maynes", "correspondent", source="the feed"),
    )


@pytest.mark.parametrize("name", ["café floods.mp3", "Café Floods.wav"])
def test_the_ending_the_case_and_the_coding_of_the_address_do_not_matter(name: str, tmp_path: Path) -> None:
    item = load_feed(written(tmp_path)).item(Path(name))
    assert item.guid == "npr-2"
    assert [person.name for person in item.noted] == ["Linda Brandt", "Max Weber", "Ana Lima"]


@pytest.mark.parametrize(
    "wanted", ["npr-2", "After the floods, with Linda Brandt", "AFTER THE  FLOODS", "linda brandt"]
)
def test_an_episode_is_found_by_guid_or_title(wanted: str, tmp_path: Path) -> None:
    assert load_feed(written(tmp_path)).item(Path("episode.mp3"), wanted).guid == "npr-2"


def test_a_recording_that_no_episode_has_is_told_with_the_nearest_titles(tmp_path: Path) -> None:
    with pytest.raises(EpisodeNotFoundError) as caught:
        load_feed(written(tmp_path)).item(Path("floods_final.mp3"))
    assert caught.value.titles[0] == "After the floods, with Linda Brandt"
    assert "of none its file is called 'floods_final'" in caught.value.message
    assert "--item" in caught.value.remedy
    assert caught.value.exit_code == 3


def test_a_name_that_several_files_have_is_told_with_their_titles(tmp_path: Path) -> None:
    feed = load_feed(written(tmp_path, rss(CHANNEL, KAZAKHSTAN, KAZAKHSTAN.replace("Unrest", "More unrest"))))
    with pytest.raises(EpisodeNotFoundError, match="of 2 episodes its file is called 'kazakhstan'") as caught:
        feed.item(RECORDING)
    assert caught.value.titles == ["Unrest in Kazakhstan", "More unrest in Kazakhstan"]
    assert feed.item(RECORDING, "unrest in kazakhstan").title == "Unrest in Kazakhstan"  # the whole title comes first


def test_a_feed_without_episodes_has_none(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFeedError, match="it has no episodes"):
        load_feed(written(tmp_path, rss(CHANNEL))).item(RECORDING)


@pytest.mark.parametrize("broken", ["http://[podcast]/1.mp3", "http://[/kazakhstan.mp3"])
def test_an_address_that_is_none_harms_no_other_episode(broken: str, tmp_path: Path) -> None:
    item = f'<item><title>Broken</title><enclosure url="{broken}"/></item>'
    feed = load_feed(written(tmp_path, rss(CHANNEL, item, KAZAKHSTAN)))
    assert feed.item(RECORDING).title == "Unrest in Kazakhstan"
    assert feed.item(RECORDING, "Broken").file == ""


def test_a_date_that_cannot_be_is_left_out(tmp_path: Path) -> None:
    odd = KAZAKHSTAN.replace("08:01:00 -0500", "08:00:5000605020")
    assert load_feed(written(tmp_path, rss(CHANNEL, odd))).item(RECORDING).published is None


def test_without_the_recordings_name_an_episode_must_be_asked_for(tmp_path: Path) -> None:
    feed = load_feed(written(tmp_path, rss(CHANNEL, "<item><title>Text alone</title></item>", KAZAKHSTAN)))
    with pytest.raises(EpisodeNotFoundError, match="the name of the recording is not known"):
        feed.item(Path())
    assert feed.item(Path(), "npr-1").title == "Unrest in Kazakhstan"


@pytest.mark.parametrize(
    ("attributes", "heard"),
    [
        ("", True),
        ('role="host"', True),
        ('role="Reporter"', True),
        ('group="CAST" role="Editor"', True),
        ('group="writing" role="guest"', False),
        ('group="visuals"', False),
        ('role="Cover Art Designer"', False),
        ('role="editor"', False),
        ('role="Executive Producer"', False),
    ],
)
def test_only_those_count_who_are_heard(attributes: str, heard: bool, tmp_path: Path) -> None:
    feed = load_feed(written(tmp_path, rss(f"<podcast:person {attributes}> Ann\n Lee </podcast:person>")))
    assert [person.name for person in feed.people] == (["Ann Lee"] if heard else [])


def test_the_namespace_of_the_first_year_is_read_too(tmp_path: Path) -> None:
    old = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
    feed = load_feed(written(tmp_path, FEED.replace("https://podcastindex.org/namespace/1.0", old)))
    assert [person.name for person in feed.people] == ["Ayesha Rascoe"]


def test_what_a_feed_leaves_out_is_left_out(tmp_path: Path) -> None:
    item = '<item><pubDate>yesterday</pubDate><enclosure url="a.mp3"/></item>'
    feed = load_feed(written(tmp_path, rss("<language>tlh</language>", item)))
    assert (feed.program, feed.station, feed.language, feed.people) == (None, None, None, ())
    found = feed.item(Path("a.mp3"))
    assert (found.title, found.published, found.url, found.people, found.noted) == ("", None, None, (), ())


def test_a_feed_comes_from_the_web() -> None:
    with serving(lambda handler: send(handler, FEED.encode())) as address:
        assert load_feed(f"{address}/feed.xml?key=secret").name == f"{address}/feed.xml"


def test_a_slip_that_leaves_a_feed_readable_is_passed_over(tmp_path: Path) -> None:
    feed = load_feed(written(tmp_path, FEED.replace("Unrest in", "Unrest & worry in&nbsp;")))
    assert feed.item(RECORDING).people[0].name == "Scott Simon"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not XML"),
        ("Not found", "not XML"),
        ("<!doctype html><p>A page", "not XML"),
        ("<!DOCTYPE html><html><body>A page</body></html>", "begins with <html>"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title></feed>', "not RSS 2.0, but begins with <feed>"),
        ("<rss></rss>", "not RSS 2.0"),
    ],
)
def test_what_is_no_feed_is_told(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFeedError, match=said):
        load_feed(written(tmp_path, text))


BOMB = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{10 * f"&{before};"}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize("use", ["<title>&j;</title>", '<podcast:person role="&j;">A B</podcast:person>', ""])
def test_entities_that_unfold_without_end_are_refused_at_once(use: str, tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(UnreadableFeedError):
        load_feed(written(tmp_path, rss(use).replace("<rss", f"<!DOCTYPE rss [{BOMB}]><rss", 1)))
    assert time.monotonic() - began < 5


def test_files_are_not_drawn_into_a_feed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    doctype = f'<!DOCTYPE rss [<!ENTITY file SYSTEM "{secret.as_uri()}">]><rss'
    with pytest.raises(UnreadableFeedError, match="entities") as caught:
        load_feed(written(tmp_path, rss("<title>&file;</title>", FLOODS).replace("<rss", doctype, 1)))
    assert "secret" not in str(caught.value)
