"""JSON of a known shape; what is not of that shape is named by its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from pipeline.errors import UnreadableTranscriptError
from pipeline.importers.encoding import decode

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")


class Shape(BaseModel):
    """What byline reads of an object that a tool writes; whatever else the tool writes is left aside."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def read_json(kind: type[T], data: bytes, path: Path) -> T:
    """``data`` as a ``kind``.

    Raises:
        UnreadableTranscriptError: It is no JSON (with line and column), or of another shape (with the place in it).

    """
    try:
        return TypeAdapter(kind).validate_json(decode(data, path))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        # a union reports its branches by name: the place is what numbers and keys say of it
        place = ".".join(str(part) for part in first["loc"])
        raise UnreadableTranscriptError(path, f"{place}: {first['msg']}" if place else first["msg"]) from error
