"""What a user can ask of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class TextOptions:
    """How the words are set."""

    style: str = "npr"
    """The house style: ``npr``, ``ap``, ``clean`` or ``verbatim``."""
    backchannels: Literal["keep", "fold"] = "keep"
    """A listener's short answers ("Mm-hmm.") inside another's: ``keep`` as turns, or ``fold`` into a note."""
    profanity: Literal["keep", "mask"] = "keep"
    """Profanity as said, or ``mask`` with asterisks."""
    sounds: bool = False
    """Whether long music between what is said is noted: ``(SOUNDBITE OF MUSIC)``."""
