"""The command ``byline explain``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.stream import read_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.speakers.explaining import Line

_INDENT = 2
"""Columns a level."""
_STYLES = {"head": "bold", "title": "dim", "proof": "none", "remark": "none"}


def explain(
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="A transcript of any kind byline reads; - is the input.")
    ],
    speaker: Annotated[str | None, typer.Option(help="Label or name of the one speaker to explain.")] = None,
    kind: Annotated[str | None, typer.Option("--from", help="What IN is; found out without.")] = None,
) -> None:
    """Say why every speaker has the name that they have: what proves it, what spoke against it, who else it may be.

    Only byline's own documents hold that; a station page or another tool's transcript has little to tell.
    """
    from pipeline.reading import interpret
    from pipeline.speakers.corrections import find_speaker
    from pipeline.speakers.explaining import explain as explanation

    transcript = interpret(read_source(source), source, kind)
    lines = explanation(transcript, None if speaker is None else find_speaker(transcript, speaker))
    if sys.stdout.isatty():
        _print(lines)
    else:
        for line in lines:
            typer.echo(" " * _INDENT * line.depth + line.text)


def _print(lines: Sequence[Line]) -> None:
    """The lines as a terminal is wide; what goes on in the next line stands below its beginning."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False, emoji=False, markup=False)
    for i, line in enumerate(lines):
        if i and line.kind == "head":
            console.print()
        console.print(Padding(Text(line.text, style=_STYLES[line.kind]), (0, 0, 0, _INDENT * line.depth)))
