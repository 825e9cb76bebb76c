"""What the engines returned for one recording, as a file: to replay a run without models.

A recording holds an engine's own answers, before anything was mended, so that replaying it runs every later stage for
real. The file is JSON with one turn or word a line, so that a change shows as an ordinary diff.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pipeline.timeline import Diarization, EngineIdentity, ModelIdentity, SpeakerCount, Turn, Word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Recording:
    """The answers of a diarizer and a recogniser to one file, which its SHA-256 identifies."""

    audio_sha256: str
    diarization: Diarization
    recognizer: EngineIdentity
    language: str
    words: tuple[Word, ...]
    """Of the first pass."""
    careful_words: tuple[Word, ...] = ()
    """Of the second, careful pass over speech in which the first heard nothing."""


def write_recording(path: Path, recording: Recording) -> None:
    """Save a recording; times are kept to the tenth of a millisecond, voiceprints to four decimals."""
    diarization = recording.diarization
    parts = {
        "audio_sha256": json.dumps(recording.audio_sha256),
        "diarizer": json.dumps(asdict(diarization.engine)),
        "turns": _rows(_turn_row(turn) for turn in diarization.turns),
        "exclusive": _rows(_turn_row(turn) for turn in diarization.exclusive),
        "voiceprints": _rows(
            [label, _voiceprint_row(voiceprint)] for label, voiceprint in diarization.voiceprints.items()
        ),
        "turn_voiceprints": _rows(
            None if voiceprint is None else _voiceprint_row(voiceprint) for voiceprint in diarization.turn_voiceprints
        ),
        "count": json.dumps(asdict(diarization.count) if diarization.count else None),
        "recognizer": json.dumps(asdict(recording.recognizer)),
        "language": json.dumps(recording.language),
        "words": _rows(_word_row(word) for word in recording.words),
        "careful_words": _rows(_word_row(word) for word in recording.careful_words),
    }
    body = ",\n".join(f'"{key}": {value}' for key, value in parts.items())
    path.write_text("{\n" + body + "\n}\n", encoding="utf-8")


def read_recording(path: Path) -> Recording:
    """A recording that :func:`write_recording` saved."""
    data = json.loads(path.read_text(encoding="utf-8"))
    diarization = Diarization(
        tuple(Turn(*row) for row in data["turns"]),
        tuple(Turn(*row) for row in data["exclusive"]),
        {label: tuple(voiceprint) for label, voiceprint in data["voiceprints"]},
        _identity(data["diarizer"]),
        tuple(None if row is None else tuple(row) for row in data["turn_voiceprints"]),
        SpeakerCount(**data["count"]) if data["count"] else None,
    )
    return Recording(
        data["audio_sha256"],
        diarization,
        _identity(data["recognizer"]),
        data["language"],
        tuple(Word(*row) for row in data["words"]),
        tuple(Word(*row) for row in data["careful_words"]),
    )


def _rows(items: Iterable[Any]) -> str:
    rows = [json.dumps(item, ensure_ascii=False) for item in items]
    return "[\n" + ",\n".join(rows) + "\n]" if rows else "[]"


def _turn_row(turn: Turn) -> list[Any]:
    return [round(turn.start, 4), round(turn.end, 4), turn.speaker]


def _voiceprint_row(voiceprint: tuple[float, ...]) -> list[float]:
    return [round(value, 4) for value in voiceprint]


def _word_row(word: Word) -> list[Any]:
    confidence = None if word.confidence is None else round(word.confidence, 4)
    return [word.text, round(word.start, 4), round(word.end, 4), confidence]


def _identity(data: dict[str, Any]) -> EngineIdentity:
    models = tuple(ModelIdentity(**model) for model in data["models"])
    return EngineIdentity(data["name"], data["version"], models)
