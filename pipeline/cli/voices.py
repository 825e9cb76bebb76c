"""The commands ``byline voices ...``: whose voices are known, to be recognised although nobody says their names.

Nothing here prints or sends an embedding; ``export`` alone copies one, to the file that the user names.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.stream import target_of
from pipeline.errors import InputError, InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.engines import Engines
    from pipeline.errors import BylineError
    from pipeline.naming.voiceprints import Clip, Voice
    from pipeline.progress import Reporter
    from pipeline.voices.storage import VoiceFolder

app = typer.Typer(
    help="Enrolled voices: enroll, list, show, forget, export. They never leave this machine.", no_args_is_help=True
)

VoicesDir = Annotated[
    Path | None,
    typer.Option(help="Folder of the voices. Default: BYLINE_VOICES_DIR, else the user's data folder."),
]
Name = Annotated[str, typer.Argument(show_default=False, help="The person's name, an alias, or the id in the list.")]


def folder_of(voices_dir: Path | None) -> VoiceFolder:
    """The folder that was asked for, or the user's own."""
    from pipeline.voices.storage import VoiceFolder, default_voices_root

    return VoiceFolder(voices_dir.expanduser() if voices_dir else default_voices_root())


@app.command()
def enroll(
    name: Annotated[str | None, typer.Argument(show_default=False, help="The person's full name.")] = None,
    clips: Annotated[
        list[Path] | None, typer.Argument(metavar="[CLIPS]...", help="Recordings in which this person alone speaks.")
    ] = None,
    transcript: Annotated[
        Path | None, typer.Option("--from", help="Learn from the turns of this byline transcript, once corrected.")
    ] = None,
    audio: Annotated[
        Path | None, typer.Option(help="The transcript's recording. Default: the file of its name beside it.")
    ] = None,
    speaker: Annotated[str | None, typer.Option(help="With --from: this label alone, not all named speakers.")] = None,
    exported: Annotated[
        Path | None, typer.Option("--voice", help="Take over a voice that byline voices export wrote.")
    ] = None,
    role: Annotated[str | None, typer.Option(help="The person's part, such as host.")] = None,
    alias: Annotated[list[str] | None, typer.Option(help="Another spelling of the name; may be repeated.")] = None,
    new: Annotated[bool, typer.Option("--new", help="Another person of a name that is enrolled already.")] = False,
    anyway: Annotated[
        bool,
        typer.Option("--anyway", help="Add to a voice what does not sound like it, say from a telephone."),
    ] = False,
    voices_dir: VoicesDir = None,
    models_dir: Annotated[Path | None, typer.Option(help="Where the models lie.")] = None,
    offline: Annotated[bool, typer.Option(help="Never fetch a model.")] = False,
) -> int:
    """Learn voices: of NAME from CLIPS, of the named speakers of a transcript, or from an exported file.

    Enrolling a person again adds to the voice. Prints a line a voice: name, seconds of speech in all, file. What
    cannot be learnt from is named and passed over; the exit code is then that of the first failure.
    """
    from pipeline.cli.enrolling import Desk
    from pipeline.progress import TerminalReporter

    if sum((bool(clips), transcript is not None, exported is not None)) != 1:
        raise InvalidValueError(
            "enroll", "say what to learn from", "Give NAME and CLIPS, or --from TRANSCRIPT, or --voice FILE."
        )
    if transcript is None and (audio or speaker):
        raise InvalidValueError("--audio, --speaker", "they belong to --from")
    if new and len(clips or ()) > 1:
        raise InvalidValueError("--new", "the first clip makes a person", "Add the others to the id that it is given.")
    _require(clips or ())
    reporter = TerminalReporter()
    desk = Desk(folder_of(voices_dir), reporter, role, tuple(alias or ()), new=new, anyway=anyway)
    if exported is not None:
        return desk.each([lambda: desk.take_over(exported, name)])
    engines = _engines(models_dir, reporter, offline=offline)
    if transcript is not None:
        return desk.each(desk.of_transcript(transcript, audio, speaker, name, engines))
    assert name is not None  # noqa: S101 - clips come after it on the command line
    return desk.each([lambda clip=clip: desk.of_clip(name, clip, engines) for clip in clips or ()])  # type: ignore[misc]


@app.command("list")
def list_voices(voices_dir: VoicesDir = None) -> int:
    """List whose voices are enrolled: id, name, role, seconds of speech, recordings, quality."""
    voices, damaged = folder_of(voices_dir).read()
    for voice in voices:
        columns = (voice.id, voice.name, voice.role or "-", f"{voice.seconds:.1f}", len(voice.clips))
        typer.echo("\t".join(map(str, (*columns, _quality(voice.quality)))))
    return _told(damaged)


@app.command()
def show(name: Name, voices_dir: VoicesDir = None) -> None:
    """Show what is stored of a person, and which recordings gave what to it."""
    voice = folder_of(voices_dir).find(name)
    facts = {
        "id": voice.id,
        "name": voice.name,
        "role": voice.role,
        "aliases": ", ".join(voice.aliases),
        "model": f"{voice.model.name} {voice.model.sha256}",
        "speech": f"{voice.seconds:.1f} s",
        "quality": _quality(voice.quality),
    }
    for key, value in facts.items():
        typer.echo(f"{key}\t{value or '-'}")
    for clip in voice.clips:
        rest = voice.without(clip.audio_sha256)
        columns = ["clip", clip.origin, f"{clip.seconds:.1f} s", f"quality {_quality(clip.quality)}", clip.date]
        if rest:
            columns.append(f"like the others {_likeness(voice, rest, clip):.2f}")
        typer.echo("\t".join(columns))


@app.command()
def forget(name: Name, voices_dir: VoicesDir = None) -> None:
    """Remove a person's voice wholly, without asking. Prints the file that was removed."""
    for path in folder_of(voices_dir).forget(name):
        typer.echo(f"forgotten\t{path}")
    typer.echo(
        "note: copies that you exported or backed up are yours to remove; transcripts hold names, and never voices",
        err=True,
    )


@app.command()
def export(
    name: Name,
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write.")],
    overwrite: Annotated[bool, typer.Option(help="Replace a file that is there already.")] = False,
    voices_dir: VoicesDir = None,
) -> None:
    """Copy a person's voice to a file, for a machine of your own: byline voices enroll --voice FILE takes it over."""
    from pipeline.errors import OutputNotWritableError
    from pipeline.outputs import check_free
    from pipeline.voices.storage import voice_text, write_privately

    voice = folder_of(voices_dir).find(name)
    target = target_of(out)
    if target is None:
        raise InvalidValueError("--out", "a voice is not printed", "Name the file to write.")
    check_free(target, overwrite=overwrite)
    try:
        write_privately(target, voice_text(voice))
    except OSError as error:
        raise OutputNotWritableError(target.parent, error.strerror or str(error)) from error
    typer.echo(target)
    typer.echo(
        f"note: this file can recognise {voice.name}: it is personal data. Keep it as you would a key, give it to "
        "nobody, and remove it when it has served",
        err=True,
    )


def _require(clips: Iterable[Path]) -> None:
    """Refuse a command line on which a clip is not there, before anything is learnt.

    Of a name of two words without quotes the second is such a clip, and the real ones would be learnt under the first.
    """
    for clip in clips:
        if not clip.expanduser().exists():
            remedy = 'Nothing was learnt. A name of several words stands in quotes: enroll "Ayesha Rascoe" clip.wav'
            raise InputError(clip, f"no such file: {clip}", remedy)


def _engines(models_dir: Path | None, reporter: Reporter, *, offline: bool) -> Engines:
    from pipeline.config import Config
    from pipeline.engines import Engines
    from pipeline.models import ModelStore, default_root

    root = models_dir.expanduser() if models_dir else default_root()
    return Engines(Config(), ModelStore(root, offline=offline, reporter=reporter), reporter)


def _likeness(voice: Voice, rest: tuple[Clip, ...], clip: Clip) -> float:
    from pipeline.voice_groups import cosine

    return cosine(replace(voice, clips=rest).embedding, clip.embedding)


def _quality(quality: float | None) -> str:
    return "-" if quality is None else f"{quality:.2f}"


def _told(damaged: Iterable[BylineError]) -> int:
    """Name the damaged files on the error stream; the exit code for them."""
    errors = list(damaged)
    for error in errors:
        typer.echo(f"error: {error}", err=True)
    return errors[0].exit_code if errors else 0
