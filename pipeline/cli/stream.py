"""``-`` on the command line: the input stream for what is read, the output stream for what is written."""

from __future__ import annotations

import sys
from pathlib import Path

STREAM = Path("-")


def target_of(out: Path | None) -> Path | None:
    """The file that ``-o`` names; None for the output stream, which is meant without it too."""
    return None if out is None or out == STREAM else out.expanduser()


def read_source(source: Path) -> bytes:
    """The bytes of the file named on the command line, or of the input stream."""
    from pipeline.reading import read_bytes

    return sys.stdin.buffer.read() if source == STREAM else read_bytes(source.expanduser())
