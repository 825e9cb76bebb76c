"""docs/formats.md names every format there is."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.exporters import FORMATS
from pipeline.reading import SOURCES

WRITTEN, READ = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8").split("\n## Read")


def named(text: str) -> set[str]:
    """What stands in backquotes in the first column of the tables."""
    return {
        name for row in re.findall(r"^\| (`[^|]*)\|", text, flags=re.MULTILINE) for name in re.findall(r"`(.*?)`", row)
    }


def test_everything_that_is_written_is_listed() -> None:
    assert named(WRITTEN) == {*FORMATS, *(alias for form in FORMATS.values() for alias in form.aliases)}


def test_everything_that_is_read_is_listed() -> None:
    assert named(READ) == set(SOURCES)
