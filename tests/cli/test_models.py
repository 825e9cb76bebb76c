"""``byline models ...`` as a user runs it, with models small enough to be made up: those whose hash nobody knows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.models import CATALOGUE, DEFAULT_MODELS

REPOSITORY = Path(__file__).parents[2]
FILES = {"model.bin": b"weights" * 1000, "config.json": b"{}", "vocabulary.txt": b"a\n"}


@pytest.fixture
def brought(tmp_path: Path) -> Path:
    """A folder with what could be a Whisper model."""
    folder = tmp_path / "brought"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def models_dir(tmp_path: Path) -> Path:
    return tmp_path / "models"


def byline(*arguments: object, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run ``byline models`` in a process of its own."""
    command = [sys.executable, "-m", "pipeline", "models", *map(str, arguments)]
    return subprocess.run(
        command, cwd=REPOSITORY, env=os.environ | variables, capture_output=True, text=True, timeout=60
    )


def test_list_is_a_line_of_columns_a_model_where_nobody_watches(models_dir: Path) -> None:
    done = byline("list", "--models-dir", models_dir)
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[0] for row in rows] == list(CATALOGUE)
    assert rows[0] == ["base", "recognition", "147882941", "MIT", "-"]
    assert done.stderr == ""
    assert not models_dir.exists()


def test_list_as_json_tells_what_is_stored(models_dir: Path, brought: Path) -> None:
    byline("fetch", "tiny", "--from", brought, "--models-dir", models_dir)
    rows = {row["name"]: row for row in json.loads(byline("list", "--json", "--models-dir", models_dir).stdout)}
    assert rows["tiny"]["stored"] is True
    assert rows["tiny"]["path"] == str(models_dir / "tiny")
    assert rows["tiny"]["size"] == sum(len(data) for data in FILES.values())
    assert rows["base"]["stored"] is False
    assert rows["large-v3-turbo"]["aliases"] == ["turbo"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_list_is_a_table_for_a_reader_at_a_terminal(models_dir: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pipeline", "models", "list", "--models-dir", str(models_dir)]
    process = subprocess.Popen(command, cwd=REPOSITORY, stdout=theirs, env=os.environ | {"COLUMNS": "140"})
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:  # how Linux tells that the other side of a terminal is closed
        pass
    os.close(ours)
    assert process.wait(timeout=60) == 0
    assert b"\t" not in shown
    assert b"148 MB" in shown
    assert f"in {models_dir}".encode() in shown


def test_fetch_prints_where_the_model_lies(models_dir: Path, brought: Path) -> None:
    done = byline("fetch", "turbo", "--from", brought, "--models-dir", models_dir)
    assert done.returncode == 0
    assert done.stdout == f"large-v3-turbo\t{models_dir / 'large-v3-turbo'}\n"
    assert "fetch large-v3-turbo" in done.stderr
    assert (models_dir / "large-v3-turbo" / "vocabulary.txt").is_file()


def test_fetch_replaces_only_when_told_to(models_dir: Path, brought: Path) -> None:
    byline("fetch", "tiny", "--from", brought, "--models-dir", models_dir)
    (brought / "config.json").write_bytes(b'{"new": 1}')
    byline("fetch", "tiny", "--from", brought, "--models-dir", models_dir)
    assert (models_dir / "tiny" / "config.json").read_bytes() == b"{}"
    byline("fetch", "tiny", "--from", brought, "--force", "--models-dir", models_dir)
    assert (models_dir / "tiny" / "config.json").read_bytes() == b'{"new": 1}'


def test_fetch_without_names_begins_with_what_a_default_run_needs(models_dir: Path, brought: Path) -> None:
    done = byline("fetch", "--from", brought, "--models-dir", models_dir)
    assert done.returncode == 5
    assert f"the model {DEFAULT_MODELS[0]!r} could not be fetched" in done.stderr
    assert "model.bin has 7000 bytes, not 145217532" in done.stderr
    assert done.stdout == ""


def test_the_store_can_be_named_in_the_environment_and_an_option_goes_first(tmp_path: Path, brought: Path) -> None:
    variable = {"BYLINE_MODELS_DIR": str(tmp_path / "variable")}
    byline("fetch", "tiny", "--from", brought, **variable)
    assert (tmp_path / "variable" / "tiny").is_dir()
    byline("fetch", "tiny", "--from", brought, "--models-dir", tmp_path / "option", **variable)
    assert (tmp_path / "option" / "tiny").is_dir()


def test_path_prints_the_folder_of_a_stored_model_and_nothing_else(models_dir: Path, brought: Path) -> None:
    byline("fetch", "tiny", "--from", brought, "--models-dir", models_dir)
    done = byline("path", "tiny", "--models-dir", models_dir)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{models_dir / 'tiny'}\n", "")


def test_path_of_an_absent_model_fails_and_fetches_nothing(models_dir: Path) -> None:
    done = byline("path", "base", "--models-dir", models_dir)
    assert (done.returncode, done.stdout) == (5, "")
    assert "byline models fetch base" in done.stderr
    assert not models_dir.exists()


@pytest.mark.parametrize("command", ["path", "fetch", "verify"])
def test_an_unknown_name_is_answered_with_the_choices(command: str, models_dir: Path) -> None:
    done = byline(command, "bases", "--models-dir", models_dir)
    assert (done.returncode, done.stdout) == (4, "")
    assert "Did you mean 'base'?" in done.stderr
    assert "large-v3-turbo" in done.stderr


def test_verify_names_each_damaged_model(models_dir: Path, brought: Path) -> None:
    for name in ("tiny", "small", "medium"):
        byline("fetch", name, "--from", brought, "--models-dir", models_dir)
    assert byline("verify", "--models-dir", models_dir).stdout == "tiny\tok\nsmall\tok\nmedium\tok\n"
    for name in ("tiny", "medium"):
        (models_dir / name / "model.bin").write_bytes(b"Weights" + FILES["model.bin"][7:])
    done = byline("verify", "--models-dir", models_dir)
    assert done.returncode == 5
    assert done.stdout == "tiny\tdamaged\nsmall\tok\nmedium\tdamaged\n"
    assert "2 of 3 models are not whole" in done.stderr
    assert str(models_dir / "medium" / "model.bin") in done.stderr
    assert "byline models fetch --force tiny medium" in done.stderr


def test_verify_of_nothing_is_no_failure(models_dir: Path) -> None:
    done = byline("verify", "--models-dir", models_dir)
    assert (done.returncode, done.stdout) == (0, "")


def test_nothing_heavy_is_imported_for_the_help() -> None:
    code = "import sys, pipeline.cli.models; print(*{'torch', 'huggingface_hub', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
