"""The command ``byline rename``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.stream import STREAM, read_source, target_of
from pipeline.errors import EmptyFileError, InvalidValueError, NotADocumentError

if TYPE_CHECKING:
    from pipeline.schema import Speaker, Transcript


def rename(
    source: Annotated[Path, typer.Argument(metavar="IN", help="byline's own document (JSON); - is the input.")],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SPEAKER=NAME]...", help='SPEAKER_2="Linda Brandt, guest"')
    ] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back the last correction, or the last one of each SPEAKER.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write instead of IN.")] = None,
    overwrite: Annotated[bool, typer.Option(help="Replace a file that is there already.")] = False,
) -> None:
    """Correct who a speaker is, in the document itself, so that everything exported from it says so.

    SPEAKER is a label, a former label or a name. Write SPEAKER_2="Linda Brandt", SPEAKER_2="Linda Brandt, guest",
    SPEAKER_2="BRANDT=Linda Brandt, guest", or SPEAKER_2= to take a wrong name away. Several at once may change places.
    What was there before is kept in the document: --undo brings it back.
    """
    from pipeline.outputs import check_free, write_files
    from pipeline.speakers.corrections import parse_correction
    from pipeline.speakers.renaming import rename as renamed
    from pipeline.speakers.renaming import undo as undone

    given = names or []
    if undo and (wrong := next((text for text in given if "=" in text), None)) is not None:
        raise InvalidValueError(repr(wrong), "with --undo only speakers are named", "Leave out = and what follows it.")
    if not undo and not given:
        raise InvalidValueError("rename", "nobody is named", 'Add SPEAKER_2="Linda Brandt", or --undo.')
    corrections = [] if undo else [parse_correction(text) for text in given]
    target = _target(source, out)
    if out is not None and target is not None:
        check_free(target, overwrite=overwrite)
    before = _document(source)
    after = undone(before, given) if undo else renamed(before, corrections)
    for old, new in zip(before.speakers, after.speakers, strict=True):
        if len(old.previous) != len(new.previous):  # what others are told by may have new labels
            typer.echo(f"{old.label} is {_described(new)}", err=True)
    if target is None:
        typer.echo(after.to_json().encode("utf-8"), nl=False)
        return
    (written,) = write_files({target: after.to_json()})
    typer.echo(written)


def _target(source: Path, out: Path | None) -> Path | None:
    """Where the document goes: back where it came from, through links; None is the output stream."""
    if out is not None:
        return target_of(out)
    return None if source == STREAM else source.expanduser().resolve()


def _document(source: Path) -> Transcript:
    """The document at ``source``; whatever else byline reads has no place for corrections."""
    from pipeline.importers import detect
    from pipeline.reading import parse_document

    data = read_source(source)
    if not data:
        raise EmptyFileError(source)
    if (kind := detect(data, source)) != "json":
        raise NotADocumentError(source, kind)
    return parse_document(data, source)


def _described(speaker: Speaker) -> str:
    from pipeline.exporters.people import name_and_role

    return f"{speaker.label} now, " + ("without a name" if speaker.name is None else name_and_role(speaker))
