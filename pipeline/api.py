"""byline for programs: one call from a recording to its transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cast import gather
from pipeline.config import Config
from pipeline.engines import Engines
from pipeline.models import ModelStore, default_root
from pipeline.progress import SilentReporter
from pipeline.run import run_pipeline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.cast import Cast
    from pipeline.cast.show import Show
    from pipeline.naming.voiceprints import Voice
    from pipeline.progress import Reporter
    from pipeline.schema import Transcript


def transcribe(
    path: Path,
    *,
    show: Show | None = None,
    cast: Cast | None = None,
    config: Config | None = None,
    models: ModelStore | None = None,
    reporter: Reporter | None = None,
    voices: Sequence[Voice] = (),
) -> Transcript:
    """The transcript of the recording at ``path``; weights are fetched when they are first needed.

    Who is expected is said by a ``show`` alone, or by a ``cast`` (:func:`~pipeline.cast.sources.gather_cast`) that
    joins a show with what is known of the episode.

    ``voices`` are recognised when nobody names them; ``VoiceFolder(default_voices_root()).read()`` of
    :mod:`pipeline.voices.storage` gives those that the user enrolled.

    For many recordings run ``byline run A B C``, or make :class:`~pipeline.engines.Engines` once and call
    :func:`~pipeline.run.run_pipeline` for each: then the models are loaded once.

    Raises:
        BylineError: whatever a user can recognise; :mod:`pipeline.errors` draws the tree.

    """
    if show is not None and cast is not None:
        raise TypeError("give a show or a cast: a cast holds what is known of its show")
    watching = reporter or SilentReporter()
    settings = config or Config()
    engines = Engines(settings, models or ModelStore(default_root(), reporter=watching), watching)
    return run_pipeline(path, engines, settings, cast or gather(show), watching, voices)
