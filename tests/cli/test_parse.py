"""The command ``byline parse``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import load_transcript
from pipeline.__main__ import main

REPOSITORY = Path(__file__).parents[2]
PAGE = REPOSITORY / "samples" / "kazakhstan" / "page.txt"


def test_a_page_becomes_a_document_on_the_output_stream(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(PAGE)]) == 0
    document = json.loads(capfd.readouterr().out)
    assert document["source"]["headline"].startswith("Russian troops have crossed the border")
    assert [turn["speaker"] for turn in document["turns"][1:]] == ["RASCOE", "MAYNES"] * 5
    assert document["turns"][0]["kind"] == "introduction"


def test_or_a_file_which_is_replaced_only_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "page.json"
    assert main(["parse", str(PAGE), "-o", str(target)]) == 0
    assert capsys.readouterr().out == f"{target}\n"
    maynes = load_transcript(target).speakers[1]
    assert (maynes.name, maynes.role) == ("Charles Maynes", "correspondent")
    assert "Moscow correspondent, Charles Maynes" in maynes.evidence[0].quote
    target.write_text("mine")
    assert main(["parse", str(PAGE), "-o", str(target)]) == 6
    assert target.read_text() == "mine"


def test_the_input_stream_is_read_and_the_output_is_utf_8_whatever_the_terminal_speaks() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "parse", "-"],
        input="LIMA: Łódź – well.\r\n\r\nREESE: Ok.".encode(),
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\r\n" not in done.stdout
    assert json.loads(done.stdout)["turns"][0]["paragraphs"][0]["text"] == "Łódź – well."


@pytest.mark.parametrize(
    ("content", "options", "code", "said"),
    [
        (None, [], 3, "no such file"),
        (b"", [], 3, "is empty"),
        (b"ANA: Hello.", ["--encoding", "klingon"], 4, "klingon"),
        (b"ANA: caf\xe9.", ["--encoding", "utf-8"], 4, "utf-8"),
    ],
)
def test_what_cannot_be_parsed_has_a_reason(
    content: bytes | None, options: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "page.txt"
    if content is not None:
        path.write_bytes(content)
    assert main(["parse", str(path), *options]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
