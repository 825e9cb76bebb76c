"""The part that somebody has in the program, from what is said of her or him."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.naming.cues import BRINGING, kind_of
from pipeline.naming.roster import HOST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.naming.cues import Reading

_ROLES = ("correspondent", "reporter", "co-host", HOST)
_NEAR = 60
"""Characters before a name in which its job is looked for."""
_OWN_JOB = re.compile(r"\b(?:your|the|a|as) (?:[\w-]+ )?(co-host|host|presenter)\b")
_OTHERS_JOB = BRINGING | {"described", "thats", "there", "mention", "asks", "calls", "owns"}
"""What is done with a name where a job before it is its bearer's."""


def role_of(readings: Sequence[tuple[Reading, bool]]) -> str | None:
    """The first job that is named right beside the name, else what is done with the name.

    With each reading stands whether the speaker gives the name as his own. Who signs off reports; who is introduced,
    greeted or announced by another without a job is a guest.
    """
    for reading, own in readings:
        if job := _job(reading, own=own):
            return job
    kinds = {kind_of(reading.act, own=own) for reading, own in readings}
    if "sign-off" in kinds:
        return "correspondent"
    if "self-introduction" in kinds:
        return None
    return "guest" if kinds & {"hand-over", "greeting", "back-announcement"} else None


def _job(reading: Reading, *, own: bool) -> str | None:
    start = reading.mention.start
    before = reading.text[max(0, start - _NEAR) : start].casefold()
    if own:
        found = _OWN_JOB.search(before)
        if found is None:
            return None
        return "co-host" if found[1] == "co-host" else HOST
    if reading.act in _OTHERS_JOB:
        return next((role for role in _ROLES if re.search(rf"\b{role}\b", before)), None)
    return None
