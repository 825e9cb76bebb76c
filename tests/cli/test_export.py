"""The command ``byline export``, on the samples and on what cannot be exported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.cast.show import load_show
from pipeline.exporters import FORMATS
from tests.recorded.test_replay import SHOW, replay

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "samples" / "kazakhstan" / "page.txt"


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run's result."""
    path = tmp_path_factory.mktemp("run") / "short.json"
    path.write_text(replay("short", load_show(SHOW)).to_json(), encoding="utf-8")
    return path


def byline(*arguments: object, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, input=data, capture_output=True, cwd=ROOT)


def test_the_sample_page_goes_through_the_document_and_comes_back_byte_for_byte() -> None:
    parsed = byline("parse", PAGE)
    assert parsed.returncode == 0, parsed.stderr
    written = byline("export", "-", "--to", "page", data=parsed.stdout)
    assert written.returncode == 0, written.stderr
    assert written.stdout == PAGE.read_bytes()


def test_what_a_format_cannot_hold_is_told_on_the_error_stream(document: Path) -> None:
    result = byline("export", document, "--to", "vtt")
    assert result.returncode == 0
    assert result.stdout.startswith(b"WEBVTT\n")
    assert b"<v Charles Maynes>" in result.stdout
    assert b"note: vtt does not hold " in result.stderr


def test_every_format_in_one_go(document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(document), "--to", ",".join(FORMATS), "-o", str(tmp_path / "all")]) == 0
    expected = {tmp_path / "all" / f"short.{form.extension}" for form in FORMATS.values()}
    assert {Path(line) for line in capsys.readouterr().out.splitlines()} == expected
    assert all(path.stat().st_size > 100 for path in expected)


def test_an_existing_file_is_replaced_only_when_asked_for(document: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.txt"
    target.write_text("mine")
    assert main(["export", str(document), "--to", "text", "-o", str(target)]) == 6
    assert target.read_text() == "mine"
    assert main(["export", str(document), "--to", "text", "-o", str(target), "--overwrite"]) == 0
    assert target.read_text(encoding="utf-8").startswith("Russian troops")


@pytest.mark.parametrize(
    ("content", "options", "code", "said"),
    [
        (b'{"schema_version": "1.0",', ["--to", "vtt"], 3, "cannot read"),
        (b'{"schema_version": "2.0"}', ["--to", "vtt", "--from", "json"], 3, "schema version 2.0"),
        (b"", ["--to", "vtt"], 3, "is empty"),
        (b"Hello.", ["--to", "vt"], 4, "Did you mean 'vtt'?"),
        (b"Hello.", ["--to", "text", "--from", "whisper"], 4, "unknown input format 'whisper'"),
        (b"ANNA: Hello.\n\nBEN: Hi.", ["--to", "srt"], 4, "it has no times"),
        (b"Hello.", ["--to", "text,vtt"], 4, "Name a folder with -o"),
    ],
)
def test_what_cannot_be_exported_has_a_reason(
    content: bytes, options: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes(content)
    assert main(["export", str(path), *options]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err


def test_a_file_in_place_of_the_folder_is_told(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there").write_text("x")
    assert main(["export", str(document), "--to", "vtt,srt", "-o", str(tmp_path / "there")]) == 6
    assert "cannot write to" in capsys.readouterr().err


def test_speakers_from_beside_are_laid_over_another_tools_words(tmp_path: Path) -> None:
    words = [
        {"word": f" {text}", "start": i / 2, "end": i / 2 + 0.4} for i, text in enumerate("Hi there . Yes .".split())
    ]
    whisper = {"text": "", "language": "en", "segments": [{"start": 0.0, "end": 2.4, "text": " x", "words": words}]}
    whisper["segments"][0]["text"] = " Hi there . Yes ."  # type: ignore[index]  # a plain dictionary of JSON
    (tmp_path / "talk.json").write_text(json.dumps(whisper))
    (tmp_path / "talk.rttm").write_text(
        "SPEAKER talk 1 0.0 1.45 <NA> <NA> A <NA> <NA>\nSPEAKER talk 1 1.45 1.0 <NA> <NA> B <NA> <NA>\n"
    )
    result = byline("export", tmp_path / "talk.json", "--speakers", tmp_path / "talk.rttm", "--to", "text")
    assert result.returncode == 0, result.stderr
    assert result.stdout.decode().split("\n\n") == ["A: Hi there .", "B: Yes .\n"]
