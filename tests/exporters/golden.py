"""Goldens: what the recorded sample looks like in a format, to be reviewed as a diff.

``BYLINE_WRITE_GOLDENS=1 pytest tests/exporters`` writes them anew; a test fails as long as the variable is set.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cast.show import load_show
from tests.recorded.test_replay import SHOW, replay

if TYPE_CHECKING:
    from pipeline.schema import Transcript, Word

WRITE = "BYLINE_WRITE_GOLDENS"
FOLDER = Path(__file__).parent / "goldens"


@cache
def short() -> Transcript:
    """The first minute of the sample, as the pipeline makes it of what the real engines returned."""
    return replay("short", load_show(SHOW))


def shown() -> list[Word]:
    """What readers get of its words, in their order: one with nothing to show lengthens the one before it."""
    words: list[Word] = []
    for word in (word for turn in short().turns for paragraph in turn.paragraphs for word in paragraph.words):
        text = word.text if word.shown is None else word.shown
        if text:
            words.append(word.model_copy(update={"text": text}))
        else:
            words[-1] = words[-1].model_copy(update={"end": word.end})
    return words


def golden(name: str, written: str) -> str:
    """The golden called ``name``; made of ``written`` first when goldens are being written."""
    path = FOLDER / name
    if os.environ.get(WRITE):
        path.write_text(written, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")
