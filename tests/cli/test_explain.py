"""The command ``byline explain``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.__main__ import main
from tests.exporters.golden import short

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "samples" / "kazakhstan" / "page.txt"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "short.json"
    path.write_bytes(short().to_json().encode())
    return path


def test_every_speaker_is_explained_with_quotes_and_times(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(document)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("RASCOE: Ayesha Rascoe, host (")
    assert any(line.startswith("    0:2") and "greeting by RASCOE: “Good morning, Charles.”" in line for line in lines)
    assert any(line.startswith("2 speakers") for line in lines)


@pytest.mark.parametrize("who", ["MAYNES", "maynes", "Charles Maynes"])
def test_one_speaker_is_explained_alone(document: Path, who: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(document), "--speaker", who]) == 0
    said = capsys.readouterr().out
    assert said.startswith("MAYNES: ")
    assert "\nRASCOE" not in said
    assert "2 speakers" not in said


def test_an_unknown_speaker_is_refused(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(document), "--speaker", "MAINES"]) == 4
    assert "Did you mean 'MAYNES'?" in capsys.readouterr().err


def test_a_page_has_little_to_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(PAGE)]) == 0
    assert "hand-over" in capsys.readouterr().out


def test_an_output_that_is_not_utf_8_is_no_failure(document: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "pipeline", "explain", str(document)],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert result.returncode == 0, result.stderr
    assert b"Good morning, Charles." in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_long_quotes_go_on_below_their_beginning(document: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pipeline", "explain", str(document)]
    environment = {**os.environ, "COLUMNS": "60", "TERM": "xterm", "NO_COLOR": "1"}
    with subprocess.Popen(command, stdout=theirs, stdin=theirs, cwd=ROOT, env=environment) as process:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 65536):
                said += part
        except OSError:  # how Linux says that the other side has closed
            pass
        os.close(ours)
    assert process.returncode == 0
    lines = [line.rstrip() for line in said.decode().replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()]
    start = next(i for i, line in enumerate(lines) if "hand-over by" in line)
    assert lines[start].startswith("    0:")
    assert lines[start + 1].startswith("    ")
    assert all(len(line) <= 60 for line in lines if "\x1b" not in line)
