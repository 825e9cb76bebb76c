"""Who speaks, where a subtitle says it in its text: ``RASCOE: Good morning.``, ``[SPEAKER_00]: Good morning.``."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.importers.conversation import is_sound
from pipeline.importers.segments import Segment
from pipeline.importers.speakers import is_numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.importers.cues import Cue

_BRACKETED = re.compile(r"\[([^\[\]:]{1,60})\]:(?:\s+|$)")
_NAMED = re.compile(r"(?:>>+\s*|-\s+)?([^\W\d_][^:]{0,60}):(?:\s+|$)")
_CHANGE = re.compile(r">>+\s*|-\s+")
_PARTICLES = frozenset("al bin da de del della der di dos du el ibn la le van von y".split())
_NO_NAMES = frozenset(
    "A An And As At But By For He Here I If In It My No Now Of On Or She So That The They This".split()
)
"""Words with a capital because they begin a sentence ("The Point Is: no")."""


class _Lead(NamedTuple):
    """What stands before somebody's words."""

    speaker: str | None
    """None for somebody who is not named."""
    length: int


def segments_of(cues: Sequence[Cue]) -> list[Segment]:
    """The cues, cut where a line begins with somebody's name, and without these names.

    A name lasts until the next one, or until a dash or ``>>`` without a name, which mark somebody else. Names in square
    brackets are written before every cue and do not last. A name is in capitals, or numbered ("Speaker 1"), or of
    several words in mixed case; a single word in mixed case ("Ayesha") counts where several cues begin with it.
    """
    firsts = Counter(found[1] for cue in cues if (found := _NAMED.match(cue.text)))
    segments = []
    speaker = None
    for cue in cues:
        for lead, text in _parts(cue.text, firsts):
            if lead:
                speaker = lead.speaker
            sounds = lead is None and is_sound(text)
            segments.append(Segment(f"line {cue.line}", cue.start, cue.end, text, None if sounds else speaker))
        if _BRACKETED.match(cue.text):
            speaker = None
    return segments


def _parts(text: str, firsts: Counter[str]) -> list[tuple[_Lead | None, str]]:
    """What each one says in a cue."""
    parts: list[tuple[_Lead | None, str]] = []
    while text or not parts:
        lead = _lead(text, firsts)
        line, _, text = text[lead.length if lead else 0 :].partition("\n")
        if lead or not parts:
            parts.append((lead, line.strip()))
        else:
            parts[-1] = (parts[-1][0], f"{parts[-1][1]} {line.strip()}".strip())
    return parts


def _lead(text: str, firsts: Counter[str]) -> _Lead | None:
    if found := _BRACKETED.match(text):
        return _Lead(found[1], found.end())
    if (found := _NAMED.match(text)) and _is_name(found[1], firsts):
        return _Lead(" ".join(found[1].split()), found.end())
    if found := _CHANGE.match(text):
        return _Lead(None, found.end())
    return None


def _is_name(text: str, firsts: Counter[str]) -> bool:
    words = text.split()
    if text == text.upper() or is_numbered(text):
        return len(words) <= 5
    if words[0] in _NO_NAMES or len(words) > 5 or not all(_may_be_part(word) for word in words):
        return False
    return len(words) > 1 or firsts[text] > 1


def _may_be_part(word: str) -> bool:
    """Whether a full name can have this word: "Ayesha", "O'Brien", "Jr.", "van"."""
    letters = re.sub(r"[.'’-]", "", word)
    return letters.isalpha() and (word[0].isupper() or word in _PARTICLES)
