"""What a rule of house style is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pipeline.text.terms import Terms

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from pipeline.text.style.edits import Edit, Token


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the whole talk when one of its paragraphs is set."""

    names: frozenset[str] = frozenset()
    """Words of the names of people who are heard or expected, as they are spelled: ``Charles``, ``Maynes``."""
    lower: frozenset[str] = frozenset()
    """Words that stand somewhere in the talk in lower case: they are no proper names."""
    terms: Terms = field(default_factory=Terms)
    """How names and terms are spelled."""


class Find(Protocol):
    """A rule at work: what it would change in a paragraph.

    The edits are in order and do not overlap. It keeps to these obligations:

    - It raises for no tokens whatever: any script, any signs, one token or 30,000 of them; its time is linear.
    - What it has changed it leaves alone when it is asked again, also where the text was divided into tokens anew.
    - It says nothing else than was said.
    """

    def __call__(self, tokens: Sequence[Token], setting: Setting, /) -> Iterable[Edit]:
        """The edits of one paragraph (at least one token)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of style: its name, what it does in one sentence, the table that specifies it, and the rule at work."""

    name: str
    summary: str
    """Completes "Changed, because ..." for readers of the list of changes: ``numbers are written in figures``."""
    examples: tuple[tuple[str, str], ...]
    """Input and output, a paragraph each; a few that must not change are among them."""
    find: Find
    trigger: re.Pattern[str] | None = None
    """Searched for in a paragraph's text (tokens joined by blanks); without a match the rule is not asked."""
    any_language: bool = False
    """Whether it may be applied to other languages than English."""
    setting: Setting = field(default_factory=Setting)
    """What the examples know of the talk."""
