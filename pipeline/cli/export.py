"""The command ``byline export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.stream import STREAM, read_source, target_of
from pipeline.errors import InvalidValueError, OutputNotWritableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.exporters import Format


def export(
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="A transcript of any kind byline reads; - is the input.")
    ],
    to: Annotated[str, typer.Option("--to", help="Formats, divided by commas.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="File; for several formats, or docx, the folder or file to write."),
    ] = None,
    kind: Annotated[str | None, typer.Option("--from", help="What IN is; found out without.")] = None,
    speakers: Annotated[Path | None, typer.Option(help="RTTM file that says who was heard when.")] = None,
    overwrite: Annotated[bool, typer.Option(help="Replace files that are there already.")] = False,
) -> None:
    """Write a transcript in other formats: its own JSON, a station page, or another tool's output.

    One format goes to the output stream or the file named with -o; several go to the folder named with -o, one file
    IN.<ending> each. What a format cannot hold is told on the error stream.
    """
    from pipeline.exporters import find_formats
    from pipeline.outputs import check_free, write_files
    from pipeline.reading import interpret, read_bytes

    wanted = find_formats(to)
    place = target_of(out)
    if len(wanted) > 1 and place is None:
        raise InvalidValueError("--to", "several formats do not fit into one stream", "Name a folder with -o.")
    data = read_source(source)
    transcript = interpret(data, source, kind)
    if speakers is not None:
        from pipeline.importers import with_speakers

        transcript = with_speakers(transcript, interpret(read_bytes(speakers.expanduser()), speakers, "rttm"))
    contents = [form.export(transcript) for form in wanted]
    for form in wanted:
        if form.drops:
            typer.echo(f"note: {form.name} does not hold {form.drops}", err=True)
    if place is None:
        typer.echo(contents[0], nl=False)
        return
    targets = [place] if len(wanted) == 1 else _targets(place, source, wanted)
    for target in targets:
        check_free(target, overwrite=overwrite)
    for target in write_files(dict(zip(targets, contents, strict=True))):
        typer.echo(target)


def _targets(folder: Path, source: Path, wanted: Sequence[Format]) -> list[Path]:
    """The files for several formats, named after the input."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputNotWritableError(folder, error.strerror or str(error)) from error
    stem = "transcript" if source == STREAM else source.stem
    return [folder / f"{stem}.{form.extension}" for form in wanted]
