"""How much work something is, counted and not timed: the same on every machine, however busy it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pipeline

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

_OURS = str(Path(pipeline.__file__).parent)


def steps(work: Callable[[], object]) -> int:
    """Lines of byline's own code that ``work`` runs through, each time anew."""
    count = 0

    def on_line(frame: FrameType, event: str, argument: Any) -> Any:  # noqa: ARG001 - the interpreter's
        nonlocal count
        count += event == "line"
        return on_line

    def on_call(frame: FrameType, event: str, argument: Any) -> Any:  # noqa: ARG001 - the interpreter's
        return on_line if frame.f_code.co_filename.startswith(_OURS) else None

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
