"""The command ``byline parse``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.stream import read_source, target_of
from pipeline.errors import EmptyFileError


def parse(
    page: Annotated[Path, typer.Argument(metavar="PAGE", help="A station's transcript page as text; - is the input.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write; printed without.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of the page; found out without.")] = None,
    overwrite: Annotated[bool, typer.Option(help="Replace a file that is there already.")] = False,
) -> None:
    """Read a station's transcript page into a transcript (JSON).

    The page's layout is kept in it, so that the page can be written back byte for byte.
    """
    from pipeline.outputs import check_free, write_files
    from pipeline.pages import parse_page

    data = read_source(page)
    if not data:
        raise EmptyFileError(page)
    result = parse_page(data, encoding).to_json()
    target = target_of(out)
    if target is None:
        typer.echo(result.encode("utf-8"), nl=False)
        return
    check_free(target, overwrite=overwrite)
    (written,) = write_files({target: result})
    typer.echo(written)
