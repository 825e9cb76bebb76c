"""The folder of voices: what is stored, who may read it, and what is left when somebody is forgotten."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import (
    InvalidValueError,
    OutputNotWritableError,
    VoiceAmbiguousError,
    VoiceUnknownError,
    VoiceUnreadableError,
)
from pipeline.naming.voiceprints import Clip, Voice
from pipeline.timeline import ModelIdentity
from pipeline.voices.storage import VoiceFolder, check_name, default_voices_root, read_voice, voice_text

CLIP = Clip(21.5, 0.931, "clip one.wav", "c" * 64, "2026-03-01", (0.6, 0.8, 0.0))


def voice(name: str = "Ayesha Rascoe", identifier: str = "ayesha-rascoe") -> Voice:
    clips = (CLIP, replace(CLIP, quality=None, audio_sha256="d" * 64))
    return Voice(identifier, name, "host", ("Ayesha",), ModelIdentity("campplus", "a" * 64), clips)


@pytest.fixture
def folder(tmp_path: Path) -> VoiceFolder:
    return VoiceFolder(tmp_path / "data" / "voices")


def left_in(folder: VoiceFolder) -> list[str]:
    return [path.name for path in folder.root.iterdir()]


def test_what_is_stored_is_read_back(folder: VoiceFolder) -> None:
    path = folder.write(voice())
    assert path == folder.root / "ayesha-rascoe.json"
    assert folder.read() == ((voice(),), ())
    assert folder.find("Ayesha Rascoe") == folder.find("ayesha-rascoe") == folder.find("AYESHA") == voice()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows owners in another way")
def test_only_the_owner_can_read_a_voice(folder: VoiceFolder) -> None:
    before = os.umask(0)
    try:
        path = folder.write(voice())
        folder.write(voice())  # replaced, not only made
    finally:
        os.umask(before)
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert oct(folder.root.stat().st_mode & 0o777) == "0o700"


def test_nothing_but_the_voice_is_left_in_the_folder(folder: VoiceFolder) -> None:
    folder.write(voice())
    folder.write(voice())
    assert left_in(folder) == ["ayesha-rascoe.json"]


def test_a_folder_that_is_not_there_holds_no_voices_and_is_not_made_by_looking(folder: VoiceFolder) -> None:
    assert folder.read() == ((), ())
    with pytest.raises(VoiceUnknownError, match="no voice of 'Anna'"):
        folder.find("Anna")
    assert not folder.root.exists()


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    voices, (error,) = VoiceFolder(tmp_path / "file").read()
    assert voices == ()
    assert str(tmp_path / "file") in error.message
    with pytest.raises(OutputNotWritableError):
        VoiceFolder(tmp_path / "file" / "below").write(voice())


def broken(**changes: object) -> str:
    return json.dumps({**json.loads(voice_text(voice())), **changes})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not JSON"),
        (voice_text(voice()).encode()[:300], "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "voice_version is None"),
        (broken(voice_version=2).encode(), "voice_version is 2, and this byline reads 1"),
        (broken(clips=[]).encode(), "clips"),
        (broken(name="").encode(), "name"),
        (broken(name="An\u0007na").encode(), "could be printed"),
        (broken(model={"name": "campplus", "sha256": "?"}).encode(), "model.sha256"),
        (broken(shoe_size=38).encode(), "shoe_size"),
        (voice_text(voice()).replace("0.6", "0.7").encode(), "length 1"),
        (voice_text(voice()).replace("0.6,", "0.6, 0.0,", 1).encode(), "different sizes"),
        (voice_text(voice()).replace("0.6", "NaN").encode(), "embedding"),
        (voice_text(voice()).replace("21.5", "0").encode(), "seconds"),
    ],
)
def test_a_corrupted_file_is_named_with_a_reason_and_the_others_are_read(
    content: bytes, said: str, folder: VoiceFolder
) -> None:
    folder.write(voice("Tom Carter", "tom-carter"))
    path = folder.root / "ayesha-rascoe.json"
    path.write_bytes(content)
    voices, (error,) = folder.read()
    assert [each.name for each in voices] == ["Tom Carter"]
    assert str(path) in error.message
    assert said in error.message
    with pytest.raises(VoiceUnreadableError):
        folder.find("ayesha-rascoe")


def test_a_folder_of_a_voices_name_is_no_voice(folder: VoiceFolder) -> None:
    (folder.root / "anna.json").mkdir(parents=True)
    _, (error,) = folder.read()
    assert "anna.json" in error.message


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes there")
def test_a_pipe_is_not_waited_for(folder: VoiceFolder) -> None:
    folder.write(voice())
    os.mkfifo(folder.root / "pipe.json")
    voices, (damaged,) = folder.read()
    assert len(voices) == 1
    assert "it is no file" in damaged.message
    assert "Move it out" in damaged.remedy


def test_a_voice_of_a_later_byline_is_not_to_be_removed(tmp_path: Path) -> None:
    (tmp_path / "later.json").write_text('{"voice_version": 2}')
    with pytest.raises(VoiceUnreadableError, match="voice_version is 2") as caught:
        read_voice(tmp_path / "later.json")
    assert "a newer one" in caught.value.remedy


def test_forgetting_removes_the_voice_and_what_a_crash_left_of_it(folder: VoiceFolder) -> None:
    path = folder.write(voice())
    (folder.root / ".ayesha-rascoe.4711.part").write_text(voice_text(voice()))
    other = folder.write(voice("Tom Carter", "tom-carter"))
    assert folder.forget("ayesha rascoe") == (path,)
    assert left_in(folder) == [other.name]
    with pytest.raises(VoiceUnknownError):
        folder.forget("Ayesha Rascoe")


@pytest.mark.parametrize("name", ["Ayesha Rascoe", "ayesha-rascoe"])
def test_a_damaged_voice_can_be_forgotten_too(name: str, folder: VoiceFolder) -> None:
    path = folder.write(voice())
    path.write_text(path.read_text(encoding="utf-8")[:200], encoding="utf-8")
    assert folder.forget(name) == (path,)
    assert left_in(folder) == []


def test_a_person_is_forgotten_with_the_damaged_file_from_before(folder: VoiceFolder) -> None:
    damaged = folder.write(voice())
    damaged.write_text("{", encoding="utf-8")
    assert folder.new_id("Ayesha Rascoe") == "ayesha-rascoe-2"
    whole = folder.write(voice(identifier="ayesha-rascoe-2"))
    stranger = folder.root / "ayesha-rascoe-junior.json"
    stranger.write_text("{", encoding="utf-8")
    assert set(folder.forget("Ayesha Rascoe")) == {damaged, whole}
    assert left_in(folder) == [stranger.name]


def test_two_people_of_one_name_are_told_apart_by_their_ids(folder: VoiceFolder) -> None:
    folder.write(voice("John Smith", folder.new_id("John Smith")))
    folder.write(voice("john smith", folder.new_id("john smith")))
    with pytest.raises(VoiceAmbiguousError, match="2 people called 'John Smith'") as raised:
        folder.find("John Smith")
    assert raised.value.ids == ["john-smith", "john-smith-2"]
    with pytest.raises(VoiceAmbiguousError):
        folder.forget("John Smith")
    folder.forget("john-smith-2")
    assert folder.find("John Smith").id == "john-smith"


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Ayesha Rascoe", "ayesha-rascoe"),
        ("AYESHA RASCOE", "ayesha-rascoe"),
        ("AC/DC O'Neil, Jr.", "ac-dc-o-neil-jr"),
        ("../../etc/passwd", "etc-passwd"),
        ("Jürgen Ödön Groß", "jürgen-ödön-gross"),
        ("Ju\u0308rgen", "jürgen"),
        ("李明", "李明"),
        ("Жанна", "жанна"),
        ("Con", "con-voice"),
        (".hidden", "hidden"),
        ("x" * 150, "x" * 120),
        ("é" * 100, "é" * 60),
    ],
)
def test_any_name_becomes_a_file_that_every_system_takes(name: str, identifier: str, folder: VoiceFolder) -> None:
    assert folder.new_id(name) == identifier
    path = folder.write(voice(check_name(name), identifier))
    assert path.parent == folder.root
    assert folder.find(name).name == check_name(name)
    assert folder.new_id(name) == f"{identifier}-2"
    assert folder.forget(name) == (path,)


@pytest.mark.parametrize("name", ["", "  ", "123", "/", "a\0b", "x" * 201, "F\udcffo"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(InvalidValueError, match="name"):
        check_name(name)


def test_a_path_is_never_followed_out_of_the_folder(folder: VoiceFolder) -> None:
    folder.write(voice())
    outside = folder.root.parent / "outside.json"
    outside.write_text(voice_text(voice("Tom Carter")), encoding="utf-8")
    with pytest.raises(VoiceUnknownError):
        folder.forget("../outside")
    assert outside.exists()


def test_the_folder_is_the_users_own_unless_the_variable_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BYLINE_VOICES_DIR", str(tmp_path))
    assert default_voices_root() == tmp_path
    monkeypatch.delenv("BYLINE_VOICES_DIR")
    root = default_voices_root()
    assert root.name == "voices"
    assert root.parent.name == "byline"
    assert root.is_relative_to(Path.home())


def test_an_enormous_file_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(60_000_000)  # a hole: takes no room on the disk
    with pytest.raises(VoiceUnreadableError, match="far too large"):
        read_voice(path)
