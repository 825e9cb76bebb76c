"""How a run tells what it is doing: a small protocol and its three implementations.

A stage receives an :data:`Advance` and calls it with what is done and what there is to do, in any unit. Who runs the
stages owns the :class:`Reporter`. Everything goes to the error stream: the output stream belongs to results.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import TextIO

    from rich.progress import Progress

    Advance = Callable[[float, float], None]
    Tell = Callable[[str], None]
    """Takes something that the user should know and that is no failure."""


def no_advance(done: float, total: float) -> None:
    """Drops a report of progress: for callers who do not watch."""


def no_tell(message: str) -> None:
    """Drops a message: for callers who do not listen."""


class Reporter(Protocol):
    """Where progress goes. Stages overlap, and calls come from more than one thread."""

    def recording(self, name: str) -> None:
        """Say which recording the stages that follow are about."""

    def stage(self, name: str) -> AbstractContextManager[Advance]:
        """Frame a stage; the value is what the stage calls with ``(done, total)``."""

    def notice(self, message: str) -> None:
        """Tell the user something that is no failure, such as damage that was got around."""

    def failure(self, message: str) -> None:
        """Tell the user what failed."""


class SilentReporter:
    """Says nothing but failures. Notices are not lost: they also stand in the transcript."""

    def recording(self, name: str) -> None:
        """Say nothing."""

    @contextmanager
    def stage(self, name: str) -> Iterator[Advance]:  # noqa: ARG002 - the protocol's name
        """Frame a stage without a word."""
        yield no_advance

    def notice(self, message: str) -> None:
        """Drop the notice."""

    def failure(self, message: str) -> None:
        """Print it as it is."""
        print(f"error: {message}", file=sys.stderr)  # noqa: T201 - a line for people, on the error stream


class JsonReporter:
    """One JSON object a line: for programs that run byline and show progress in their own way.

    Lines are ``{"event": "recording"|"begin"|"progress"|"end"|"notice"|"error", ...}`` with ``name``, ``stage``,
    ``done`` (0 to 1), ``seconds`` or ``message``. Progress is reported when it has grown by a hundredth.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._writing = Lock()

    def _write(self, **event: object) -> None:
        with self._writing:
            self._stream.write(json.dumps(event, ensure_ascii=False) + "\n")
            self._stream.flush()

    def recording(self, name: str) -> None:
        """Write a ``recording`` line."""
        self._write(event="recording", name=name)

    @contextmanager
    def stage(self, name: str) -> Iterator[Advance]:
        """Frame a stage with a ``begin`` and an ``end`` line; ``end`` is missing when the stage failed."""
        self._write(event="begin", stage=name)
        began = time.monotonic()
        shown = 0.0

        def advance(done: float, total: float) -> None:
            nonlocal shown
            share = min(1.0, done / total) if total > 0 else 1.0
            if share - shown >= 0.01:
                shown = share
                self._write(event="progress", stage=name, done=round(share, 3))

        yield advance
        self._write(event="end", stage=name, seconds=round(time.monotonic() - began, 3))

    def notice(self, message: str) -> None:
        """Write a ``notice`` line."""
        self._write(event="notice", message=message)

    def failure(self, message: str) -> None:
        """Write an ``error`` line."""
        self._write(event="error", message=message)


class TerminalReporter:
    """Bars on a terminal (rich); plain lines, one at each stage's end, where the error stream is not a terminal."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(stderr=True, highlight=False)
        self._bars: Progress | None = None  # rich shows one live display at a time: stages under way share it
        self._under_way = 0
        self._changing = Lock()

    def recording(self, name: str) -> None:
        """Print the name above its stages."""
        self._console.print(name, style="bold", markup=False)

    @contextmanager
    def stage(self, name: str) -> Iterator[Advance]:
        """Frame a stage with a bar that stays, showing its share and the time it took."""
        began = time.monotonic()
        if not self._console.is_terminal:
            yield no_advance
            self._console.print(f"{name:<28} {time.monotonic() - began:7.1f} s", markup=False)
            return
        with self._changing:
            bars = self._bars = self._bars or self._started()
            self._under_way += 1
        task = bars.add_task(name, total=None)

        def advance(done: float, total: float) -> None:
            bars.update(task, completed=done, total=total)

        try:
            yield advance
            bars.update(task, completed=1.0, total=1.0)
        finally:
            with self._changing:
                self._under_way -= 1
                if not self._under_way:
                    bars.stop()
                    self._bars = None

    def _started(self) -> Progress:
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

        name = TextColumn("{task.description:<28}", markup=False)
        bars = Progress(name, BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), console=self._console)
        bars.start()
        return bars

    def notice(self, message: str) -> None:
        """Print the notice on a line of its own."""
        self._console.print(f"note: {message}", style="yellow", markup=False, soft_wrap=True)

    def failure(self, message: str) -> None:
        """Print the failure on lines of its own."""
        self._console.print(f"error: {message}", style="red", markup=False, soft_wrap=True)
