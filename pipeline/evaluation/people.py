"""Who is who by name: which speaker of a hypothesis is the person that the reference calls so."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.schema import Speaker

_ANONYMOUS = re.compile(
    r"(?:speaker|spk|spkr|unidentified|unknown|unnamed|anonymous|voice|guest|caller|man|woman|person|reporter|student|"
    r"protester|narrator|child|crowd|all|both|group)?[\W_]*(?:person|man|woman|speaker|voice|reporter)?[\W_]*#?\d*",
    re.IGNORECASE,
)
"""Labels that number or describe a voice and name nobody, single letters and numbers among them."""


def is_named(speaker: Speaker) -> bool:
    """Whether a speaker has a real name: a full one, or a label that is one (RASCOE, but not SPEAKER_1)."""
    return speaker.name is not None or not (_ANONYMOUS.fullmatch(speaker.label) or len(speaker.label.strip()) < 2)


def same_people(reference: Sequence[Speaker], hypothesis: Sequence[Speaker]) -> dict[str, str]:
    """For each label of the hypothesis that names a person of the reference, the reference's label of that person.

    The same label or the same full name is the same person; so is a last name that only one person of the reference
    has (MAYNES, "Charles Maynes"). Case and accents make no difference. Who has no name is nobody's namesake.
    """
    people = [speaker for speaker in reference if is_named(speaker)]
    found: dict[str, str] = {}
    for speaker in hypothesis:
        if is_named(speaker):
            for same in (_same_name, _same_last_name):
                fitting = [person.label for person in people if same(person, speaker)]
                if len(fitting) == 1:
                    found[speaker.label] = fitting[0]
                    break
    return found


def _same_name(one: Speaker, other: Speaker) -> bool:
    return bool(_names(one) & _names(other))


def _same_last_name(one: Speaker, other: Speaker) -> bool:
    """Whether one is called by the last name alone of the other: "Charles Maynes" and "Mary Maynes" are two people."""
    return any(
        first.split()[-1:] == second.split()[-1:] and 1 in {len(first.split()), len(second.split())}
        for first in _names(one)
        for second in _names(other)
    ) and not (one.name and other.name)


def _names(speaker: Speaker) -> set[str]:
    return {_folded(form) for form in (speaker.label, speaker.name) if form} - {""}


def _folded(text: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", plain).casefold().split())
