"""The formats a transcript can be written in: one pure function each, by the file ending.

To add a format: write ``exporters/<format>.py`` with a function from :class:`~pipeline.schema.Transcript` to ``str``,
say in its docstring what the format cannot hold, and name it in :data:`FORMATS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import UnknownChoiceError
from pipeline.exporters.document import to_json
from pipeline.exporters.txt import to_txt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.schema import Transcript

FORMATS: Mapping[str, Callable[[Transcript], str]] = {
    "json": to_json,
    "txt": to_txt,
}


def exporter(name: str) -> Callable[[Transcript], str]:
    """The function that writes the format ``name``."""
    try:
        return FORMATS[name]
    except KeyError:
        raise UnknownChoiceError("format", name, FORMATS) from None
