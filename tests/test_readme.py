"""What the README says is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

import pipeline
from pipeline.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_option_of_run_is_in_the_readme() -> None:
    group = typer.main.get_command(app)
    options = {name for option in group.commands["run"].params for name in option.opts if name.startswith("--")}  # type: ignore[attr-defined]  # a typer app with several commands is a group
    assert {name for name in options if not re.search(rf"{name}\b", README)} == set()


def test_every_make_target_it_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\s*make (\w+)", README + contributing, flags=re.MULTILINE))
    assert {"demo", "test", "bench"} <= named
    assert {name for name in named if not re.search(rf"^{name}:", makefile, flags=re.MULTILINE)} == set()


@pytest.mark.parametrize(
    "page", [path.relative_to(ROOT) for path in sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("[!.]*/*.md"))], ids=str
)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


def test_the_public_names_are_there() -> None:
    assert {name for name in pipeline.__all__ if not hasattr(pipeline, name)} == set()


@pytest.mark.live
def test_the_python_example_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    result = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, cwd=ROOT)
    assert result.returncode == 0, result.stderr
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["RASCOE", "RASCOE", "MAYNES"]
