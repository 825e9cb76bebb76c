from __future__ import annotations

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest

from pipeline.config import Config, load_config
from pipeline.diarization.options import DiarizationOptions
from pipeline.errors import ConfigError, InvalidValueError, UnknownKeyError
from pipeline.recognition.options import RecognitionOptions

DEFAULTS = Path(__file__).parents[1] / "configs" / "default.toml"


def written(folder: Path, text: str) -> Path:
    path = folder / "byline.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_file_of_defaults_says_what_the_code_says() -> None:
    assert load_config(DEFAULTS) == Config()


def test_the_file_of_defaults_mentions_every_option_and_each_that_is_unset_as_a_comment() -> None:
    text = DEFAULTS.read_text(encoding="utf-8")
    mentioned = tomllib.loads(re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE))
    stages = {stage.name: getattr(Config(), stage.name) for stage in dataclasses.fields(Config)}
    assert {stage: list(options) for stage, options in mentioned.items()} == {
        stage: [option.name for option in dataclasses.fields(options)] for stage, options in stages.items()
    }
    unset = {
        (stage, option)
        for stage, options in stages.items()
        for option, value in dataclasses.asdict(options).items()
        if value is None
    }
    said = {(stage, option) for stage, options in tomllib.loads(text).items() for option in options}
    assert said.isdisjoint(unset)


def test_a_file_needs_only_what_it_changes(tmp_path: Path) -> None:
    path = written(tmp_path, '[recognition]\nmodel = "small"\n[diarization]\nspeakers = 2\n')
    assert load_config(path) == Config(
        recognition=RecognitionOptions(model="small"), diarization=DiarizationOptions(speakers=2)
    )


@pytest.mark.parametrize(
    ("text", "where", "suggestion"),
    [
        ("[recogniton]\n", "", "Did you mean 'recognition'?"),
        ("[recognition]\nmodle = 'base'\n", ".recognition", "Did you mean 'model'?"),
        ("[diarization]\nspeaker = 2\n", ".diarization", "Did you mean 'speakers'?"),
    ],
)
def test_an_unknown_key_fails_in_every_table(text: str, where: str, suggestion: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UnknownKeyError) as caught:
        load_config(path)
    assert caught.value.where == f"{path}{where}"
    assert suggestion in caught.value.message
    assert "__" not in caught.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        "[diarization]\nspeakers = 0\n",
        "[diarization]\nspeakers = 2\nmax_speakers = 3\n",
        "[diarization]\nmin_speakers = 3\nmax_speakers = 2\n",
        "[diarization]\nspeakers = 'two'\n",
        "[recognition]\nmodel = 3\n",
    ],
)
def test_values_that_cannot_be_meant_are_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match=r"diarization\.|recognition\.model"):
        load_config(written(tmp_path, text))


def test_a_configuration_error_ends_with_exit_code_4(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / "missing.toml")
    assert caught.value.exit_code == 4


def test_a_configuration_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Config().recognition.model = "small"  # type: ignore[misc]
