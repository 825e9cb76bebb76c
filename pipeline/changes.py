"""What readers get otherwise than it was said, and what was mended in recognition, in lines for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.exporters.characters import readable
from pipeline.exporters.timestamps import clock, milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.schema import Change, Repair, Transcript

_NOTHING = "nothing was changed: readers get what was said"
_UNKNOWN = "the transcript does not say what was changed in it: only byline's own documents do"


def changes(transcript: Transcript) -> Iterator[str]:
    """First the changes of the text, then the repairs of recognition, each in the order of time; at least one line."""
    if transcript.provenance is None:
        yield _UNKNOWN
        return
    changed = sorted(transcript.provenance.changes, key=lambda change: change.start)
    repairs = sorted(transcript.provenance.repairs, key=lambda repair: repair.start)
    if not changed and not repairs:
        yield _NOTHING
    yield from map(_change, changed)
    yield from map(_repair, repairs)


def _change(change: Change) -> str:
    after = f"“{readable(change.after)}”" if change.after else "left out"
    return f"{_time(change.start)} {change.rule}: “{readable(change.before)}” -> {after} ({readable(change.reason)})"


def _repair(repair: Repair) -> str:
    return f"{_time(repair.start)} recognition, {repair.kind}: {readable(repair.detail)}"


def _time(seconds: float) -> str:
    return clock(milliseconds(seconds))
