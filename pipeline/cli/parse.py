"""The command ``byline parse``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import (
    EmptyFileError,
    InputNotFoundError,
    InvalidValueError,
    OutputNotWritableError,
    UnreadableTranscriptError,
)

_STREAM = Path("-")


def parse(
    page: Annotated[Path, typer.Argument(metavar="PAGE", help="A station's transcript page as text, or -.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="File for the transcript; printed without.")] = _STREAM,
    encoding: Annotated[str | None, typer.Option(help="Encoding of the page; found out without.")] = None,
) -> None:
    """Read a station's transcript page into a transcript (JSON).

    The page's layout is kept in it, so that the page can be written back byte for byte.
    """
    from pipeline.exporters.document import to_json
    from pipeline.pages import parse_page

    if _is_same(page, out):
        raise InvalidValueError("--out", f"{out} is the page itself", "Name another file, such as PAGE.json.")
    result = to_json(parse_page(_read(page), encoding)).encode("utf-8")
    if out == _STREAM:
        typer.echo(result, nl=False)
        return
    try:
        out.write_bytes(result)
    except OSError as error:
        raise OutputNotWritableError(out, error.strerror or str(error)) from error


def _read(page: Path) -> bytes:
    """The page's bytes, of which there must be some."""
    try:
        data = sys.stdin.buffer.read() if page == _STREAM else page.read_bytes()
    except FileNotFoundError:
        raise InputNotFoundError(page) from None
    except OSError as error:
        raise UnreadableTranscriptError(page, error.strerror or str(error), "Name the page's own file.") from error
    if not data:
        raise EmptyFileError(page)
    return data


def _is_same(page: Path, out: Path) -> bool:
    return _STREAM not in (page, out) and page.exists() and out.exists() and page.samefile(out)
