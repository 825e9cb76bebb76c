"""The engines of a run, each loaded once, when it is first needed, from the weights in the model store."""

from __future__ import annotations

import os
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from pipeline import recognition
from pipeline.device import check_device, resolve_device
from pipeline.diarization.options import DEFAULT_PIPELINE
from pipeline.errors import EngineUnavailableError, InvalidValueError, OutOfMemoryError
from pipeline.fallback import SteadyDiarizer, SteadyRecognizer
from pipeline.languages import check_language
from pipeline.machine import Machine

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.config import Config
    from pipeline.diarization import Diarizer
    from pipeline.diarization.voice_encoder import VoiceEncoder
    from pipeline.models import ModelStore
    from pipeline.progress import Reporter
    from pipeline.recognition import Recognizer

T = TypeVar("T")


class Engines:
    """A diarizer and a recogniser as ``config`` asks for them.

    Wrong names are refused when this is made, before any work; weights are fetched and loaded on first use, and kept,
    so that a batch pays for them once. With a store that is offline, the libraries reach no hub either.
    """

    def __init__(self, config: Config, store: ModelStore, reporter: Reporter) -> None:
        self._config = config
        self._store = store
        self._reporter = reporter
        self._machine = Machine.of(config.machine)
        self._notices: list[str] = []
        check_device(config.diarization.device)
        check_device(config.recognition.device)
        check_language(config.recognition.language)
        store.check(config.recognition.model, "recognition")
        if config.diarization.pipeline != DEFAULT_PIPELINE:
            store.check(config.diarization.pipeline, "diarization")
        self._engine = recognition.choose_engine(config.recognition.engine, config.recognition.model)
        if store.offline:
            os.environ["HF_HUB_OFFLINE"] = "1"  # read when a library that asks the hub is imported

    @cached_property
    def diarizer(self) -> Diarizer:
        """The diarizer, loaded."""
        from pipeline.diarization import pyannote

        options = self._config.diarization
        default = options.pipeline == DEFAULT_PIPELINE
        names = self._diarization_models
        folders = [self._store.path(name) for name in names]
        identities = tuple(self._store.identity(name) for name in names)

        def load(device: str) -> Diarizer:
            if default:
                segmentation, embedding = folders
                return pyannote.load_default(segmentation, embedding, identities, device, options, self._machine)
            return pyannote.load_pipeline(folders[0], identities[0], device, options, self._machine)

        with self._reporter.stage("load diarizer"):
            device = resolve_device(options.device)
            if device == "cpu":
                return load("cpu")
            return SteadyDiarizer(_unless_memory_runs_out(load, device), partial(load, "cpu"), self._tell)

    @cached_property
    def voice_encoder(self) -> VoiceEncoder:
        """What makes the voiceprints of enrolled voices: the diarizer's own network, which is loaded with it.

        Raises:
            InvalidValueError: another diarization pipeline was asked for, whose voiceprints nobody calibrated.

        """
        from pipeline.diarization.voice_encoder import encoder_of

        if self._config.diarization.pipeline != DEFAULT_PIPELINE:
            raise InvalidValueError(
                "diarization.pipeline",
                f"voices are enrolled with {DEFAULT_PIPELINE} only, not with {self._config.diarization.pipeline}",
            )
        diarizer = self.diarizer
        return encoder_of(diarizer.current if isinstance(diarizer, SteadyDiarizer) else diarizer)

    @cached_property
    def recognizer(self) -> Recognizer:
        """The recogniser, loaded."""
        options = self._config.recognition
        path = self._store.path(options.model)
        identity = self._store.identity(options.model)

        def load(device: str) -> Recognizer:
            return recognition.load(self._engine, path, identity, device, self._machine, self._tell)

        with self._reporter.stage("load recogniser"):
            device = resolve_device(options.device)
            if device == "cpu":
                return load("cpu")
            try:
                on_gpu = _unless_memory_runs_out(load, device)
            except EngineUnavailableError:  # torch finds a GPU, and this engine none
                if options.device != "auto":
                    raise
                return load("cpu")
            return SteadyRecognizer(on_gpu, partial(load, "cpu"), self._tell)

    def take_notices(self) -> tuple[str, ...]:
        """What the engines had to do otherwise than planned since this was last asked, each thing once."""
        told = tuple(dict.fromkeys(self._notices))
        self._notices.clear()
        return told

    def fetch(self) -> None:
        """Have all weights in the store; what is there already costs nothing.

        They are fetched on first use too. But a fetch that is to end with an interrupt belongs to the main thread.
        """
        for name in (*self._diarization_models, self._config.recognition.model):
            self._store.path(name)

    @property
    def _diarization_models(self) -> tuple[str, ...]:
        from pipeline.diarization import pyannote

        pipeline = self._config.diarization.pipeline
        return pyannote.DEFAULT_MODELS if pipeline == DEFAULT_PIPELINE else (pipeline,)

    def _tell(self, message: str) -> None:
        self._notices.append(message)


def _unless_memory_runs_out(load: Callable[[str], T], device: str) -> T | None:
    """What ``load`` makes on ``device``; None where its memory does not suffice."""
    try:
        return load(device)
    except OutOfMemoryError:
        return None
