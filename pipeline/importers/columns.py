"""Lines of fields divided by blanks: what STM, CTM and RTTM have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import UnreadableTranscriptError
from pipeline.importers.encoding import decode, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class Record(NamedTuple):
    """A line that is no comment."""

    path: Path
    line: int
    fields: list[str]
    """As many as were asked for; the last has the rest of the line."""

    @property
    def place(self) -> str:
        """For messages."""
        return f"line {self.line}"

    def number(self, position: int, what: str) -> float:
        """The field at ``position`` as a number."""
        try:
            return float(self.fields[position])
        except ValueError:
            reason = f"{self.place}: the {what} is no number: {self.fields[position]!r}"
            raise UnreadableTranscriptError(self.path, reason) from None


def records(data: bytes, path: Path, least: int, most: int, name: str) -> Iterator[Record]:
    """The lines that say something, each with ``least`` to ``most`` fields.

    Empty lines are passed over, and comments, which begin with two semicolons.

    Raises:
        UnreadableTranscriptError: A line has fewer fields than ``name`` wants.

    """
    for number, line in enumerate(lines_of(decode(data, path)), start=1):
        fields = line.split(maxsplit=most - 1)
        if not fields or fields[0].startswith(";;"):
            continue
        if len(fields) < least:
            reason = f"line {number}: {name} has at least {least} fields, this line has {len(fields)}"
            raise UnreadableTranscriptError(path, reason)
        yield Record(path, number, fields)


def require_one_recording(path: Path, names: Iterable[str]) -> None:
    """Refuse a file about several recordings: a document is about one."""
    listed = list(dict.fromkeys(names))
    if len(listed) > 1:
        shown = ", ".join(listed[:3]) + (" ..." if len(listed) > 3 else "")
        reason = f"it is about {len(listed)} recordings ({shown})"
        raise UnreadableTranscriptError(path, reason, "Divide it into one file for each recording.")
