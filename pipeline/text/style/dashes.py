"""Dashes as radio pages write them: a hyphen between two blanks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.edits import Edit
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.text.style.edits import Token
    from pipeline.text.style.rule import Setting

_DASH = re.compile(r"\s*(?:[–—―]|(?<!-)--(?!-))\s*")
_RANGE = re.compile(r"\d[–—]\d")
"""A range of figures keeps its dash: 1914–1918."""


def _find(tokens: Sequence[Token], _: Setting) -> Iterable[Edit]:
    for i, token in enumerate(tokens):
        if _DASH.search(token.text) and not _RANGE.search(token.text):
            text = _DASH.sub(" - ", token.text).strip()
            if text != token.text:
                yield Edit(i, i + 1, text)


SPACED_HYPHEN = Rule(
    name="spaced-hyphen",
    summary="a dash is a hyphen between blanks",
    examples=(
        (
            "fired the former president — this was Nursultan Nazarbayev — from",
            "fired the former president - this was Nursultan Nazarbayev - from",
        ),
        ("They've got—they're part of this.", "They've got - they're part of this."),
        ("from 1914–1918", "from 1914–1918"),
        ("a Russian-led force", "a Russian-led force"),
    ),
    find=_find,
    trigger=re.compile(r"[–—―]|--"),
)
