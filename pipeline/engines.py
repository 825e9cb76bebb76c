"""The engines of a run, each loaded once, when it is first needed, from the weights in the model store."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import recognition
from pipeline.device import DEVICES, resolve_device
from pipeline.diarization.options import DEFAULT_PIPELINE
from pipeline.errors import UnknownChoiceError
from pipeline.languages import check_language

if TYPE_CHECKING:
    from pipeline.config import Config
    from pipeline.diarization import Diarizer
    from pipeline.models import ModelStore
    from pipeline.progress import Reporter
    from pipeline.recognition import Recognizer

_DEFAULT_MODELS = ("segmentation-3.0", "campplus")


class Engines:
    """A diarizer and a recogniser as ``config`` asks for them.

    Wrong names are refused when this is made, before any work; weights are fetched and loaded on first use, and kept,
    so that a batch pays for them once.
    """

    def __init__(self, config: Config, store: ModelStore, reporter: Reporter) -> None:
        self._config = config
        self._store = store
        self._reporter = reporter
        for asked in (config.diarization.device, config.recognition.device):
            if asked not in DEVICES:
                raise UnknownChoiceError("device", asked, DEVICES)
        check_language(config.recognition.language)
        self._engine = recognition.choose_engine(config.recognition.engine, config.recognition.model)
        for name in (*self._models, *self._pipelines):
            if not Path(name).expanduser().exists():
                store.model(name)  # refuses a name it does not know

    @property
    def _models(self) -> tuple[str, ...]:
        return (self._config.recognition.model,)

    @property
    def _pipelines(self) -> tuple[str, ...]:
        asked = self._config.diarization.pipeline
        return _DEFAULT_MODELS if asked == DEFAULT_PIPELINE else (asked,)

    def fetch(self) -> None:
        """Bring every model that will be needed into the store, so that nothing fails for want of one later."""
        for name in (*self._pipelines, *self._models):
            if not Path(name).expanduser().is_file():
                self._store.path(name)

    @cached_property
    def diarizer(self) -> Diarizer:
        """The diarizer, loaded."""
        from pipeline.diarization import pyannote

        options = self._config.diarization
        folders = [self._store.path(name) for name in self._pipelines]
        identities = tuple(self._store.identity(name) for name in self._pipelines)
        with self._reporter.stage("load diarizer"):
            device = resolve_device(options.device)
            if options.pipeline == DEFAULT_PIPELINE:
                segmentation, embedding = folders
                return pyannote.load_default(segmentation, embedding, identities, device, options)
            return pyannote.load_pipeline(folders[0], identities[0], device, options)

    @cached_property
    def recognizer(self) -> Recognizer:
        """The recogniser, loaded."""
        options = self._config.recognition
        own_file = Path(options.model).expanduser()
        path = own_file if own_file.is_file() else self._store.path(options.model)
        identity = self._store.identity(options.model)
        with self._reporter.stage("load recogniser"):
            return recognition.load(self._engine, path, identity, resolve_device(options.device))
