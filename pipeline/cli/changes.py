"""The command ``byline changes``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.stream import read_source


def changes(
    source: Annotated[Path, typer.Argument(metavar="IN", help="A document of byline's; - is the input.")],
    kind: Annotated[str | None, typer.Option("--from", help="What IN is; found out without.")] = None,
) -> None:
    """List what readers get otherwise than it was said: when, by which rule, before and after, and why.

    After these come the repairs of recognition: what was decoded again, dropped, or could not be made out.
    """
    from pipeline.changes import changes as lines
    from pipeline.reading import interpret

    for line in lines(interpret(read_source(source), source, kind)):
        typer.echo(line)
