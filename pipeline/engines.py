"""The engines of a run, each loaded once, when it is first needed, from the weights in the model store."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline import recognition
from pipeline.device import check_device, resolve_device
from pipeline.diarization.options import DEFAULT_PIPELINE
from pipeline.errors import InvalidValueError
from pipeline.languages import check_language

if TYPE_CHECKING:
    from pipeline.config import Config
    from pipeline.diarization import Diarizer
    from pipeline.diarization.voice_encoder import VoiceEncoder
    from pipeline.models import ModelStore
    from pipeline.progress import Reporter
    from pipeline.recognition import Recognizer


class Engines:
    """A diarizer and a recogniser as ``config`` asks for them.

    Wrong names are refused when this is made, before any work; weights are fetched and loaded on first use, and kept,
    so that a batch pays for them once. With a store that is offline, the libraries reach no hub either.
    """

    def __init__(self, config: Config, store: ModelStore, reporter: Reporter) -> None:
        self._config = config
        self._store = store
        self._reporter = reporter
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
        names = pyannote.DEFAULT_MODELS if default else (options.pipeline,)
        folders = [self._store.path(name) for name in names]
        identities = tuple(self._store.identity(name) for name in names)
        with self._reporter.stage("load diarizer"):
            device = resolve_device(options.device)
            if default:
                segmentation, embedding = folders
                return pyannote.load_default(segmentation, embedding, identities, device, options)
            return pyannote.load_pipeline(folders[0], identities[0], device, options)

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
        return encoder_of(self.diarizer)

    @cached_property
    def recognizer(self) -> Recognizer:
        """The recogniser, loaded."""
        options = self._config.recognition
        path = self._store.path(options.model)
        identity = self._store.identity(options.model)
        with self._reporter.stage("load recogniser"):
            return recognition.load(self._engine, path, identity, resolve_device(options.device))
