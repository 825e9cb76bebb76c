"""``benchmarks/RESULTS.md``: one section for each script, written anew by the script alone."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"


def machine() -> str:
    """What figures were measured on."""
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, shared with other work"


def versions(packages: tuple[str, ...]) -> str:
    """Python's version and those of ``packages``."""
    return ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in packages)])


def conditions(command: str, packages: tuple[str, ...], dates: str = "") -> str:
    """Under what a figure was measured: command, date (today, unless ``dates`` are given), machine, versions."""
    return (
        f"- command: `{command}`\n"
        f"- date: {dates or datetime.now(UTC).date().isoformat()}\n"
        f"- machine: {machine()}\n"
        f"- {versions(packages)}\n"
    )


def write_section(title: str, text: str) -> None:
    """Put ``text`` under the heading ``title``, in place of what stood there."""
    present = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results\n"
    sections = re.split(r"^## ", present, flags=re.MULTILINE)
    kept = [section.rstrip("\n") for section in sections[1:] if section.partition("\n")[0] != title]
    pages = [sections[0].rstrip("\n"), *(f"## {section}" for section in [*kept, f"{title}\n\n{text.strip()}"])]
    RESULTS.write_text("\n\n".join(pages) + "\n", encoding="utf-8")
