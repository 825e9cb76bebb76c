"""The speakers of another tool's transcript: what it calls them, as labels and, where it is one, as a full name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.exporters.fields import unused
from pipeline.naming.roster import distinct_labels, last_name
from pipeline.schema import Speaker
from pipeline.timeline import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOBODY = frozenset({"", "<na>", "unknown"})
_NUMBERED = re.compile(r"(?:speaker|spkr?|unidentified \w+|voice|guest|caller)[ _-]?#? ?\w{1,3}", re.IGNORECASE)
_SHORT = re.compile(r"\d{1,3}[A-Z]?|[A-Z]")


def cleaned(name: str | None) -> str | None:
    """What a tool calls a speaker, on one line; None where it says that it does not know."""
    text = " ".join((name or "").split())
    return None if text.casefold() in _NOBODY else text


def numbered(name: str | int | None) -> str | None:
    """The number or single letter that a service gives a voice, as ``SPEAKER_0`` or ``SPEAKER_A``; else as it is."""
    text = "" if name is None else str(name)
    return f"SPEAKER_{text}" if _SHORT.fullmatch(text) else text or None


def is_numbered(name: str) -> bool:
    """Whether a tool or a person numbered a voice instead of naming it: ``SPEAKER_00``, "Speaker 1", "Voice A"."""
    return _NUMBERED.fullmatch(name) is not None


def speakers_of(names: Iterable[str]) -> dict[str, Speaker]:
    """A speaker for each different name, in the order in which they come; no two share a label.

    "Ayesha Rascoe" is a full name: its label is RASCOE, or AYESHA beside another Rascoe. "Ayesha" is a name as
    well. RASCOE, SPEAKER_00 and spk_1 are labels without a name, and so is "Speaker 1", written SPEAKER_1.
    """
    listed = list(dict.fromkeys(names))
    people = {name: Person(_label(name), name) for name in listed}
    labels = distinct_labels(people.values())
    found: dict[str, Speaker] = {}
    taken: set[str] = set()
    for name in listed:
        label = unused(labels[people[name]], taken, " ")
        taken.add(label)
        found[name] = Speaker(label=label, name=name if _is_name(name) else None, role=None, confidence=None)
    return found


def _is_name(name: str) -> bool:
    """Whether it is what people are called, and no label: words in mixed case, the first a capital."""
    letters = name.replace(" ", "")
    plain = not any(sign.isdigit() or sign in "_#" for sign in letters)
    return plain and name[:1].isupper() and name.upper() != name and not is_numbered(name)


def _label(name: str) -> str:
    if _is_name(name):
        return last_name(name).upper() or name.upper()
    return re.sub(r"[ #]+", "_", name.upper()) if is_numbered(name) and name.upper() != name and " " in name else name
