"""What ``byline voices enroll`` does: each person's voice learnt, added to what is known, and stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline import audio as sound
from pipeline.errors import (
    BylineError,
    EmptyFileError,
    InvalidValueError,
    UnreadableTranscriptError,
    VoiceOfOtherModelError,
    VoiceUnknownError,
)
from pipeline.importers import detect
from pipeline.naming.voiceprints import Voice, is_made_by, same_name
from pipeline.reading import parse_document, read_bytes
from pipeline.speakers.corrections import find_speaker
from pipeline.voices.enrolment import (
    add_clip,
    described,
    join,
    learn_from_clip,
    learn_from_transcript,
    resembling,
    rests_on_the_voice,
)
from pipeline.voices.storage import check_name, read_voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.engines import Engines
    from pipeline.progress import Reporter
    from pipeline.schema import Transcript
    from pipeline.timeline import ModelIdentity
    from pipeline.voices.enrolment import Learnt
    from pipeline.voices.storage import VoiceFolder


@dataclass(frozen=True)
class Desk:
    """Where voices are enrolled: the folder, and how the user wants it done."""

    folder: VoiceFolder
    reporter: Reporter
    role: str | None
    aliases: tuple[str, ...]
    new: bool
    anyway: bool

    def each(self, steps: Iterable[Callable[[], None]]) -> int:
        """Take the steps one after the other, past those that fail; the exit code is that of the first failure."""
        failures = []
        for step in steps:
            try:
                step()
            except BylineError as error:
                failures.append(error)
                self.reporter.failure(str(error))
        return failures[0].exit_code if failures else 0

    def of_clip(self, name: str, clip: Path, engines: Engines) -> None:
        """Learn from a clip."""
        voice = self._known(name)
        self.reporter.recording(clip.name)
        learnt = learn_from_clip(clip.expanduser(), engines, self.reporter)
        self._add(voice, name, None, learnt, engines.voice_encoder.model)

    def of_transcript(
        self, path: Path, audio: Path | None, label: str | None, name: str | None, engines: Engines
    ) -> list[Callable[[], None]]:
        """A step for each speaker of a transcript who is to be learnt."""
        document = _document(path)
        chosen = self._chosen(document, label, name)
        recording = audio.expanduser() if audio else _recording_of(path.expanduser(), document)
        with self.reporter.stage("decode") as advance:
            waveform = sound.load(recording, advance)
        if document.audio is None or waveform.sha256 != document.audio.sha256:
            raise InvalidValueError("--audio", f"{recording} is not the recording that {path} was made from")

        def learn(speaker: str, person: str, role: str | None) -> None:
            voice = self._known(person)
            encoder = engines.voice_encoder
            learnt = learn_from_transcript(path, document, speaker, waveform, encoder)
            self._add(voice, person, role, learnt, encoder.model)

        return [lambda who=who: learn(*who) for who in chosen]  # type: ignore[misc]

    def take_over(self, path: Path, name: str | None) -> None:
        """Take over an exported voice, under its own name or another."""
        given = read_voice(path.expanduser(), "Export it again where the voice is enrolled: byline voices export.")
        known = self._known(name or given.name)
        if known is None:
            voice = replace(given, id=self.folder.new_id(name or given.name), name=name or given.name)
        elif is_made_by(known, given.model):
            voice = join(known, given.clips, anyway=self.anyway)
        else:
            raise VoiceOfOtherModelError(known.name, described(known.model), described(given.model))
        self._store(voice)

    def _known(self, name: str) -> Voice | None:
        """The voice that is to be added to; None for a person who is new."""
        check_name(name)
        if self.new:
            return None
        try:
            return self.folder.find(name)
        except VoiceUnknownError:
            return None

    def _add(self, voice: Voice | None, name: str, role: str | None, learnt: Learnt, model: ModelIdentity) -> None:
        """Store what was learnt: a voice more, or more of one."""
        for notice in learnt.notices:
            self.reporter.notice(notice)
        if voice is None:
            name = check_name(name)
            voice = Voice(self.folder.new_id(name), name, role, (), model, (learnt.clip,))
        else:
            voice = add_clip(voice, learnt.clip, model, anyway=self.anyway)
        self._store(voice)

    def _store(self, voice: Voice) -> None:

        aliases = tuple(dict.fromkeys((*voice.aliases, *self.aliases)))
        voice = replace(voice, role=self.role or voice.role, aliases=aliases)
        path = self.folder.write(voice)
        for other, similarity in resembling(voice, self.folder.read()[0]):
            self.reporter.notice(
                f"{voice.name} and {other.name} ({other.id}) sound alike (similarity {similarity:.2f}): neither may be "
                "recognised while both are enrolled"
            )
        typer.echo(f"{voice.name}\t{voice.seconds:.1f}\t{path}")

    def _chosen(self, document: Transcript, label: str | None, name: str | None) -> list[tuple[str, str, str | None]]:
        """Label, name and role of the speakers of a transcript who are to be learnt."""
        if label is not None:
            speaker = find_speaker(document, label)
            person = name or speaker.name
            if person is None:
                raise InvalidValueError(
                    "--speaker", f"{label} has no name", f'enroll "FULL NAME" --speaker {label} ...'
                )
            return [(speaker.label, person, speaker.role)]
        named = [(speaker, speaker.name) for speaker in document.speakers if speaker.name is not None]
        if name is not None:
            named = [(speaker, known) for speaker, known in named if same_name(known) == same_name(name)]
        if not named:
            raise InvalidValueError("--from", f"it names no {name or 'speaker'}", "Say who it is: --speaker LABEL.")
        for speaker, known in named:
            if rests_on_the_voice(speaker):
                self.reporter.notice(
                    f"{known} was recognised by the voice alone and is passed over: it would only confirm itself. "
                    f"If you have checked it: --speaker {speaker.label}"
                )
        return [(speaker.label, known, speaker.role) for speaker, known in named if not rests_on_the_voice(speaker)]


def _document(path: Path) -> Transcript:
    """The byline document at ``path``: nothing else knows which recording it was made from."""
    place = path.expanduser()
    data = read_bytes(place)
    if not data:
        raise EmptyFileError(path)
    if (kind := detect(data, place)) != "json":
        raise UnreadableTranscriptError(
            path,
            f"it is {kind}, and only byline's own document (JSON) knows its recording",
            "Transcribe the recording with byline run, correct the names, and learn from that.",
        )
    return parse_document(data, path)


def _recording_of(path: Path, document: Transcript) -> Path:
    """The recording that lies beside a transcript."""
    if document.audio is None:
        raise InvalidValueError("--from", f"{path} was made from no recording", "Transcribe the recording itself.")
    beside = path.parent / Path(document.audio.name).name
    if not beside.is_file():
        raise InvalidValueError("--from", f"{beside} is not there", "Say where the recording is: --audio FILE.")
    return beside
