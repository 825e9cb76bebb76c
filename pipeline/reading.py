"""Transcripts from files: byline's own documents of every version it knows, station pages, and other tools' output."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline.errors import (
    EmptyFileError,
    InputNotFoundError,
    NotAFileError,
    OtherSchemaError,
    UnknownChoiceError,
    UnreadableTranscriptError,
)
from pipeline.importers import IMPORTERS, detect
from pipeline.pages import parse_page
from pipeline.schema import SCHEMA_VERSION, Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Document = dict[str, Any]
    Upgraders = Mapping[str, tuple[str, Callable[[Document], Document]]]

SOURCES = ("json", "page", *IMPORTERS)
"""What can be read: byline's own document, a station page, and what :mod:`pipeline.importers` reads."""

UPGRADERS: Upgraders = {}
"""For each earlier version: the version that followed, and the function that turns a document of the one into one of
the other. A chain of them brings any document up to date; 1.0 is the first version, so there is none yet."""


def load_transcript(path: Path) -> Transcript:
    """The byline document at ``path``.

    Raises:
        InputNotFoundError: There is nothing there.
        UnreadableTranscriptError: It is not JSON, or no transcript.
        OtherSchemaError: It is written in a version of the schema that is not known here.
    """
    return parse_document(read_bytes(path), path)


def interpret(data: bytes, path: Path, source: str | None = None) -> Transcript:
    """The transcript in ``data``, whatever it is: ``source`` says so, else its looks do; ``path`` is named in errors.

    Raises:
        EmptyFileError: There is nothing in it.
        UnknownChoiceError: There is no such ``source``.
        UnreadableTranscriptError: It is not what it should be.
        OtherSchemaError: It is a byline document of a version that is not known here.

    """
    if source is not None and source not in SOURCES:
        raise UnknownChoiceError("input format", source, SOURCES)
    if not data:
        raise EmptyFileError(path)
    kind = source or detect(data, path)
    if kind == "json":
        return parse_document(data, path)
    if kind == "page":
        return parse_page(data)
    return IMPORTERS[kind](data, path)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that is to be read as a transcript; what keeps it from being read has its own error."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputNotFoundError(path) from None
    except IsADirectoryError:
        raise NotAFileError(path) from None
    except OSError as error:
        raise UnreadableTranscriptError(path, error.strerror or str(error)) from error


def parse_document(data: bytes, path: Path, upgraders: Upgraders = UPGRADERS) -> Transcript:
    """The document in ``data``; ``path`` is named in errors."""
    try:
        document = json.loads(data)
    except UnicodeDecodeError as error:
        raise UnreadableTranscriptError(path, f"it is not UTF-8 text ({error.reason})") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableTranscriptError(path, f"it is not JSON: {error}") from error
    if not isinstance(document, dict) or "schema_version" not in document:
        raise UnreadableTranscriptError(path, "it has no schema_version, so it is no byline document")
    try:
        return Transcript.model_validate(_upgraded(document, path, upgraders))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UnreadableTranscriptError(path, f"{place or 'the document'}: {first['msg']}") from error


def _upgraded(document: Document, path: Path, upgraders: Upgraders) -> Document:
    """``document`` in the version of today."""
    found = document["schema_version"]
    version = found
    while version != SCHEMA_VERSION:
        if version not in upgraders:
            raise OtherSchemaError(path, str(found), ", ".join([*upgraders, SCHEMA_VERSION]))
        version, upgrade = upgraders[version]
        document = {**upgrade(document), "schema_version": version}
    return document
