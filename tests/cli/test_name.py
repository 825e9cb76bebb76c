"""The command ``byline name``."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.reading import load_transcript, parse_document
from tests.exporters.golden import short

ROOT = Path(__file__).parents[2]
SHOW = ROOT / "configs" / "shows" / "weekend-edition-sunday.toml"
SUBTITLES = """WEBVTT

00:01.000 --> 00:05.000
<v Speaker 1>We turn now to NPR's Moscow correspondent, Charles Maynes. Good morning, Charles.

00:06.000 --> 00:08.000
<v Speaker 2>Good morning.

00:09.000 --> 00:10.000
<v Speaker 1>That's NPR's Charles Maynes in Moscow.
"""


@pytest.fixture
def subtitles(tmp_path: Path) -> Path:
    path = tmp_path / "talk.vtt"
    path.write_text(SUBTITLES, encoding="utf-8")
    return path


def test_voices_of_subtitles_get_names_and_the_terminal_hears_of_it(
    subtitles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "talk.json"
    assert main(["name", str(subtitles), "-o", str(out)]) == 0
    captured = capsys.readouterr()
    assert captured.out == f"{out}\n"
    assert captured.err.splitlines()[0] == "SPEAKER_1 stays without a name"
    assert captured.err.splitlines()[1].startswith("SPEAKER_2 is Charles Maynes, correspondent (9")
    assert [speaker.label for speaker in load_transcript(out).speakers] == ["SPEAKER_1", "MAYNES"]


def test_a_show_file_names_the_host(subtitles: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["name", str(subtitles), "--show", str(SHOW)]) == 0
    document = parse_document(capsysbinary.readouterr().out, Path("out"))
    assert [speaker.label for speaker in document.speakers] == ["RASCOE", "MAYNES"]


def test_people_may_be_named_on_the_command_line(subtitles: Path, tmp_path: Path) -> None:
    out = tmp_path / "talk.json"
    assert main(["name", str(subtitles), "-o", str(out), "--speaker", "CHUCK=Charles Maynes, Moscow bureau"]) == 0
    assert [(each.label, each.role) for each in load_transcript(out).speakers][1] == ("CHUCK", "Moscow bureau")


def test_who_is_still_missing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "talk.json"
    path.write_text(short().model_copy(update={"not_heard": ("Linda Brandt",)}).to_json(), encoding="utf-8")
    assert main(["name", str(path), "-o", str(path), "--overwrite"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "RASCOE is Ayesha Rascoe, host, as before"
    assert told[-1] == "note: Linda Brandt was expected and not heard"


def test_the_input_stream_is_read(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SUBTITLES.encode())))
    assert main(["name", "-"]) == 0
    assert b'"label": "MAYNES"' in capsysbinary.readouterr().out


def test_an_episode_is_found_by_the_name_of_the_recording_and_not_of_the_document(tmp_path: Path) -> None:
    episode, path = tmp_path / "episode.toml", tmp_path / "corrected.json"
    path.write_text(short().to_json(), encoding="utf-8")
    episode.write_text('audio = "short.mp3"', encoding="utf-8")
    assert main(["name", str(path), "--episode", str(episode), "-o", str(tmp_path / "out.json")]) == 0
    episode.write_text('audio = "corrected.mp3"', encoding="utf-8")
    assert main(["name", str(path), "--episode", str(episode), "-o", str(tmp_path / "other.json")]) == 4


def test_an_episode_file_goes_with_the_input_stream(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    episode = tmp_path / "episode.toml"
    episode.write_text('audio = "talk.mp3"', encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SUBTITLES.encode())))
    assert main(["name", "-", "--episode", str(episode)]) == 0
    assert b'"label": "MAYNES"' in capsysbinary.readouterr().out


@pytest.mark.parametrize("command", [["name"], ["rename", "MAYNES=Linda Brandt"], ["export", "--to", "json"]])
def test_a_hyphen_after_o_is_the_output_stream(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.json").write_text(short().to_json(), encoding="utf-8")
    assert main([command[0], "talk.json", *command[1:], "-o", "-"]) == 0
    assert parse_document(capsysbinary.readouterr().out, Path("-")).speakers
    assert [path.name for path in tmp_path.iterdir()] == ["talk.json"]


def test_a_name_can_be_corrected_explained_and_exported_afterwards(
    subtitles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "talk.json"
    assert main(["name", str(subtitles), "-o", str(out)]) == 0
    assert main(["rename", str(out), "SPEAKER_2=Linda Brandt"]) == 0
    capsys.readouterr()
    assert main(["explain", str(out), "--speaker", "BRANDT"]) == 0
    said = capsys.readouterr().out
    assert "MAYNES: Charles Maynes, correspondent" in said
    assert "0:01 hand-over by SPEAKER_1" in said
    assert main(["export", str(out), "--to", "vtt"]) == 0
    assert "<v Linda Brandt>Good morning." in capsys.readouterr().out


def test_where_nobody_is_told_apart_it_says_what_helps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "talk.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nGood morning, Charles.\n")
    assert main(["name", str(path), "-o", str(tmp_path / "talk.json")]) == 0
    assert "byline export --speakers FILE.rttm" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["gone.vtt"], 3, "no such file"),
        (["talk.vtt", "-o", "talk.vtt"], 6, "exists already"),
        (["talk.vtt", "--from", "vttt"], 4, "Did you mean 'vtt'?"),
        (["talk.vtt", "--show", "gone.toml"], 4, "cannot read gone.toml"),
    ],
)
def test_what_cannot_be_done_has_a_reason(
    subtitles: Path,
    arguments: list[str],
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(subtitles.parent)
    assert main(["name", *arguments]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert subtitles.read_text(encoding="utf-8") == SUBTITLES
