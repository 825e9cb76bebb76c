"""The command ``byline run``."""

from __future__ import annotations

import dataclasses
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.cast_options import EpisodeOption, FeedOption, ItemOption, ShowOption, SpeakerOption
from pipeline.cli.voices import folder_of
from pipeline.errors import (
    BylineError,
    ConfigError,
    EngineUnavailableError,
    InvalidValueError,
    ModelError,
    OutputNotWritableError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.config import Config
    from pipeline.progress import Reporter
    from pipeline.schema import Transcript
    from pipeline.trace import Trace


def run(
    audio: Annotated[list[Path], typer.Argument(metavar="AUDIO...", help="Recordings, in any format FFmpeg knows.")],
    show: ShowOption = None,
    episode: EpisodeOption = None,
    feed: FeedOption = None,
    item: ItemOption = None,
    speaker: SpeakerOption = None,
    config: Annotated[Path | None, typer.Option(help="Configuration file; see configs/default.toml.")] = None,
    out: Annotated[Path, typer.Option(help="Folder for the results.")] = Path("out"),
    formats: Annotated[str, typer.Option("--format", help="Formats, divided by commas.")] = "json,txt",
    overwrite: Annotated[bool, typer.Option(help="Replace results that are there already.")] = False,
    engine: Annotated[str | None, typer.Option(help="auto, faster-whisper or openai-whisper.")] = None,
    model: Annotated[str | None, typer.Option(help="Whisper model: a name, or the path of a local one.")] = None,
    language: Annotated[str | None, typer.Option(help="Language spoken, such as en; detected without.")] = None,
    diarization: Annotated[str | None, typer.Option(help="pyannote pipeline: a name, or a local folder.")] = None,
    style: Annotated[str | None, typer.Option(help="House style: npr, ap, clean, verbatim, or a TOML file.")] = None,
    speakers: Annotated[int | None, typer.Option(help="Number of speakers, when it is known.")] = None,
    min_speakers: Annotated[int | None, typer.Option(help="At least so many speakers.")] = None,
    max_speakers: Annotated[int | None, typer.Option(help="At most so many speakers.")] = None,
    device: Annotated[str | None, typer.Option(help="auto, cpu or cuda.")] = None,
    threads: Annotated[int | None, typer.Option(help="Cores that work at a time; all without.")] = None,
    memory: Annotated[str | None, typer.Option(help="Memory to stay within, such as 2G.")] = None,
    models_dir: Annotated[Path | None, typer.Option(help="Where the models lie.")] = None,
    voices_dir: Annotated[Path | None, typer.Option(help="Where the enrolled voices lie.")] = None,
    no_voices: Annotated[bool, typer.Option("--no-voices", help="Leave the enrolled voices aside.")] = False,
    offline: Annotated[bool, typer.Option(help="Never fetch a model.")] = False,
    timings: Annotated[bool, typer.Option("--timings", help="Print how long each stage took.")] = False,
    profile: Annotated[Path | None, typer.Option(help="Write the stages as a trace for Chrome to this file.")] = None,
    quiet: Annotated[bool, typer.Option(help="Say nothing but errors.")] = False,
    json_progress: Annotated[bool, typer.Option(help="Progress as JSON lines on the error stream.")] = False,
) -> int:
    """Transcribe recordings: one DIR/<stem>.<format> each.

    The paths of what was written go to the output stream, everything else to the error stream. A recording that
    fails is named and passed over; the exit code is then that of the first failure.
    """
    from pipeline.cast.sources import load_sources
    from pipeline.config import Config, load_config
    from pipeline.engines import Engines
    from pipeline.exporters import find_formats
    from pipeline.house_style import find_rules
    from pipeline.machine import over_budget
    from pipeline.memory import keep_memory
    from pipeline.models import ModelStore, default_root
    from pipeline.outputs import Outputs, check_free
    from pipeline.trace import Trace

    keep_memory()
    reporter = Trace(_reporter(quiet=quiet, json_progress=json_progress))
    try:
        wanted = find_formats(formats)
        counts = {"speakers": speakers, "min_speakers": min_speakers, "max_speakers": max_speakers}
        settings = _override(
            load_config(config.expanduser()) if config else Config(),
            diarization={"pipeline": diarization, "device": device, **counts},
            recognition={"engine": engine, "model": model, "language": language, "device": device},
            text={"style": style},
            machine={"threads": threads, "memory": memory},
        )
        find_rules(settings.text)  # a style that does not exist is known before the long part
        root = models_dir.expanduser() if models_dir else default_root()
        engines = Engines(settings, ModelStore(root, offline=offline, reporter=reporter), reporter)
        if voices_dir is not None and not voices_dir.expanduser().is_dir():
            raise InvalidValueError(
                "--voices-dir", f"there is no folder {voices_dir}", "byline voices enroll makes one."
            )
        known, damaged = ((), ()) if no_voices else folder_of(voices_dir).read()
        outputs = Outputs(out.expanduser(), tuple(form.extension for form in wanted), overwrite)
        recordings = list(dict.fromkeys(audio))  # the same file named twice is one recording
        expected = load_sources(show, episode, feed, item, speaker or (), len(recordings))
        outputs.prepare(recordings)
        if profile is not None:
            profile = profile.expanduser()
            _check_profile(profile, [*recordings, *(t for path in recordings for t in outputs.targets(path).values())])
            check_free(profile, overwrite=overwrite)
    except BylineError as error:
        reporter.failure(str(error))
        return error.exit_code

    from pipeline.run import run_pipeline

    for fault in damaged:
        reporter.notice(f"{fault.message}; it is left aside")
    # a transcript is published: it does not say whose voices were enrolled
    notices = (f"enrolled voices left aside because their files cannot be read: {len(damaged)}",) if damaged else ()

    def transcribe(path: Path) -> None:
        began = time.monotonic()
        outputs.check_free(path)
        reporter.recording(path.name)
        cast = expected.cast(path)
        try:
            transcript = run_pipeline(path, engines, settings, cast, reporter, known, notices)
        except BylineError:
            for notice in engines.take_notices():  # there is no transcript that could say so
                reporter.notice(notice)
            raise
        with reporter.stage("write"):
            written = outputs.write(path, {form.extension: form.export(transcript) for form in wanted})
        for result in written:
            typer.echo(result)
        if not quiet and not json_progress:
            typer.echo(_summary(transcript, time.monotonic() - began), err=True)
        if timings and not json_progress:  # whose lines say how long each stage took
            assert transcript.audio is not None  # noqa: S101 - a run always has a recording
            typer.echo(reporter.table(path.name, transcript.audio.duration_seconds), err=True)

    if profile is None:
        code = _each(recordings, transcribe, reporter)
    else:
        reporter.watch_memory()
        with _profiled(profile, reporter):
            code = _each(recordings, transcribe, reporter)
    if notice := over_budget(settings.machine):
        reporter.notice(notice)
    return code


def _check_profile(profile: Path, others: Sequence[Path]) -> None:
    """Refuse a place for the profile that is a recording's, or a result's."""
    for other in others:
        # without case: to macOS and Windows "A.json" and "a.json" are one file
        if str(profile.resolve()).casefold() == str(other.resolve()).casefold():
            raise InvalidValueError("--profile", f"{profile} is what the run reads or writes besides")


@contextmanager
def _profiled(path: Path, trace: Trace) -> Iterator[None]:
    """Write the profile when the work has ended, failed or was interrupted: that is what one wants to look into."""
    from pipeline.outputs import write_files

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputNotWritableError(path.parent, error.strerror or str(error)) from error
    try:
        yield
    finally:
        trace.close()
        written = trace.chrome()
        try:
            write_files({path: written})
        except BylineError as error:
            trace.failure(str(error))  # and what the run itself came to stands


_HITS_ALL = (ModelError, ConfigError, EngineUnavailableError)
"""Failures that the next recording would meet as well: a batch ends with them."""


def _each(recordings: Sequence[Path], transcribe: Callable[[Path], None], reporter: Reporter) -> int:
    """Transcribe one after the other, past those that fail; the exit code is that of the first failure."""
    codes: list[int] = []  # not the failures: they hold on to the sound that they were about
    for path in recordings:
        try:
            transcribe(path)
        except BylineError as error:
            codes.append(error.exit_code)
            reporter.failure(str(error) if str(path) in error.message else f"{path}: {error}")
            if isinstance(error, _HITS_ALL):
                break
    if codes and len(recordings) > 1:
        reporter.failure(f"{len(codes)} of {len(recordings)} recordings failed")
    return codes[0] if codes else 0


def _override(
    config: Config,
    diarization: dict[str, Any],
    recognition: dict[str, Any],
    text: dict[str, Any],
    machine: dict[str, Any],
) -> Config:
    """``config`` with the options of the command line, which win where they were given.

    The three numbers of speakers are one thing to say: one of them on the command line replaces all of a file's.
    """
    counts = ("speakers", "min_speakers", "max_speakers")
    counted = any(diarization[name] is not None for name in counts)
    heard = {key: value for key, value in diarization.items() if value is not None or (counted and key in counts)}
    return dataclasses.replace(
        config,
        diarization=dataclasses.replace(config.diarization, **heard),
        recognition=dataclasses.replace(config.recognition, **_given(recognition)),
        text=dataclasses.replace(config.text, **_given(text)),
        machine=dataclasses.replace(config.machine, **_given(machine)),
    )


def _given(options: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in options.items() if value is not None}


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
