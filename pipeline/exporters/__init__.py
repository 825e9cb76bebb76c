"""The formats a transcript can be written in: one pure function each.

To add a format: write ``exporters/<format>.py`` with a function from :class:`~pipeline.schema.Transcript` to ``str``
(or ``bytes``), say in its docstring and in ``drops`` what the format cannot hold, and name it in :data:`FORMATS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import UnknownChoiceError
from pipeline.exporters.document import to_json
from pipeline.exporters.text import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.schema import Transcript


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a transcript: the ending of its files, the function, and what it cannot hold (in words)."""

    extension: str
    export: Callable[[Transcript], str | bytes]
    drops: str


FORMATS: Mapping[str, Format] = {
    "json": Format("json", to_json, ""),
    "text": Format("txt", to_text, "times, full names, evidence and confidence"),
}
_ALIASES = {"txt": "text"}


def find_format(name: str) -> Format:
    """The format called ``name``."""
    try:
        return FORMATS[_ALIASES.get(name, name)]
    except KeyError:
        raise UnknownChoiceError("format", name, FORMATS) from None


def find_formats(names: str) -> tuple[Format, ...]:
    """The formats in a list divided by commas, each once; there must be one."""
    found = dict.fromkeys(find_format(name.strip()) for name in names.split(",") if name.strip())
    if not found:
        raise UnknownChoiceError("format", names, FORMATS)
    return tuple(found)
