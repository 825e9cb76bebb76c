"""Recognition with faster-whisper (CTranslate2): int8 on a CPU, float16 on a GPU.

Its own voice activity detection is never used; see :mod:`.regions`.
"""

from __future__ import annotations

import importlib.util
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING, Any

from pipeline.errors import EngineFailedError, EngineUnavailableError, ModelUnreadableError, OutOfMemoryError
from pipeline.memory import in_halves, ran_out
from pipeline.recognition import Heard
from pipeline.recognition.batches import in_batches, share_out
from pipeline.recognition.ctranslate2_weights import dimensions_of
from pipeline.recognition.limits import DETECTION_REGIONS, DOUBTFUL_LOG_PROBABILITY, LOOPING_RATIO
from pipeline.recognition.pieces import Piece, words_of
from pipeline.timeline import EngineIdentity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.machine import Machine
    from pipeline.progress import Advance, Tell
    from pipeline.timeline import ModelIdentity, Waveform

ENGINE = "faster-whisper"
_BATCH = {"cpu": 2, "cuda": 32}
"""Regions decoded together at most, by device. On a CPU larger batches were no faster."""
_BEAM, _CAREFUL_BEAM = 2, 5
"""Texts followed at a time, by the usual and by the careful way. On 19 recordings (5,020 words) five made 180 errors,
and two made 181 in a seventh less time."""

_SAMPLING = Lock()
"""Samples are drawn by one worker at a time, as there is one seed for all."""


@dataclass(frozen=True, slots=True)
class FasterWhisper:
    """A CTranslate2 Whisper model, loaded (see :class:`pipeline.recognition.Recognizer`).

    It has a worker for each core, which takes whole batches: threads that share one matrix of a small model wait for
    each other more than they compute.
    """

    model: Any
    identity: EngineIdentity
    tell: Tell
    batch: int = _BATCH["cpu"]
    workers: int = 1

    @property
    def languages(self) -> frozenset[str]:
        """What the model has a token for; English alone for a model of English."""
        if not self.model.model.is_multilingual:
            return frozenset({"en"})
        token = self.model.hf_tokenizer.token_to_id
        return frozenset(code for code in self.model.supported_languages if token(f"<|{code}|>") is not None)

    def detect_language(self, waveform: Waveform, regions: Sequence[Span]) -> str:
        """The likeliest language of the first regions."""
        import numpy as np

        if not self.model.model.is_multilingual:
            return "en"
        votes: dict[str, float] = {}
        for region in regions[:DETECTION_REGIONS]:
            sound = np.ascontiguousarray(waveform.crop(region))
            with _at_work():
                heard = self.model.detect_language(sound, vad_filter=False)[2]
            for language, probability in heard:
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
        prompt: str | None = None,
    ) -> tuple[Heard, ...]:
        """What each region says, in batches; ``careful`` takes them one by one."""
        found: list[Heard] = []
        # a blank before the first word of a prompt, as in the texts that Whisper learnt from
        shown = f" {prompt.strip()}" if prompt else None
        decode = self._carefully if careful else self._batch

        def hear(batch: Sequence[Span]) -> list[Heard]:
            with _at_work():
                return decode(waveform, batch, language, shown)

        def hear_all(batch: Sequence[Span]) -> list[Heard]:
            return in_halves(hear, batch, self.tell)

        batches = in_batches(regions, 1 if careful else self.batch, self.workers)
        with ThreadPoolExecutor(self.workers, ENGINE) as pool:
            for heard in pool.map(hear_all, batches):
                found += heard
                waveform.let_go()  # of what was looked at for them
                advance(len(found), len(regions))
        return tuple(found)

    def _batch(self, waveform: Waveform, regions: Sequence[Span], language: str, prompt: str | None) -> list[Heard]:
        from faster_whisper import BatchedInferencePipeline

        segments, _ = BatchedInferencePipeline(self.model).transcribe(
            waveform.samples,
            language=language,
            beam_size=_BEAM,
            word_timestamps=True,
            vad_filter=False,
            clip_timestamps=[{"start": region.start, "end": region.end} for region in regions],
            batch_size=len(regions),
            initial_prompt=prompt,
        )
        found: list[list[Any]] = [[] for _ in regions]
        for segment in segments:
            found[_home(segment, regions)].append(segment)
        return [_heard(mine, 0.0, region, language) for region, mine in zip(regions, found, strict=True)]

    def _carefully(self, waveform: Waveform, regions: Sequence[Span], language: str, prompt: str | None) -> list[Heard]:
        import ctranslate2
        import numpy as np

        found = []
        for region in regions:
            transcribe = partial(
                self.model.transcribe,
                np.ascontiguousarray(waveform.crop(region)),
                language=language,
                beam_size=_CAREFUL_BEAM,
                word_timestamps=True,
                vad_filter=False,
                condition_on_previous_text=False,
                no_speech_threshold=None,
                initial_prompt=prompt,
            )
            segments = list(transcribe(temperature=0.0)[0])
            if not segments or any(_is_doubtful(segment) for segment in segments):
                with _SAMPLING:
                    ctranslate2.set_random_seed(0)  # the same sound shall give the same words, whatever came before
                    segments = list(transcribe()[0])  # at temperatures that rise until the text convinces
            found.append(_heard(segments, region.start, region, language))
        return found


def _is_doubtful(segment: Any) -> bool:
    """Whether the library itself would try the text again at a higher temperature."""
    return bool(segment.compression_ratio > LOOPING_RATIO or segment.avg_logprob < DOUBTFUL_LOG_PROBABILITY)


def _home(segment: Any, regions: Sequence[Span]) -> int:
    """Which region a segment of a batch came from: the one it lies in most deeply."""
    span = Span(segment.start, max(segment.start, segment.end))
    return max(range(len(regions)), key=lambda i: (regions[i].overlap(span), -regions[i].distance(span.midpoint)))


@contextmanager
def _at_work() -> Iterator[None]:
    """CTranslate2's failures as byline's own."""
    try:
        yield
    except (RuntimeError, MemoryError) as error:  # a CUDA library that is missing is a RuntimeError too
        if ran_out(error):
            raise OutOfMemoryError(ENGINE, str(error)) from error
        raise EngineFailedError(ENGINE, str(error)) from error


def _heard(segments: Sequence[Any], offset: float, region: Span, language: str) -> Heard:
    """The segments of one region as one; ``offset`` is where their times begin to count. The worst measure stands."""
    pieces = [
        Piece(word.word, float(word.start + offset), float(word.end + offset), word.probability, tokens=1)
        for segment in segments
        for word in segment.words or ()
    ]
    return Heard(
        words_of(pieces, region, language),
        min((segment.avg_logprob for segment in segments), default=None),
        max((segment.no_speech_prob for segment in segments), default=None),
    )


def load(model: Path, identity: ModelIdentity, device: str, machine: Machine, tell: Tell) -> FasterWhisper:
    """The engine with the CTranslate2 model in the folder ``model``, on ``cpu`` or ``cuda``.

    As many regions are decoded side by side as ``machine`` has cores and memory for.
    """
    if importlib.util.find_spec("faster_whisper") is None:
        raise EngineUnavailableError(
            ENGINE, "it is not installed", "Install it (pip install faster-whisper) or take --engine openai-whisper."
        )
    for name in ("model.bin", "tokenizer.json"):  # without the second it would ask the hub for one
        if not (model / name).is_file():
            raise ModelUnreadableError(
                model,
                f"there is no {name} in it",
                "faster-whisper needs a model converted to CTranslate2; a .pt runs with --engine openai-whisper.",
            )
    from ctranslate2 import get_cuda_device_count
    from faster_whisper import WhisperModel

    if device == "cuda" and not get_cuda_device_count():
        raise EngineUnavailableError(ENGINE, "CTranslate2 finds no CUDA device", "Take --device cpu.")
    sizes, weights = dimensions_of(model), (model / "model.bin").stat().st_size
    workers, batch = share_out(ENGINE, sizes, device, machine, _BATCH[device], weights, tell)
    try:
        loaded = WhisperModel(
            str(model),
            device=device,
            compute_type="int8" if device == "cpu" else "float16",
            cpu_threads=max(1, machine.threads // workers),
            num_workers=workers,
            local_files_only=True,
        )
    except (RuntimeError, ValueError, MemoryError) as error:
        if ran_out(error):
            raise OutOfMemoryError(ENGINE, str(error)) from error
        raise ModelUnreadableError(model, str(error)) from error
    engine = EngineIdentity(ENGINE, version("faster-whisper"), (identity,))
    return FasterWhisper(loaded, engine, tell, batch, workers)
