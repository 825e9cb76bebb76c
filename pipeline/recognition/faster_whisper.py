"""Recognition with faster-whisper (CTranslate2): int8 on a CPU, float16 on a GPU.

Its own voice activity detection is never used; see :mod:`.regions`.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from pipeline.errors import EngineFailedError, EngineUnavailableError, ModelUnreadableError
from pipeline.recognition.limits import DOUBTFUL_LOG_PROBABILITY, LOOPING_RATIO, NO_SPEECH_PROBABILITY
from pipeline.recognition.pieces import Piece, words_of
from pipeline.timeline import EngineIdentity, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pipeline.progress import Advance
    from pipeline.timeline import ModelIdentity, Waveform, Word

ENGINE = "faster-whisper"
_BATCH = 8
_BEAM = 5
_DETECTION_REGIONS = 3


@dataclass(frozen=True, slots=True)
class FasterWhisper:
    """A CTranslate2 Whisper model, loaded (see :class:`pipeline.recognition.Recognizer`)."""

    model: Any
    identity: EngineIdentity

    def detect_language(self, waveform: Waveform, regions: Sequence[Span]) -> str:
        """The likeliest language of the first regions."""
        import numpy as np

        if not self.model.model.is_multilingual:
            return "en"
        votes: dict[str, float] = {}
        for region in regions[:_DETECTION_REGIONS]:
            sound = np.ascontiguousarray(waveform.crop(region))
            for language, probability in self.model.detect_language(sound, vad_filter=False)[2]:
                votes[language] = votes.get(language, 0.0) + probability
        return max(votes, key=votes.__getitem__)

    def recognize(
        self,
        waveform: Waveform,
        regions: Sequence[Span],
        language: str,
        advance: Advance,
        *,
        careful: bool = False,
    ) -> tuple[tuple[Word, ...], ...]:
        """The words of each region, in batches; ``careful`` takes them one by one."""
        words: list[tuple[Word, ...]] = []
        size = 1 if careful else _BATCH
        for first in range(0, len(regions), size):
            batch = regions[first : first + size]
            decode = self._carefully if careful else self._batch
            try:
                words.extend(decode(waveform, batch, language))
            except RuntimeError as error:  # CTranslate2's own, out of memory among them
                remedy = "If memory ran out, use a smaller model, or --device cpu where it was the GPU's."
                raise EngineFailedError(ENGINE, str(error), remedy) from error
            advance(len(words), len(regions))
        return tuple(words)

    def _batch(self, waveform: Waveform, regions: Sequence[Span], language: str) -> list[tuple[Word, ...]]:
        from faster_whisper import BatchedInferencePipeline

        segments, _ = BatchedInferencePipeline(self.model).transcribe(
            waveform.samples,
            language=language,
            beam_size=_BEAM,
            word_timestamps=True,
            vad_filter=False,
            clip_timestamps=[{"start": region.start, "end": region.end} for region in regions],
            batch_size=len(regions),
        )
        heard: list[list[Any]] = [[] for _ in regions]
        for segment in segments:
            heard[_home(segment, regions)].append(segment)
        return [
            self._carefully(waveform, [region], language)[0]
            if any(segment.compression_ratio > LOOPING_RATIO for segment in mine)
            else words_of(_pieces((segment for segment in mine if not _is_empty(segment)), 0.0), region, language)
            for region, mine in zip(regions, heard, strict=True)
        ]

    def _carefully(self, waveform: Waveform, regions: Sequence[Span], language: str) -> list[tuple[Word, ...]]:
        import numpy as np

        words = []
        for region in regions:
            segments, _ = self.model.transcribe(
                np.ascontiguousarray(waveform.crop(region)),
                language=language,
                beam_size=_BEAM,
                word_timestamps=True,
                vad_filter=False,
                condition_on_previous_text=False,
                no_speech_threshold=None,
            )
            words.append(words_of(_pieces(segments, region.start), region, language))
        return words


def _home(segment: Any, regions: Sequence[Span]) -> int:
    """Which region a segment of a batch came from: the one it lies in most deeply."""
    span = Span(segment.start, max(segment.start, segment.end))
    return max(range(len(regions)), key=lambda i: (regions[i].overlap(span), -regions[i].distance(span.midpoint)))


def _is_empty(segment: Any) -> bool:
    return bool(segment.no_speech_prob > NO_SPEECH_PROBABILITY and segment.avg_logprob < DOUBTFUL_LOG_PROBABILITY)


def _pieces(segments: Iterable[Any], offset: float) -> list[Piece]:
    return [
        Piece(word.word, word.start + offset, word.end + offset, word.probability, tokens=1)
        for segment in segments
        for word in segment.words or ()
    ]


def load(model: Path, identity: ModelIdentity, device: str) -> FasterWhisper:
    """The engine with the CTranslate2 model in the folder ``model``, on ``cpu`` or ``cuda``."""
    if importlib.util.find_spec("faster_whisper") is None:
        raise EngineUnavailableError(
            ENGINE, "it is not installed", "Install it (pip install faster-whisper) or take --engine openai-whisper."
        )
    if not (model / "model.bin").is_file():
        raise ModelUnreadableError(
            model,
            "there is no model.bin in it",
            "faster-whisper needs a model converted to CTranslate2; a .pt runs with --engine openai-whisper.",
        )
    from faster_whisper import WhisperModel

    try:
        loaded = WhisperModel(
            str(model), device=device, compute_type="int8" if device == "cpu" else "float16", local_files_only=True
        )
    except (RuntimeError, ValueError) as error:
        raise ModelUnreadableError(model, str(error)) from error
    return FasterWhisper(loaded, EngineIdentity(ENGINE, version("faster-whisper"), (identity,)))
