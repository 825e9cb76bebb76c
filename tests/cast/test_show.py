from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cast.show import Regular, Show, load_show
from pipeline.errors import InvalidValueError, UnknownChoiceError, UnknownKeyError, UnreadableConfigError
from pipeline.timeline import Person

SHOWS = sorted((Path(__file__).parents[2] / "configs" / "shows").glob("*.toml"))
SPEAKERS = '[speakers.RASCOE]\nname = "Ayesha Rascoe"\n[speakers.SIMON]\nname = "Scott Simon"\nrole = "co-host"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "show.toml"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("path", SHOWS, ids=lambda path: path.stem)
def test_every_show_file_that_comes_with_byline_loads(path: Path) -> None:
    show = load_show(path)
    assert show.program
    assert show.roster.hosts


def test_there_are_show_files() -> None:
    assert SHOWS


def test_a_show_file_says_what_is_known_beforehand(tmp_path: Path) -> None:
    text = 'program = "Weekend"\nstation = "NPR"\nlanguage = "en"\nhosts = ["RASCOE"]\nglossary = ["NATO"]\n'
    show = load_show(written(tmp_path, text + SPEAKERS + 'aliases = ["Scot Simon"]\n'))
    assert show == Show(
        program="Weekend",
        station="NPR",
        language="en",
        hosts=("RASCOE",),
        glossary=("NATO",),
        speakers={
            "RASCOE": Regular(name="Ayesha Rascoe"),
            "SIMON": Regular(name="Scott Simon", role="co-host", aliases=("Scot Simon",)),
        },
    )
    assert show.roster.people == (
        Person("RASCOE", "Ayesha Rascoe", "host"),
        Person("SIMON", "Scott Simon", "co-host", ("Scot Simon",)),
    )
    assert show.roster.hosts == show.roster.people[:1]


def test_an_empty_show_file_knows_nothing(tmp_path: Path) -> None:
    assert load_show(written(tmp_path, "# nothing yet\n")) == Show()
    assert Show().roster.people == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("programme = 'W'\n", ": unknown key 'programme'. Did you mean 'program'?"),
        (SPEAKERS + "roll = 'guest'\n", ".speakers.SIMON: unknown key 'roll'. Did you mean 'role'?"),
    ],
)
def test_an_unknown_key_is_named_with_a_suggestion(text: str, message: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UnknownKeyError) as caught:
        load_show(path)
    assert caught.value.message == f"{path}{message}"


def test_a_host_who_is_not_among_the_speakers_is_named_with_a_suggestion(tmp_path: Path) -> None:
    path = written(tmp_path, 'hosts = ["RASCO"]\n' + SPEAKERS)
    with pytest.raises(UnknownChoiceError) as caught:
        load_show(path)
    assert caught.value.message == f"{path}: hosts: unknown speaker 'RASCO'. Did you mean 'RASCOE'?"
    assert caught.value.remedy == "Choices: RASCOE, SIMON."


def test_a_language_that_nobody_can_recognise_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, 'language = "english"\n')
    with pytest.raises(UnknownChoiceError, match="unknown language 'english'") as caught:
        load_show(path)
    assert caught.value.message.startswith(f"{path}: language: ")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("program = 5\n", "program"),
        ("hosts = 'RASCOE'\n", "hosts"),
        ("speakers = ['RASCOE']\n", "speakers"),
        ("[speakers]\nRASCOE = 'Ayesha Rascoe'\n", "speakers.RASCOE"),
        ("[speakers.RASCOE]\nrole = 'host'\n", "speakers.RASCOE.name"),
        ("[speakers.RASCOE]\nname = ''\n", "speakers.RASCOE.name"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_with_its_place(text: str, where: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    with pytest.raises(InvalidValueError) as caught:
        load_show(path)
    assert caught.value.where == f"{path}: {where}"


@pytest.mark.parametrize("content", [b"hosts = [", b'program = "Caf\xe9"', b"\x00\x01"])
def test_a_file_that_is_no_toml_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "show.toml"
    path.write_bytes(content)
    with pytest.raises(UnreadableConfigError) as caught:
        load_show(path)
    assert caught.value.path == path


def test_a_missing_show_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableConfigError, match=r"missing\.toml"):
        load_show(tmp_path / "missing.toml")
