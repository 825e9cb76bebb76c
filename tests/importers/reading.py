"""Short ways to read a fixture and to say what is in a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.importers import IMPORTERS, detect

if TYPE_CHECKING:
    from pipeline.schema import Transcript

DATA = Path(__file__).parent / "data"


def read(name: str, text: str | bytes) -> Transcript:
    """``text`` as the importer ``name`` reads it."""
    data = text if isinstance(text, bytes) else text.encode()
    return IMPORTERS[name](data, Path(f"talk.{name}"))


def fixture(name: str) -> Transcript:
    """The fixture called ``name``, read by the importer that its looks call for."""
    path = DATA / name
    data = path.read_bytes()
    return IMPORTERS[detect(data, path)](data, path)


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    """Who says what: label and text of every paragraph; sounds are said by ``sound``."""
    return [
        ("sound" if turn.kind == "sound" else turn.speaker, paragraph.verbatim)
        for turn in transcript.turns
        for paragraph in turn.paragraphs
    ]


def times(transcript: Transcript) -> list[tuple[float | None, float | None]]:
    """Start and end of every paragraph."""
    return [(part.start, part.end) for turn in transcript.turns for part in turn.paragraphs]


def words(transcript: Transcript) -> list[tuple[str, float | None, float | None, float | None, str | None]]:
    """Text, start, end, confidence and speaker of every word."""
    return [
        (word.text, word.start, word.end, word.confidence, word.speaker)
        for turn in transcript.turns
        for part in turn.paragraphs
        for word in part.words
    ]


def heard(transcript: Transcript) -> list[tuple[str, float, float]]:
    """The diarization, which must be there."""
    assert transcript.diarization is not None
    return [(item.speaker, item.start, item.end) for item in transcript.diarization]


def names(transcript: Transcript) -> dict[str, str | None]:
    """The full name of each label."""
    return {speaker.label: speaker.name for speaker in transcript.speakers}
