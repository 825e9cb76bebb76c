"""How a page's bytes are text: found out on the way in, the same on the way out.

What is chosen can always be undone: the text, encoded again, is the bytes it came from. A byte order mark stays in the
text as its first character (U+FEFF).
"""

from __future__ import annotations

import codecs

from pipeline.errors import InvalidValueError

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_GUESSES = ("utf-8", "cp1252", "latin-1")
"""In the order in which they are tried; every byte has a meaning in the last one."""


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of a page and the name of its encoding, which is guessed unless it is named.

    Raises:
        InvalidValueError: ``encoding`` is unknown, or the bytes cannot be read in it and written back.
    """
    if encoding is not None:
        return _decode_as(data, encoding)
    marked = tuple(name for mark, name in _MARKS if data.startswith(mark))
    for name in (*marked, *_GUESSES[:-1]):
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    return data.decode(_GUESSES[-1]), _GUESSES[-1]


def _decode_as(data: bytes, encoding: str) -> tuple[str, str]:
    where = f"encoding {encoding!r}"
    try:
        name = codecs.lookup(encoding).name
        text = data.decode(name)
        text.encode("utf-8")  # half a surrogate pair has no place in a document
        same = text.encode(name) == data
    except LookupError:
        raise InvalidValueError(where, "Python knows no such text encoding", "Try utf-8, utf-16 or cp1252.") from None
    except UnicodeError as error:
        raise InvalidValueError(where, f"the page is not in it: {error}", "Leave it out: it is found out.") from error
    if not same:
        raise InvalidValueError(where, "the page would not come back the same", "Leave it out: it is found out.")
    return text, name


def encode(text: str, encoding: str) -> bytes:
    """``text`` in a page's encoding; in UTF-8 where that lacks a character that a correction brought in.

    Raises:
        InvalidValueError: ``encoding`` is unknown.
    """
    try:
        return text.encode(encoding)
    except LookupError:
        raise InvalidValueError(f"page encoding {encoding!r}", "Python knows no such text encoding") from None
    except UnicodeEncodeError:
        return text.encode("utf-8")


def unmangled(text: str) -> str:
    """``text`` with UTF-8 that was read as Windows-1252 or Latin-1 put right ("Oâ€™BRIEN"), if it is such text."""
    if text.isascii():
        return text
    try:
        return b"".join(_byte(character) for character in text).decode("utf-8")
    except UnicodeError:
        return text


def _byte(character: str) -> bytes:
    """The byte that became ``character``: five bytes have no meaning in Windows-1252 and stayed what they were."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")
