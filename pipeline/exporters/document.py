"""The published document itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.schema import Transcript


def to_json(transcript: Transcript) -> str:
    """The whole transcript as JSON (UTF-8 text, indented); nothing is lost."""
    return transcript.to_json()
