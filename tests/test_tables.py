from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import pytest
from pydantic import BaseModel, ConfigDict

from pipeline.errors import InvalidValueError, UnknownKeyError, UnreadableConfigError
from pipeline.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path


class Guest(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    rate: int = 16_000
    device: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    sound: Sound = field(default_factory=Sound)
    guests: dict[str, Guest] = field(default_factory=dict)


def table(folder: Path, text: str | bytes) -> Path:
    path = folder / "settings.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_table_becomes_a_value_with_defaults_for_what_it_does_not_say(tmp_path: Path) -> None:
    path = table(tmp_path, '[sound]\nrate = 8000\n[guests.LEE]\nname = "Ann Lee"\naliases = ["Anne Lee"]\n')
    lee = Guest(name="Ann Lee", aliases=("Anne Lee",))
    assert read_table(path, Settings) == Settings(sound=Sound(rate=8000), guests={"LEE": lee})
    assert read_table(table(tmp_path, ""), Settings) == Settings()


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path) -> None:
    path = table(tmp_path, b"\xef\xbb\xbf[sound]\r\nrate = 8000\r\n")
    assert read_table(path, Settings).sound.rate == 8000


@pytest.mark.parametrize(
    ("text", "where", "key", "suggestion", "known"),
    [
        ("[sond]\n", "", "sond", "'sound'", "guests, sound"),
        ("[sound]\ndevise = 'cpu'\n", ".sound", "devise", "'device'", "device, rate"),
        ("[guests.LEE]\nname = 'A'\nalias = []\n", ".guests.LEE", "alias", "'aliases'", "aliases, name"),
    ],
)
def test_an_unknown_key_is_named_with_its_place_and_the_keys_that_were_meant(
    text: str, where: str, key: str, suggestion: str, known: str, tmp_path: Path
) -> None:
    path = table(tmp_path, text)
    with pytest.raises(UnknownKeyError) as caught:
        read_table(path, Settings)
    assert caught.value.message == f"{path}{where}: unknown key {key!r}. Did you mean {suggestion}?"
    assert caught.value.remedy == f"Known keys here: {known}."


@pytest.mark.parametrize(
    ("text", "where", "reason"),
    [
        ("[sound]\nrate = 'fast'\n", "sound.rate", "integer"),
        ("sound = 3\n", "sound", "Sound"),
        ("[guests]\nLEE = 'Ann Lee'\n", "guests.LEE", "Guest"),
        ("[guests.LEE]\naliases = []\n", "guests.LEE.name", "required"),
        ("[guests.LEE]\nname = 'Ann'\naliases = 'Anne'\n", "guests.LEE.aliases", "tuple"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_with_its_place(text: str, where: str, reason: str, tmp_path: Path) -> None:
    path = table(tmp_path, text)
    with pytest.raises(InvalidValueError, match=reason) as caught:
        read_table(path, Settings)
    assert caught.value.where == f"{path}: {where}"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"rate = \n", "it is not TOML: Invalid value"),
        (b"rate = 1\nrate = 2\n", "it is not TOML: Cannot overwrite"),
        (b'name = "Ordo\xf1ez"\n', "it is not UTF-8 text"),
        (b"\xff\xfer\x00", "it is not UTF-8 text"),
    ],
)
def test_a_file_that_is_no_toml_says_why(content: bytes, reason: str, tmp_path: Path) -> None:
    path = table(tmp_path, content)
    with pytest.raises(UnreadableConfigError) as caught:
        read_table(path, Settings)
    assert caught.value.message.startswith(f"cannot read {path}: {reason}")
    assert caught.value.path == path


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.toml", tmp_path):
        with pytest.raises(UnreadableConfigError) as caught:
            read_table(path, Settings)
        assert str(path) in caught.value.message
        assert caught.value.reason
