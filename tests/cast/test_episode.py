from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cast.episode import Episode, load_episode
from pipeline.cast.show import Regular
from pipeline.errors import InvalidValueError, UnknownKeyError

EPISODES = sorted((Path(__file__).parents[2] / "configs" / "episodes").glob("*.toml"))


def written(folder: Path, text: str) -> Path:
    path = folder / "episode.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_episode_file_that_comes_with_byline_is_about_the_sample() -> None:
    (path,) = EPISODES
    assert load_episode(path).audio == "kazakhstan.mp3"


def test_an_episode_file_says_what_is_known_beforehand(tmp_path: Path) -> None:
    text = (
        'title = "Unrest"\npublished = 2022-01-09\nurl = "https://example.org/1"\naudio = "unrest.mp3"\n'
        'hosts = ["SIMON"]\n[speakers.SIMON]\nname = "Scott Simon"\naliases = ["Scot Simon"]\n'
    )
    assert load_episode(written(tmp_path, text)) == Episode(
        title="Unrest",
        published="2022-01-09",
        url="https://example.org/1",
        audio="unrest.mp3",
        hosts=("SIMON",),
        speakers={"SIMON": Regular(name="Scott Simon", aliases=("Scot Simon",))},
    )


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2022-01-09", "2022-01-09"),
        ('"2022-01-09"', "2022-01-09"),
        ("2022-01-09T08:01:00-05:00", "2022-01-09T08:01:00-05:00"),
    ],
)
def test_a_date_may_stand_in_quotes_or_not(value: str, iso: str, tmp_path: Path) -> None:
    assert load_episode(written(tmp_path, f"published = {value}\n")).published == iso


@pytest.mark.parametrize("value", ['"9 January"', "2022", "true", '""'])
def test_what_is_no_date_is_refused(value: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="published"):
        load_episode(written(tmp_path, f"published = {value}\n"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("titel = 'W'\n", ": unknown key 'titel'. Did you mean 'title'?"),
        ("[speakers.A]\nname = 'A B'\nrolle = 'c'\n", ".speakers.A: unknown key 'rolle'. Did you mean 'role'?"),
    ],
)
def test_an_unknown_key_is_named_with_a_suggestion(text: str, message: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UnknownKeyError) as caught:
        load_episode(path)
    assert caught.value.message == f"{path}{message}"
