"""A result of the common recipe, recorded: of the sample that pyannote.audio carries."""

from __future__ import annotations

from pathlib import Path

from benchmarks.collection import default_items
from pipeline.evaluation.pairs import FilePair
from pipeline.evaluation.validation import Scored, validate

RECIPE = Path(__file__).parent / "data" / "sample.recipe.json"
"""Written by ``python -m benchmarks.recipe .../pyannote/audio/sample/sample.wav sample.recipe.json``."""
SAMPLE = next(item for item in default_items() if item.name == "sample")


def scored_recipe() -> Scored:
    validation = validate([FilePair(SAMPLE.name, RECIPE, SAMPLE.reference, SAMPLE.speakers)])
    assert not validation.failures
    return validation.files[0]
