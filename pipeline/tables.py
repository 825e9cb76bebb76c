"""Reading TOML tables into checked values: what is unknown or of the wrong kind is named, with a suggestion."""

from __future__ import annotations

import dataclasses
import tomllib
import typing
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from pipeline.errors import InvalidValueError, UnknownKeyError, UnreadableConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

T = TypeVar("T")


def read_table(path: Path, kind: type[T]) -> T:
    """The TOML file at ``path`` as a ``kind``, a frozen dataclass or pydantic model that forbids unknown keys."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # editors on Windows may put a mark before the text
    except OSError as error:
        raise UnreadableConfigError(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise UnreadableConfigError(path, f"it is not UTF-8 text ({error.reason})") from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableConfigError(path, f"it is not TOML: {error}") from error
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        unknown = {"extra_forbidden", "unexpected_keyword_argument"}
        # a slip in a key leaves another one out: the slip is what to tell of
        first = min(error.errors(include_url=False), key=lambda each: each["type"] not in unknown)
        place = [str(part) for part in first["loc"]]
        if first["type"] in unknown:
            where = ".".join([str(path), *place[:-1]])
            raise UnknownKeyError(where, place[-1], _known_keys(kind, place[:-1])) from error
        where = f"{path}: {'.'.join(place)}"
        raise InvalidValueError(where, first["msg"], "configs/README.md explains every key.") from error


def _known_keys(kind: Any, place: Sequence[str]) -> list[str]:
    """The keys that the table at ``place`` inside a ``kind`` may have."""
    fields = _fields(kind)
    if not place:
        return list(fields)
    if typing.get_origin(kind) is dict:
        return _known_keys(typing.get_args(kind)[1], place[1:])
    return _known_keys(fields[place[0]], place[1:])


def _fields(kind: Any) -> dict[str, Any]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {name: field.annotation for name, field in kind.model_fields.items()}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        types = typing.get_type_hints(kind)
        return {field.name: types[field.name] for field in dataclasses.fields(kind)}
    return {}
