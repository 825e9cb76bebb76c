"""``benchmarks/RESULTS.md``: one section for each script, written anew by the script alone."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"


def conditions(command: str, packages: tuple[str, ...]) -> str:
    """Under what a figure was measured: command, date, machine, versions."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"- command: `{command}`\n"
        f"- date: {datetime.now(UTC).date().isoformat()}\n"
        f"- machine: {os.cpu_count()} cores, {platform.machine()}, {platform.system()}, shared with other work\n"
        f"- Python {platform.python_version()}, {versions}\n"
    )


def write_section(title: str, text: str) -> None:
    """Put ``text`` under the heading ``title``, in place of what stood there."""
    present = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results\n"
    sections = re.split(r"^## ", present, flags=re.MULTILINE)
    kept = [section.rstrip("\n") for section in sections[1:] if section.partition("\n")[0] != title]
    pages = [sections[0].rstrip("\n"), *(f"## {section}" for section in [*kept, f"{title}\n\n{text.strip()}"])]
    RESULTS.write_text("\n\n".join(pages) + "\n", encoding="utf-8")
