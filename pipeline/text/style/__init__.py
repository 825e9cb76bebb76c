"""House style: the text that readers get, made from the words as they were said by rules that each do one thing.

The words stay as they are. Every rule is a file of this folder, specified by a table of inputs and outputs; a style is
a list of rules in the order in which they are applied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.text.style.dashes import SPACED_HYPHEN
from pipeline.text.style.glossary import GLOSSARY
from pipeline.text.style.usual_spelling import USUAL_SPELLING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.text.style.rule import Rule

RULES: tuple[Rule, ...] = (SPACED_HYPHEN, GLOSSARY, USUAL_SPELLING)
"""Every rule there is."""

STYLES: Mapping[str, tuple[str, ...]] = {
    "npr": ("spaced-hyphen",),
}
"""The styles that byline knows, as names of rules in their order; ``configs/styles/`` spells them out."""
