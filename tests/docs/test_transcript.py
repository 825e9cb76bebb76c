"""The examples of docs/transcript.md, run as they stand on a real document."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cast.show import load_show
from tests.recorded.test_replay import SHOW, replay

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "transcript.md").read_text(encoding="utf-8")


def examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which ``out/kazakhstan.json`` lies, as after ``make demo``."""
    here = tmp_path_factory.mktemp("docs")
    (here / "out").mkdir()
    (here / "out" / "kazakhstan.json").write_text(replay("kazakhstan", load_show(SHOW)).to_json(), encoding="utf-8")
    return here


def printed(command: list[str], folder: Path) -> list[str]:
    result = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=folder, env=None)
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


def test_python_with_byline(folder: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{examples('python')[0]}"
    lines = printed([sys.executable, "-c", code], folder)
    assert len(lines) == 10
    assert lines[0].startswith("Ayesha Rascoe 2")
    assert lines[1].startswith("Charles Maynes 4")


def test_python_without_byline(folder: Path) -> None:
    lines = printed([sys.executable, "-c", examples("python")[1]], folder)
    assert "Charles Maynes greeting Good morning, Charles." in lines


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node.js")
def test_javascript(folder: Path) -> None:
    (folder / "read.mjs").write_text(examples("javascript")[0], encoding="utf-8")
    lines = printed([str(shutil.which("node")), "read.mjs"], folder)
    assert len(lines) == 11
    assert re.fullmatch(r"Ayesha Rascoe 0\.\d+ \d+", lines[0])


@pytest.mark.skipif(not shutil.which("jq"), reason="needs jq")
def test_jq(folder: Path) -> None:
    program = re.findall(r"jq -r '(.*?)'", examples("sh")[0])[0]
    lines = printed([str(shutil.which("jq")), "-r", program, "out/kazakhstan.json"], folder)
    assert lines
    assert all(re.fullmatch(r"[\d.]+\t(RASCOE|MAYNES)\t\S+", line) for line in lines)
