"""Measured runs on disk, a JSON line each: what was measured once is kept, and reports are made of what is there.

A line is added when a run ends and again when its result is scored: of lines about one run the last one counts.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from dataclasses import asdict, dataclass, replace
from shutil import which
from typing import TYPE_CHECKING

from benchmarks.measure import ROOT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

BYLINE = "byline"
RECIPES = ("recipe-faster-whisper", "recipe-openai-whisper")
OTHERS = (*RECIPES, "byline-openai-whisper")
"""Whole systems that are measured beside byline with faster-whisper; after the first hyphen stands the engine."""
DIARIZERS = ("byline-diarization", "stock-diarization")

_MEASURED = ("pipeline/**/*.py", "benchmarks/recipe.py", "benchmarks/diarize.py", "benchmarks/long_recordings.py")
"""What times and errors depend on."""


@dataclass(frozen=True)
class Conditions:
    """What must be the same for runs to stand in one table."""

    code: str
    """Digest of :data:`_MEASURED`."""
    machine: str
    versions: str
    threads: int


@dataclass(frozen=True)
class Run:
    """One process: what it did, under what, what it took, and how right its result is."""

    pair: str
    """Runs that were measured right after one another have this in common."""
    system: str
    recording: str
    length: float
    """Seconds of sound."""
    conditions: Conditions
    commit: str
    when: str
    """When it ended: date and time (UTC) as ISO 8601 has it."""
    wall: float
    cpu: float
    peak_gb: float
    stages: Mapping[str, float]
    """Seconds by the clock, as the program itself reports them."""
    result: str
    """Path of what it wrote."""
    wer: float | None = None
    der: float | None = None
    voices: int | None = None
    """How many were found; None as long as the result is not scored."""


class Ledger:
    """The file of runs."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._runs = list(_read(path)) if path.is_file() else []

    def add(self, run: Run) -> None:
        """Keep ``run``; it is on disk when this returns."""
        self._runs.append(run)
        whole = not self._path.exists() or self._path.read_bytes()[-1:] in {b"", b"\n"}
        with self._path.open("a", encoding="utf-8") as file:
            # a line that was being written when the machine went down has no end
            file.write(("" if whole else "\n") + json.dumps(asdict(run)) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def under(self, conditions: Conditions, also: Collection[str] = ()) -> dict[tuple[str, str], Run]:
        """The runs under these conditions by pair and system; those of the other states ``also`` of the code, too."""
        allowed = [conditions, *(replace(conditions, code=code) for code in also)]
        found: dict[tuple[str, str], Run] = {}
        for run in self._runs:
            if run.conditions in allowed:
                found[run.pair, run.system] = run
        return found


def _read(path: Path) -> Iterator[Run]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            data = json.loads(line)
        except json.JSONDecodeError:
            print(f"{path}, line {number} is no whole line and left aside", flush=True)
            continue
        yield Run(**data | {"conditions": Conditions(**data["conditions"])})


def code() -> str:
    """Twelve digits that change with anything on which a measurement depends."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _MEASURED for path in ROOT.glob(pattern)):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def commit() -> str:
    """The present state as git names it, with a plus where what is measured was changed since; without git, nothing."""
    git = which("git")
    if git is None:
        return ""
    name = subprocess.run((git, "rev-parse", "--short", "HEAD"), cwd=ROOT, capture_output=True, text=True, check=False)
    changes = (git, "diff", "--quiet", "HEAD", "--", *(f":(glob){pattern}" for pattern in _MEASURED))
    changed = subprocess.run(changes, cwd=ROOT, capture_output=True, check=False).returncode == 1
    return name.stdout.strip() + "+" * changed
