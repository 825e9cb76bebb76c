"""The style of a run: one that byline knows, or a list of rules in a file of the user's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pydantic import ConfigDict

from pipeline.errors import UnknownChoiceError
from pipeline.tables import read_table
from pipeline.text.style import RULES, STYLES

if TYPE_CHECKING:
    from pipeline.text.options import TextOptions
    from pipeline.text.style.rule import Rule

_ENGLISH = frozenset({None, "en"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleFile:
    """A style in a TOML file: its rules in the order in which they are applied."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    rules: tuple[str, ...]


def find_rules(options: TextOptions) -> tuple[Rule, ...]:
    """The rules of the style that was asked for, by its name or by the path of a TOML file.

    Raises:
        UnknownChoiceError: there is no such style, or no such rule.
        ConfigError: the file cannot be read.

    """
    if options.style in STYLES:
        names, where = STYLES[options.style], ""
    elif options.style.endswith(".toml"):
        path = Path(options.style).expanduser()
        names, where = read_table(path, StyleFile).rules, str(path)
    else:
        raise UnknownChoiceError("style", options.style, STYLES, remedy="A file of your own ends in .toml.")
    rules = tuple(_rule(name, where) for name in names)
    if options.profanity == "mask" and "mask-profanity" not in names:
        return (*rules, _rule("mask-profanity"))
    return rules


def reads(language: str | None) -> bool:
    """Whether the rules of style are made for ``language`` (ISO 639-1; None where nothing was said)."""
    return language in _ENGLISH


def rules_for(language: str | None, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Those of ``rules`` that may be applied to a talk in ``language``."""
    return rules if reads(language) else tuple(rule for rule in rules if rule.any_language)


def _rule(name: str, where: str = "") -> Rule:
    known = {rule.name: rule for rule in RULES}
    if name not in known:
        raise UnknownChoiceError("rule of style", name, known, where=where)
    return known[name]
