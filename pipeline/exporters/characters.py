"""Which characters go into files that people read."""

from __future__ import annotations

import re

_BLANKS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029 ]+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def readable(text: str) -> str:
    """``text`` on one line: every run of blanks and line ends one blank, control characters left out.

    Left out are also lone surrogates, which no encoding holds, the byte order mark, and the two characters that XML 1.0
    forbids (section 2.2).
    """
    return _BLANKS.sub(" ", _UNPRINTABLE.sub("", text)).strip()


def readable_name(name: str) -> str:
    """A name as :func:`readable`, without embedding and override of direction (UAX #9).

    An override that a name leaves open would turn round the words printed after it. In running text they stay: there
    they end with the paragraph.
    """
    return readable(_DIRECTIONS.sub("", name)) or "Unknown"
