from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import EngineUnavailableError, UnknownChoiceError
from pipeline.languages import LANGUAGES, UNSPACED_LANGUAGES, check_language
from pipeline.recognition import ENGINES, choose_engine

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ENGINES)
def test_the_engine_that_was_asked_for_is_used_whatever_the_model(name: str) -> None:
    assert choose_engine(name, "base") == choose_engine(name, "talk.pt") == name


def test_every_engine_has_its_module() -> None:
    folder = REPOSITORY / "pipeline" / "recognition"
    assert all((folder / f"{name.replace('-', '_')}.py").is_file() for name in ENGINES)


def test_an_unknown_engine_is_answered_with_the_choices() -> None:
    with pytest.raises(UnknownChoiceError) as caught:
        choose_engine("faster-wisper", "base")
    assert "Did you mean 'faster-whisper'?" in caught.value.message
    assert caught.value.choices == ["auto", "faster-whisper", "openai-whisper"]


def test_a_checkpoint_of_openai_goes_to_openai() -> None:
    assert choose_engine("auto", "/models/large-v3.pt") == "openai-whisper"


def chosen_with(folder: Path, *packages: str) -> subprocess.CompletedProcess[str]:
    """What ``auto`` chooses in a Python that has only these packages."""
    for package in packages:
        (folder / package).mkdir()
        (folder / package / "__init__.py").touch()
    code = "from pipeline.recognition import choose_engine; print(choose_engine('auto', 'base'))"
    return subprocess.run(
        [sys.executable, "-S", "-c", code],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(REPOSITORY), str(folder)])},
        capture_output=True,
        text=True,
        timeout=30,
    )


@pytest.mark.parametrize(
    ("packages", "engine"),
    [
        (("faster_whisper", "whisper"), "faster-whisper"),
        (("faster_whisper",), "faster-whisper"),
        (("whisper",), "openai-whisper"),
    ],
)
def test_auto_is_the_fastest_engine_that_is_installed(packages: tuple[str, ...], engine: str, tmp_path: Path) -> None:
    assert chosen_with(tmp_path, *packages).stdout == f"{engine}\n"


def test_auto_without_any_engine_says_what_to_install(tmp_path: Path) -> None:
    done = chosen_with(tmp_path)
    assert EngineUnavailableError.__name__ in done.stderr
    assert "pip install faster-whisper" in done.stderr


def test_known_languages_and_none_are_fine() -> None:
    for language in (None, "en", "kk", *UNSPACED_LANGUAGES):
        check_language(language)
    assert UNSPACED_LANGUAGES < LANGUAGES


@pytest.mark.parametrize("language", ["english", "EN", "xx", ""])
def test_an_unknown_language_is_refused_where_it_stands(language: str) -> None:
    with pytest.raises(UnknownChoiceError) as caught:
        check_language(language, where="show.toml: language")
    assert caught.value.message.startswith(f"show.toml: language: unknown language {language!r}")
    assert "detected" in caught.value.remedy
