"""Styles by name and from files; what is asked for is found before anything is listened to."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.errors import ConfigError, UnknownChoiceError, UnknownKeyError
from pipeline.house_style import find_rules, reads, rules_for
from pipeline.text.options import TextOptions
from pipeline.text.style import RULES, STYLES

FOLDER = Path(__file__).parents[1] / "configs" / "styles"


def names(style: str, **options: str) -> list[str]:
    return [rule.name for rule in find_rules(TextOptions(style=style, **options))]  # type: ignore[arg-type]  # literals


@pytest.mark.parametrize("style", STYLES)
def test_a_style_is_spelled_out_in_a_file_of_its_name(style: str) -> None:
    file = FOLDER / f"{style}.toml"
    assert tomllib.loads(file.read_text(encoding="utf-8"))["rules"] == list(STYLES[style])
    assert names(str(file)) == names(style) == list(STYLES[style])


def test_there_is_no_file_without_a_style_and_no_rule_without_a_use() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(STYLES)
    assert {rule.name for rule in RULES} == {name for rules in STYLES.values() for name in rules} | {"mask-profanity"}
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_no_style_uses_a_rule_twice() -> None:
    assert all(len(set(rules)) == len(rules) for rules in STYLES.values())


def test_profanity_is_masked_last_where_it_is_asked_for(tmp_path: Path) -> None:
    assert names("npr", profanity="mask") == [*STYLES["npr"], "mask-profanity"]
    own = tmp_path / "own.toml"
    own.write_text('rules = ["mask-profanity", "spacing"]', encoding="utf-8")
    assert names(str(own), profanity="mask") == ["mask-profanity", "spacing"]


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        (
            'rules = ["percent-wrod"]',
            UnknownChoiceError,
            r"own\.toml: unknown rule of style .* Did you mean 'percent-word'",
        ),
        ('rule = ["spacing"]', UnknownKeyError, "rules"),
        ("rules = 1", ConfigError, "rules"),
        ("rules = [", ConfigError, "not TOML"),
    ],
)
def test_a_file_with_a_slip_is_refused(tmp_path: Path, text: str, error: type[ConfigError], message: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=message):
        find_rules(TextOptions(style=str(own)))


def test_a_style_that_does_not_exist_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownChoiceError, match="Did you mean 'npr'"):
        find_rules(TextOptions(style="nrp"))
    with pytest.raises(ConfigError, match=r"none\.toml"):
        find_rules(TextOptions(style=str(tmp_path / "none.toml")))


def test_other_languages_than_english_get_spacing_alone() -> None:
    rules = find_rules(TextOptions())
    assert rules_for("en", rules) == rules_for(None, rules) == rules
    assert [rule.name for rule in rules_for("fr", rules)] == ["spacing"]
    assert reads("en")
    assert not reads("fr")
