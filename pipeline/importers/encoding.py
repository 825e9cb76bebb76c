"""Bytes of unknown origin as text."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from pipeline.errors import UnreadableTranscriptError

if TYPE_CHECKING:
    from pathlib import Path

_LINE_END = re.compile("\r\n|\r|\n")


def decode(data: bytes, path: Path) -> str:
    """``data`` as text: UTF-8, UTF-16 with a byte order mark, else Windows-1252, else Latin-1; marks are left out.

    Latin-1 knows every byte, so only UTF-16 that is cut off can fail.

    Raises:
        UnreadableTranscriptError: The mark says UTF-16, and it is not.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableTranscriptError(path, f"byte {error.start}: it is no UTF-16 ({error.reason})") from error
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def lines_of(text: str) -> list[str]:
    """The lines of ``text`` without their ends, which may be those of any system.

    Not ``str.splitlines``: that also cuts at form feeds and Unicode's separators, which formats allow inside a line.
    """
    return _LINE_END.split(text)
