"""The command ``byline name``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.cast_options import (
    EpisodeOption,
    FeedOption,
    ItemOption,
    ShowOption,
    SpeakerOption,
)
from pipeline.cli.stream import STREAM, read_source, target_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.schema import Transcript


def name(
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="A transcript of any kind byline reads; - is the input.")
    ],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write; printed without.")] = None,
    show: ShowOption = None,
    episode: EpisodeOption = None,
    feed: FeedOption = None,
    item: ItemOption = None,
    speaker: SpeakerOption = None,
    kind: Annotated[str | None, typer.Option("--from", help="What IN is; found out without.")] = None,
    overwrite: Annotated[bool, typer.Option(help="Replace a file that is there already.")] = False,
) -> None:
    """Put names on the anonymous speakers of any transcript, and write it as byline's document (JSON).

    Only what is said and who is expected count; no sound is needed, and no times. Who has a name keeps it.
    """
    from pipeline.cast.sources import gather_cast
    from pipeline.outputs import check_free, write_files
    from pipeline.reading import interpret
    from pipeline.speakers.identify import identify

    target = target_of(out)
    if target is not None:
        check_free(target, overwrite=overwrite)
    before = interpret(read_source(source), source, kind)
    cast = gather_cast(show, episode, feed, item, speaker or (), _recording_of(before, source))
    after = identify(before, cast.roster)
    for line in _told(before, after):
        typer.echo(line, err=True)
    if target is None:
        typer.echo(after.to_json().encode("utf-8"), nl=False)
        return
    (written,) = write_files({target: after.to_json()})
    typer.echo(written)


def _recording_of(transcript: Transcript, source: Path) -> str:
    """The file name of the recording: a document knows it, else the transcript is called like it; "" for a stream."""
    if transcript.audio is not None:
        return transcript.audio.name
    return "" if source == STREAM else source.name


def _told(before: Transcript, after: Transcript) -> Iterator[str]:
    """What has become of each speaker, for the reader at the terminal."""
    from pipeline.exporters.people import name_and_role

    if not before.speakers:
        yield "note: nobody is told apart in it; byline export --speakers FILE.rttm lays who was heard when over it"
    for old, new in zip(before.speakers, after.speakers, strict=True):
        if new.name is None:
            yield f"{new.label} stays without a name"
        elif old.name == new.name:
            yield f"{new.label} is {name_and_role(new)}, as before"
        else:
            sure = "" if new.confidence is None else f" ({100 * new.confidence:.0f} % sure)"
            yield f"{old.label} is {name_and_role(new)}{sure}"
    for missing in after.not_heard:
        yield f"note: {missing} was expected and not heard"
