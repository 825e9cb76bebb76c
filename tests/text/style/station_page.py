"""The paragraphs of the golden page: text that an editor has set already."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[3] / "samples" / "kazakhstan" / "page.txt"
NAMES = frozenset("Ayesha Rascoe Charles Maynes Kassym-Jomart Tokayev Nursultan Nazarbayev Karim Massimov".split())
"""The people of that page."""


def page_paragraphs() -> list[str]:
    """What is said on the page, without labels."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [re.sub(r"^[A-Z]+: ", "", line) for line in lines if len(line.split()) > 5]
