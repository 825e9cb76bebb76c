"""What a file is, by what it says, and only where that leaves it open by its name."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pipeline.errors import UnreadableTranscriptError
from pipeline.importers.cues import times_of
from pipeline.importers.encoding import decode, lines_of
from pipeline.importers.rttm import TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\]])")
"""How an object begins, or a list of objects; a page may begin with a bracket as well: ``[MUSIC]``, ``[00:01:02]``."""
_NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_LINES = 40
"""Lines that are looked at."""


def detect(data: bytes, path: Path) -> str:
    """The name of the importer for a file, or ``json`` for byline's own document, or ``page`` for any other text.

    Raises:
        UnreadableTranscriptError: It is JSON that no tool known here writes, or it is no text.

    """
    text = decode(data, path)
    if _JSON.match(text):
        return _json_kind(text, path)
    if "\0" in text[:4096] and path.suffix.lower() != ".txt":
        raise UnreadableTranscriptError(path, "it is no text")
    return _text_kind(text, path.suffix.lower())


def _json_kind(text: str, path: Path) -> str:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f"line {error.lineno}, column {error.colno}: " if isinstance(error, json.JSONDecodeError) else ""
        reason = (
            error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply, or has a huge number"
        )
        raise UnreadableTranscriptError(path, f"{place}{reason}") from error
    name = _kind_of_list(value) if isinstance(value, list) else _kind_of_object(value)
    if name is None:
        raise UnreadableTranscriptError(path, "it is JSON, but of no tool that byline knows")
    return name


def _kind_of_list(value: Sequence[Any]) -> str | None:
    first = value[0] if value else {}
    if not isinstance(first, dict):
        return None
    if "session_id" in first:
        return "seglst"
    return "faster-whisper" if {"start", "end", "text"} <= first.keys() else None


def _kind_of_object(value: dict[str, Any]) -> str | None:
    if "schema_version" in value:
        return "json"
    if isinstance(value.get("results"), dict) and "channels" in value["results"]:
        return "deepgram"
    if "segments" in value:
        return _kind_of_segments(value, value["segments"])
    if {"utterances", "words"} & value.keys() and {"status", "audio_duration", "language_code", "id"} & value.keys():
        return "assemblyai"
    return None


def _kind_of_segments(value: dict[str, Any], segments: object) -> str:
    listed = [segment for segment in segments if isinstance(segment, dict)] if isinstance(segments, list) else []
    keys = set().union(*listed)
    words = [word for segment in listed for word in segment.get("words") or () if isinstance(word, dict)]
    if "startTime" in keys or (not listed and "version" in value):
        return "podcast-json"
    if "word_segments" in value or "speaker" in keys or any("score" in word for word in words):
        return "whisperx"
    return "openai-whisper" if "text" in value else "faster-whisper"


def _text_kind(text: str, suffix: str) -> str:
    lines = lines_of(text)
    if lines[0].startswith("WEBVTT"):
        return "vtt"
    said = [line for line in lines if line.strip()][:_LINES]
    if any(times_of(line) for line in said[:2]):
        return "srt"
    records = [line.split() for line in said if not line.lstrip().startswith(";;")]
    kinds = [name for name, fits in (("rttm", _is_rttm), ("stm", _is_stm), ("ctm", _is_ctm)) if _all(fits, records)]
    if kinds:
        return suffix[1:] if suffix[1:] in kinds else kinds[0]
    return suffix[1:] if suffix in {".vtt", ".srt", ".rttm", ".stm", ".ctm"} else "page"


def _all(fits: Any, records: Sequence[Sequence[str]]) -> bool:
    return bool(records) and all(fits(fields) for fields in records)


def _is_rttm(fields: Sequence[str]) -> bool:
    return len(fields) in {9, 10} and fields[0] in TYPES


def _is_stm(fields: Sequence[str]) -> bool:
    return len(fields) >= 5 and _are_numbers(fields[3:5])


def _is_ctm(fields: Sequence[str]) -> bool:
    return 5 <= len(fields) <= 8 and _are_numbers(fields[2:4])


def _are_numbers(fields: Sequence[str]) -> bool:
    return all(_NUMBER.fullmatch(field) for field in fields)
