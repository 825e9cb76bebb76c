"""Time and memory for recordings of a minute to six hours, beside what others make of the same weights.

    python -m benchmarks.speed [--minutes 1 5 30 120 360] [--beside 30] [--systems NAME ...] [--rounds N]
    python -m benchmarks.speed --diarization [--recordings DIR] [--rounds N]
    python -m benchmarks.speed --report

Each round measures byline and one of the other systems right after one another, on every length up to ``--beside``
minutes, then byline and the next system; on longer ones byline alone. With ``--diarization``, byline's diarization and
the stock pipeline's take turns on all recordings of ``benchmarks/collection.py`` and of a folder. Every run is a fresh
process on the same cores, scored against the recording's references.

Recordings (``benchmarks/long_recordings.py``), results and ``runs.jsonl`` lie in ``--folder``. What is measured is
written there at once and is not measured again for the same state of the code, so that a benchmark that was cut short
goes on where it stopped, and may be done in parts; ``--report`` writes ``benchmarks/RESULTS.md`` from what there is.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from platformdirs import user_cache_path

from benchmarks import speed_report
from benchmarks.collection import default_items, find_items
from benchmarks.long_recordings import make, rttm
from benchmarks.measure import CommandFailedError, measure
from benchmarks.results import conditions, machine, versions, write_section
from benchmarks.runs import BYLINE, DIARIZERS, OTHERS, RECIPES, Conditions, Ledger, Run, code, commit
from pipeline.machine import cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.collection import Item
    from benchmarks.measure import Measured

VERSIONS = ("faster-whisper", "ctranslate2", "openai-whisper", "pyannote.audio", "torch", "numpy", "av")
MINUTES = (1, 5, 30, 120, 360)
_PYTHON = (sys.executable, "-m")


class Step(NamedTuple):
    """Systems that are measured on a recording right after one another."""

    pair: str
    item: Item
    systems: tuple[str, ...]


@dataclass(frozen=True)
class Bench:
    """Where things lie, and under what is measured."""

    folder: Path
    ledger: Ledger
    conditions: Conditions
    also: tuple[str, ...] = ()
    """Other states of the code whose runs count."""

    @property
    def runs(self) -> Mapping[tuple[str, str], Run]:
        """What was measured up to now, by pair and system."""
        return self.ledger.under(self.conditions, self.also)

    def run(self, steps: Iterator[Step]) -> list[str]:
        """Measure what is not measured yet; what failed, and why."""
        failures = []
        for step in steps:
            known = [self.runs.get((step.pair, system)) for system in step.systems]
            if known[-1] is not None:
                _say(f"{step.pair}: measured before")
                for before in known:
                    if before is not None and before.voices is None and Path(before.result).is_file():
                        self._score(before, step.item)
                continue
            for system in step.systems:
                _say(f"{step.pair}: {system} begins")
                try:
                    run = self._measured(step, system)
                except CommandFailedError as error:
                    failures.append(f"{step.pair}: {error}")
                    _say(failures[-1])
                    break
                _say(f"{step.pair}: {run.wall:.1f} s, {run.cpu:.1f} s of CPU, {run.peak_gb:.2f} GB; scored next")
                self._score(run, step.item)
        return failures

    def _measured(self, step: Step, system: str) -> Run:
        folder = self.folder / "results" / self.conditions.code / step.pair.replace(", ", "-").replace(" ", "-")
        folder.mkdir(parents=True, exist_ok=True)
        result = folder / f"{system}{'.rttm' if system in DIARIZERS else '.json'}"
        measured = measure(*_command(system, step.item.audio, result, self.conditions.threads))
        stages = _finish(system, measured, step.item, result)
        run = Run(
            step.pair, system, step.item.name, _length(step.item.audio), self.conditions, commit(),
            datetime.now(UTC).isoformat(timespec="seconds"), measured.wall, measured.cpu, measured.peak_gb,
            stages, str(result),
        )  # fmt: skip
        self.ledger.add(run)
        return run

    def _score(self, run: Run, item: Item) -> None:
        """Add how right the result is. A result that cannot be scored is still measured."""
        command = (*_PYTHON, "benchmarks.scoring", run.result, str(item.reference))
        try:
            scored = measure(*command, *([str(item.speakers)] if item.speakers else []))
        except CommandFailedError as error:
            _say(f"{run.pair}: {error}")
            return
        self.ledger.add(replace(run, **json.loads(scored.output)))


def _command(system: str, audio: Path, result: Path, threads: int) -> tuple[str, ...]:
    """What writes ``result``; for byline and diarizers :func:`_finish` brings there what they write."""
    if system in DIARIZERS:
        own = ("--byline",) if system == DIARIZERS[0] else ()
        return (*_PYTHON, "benchmarks.diarize", str(audio), "--threads", str(threads), *own)
    options: tuple[str, ...]
    kind, _, engine = system.partition("-")
    if kind == "recipe":
        options = ("--engine", engine, "--threads", str(threads))
        return (*_PYTHON, "benchmarks.recipe", str(audio), str(result), *options)
    options = ("--format", "json", "--overwrite", "--quiet", "--no-voices", "--device", "cpu")
    folder, engine = str(result.with_suffix("")), engine or "faster-whisper"
    return (*_PYTHON, "pipeline", "run", str(audio), "--out", folder, *options, "--engine", engine)


def _finish(system: str, measured: Measured, item: Item, result: Path) -> dict[str, float]:
    """Bring what a system wrote or printed to ``result``; the seconds of its stages, as it reports them."""
    if system in RECIPES:
        seconds: dict[str, float] = json.loads(measured.output)["seconds"]
        return seconds
    if system in DIARIZERS:
        answer = json.loads(measured.output)
        result.write_text(rttm(item.name, answer["turns"]), encoding="utf-8")
        return {name: answer[f"{name}_seconds"] for name in ("load", "diarize", "diarize_cpu")}
    (result.with_suffix("") / f"{item.audio.stem}.json").replace(result)
    timings: dict[str, float] = json.loads(result.read_text(encoding="utf-8"))["provenance"]["timings"]
    return timings


def _length(audio: Path) -> float:
    """Seconds of sound, as the file states them."""
    import av

    with av.open(str(audio)) as container:
        return (container.duration or 0) / av.time_base


def _say(text: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S} {text}", flush=True)


def whole_steps(folder: Path, minutes: list[int], beside: int, systems: list[str], rounds: int) -> Iterator[Step]:
    """Whole runs: all lengths, from the shortest, in each round. A recording is made when it is needed."""
    for number in range(1, rounds + 1):
        for length in sorted(minutes):
            item = make(folder, length)
            others = systems if length <= beside else []
            for system in others:
                yield Step(f"{item.name}, round {number}, {system}", item, (BYLINE, system))
            if not others:
                yield Step(f"{item.name}, round {number}, alone", item, (BYLINE,))


def diarization_steps(recordings: Path | None, rounds: int) -> Iterator[Step]:
    """Diarization of every recording of which it is known who is heard when."""
    items = default_items()
    if recordings:
        # under the name of their folder, too: other recordings may be called as these are
        items += [item._replace(name=f"{recordings.name}/{item.name}") for item in find_items(recordings)[0]]
    for number in range(1, rounds + 1):
        for item in items:
            if item.speakers or item.reference.suffix == ".rttm":
                yield Step(f"{item.name}, round {number}, diarization", item, DIARIZERS)


def _take_cores(count: int) -> None:
    """Leave this process, and those it starts, so many of the cores it has."""
    if count != cores():
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])


def _stop(_signal: int, _frame: object) -> None:
    raise SystemExit("ended from outside; what was measured is kept")


def main() -> int:
    """Measure, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=int, nargs="+", default=MINUTES, help="lengths")
    parser.add_argument("--beside", type=int, default=30, help="greatest length, in minutes, for the other systems")
    parser.add_argument("--systems", nargs="*", choices=OTHERS, default=RECIPES, help="none: byline alone")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=cores(), help="cores for everybody; all without")
    parser.add_argument("--diarization", action="store_true", help="diarization alone, of every recording")
    parser.add_argument("--recordings", type=Path, help="with --diarization: your own recordings with references")
    parser.add_argument("--folder", type=Path, default=user_cache_path("byline") / "speed", help="where things lie")
    parser.add_argument("--also", nargs="+", default=(), help="other states of the code (runs.jsonl) that count")
    parser.add_argument("--report", action="store_true", help="measure nothing")
    arguments = parser.parse_args()
    if not 1 <= arguments.threads <= cores():
        parser.error(f"there are {cores()} cores")
    if arguments.threads < cores() and not hasattr(os, "sched_setaffinity"):
        parser.error("only on Linux can a process be left fewer cores than there are")
    folder = arguments.folder.expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, _stop)
    _take_cores(arguments.threads)
    now = Conditions(code(), machine(), versions(VERSIONS), arguments.threads)
    bench = Bench(folder, Ledger(folder / "runs.jsonl"), now, tuple(arguments.also))
    failures: list[str] = []
    if arguments.diarization and not arguments.report:
        failures = bench.run(diarization_steps(arguments.recordings, arguments.rounds))
    elif not arguments.report:
        made = folder / "recordings"
        steps = whole_steps(made, arguments.minutes, arguments.beside, arguments.systems, arguments.rounds)
        failures = bench.run(steps)
    _report(bench)
    return 1 if failures else 0


def _report(bench: Bench) -> None:
    """Write what there is to say of all runs, and under what they were measured."""
    for title, (text, runs) in speed_report.sections(list(bench.runs.values())).items():
        days = sorted({run.when.partition("T")[0] for run in runs})
        commits = sorted({run.commit for run in runs if run.commit})
        told = conditions("python -m benchmarks.speed", VERSIONS, " to ".join(dict.fromkeys((days[0], days[-1]))))
        codes = dict.fromkeys(run.conditions.code for run in runs)
        about = (
            f"- cores used: {bench.conditions.threads}; commit: {', '.join(commits) or 'unknown'}; state of the code,"
            f" as `--also` takes it: {', '.join(codes)}\n"
        )
        write_section(title, f"{text}\n\n{told}{about}")
        print(f"## {title}\n\n{text}\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
