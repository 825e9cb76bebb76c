"""byline for programs: one call from a recording to its transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.config import Config
from pipeline.engines import Engines
from pipeline.models import ModelStore, default_root
from pipeline.progress import SilentReporter
from pipeline.run import run_pipeline
from pipeline.show import Show

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.progress import Reporter
    from pipeline.schema import Transcript


def transcribe(
    path: Path,
    *,
    show: Show | None = None,
    config: Config | None = None,
    models: ModelStore | None = None,
    reporter: Reporter | None = None,
) -> Transcript:
    """The transcript of the recording at ``path``; weights are fetched when they are first needed.

    For many recordings run ``byline run A B C``, or make :class:`~pipeline.engines.Engines` once and call
    :func:`~pipeline.run.run_pipeline` for each: then the models are loaded once.

    Raises:
        BylineError: whatever a user can recognise; :mod:`pipeline.errors` draws the tree.

    """
    watching = reporter or SilentReporter()
    settings = config or Config()
    engines = Engines(settings, models or ModelStore(default_root(), reporter=watching), watching)
    return run_pipeline(path, engines, settings, show or Show(), watching)
