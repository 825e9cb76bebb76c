"""What a run did when: its stages with their times, as a table for people and as a trace for Chrome."""

from __future__ import annotations

import json
import os
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

from pipeline.machine import peak_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.progress import Advance, Reporter

_SAMPLING = 0.1
"""Seconds between two looks at the process's memory."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a run that ended: times in seconds since the trace began.

    ``cpu_seconds`` is what the whole process has computed meanwhile, on all cores and in stages beside it.
    """

    name: str
    recording: str
    """What is transcribed; empty before the first recording."""
    start: float
    end: float
    cpu_seconds: float
    thread: int


class Trace:
    """A :class:`~pipeline.progress.Reporter` that hands everything on and keeps when each stage began and ended.

    From :meth:`watch_memory` to :meth:`close` it also keeps how much memory the process has.
    """

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._began = time.monotonic()
        self._recording = ""
        self.stages: list[Stage] = []
        """Those that ended, in the order of their ends."""
        self._memory: list[tuple[float, int]] = []
        self._closed = threading.Event()

    def recording(self, name: str) -> None:
        """Hand on which recording the stages that follow are about."""
        self._recording = name
        self._reporter.recording(name)

    @contextmanager
    def stage(self, name: str) -> Iterator[Advance]:
        """Frame a stage; one that failed is kept as well."""
        start, cpu, recording = self._now(), time.process_time(), self._recording
        try:
            with self._reporter.stage(name) as advance:
                yield advance
        finally:
            spent = time.process_time() - cpu
            self.stages.append(Stage(name, recording, start, self._now(), spent, threading.get_ident()))

    def notice(self, message: str) -> None:
        """Hand the notice on."""
        self._reporter.notice(message)

    def failure(self, message: str) -> None:
        """Hand the failure on."""
        self._reporter.failure(message)

    def watch_memory(self) -> None:
        """Begin to look at the memory."""
        threading.Thread(target=self._watch_memory, name="memory", daemon=True).start()

    def close(self) -> None:
        """Stop looking at the memory."""
        self._closed.set()

    def table(self, recording: str, length: float) -> str:
        """The stages of ``recording``, which is ``length`` seconds long: a line each, and the most memory taken."""
        stages = sorted((stage for stage in self.stages if stage.recording == recording), key=lambda stage: stage.start)
        rows = [("stage", "from s", "wall s", "CPU s", "of length")]
        rows += [_row(stage, stages[0].start, length) for stage in stages]
        lines = [f"  {name:<20} {start:>8} {wall:>8} {cpu:>8} {share:>10}" for name, start, wall, cpu, share in rows]
        return "\n".join([*lines, f"  peak memory {peak_memory() / 1e9:.2f} GB"])

    def chrome(self) -> str:
        """The trace in the JSON that Chrome (``chrome://tracing``), Perfetto and others open.

        Complete events ("X") for the stages, one row a thread, and counters ("C") for the memory; times are in
        microseconds. The format: "Trace Event Format", the Chromium project.
        """
        process = os.getpid()
        threads = list(dict.fromkeys(stage.thread for stage in sorted(self.stages, key=lambda stage: stage.start)))
        events: list[dict[str, object]] = [
            {"ph": "M", "name": "process_name", "pid": process, "tid": 0, "args": {"name": "byline"}}
        ]
        events += [
            {
                "ph": "X",
                "name": stage.name,
                "cat": "stage",
                "ts": round(stage.start * 1e6),
                "dur": round((stage.end - stage.start) * 1e6),
                "pid": process,
                "tid": threads.index(stage.thread) + 1,
                "args": {"recording": stage.recording, "cpu_seconds": round(stage.cpu_seconds, 3)},
            }
            for stage in self.stages
        ]
        events += [
            {"ph": "C", "name": "memory", "ts": round(time * 1e6), "pid": process, "args": {"GB": round(size / 1e9, 3)}}
            for time, size in self._memory
        ]
        return json.dumps({"traceEvents": events, "displayTimeUnit": "ms"})

    def _now(self) -> float:
        return time.monotonic() - self._began

    def _watch_memory(self) -> None:
        process = psutil.Process()
        while not self._closed.wait(_SAMPLING):
            self._memory.append((self._now(), process.memory_info().rss))


def _row(stage: Stage, began: float, length: float) -> tuple[str, str, str, str, str]:
    wall = stage.end - stage.start
    share = f"{wall / length:.4f}" if length else "-"
    return stage.name, f"{stage.start - began:.1f}", f"{wall:.1f}", f"{stage.cpu_seconds:.1f}", share
