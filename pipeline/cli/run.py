"""The command ``byline run``."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import BylineError, InputError

if TYPE_CHECKING:
    from pipeline.config import Config
    from pipeline.progress import Reporter
    from pipeline.schema import Transcript


def run(
    audio: Annotated[list[Path], typer.Argument(metavar="AUDIO...", help="Recordings, in any format FFmpeg knows.")],
    show: Annotated[Path | None, typer.Option(help="Show file: program, host, regulars.")] = None,
    config: Annotated[Path | None, typer.Option(help="Configuration file; see configs/default.toml.")] = None,
    out: Annotated[Path, typer.Option(help="Folder for the results.")] = Path("out"),
    formats: Annotated[str, typer.Option("--format", help="Formats, divided by commas.")] = "json,txt",
    overwrite: Annotated[bool, typer.Option(help="Replace results that are there already.")] = False,
    engine: Annotated[str | None, typer.Option(help="auto, faster-whisper or openai-whisper.")] = None,
    model: Annotated[str | None, typer.Option(help="Whisper model: a name, or the path of a local one.")] = None,
    language: Annotated[str | None, typer.Option(help="Language spoken, such as en; detected without.")] = None,
    diarization: Annotated[str | None, typer.Option(help="pyannote pipeline: a name, or a local folder.")] = None,
    speakers: Annotated[int | None, typer.Option(help="Number of speakers, when it is known.")] = None,
    min_speakers: Annotated[int | None, typer.Option(help="At least so many speakers.")] = None,
    max_speakers: Annotated[int | None, typer.Option(help="At most so many speakers.")] = None,
    device: Annotated[str | None, typer.Option(help="auto, cpu or cuda.")] = None,
    models_dir: Annotated[Path | None, typer.Option(help="Where the models lie.")] = None,
    offline: Annotated[bool, typer.Option(help="Never fetch a model.")] = False,
    quiet: Annotated[bool, typer.Option(help="Say nothing but errors.")] = False,
    json_progress: Annotated[bool, typer.Option(help="Progress as JSON lines on the error stream.")] = False,
) -> int:
    """Transcribe recordings: one DIR/<stem>.<format> each.

    The paths of what was written go to the output stream, everything else to the error stream. A recording that
    fails is named and passed over; the exit code is then that of the first failure.
    """
    from pipeline.config import Config, load_config
    from pipeline.engines import Engines
    from pipeline.exporters import find_formats
    from pipeline.models import ModelStore, default_root
    from pipeline.outputs import Outputs
    from pipeline.show import Show, load_show

    wanted = find_formats(formats)
    settings = _override(
        load_config(config) if config else Config(),
        diarization={
            "pipeline": diarization,
            "speakers": speakers,
            "min_speakers": min_speakers,
            "max_speakers": max_speakers,
            "device": device,
        },
        recognition={"engine": engine, "model": model, "language": language, "device": device},
    )
    about = load_show(show) if show else Show()
    reporter = _reporter(quiet=quiet, json_progress=json_progress)
    store = ModelStore(models_dir or default_root(), offline=offline, reporter=reporter)
    engines = Engines(settings, store, reporter)
    outputs = Outputs(out, tuple(form.extension for form in wanted), overwrite)
    audio = list(dict.fromkeys(audio))  # the same file named twice is one recording
    outputs.prepare(audio)

    from pipeline.run import run_pipeline

    failures: list[BylineError] = []
    for path in audio:
        began = time.monotonic()
        try:
            outputs.check_free(path)
            reporter.recording(path.name)
            transcript = run_pipeline(path, engines, settings, about, reporter)
            written = outputs.write(path, {form.extension: form.export(transcript) for form in wanted})
        except BylineError as error:
            if len(audio) == 1:
                raise
            failures.append(error)
            named = str(error) if isinstance(error, InputError) else f"{path}: {error}"
            typer.echo(f"error: {named}", err=True)
            continue
        for result in written:
            typer.echo(result)
        if not quiet and not json_progress:
            typer.echo(_summary(transcript, time.monotonic() - began), err=True)
    if failures:
        typer.echo(f"{len(failures)} of {len(audio)} recordings failed", err=True)
    return failures[0].exit_code if failures else 0


def _override(config: Config, **stages: dict[str, object]) -> Config:
    """``config`` with the options of the command line, which win where they were given."""
    changed = {
        stage: dataclasses.replace(
            getattr(config, stage), **{key: value for key, value in options.items() if value is not None}
        )
        for stage, options in stages.items()
    }
    return dataclasses.replace(config, **changed)


def _reporter(*, quiet: bool, json_progress: bool) -> Reporter:
    from pipeline.progress import JsonReporter, SilentReporter, TerminalReporter

    if json_progress:
        return JsonReporter()
    return SilentReporter() if quiet else TerminalReporter()


def _summary(transcript: Transcript, seconds: float) -> str:
    """How long it took, and how many words each speaker spoke."""
    counts = dict.fromkeys((speaker.label for speaker in transcript.speakers), 0)
    for turn in transcript.turns:
        for paragraph in turn.paragraphs:
            for word in paragraph.words:
                if word.speaker is not None:
                    counts[word.speaker] += 1
    assert transcript.audio is not None  # noqa: S101 - a run always has a recording
    length = transcript.audio.duration_seconds
    lines = [f"{transcript.audio.name}: {length:.1f} s of sound in {seconds:.1f} s"]
    lines += [
        f"  {speaker.label:<16} {counts[speaker.label]:>6} words  {_who(speaker.name, speaker.role)}".rstrip()
        for speaker in transcript.speakers
    ]
    return "\n".join(lines)


def _who(name: str | None, role: str | None) -> str:
    if name is None:
        return "no proof of a name"
    return f"{name}, {role}" if role else name
