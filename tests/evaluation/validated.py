"""Validations of small real files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.evaluation.pairs import find_pairs
from pipeline.evaluation.validation import validate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.evaluation.validation import Validation

REFERENCE = """ANNA: Good morning, Ben. What happened in Almaty on Sunday?

BEN: Twenty people were hurt. President Tokayev spoke of terrorists, and nobody believed him.

ANNA: Thank you, Ben."""
HYPOTHESIS = REFERENCE.replace("Tokayev", "Tokay").replace("Twenty", "30").replace("him.\n\nANNA: Thank", "him. Thank")
"""Two wrong words, and the last three under the wrong name."""


def validated(folder: Path, files: Mapping[str, tuple[str, str]] | None = None) -> Validation:
    """The validation of files, name: (hypothesis, reference), that are written into ``folder``."""
    for name, texts in (files or {"talk": (HYPOTHESIS, REFERENCE)}).items():
        for side, text in zip(("hypothesis", "reference"), texts, strict=True):
            (folder / side).mkdir(parents=True, exist_ok=True)
            (folder / side / f"{name}.txt").write_text(text, encoding="utf-8")
    pairs, unmatched = find_pairs(folder / "hypothesis", folder / "reference")
    return validate(pairs, unmatched=unmatched)
