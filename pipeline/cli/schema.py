"""The command ``byline schema``."""

from __future__ import annotations

from typing import Annotated

import typer


def schema(
    document: Annotated[str, typer.Argument(help="transcript, or validation: the report.")] = "transcript",
    typescript: Annotated[bool, typer.Option("--typescript", help="TypeScript types instead.")] = False,
) -> None:
    """Print the JSON Schema (2020-12) of the transcript, or of a validation's report."""
    from pipeline.contract import json_schema_text
    from pipeline.contract import typescript as typescript_text

    typer.echo(typescript_text(document) if typescript else json_schema_text(document), nl=False)
