"""What a user can ask of recognition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionOptions:
    """How speech is recognised."""

    engine: str = "auto"
    """``auto``, ``faster-whisper`` or ``openai-whisper``."""
    model: str = "base"
    """A model of the store, a Whisper size (``small.en``, ``large-v3-turbo``), or the path of a local model."""
    language: str | None = None
    """ISO 639-1 code; None detects it."""
    device: str = "auto"
    """``auto``, ``cpu`` or ``cuda``."""
    prompt: bool = False
    """Whether the recogniser is shown the first names of cast and glossary before it listens. It spells more of them
    right, and drops a sentence here and there (``docs/style.md``)."""
