"""The folder of enrolled voices: one JSON file a person, readable by its owner alone.

A voice is data about a person's body. It lies in this folder and in what the user exports, and nowhere else: no
transcript, log or cache holds an embedding, and nothing here reaches a network.
"""

from __future__ import annotations

import contextlib
import glob
import json
import os
import re
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import (
    InvalidValueError,
    OutputNotWritableError,
    VoiceAmbiguousError,
    VoiceUnknownError,
    VoiceUnreadableError,
)
from pipeline.naming.voiceprints import Clip, Voice, same_name
from pipeline.timeline import ModelIdentity

VOICES_DIR_VARIABLE = "BYLINE_VOICES_DIR"
FORMAT_VERSION = 1
_LONGEST_ID = 120
"""Bytes of a file's name, its ending left out: file systems take 255."""
_LONGEST_NAME = 200
_MOST_BYTES = 50_000_000
"""A voice of a hundred clips has half a megabyte: what is far beyond is no voice, and is not read into memory."""
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{i}" for port in ("com", "lpt") for i in range(10))}
"""Names that Windows gives to devices, whatever their ending."""


def default_voices_root() -> Path:
    """Where voices lie unless told otherwise: ``BYLINE_VOICES_DIR``, else the user's data folder."""
    chosen = os.environ.get(VOICES_DIR_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_data_path("byline") / "voices"


def check_name(name: str) -> str:
    """A person's name as it is stored: one line, blanks in order, characters in their composed form."""
    cleaned = " ".join(unicodedata.normalize("NFC", name).split())
    if not any(character.isalpha() for character in cleaned):
        raise InvalidValueError("name", f"{name!r} has no letter in it", "Give the person's name.")
    if len(cleaned) > _LONGEST_NAME or any(unicodedata.category(character) in {"Cc", "Cs"} for character in cleaned):
        raise InvalidValueError("name", f"{name!r} is no name that could be printed")
    return cleaned


@dataclass(frozen=True, slots=True)
class VoiceFolder:
    """The voices below ``root``, which need not exist yet."""

    root: Path

    def read(self) -> tuple[tuple[Voice, ...], tuple[VoiceUnreadableError, ...]]:
        """All voices that can be read, in the order of their ids, and what is wrong with the others."""
        voices, damaged = [], []
        try:
            paths = self._paths()
        except VoiceUnreadableError as error:
            return (), (error,)
        for path in paths:
            try:
                voices.append(read_voice(path))
            except VoiceUnreadableError as error:
                damaged.append(error)
        return tuple(voices), tuple(damaged)

    def find(self, name: str) -> Voice:
        """The voice with this id, or of the one person with this name or alias.

        Raises:
            VoiceUnknownError: there is none.
            VoiceAmbiguousError: there are several.
            VoiceUnreadableError: its file is damaged.

        """
        path = self._path(name)
        return read_voice(path) if path in self._paths() else self._only(name)

    def called(self, name: str) -> tuple[Voice, ...]:
        """Everybody of this name."""
        return tuple(voice for voice in self.read()[0] if voice.is_called(name))

    def new_id(self, name: str) -> str:
        """An id for a new voice: the name as a file's name, with a number where that is taken."""
        stem = _stem(name)
        taken = {path.stem for path in self._paths()}
        number = 1
        while (found := stem if number == 1 else f"{stem}-{number}") in taken:
            number += 1
        return found

    def write(self, voice: Voice) -> Path:
        """Store a voice, in place of what it was before; the file is whole or not there."""
        path = self._path(voice.id)
        try:
            if not self.root.is_dir():
                self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_privately(path, voice_text(voice))
        except OSError as error:
            raise OutputNotWritableError(self.root, error.strerror or str(error)) from error
        return path

    def forget(self, name: str) -> tuple[Path, ...]:
        """Remove a voice, whatever a crash may have left of it, and damaged files that are named after the person.

        Raises:
            VoiceUnknownError: there is none.
            VoiceAmbiguousError: there are several.
            OutputNotWritableError: the system does not let it be removed.

        """
        path = self._path(name)
        removed = [path] if path in self._paths() else self._of_person(name)
        place = path
        try:
            for place in removed:
                for left in self.root.glob(f".{glob.escape(place.stem)}.*.part"):
                    left.unlink(missing_ok=True)
                place.unlink(missing_ok=True)
        except OSError as error:
            raise OutputNotWritableError(place, error.strerror or str(error)) from error
        return tuple(removed)

    def _of_person(self, name: str) -> list[Path]:
        """The file of the one person of this name, and unreadable ones that the name was given to."""
        named_after = re.compile(re.escape(_stem(name)) + r"(-\d+)?")
        damaged = [error.path for error in self.read()[1] if named_after.fullmatch(error.path.stem)]
        return damaged if damaged and not self.called(name) else [*damaged, self._path(self._only(name).id)]

    def _only(self, name: str) -> Voice:
        found = self.called(name)
        if len(found) > 1:
            raise VoiceAmbiguousError(name, [voice.id for voice in found])
        if not found:
            raise VoiceUnknownError(name, self.root, [voice.name for voice in self.read()[0]])
        return found[0]

    def _path(self, identifier: str) -> Path:
        return self.root / f"{identifier}.json"

    def _paths(self) -> list[Path]:
        try:
            names = os.listdir(self.root)  # noqa: PTH208 - unlike glob it tells why a folder cannot be read
        except FileNotFoundError:
            return []
        except OSError as error:
            remedy = "Choose the folder of voices with --voices-dir or BYLINE_VOICES_DIR."
            raise VoiceUnreadableError(self.root, error.strerror or str(error), remedy) from error
        paths = [self.root / name for name in names if name.endswith(".json") and not name.startswith(".")]
        return sorted(paths, key=lambda path: path.stem)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class _Clip(_Model):
    seconds: Annotated[float, Field(gt=0)]
    quality: float | None
    origin: str
    audio_sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    date: str
    embedding: tuple[float, ...]

    @model_validator(mode="after")
    def _check(self) -> _Clip:
        if abs(sum(value * value for value in self.embedding) - 1.0) > 0.01:
            raise ValueError("the embedding has not the length 1")
        return self


class _Weights(_Model):
    name: str
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _VoiceFile(_Model):
    voice_version: Literal[1]
    name: Annotated[str, Field(min_length=1)]
    role: str | None
    aliases: tuple[str, ...]
    model: _Weights
    clips: Annotated[tuple[_Clip, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check(self) -> _VoiceFile:
        if len({len(clip.embedding) for clip in self.clips}) > 1:
            raise ValueError("the embeddings are of different sizes")
        return self


def read_voice(path: Path, remedy: str = "") -> Voice:
    """The voice in a file; its id is the file's name. ``remedy`` is for a file that lies in no folder of voices.

    Raises:
        VoiceUnreadableError: it is not there, damaged, or of a later byline.

    """
    try:
        if not path.is_file() and path.exists():  # a pipe would be waited for without end
            raise VoiceUnreadableError(path, "it is no file", remedy or "Move it out of the folder of voices.")
        if path.stat().st_size > _MOST_BYTES:
            raise VoiceUnreadableError(path, "it is far too large", remedy)
        data: Any = json.loads(path.read_bytes())
    except OSError as error:
        raise VoiceUnreadableError(path, error.strerror or str(error), remedy) from error
    except (ValueError, RecursionError) as error:  # not UTF-8, or not JSON
        raise VoiceUnreadableError(path, f"it is not JSON ({error})", remedy) from error
    version = data.get("voice_version") if isinstance(data, dict) else None
    if version != FORMAT_VERSION:
        reason = f"its voice_version is {version!r}, and this byline reads {FORMAT_VERSION}"
        if isinstance(version, int) and version > FORMAT_VERSION:
            remedy = "Use the byline that wrote it, or a newer one."
        raise VoiceUnreadableError(path, reason, remedy)
    try:
        file = _VoiceFile.model_validate(data)
        check_name(file.name)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise VoiceUnreadableError(path, f"{place or 'the voice'}: {first['msg']}", remedy) from error
    except InvalidValueError as error:
        raise VoiceUnreadableError(path, error.message, remedy) from error
    return Voice(
        path.stem,
        file.name,
        file.role,
        file.aliases,
        ModelIdentity(file.model.name, file.model.sha256),
        tuple(Clip(**dict(clip)) for clip in file.clips),
    )


def voice_text(voice: Voice) -> str:
    """The file of a voice: JSON, a clip a line; embeddings to five decimals."""
    head = {
        "voice_version": FORMAT_VERSION,
        "name": voice.name,
        "role": voice.role,
        "aliases": voice.aliases,
        "model": asdict(voice.model),
    }
    lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    clips = ",\n".join(json.dumps(_clip_row(clip), ensure_ascii=False) for clip in voice.clips)
    return "{\n" + ",\n".join(lines) + f',\n"clips": [\n{clips}\n]\n}}\n'


def write_privately(path: Path, text: str) -> None:
    """Write a file that only its owner may read, where the system knows owners: whole, or not at all."""
    temporary = path.with_name(f".{path.stem}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _clip_row(clip: Clip) -> dict[str, Any]:
    quality = None if clip.quality is None else round(clip.quality, 3)
    embedding = [round(value, 5) for value in clip.embedding]
    return {**asdict(clip), "seconds": round(clip.seconds, 2), "quality": quality, "embedding": embedding}


def _stem(name: str) -> str:
    """A name as a file's name on any system: small letters and digits of any script, the rest hyphens."""
    kept = "".join(character if character.isalnum() else " " for character in same_name(name))
    stem = unicodedata.normalize("NFC", "-".join(kept.split()))
    while len(stem.encode("utf-8")) > _LONGEST_ID:
        stem = stem[:-1]
    return f"{stem}-voice" if stem in _RESERVED else stem
