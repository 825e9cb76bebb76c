"""The commands ``byline models ...``: what weights there are, which of them are here, and are they still whole."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.errors import ModelError, ModelMissingError
from pipeline.models import CATALOGUE, DEFAULT_MODELS, ModelStore, default_root
from pipeline.progress import TerminalReporter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.models.model import Model

app = typer.Typer(help="The weights that engines use: list, fetch, verify.", no_args_is_help=True)

ModelsDir = Annotated[
    Path | None,
    typer.Option(help="Folder of the models. Default: BYLINE_MODELS_DIR, else the user's cache folder."),
]
Names = Annotated[list[str] | None, typer.Argument(metavar="[NAMES]...", show_default=False)]


def _store(folder: Path | None) -> ModelStore:
    return ModelStore(folder.expanduser() if folder else default_root(), reporter=TerminalReporter())


@app.command("list")
def list_models(
    models_dir: ModelsDir = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """List the models byline knows, and which of them are stored here."""
    store = _store(models_dir)
    rows = [_row(store, model) for model in CATALOGUE.values()]
    if as_json:
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    elif sys.stdout.isatty():
        _print_table(rows, store.root)
    else:
        for row in rows:
            columns = (row["name"], row["kind"], row["size"], row["licence"], "stored" if row["stored"] else "-")
            typer.echo("\t".join(str(column) for column in columns))


@app.command()
def fetch(
    names: Names = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="Take the files from this folder; no connection is used.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Fetch again what is stored already.")] = False,
    models_dir: ModelsDir = None,
) -> None:
    """Fetch models into the store. Without names: what a run without options needs."""
    store = _store(models_dir)
    for name in [store.model(name).name for name in names or DEFAULT_MODELS]:
        folder = store.fetch(name, source=source, force=force)
        typer.echo(f"{name}\t{folder}")


@app.command()
def verify(names: Names = None, models_dir: ModelsDir = None) -> None:
    """Hash the stored models again and tell which are damaged. Without names: all that are stored."""
    store = _store(models_dir)
    chosen = names or [name for name in CATALOGUE if (store.root / name).is_dir()]
    damaged: list[tuple[str, ModelError]] = []
    for name in [store.model(name).name for name in chosen]:
        try:
            store.verify(name)
            typer.echo(f"{name}\tok")
        except ModelError as error:
            typer.echo(f"{name}\t{'missing' if isinstance(error, ModelMissingError) else 'damaged'}")
            damaged.append((name, error))
    _raise_all(damaged, len(chosen))


@app.command()
def path(name: Annotated[str, typer.Argument(show_default=False)], models_dir: ModelsDir = None) -> None:
    """Print the folder of a stored model; fetches nothing."""
    store = _store(models_dir)
    model = store.model(name)
    if store.stored(model.name) is None:
        raise ModelMissingError(model.name, store.root, "this command does not fetch")
    typer.echo(store.root / model.name)


def _row(store: ModelStore, model: Model) -> dict[str, Any]:
    """A model as ``list`` shows it; the size is in bytes."""
    manifest = store.stored(model.name)
    return {
        "name": model.name,
        "aliases": list(model.aliases),
        "kind": model.kind,
        "about": model.about,
        "size": manifest.size if manifest else model.size,
        "licence": model.licence,
        "origin": model.origin,
        "stored": manifest is not None,
        "path": str(store.root / model.name) if manifest else None,
    }


def _print_table(rows: Sequence[dict[str, Any]], root: Path) -> None:
    """The rows for a reader at a terminal."""
    from rich.console import Console
    from rich.table import Table

    table = Table("name", "what it is", "size", "licence", "stored", box=None, pad_edge=False)
    table.columns[2].justify = "right"
    for row in rows:
        size = f"{row['size'] / 1e6:,.0f} MB"
        table.add_row(row["name"], row["about"], size, row["licence"], "yes" if row["stored"] else "")
    console = Console()
    console.print(table)
    console.print(f"\nin {root}", highlight=False, soft_wrap=True, markup=False)


def _raise_all(damaged: Sequence[tuple[str, ModelError]], total: int) -> None:
    """End with one error that tells of every model that is not whole."""
    if not damaged:
        return
    if len(damaged) == 1:
        raise damaged[0][1]
    listed = "".join(f"\n  - {error.message}" for _, error in damaged)
    names = " ".join(name for name, _ in damaged)
    raise ModelError(
        f"{len(damaged)} of {total} models are not whole:{listed}",
        f"Fetch them again: byline models fetch --force {names}",
    )
