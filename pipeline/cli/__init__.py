"""The command line: parse arguments, call, report. One module a command."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline._version import __version__
from pipeline.cli import models, voices
from pipeline.cli.changes import changes
from pipeline.cli.explain import explain
from pipeline.cli.export import export
from pipeline.cli.name import name
from pipeline.cli.parse import parse
from pipeline.cli.rename import rename
from pipeline.cli.run import run
from pipeline.cli.schema import schema
from pipeline.cli.validate import validate

app = typer.Typer(
    name="byline",
    help="Radio and podcast audio to a structured transcript in which every turn carries a real name.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(run)
app.command()(parse)
app.command()(export)
app.command()(name)
app.command()(explain)
app.command()(changes)
app.command()(rename)
app.command()(validate)
app.command()(schema)
app.add_typer(models.app, name="models")
app.add_typer(voices.app, name="voices")


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"byline {__version__}")
        raise typer.Exit


@app.callback()
def _byline(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""
