"""Recognition with faster-whisper (CTranslate2): int8 on a CPU, float16 on a GPU.

Its own voice activity detection is never used; see :mod:`.regions`.
"""

from __future__ import annotations

import importlib.util
import math
import os
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from pipeline.batches import in_batches
from pipeline.errors import EngineFailedError, EngineUnavailableError, ModelUnreadableError
from pipeline.memory import in_halves, running_out
from pipeline.recognition import Heard
from pipeline.recognition.ctranslate2_weights import dimensions_of
from pipeline.recognition.limits import DETECTION_REGIONS, DOUBTFUL_LOG_PROBABILITY, LOOPING_RATIO
from pipeline.recognition.pieces import Piece, words_of
from pipeline.recognition.regions import MAX_REGION
from pipeline.recognition.shares import Shares, regions_at_once, share_out, workers_for
from pipeline.timeline import SAMPLE_RATE, EngineIdentity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from pipeline.machine import Machine
    from pipeline.progress import Advance, Tell
    from pipeline.timeline import ModelIdentity, Waveform

ENGINE = "faster-whisper"
_BATCH = {"cpu": 4, "cuda": 32}
"""Regions decoded together at most, by device. On a CPU each step of the decoder reads all weights: decoded four at a
time, 30 regions took a third less of it than one by one; eight at a time hardly less, and more memory."""
_BEAM, _CAREFUL_BEAM = 2, 5
"""Texts followed at a time, by the usual and by the careful way. On 19 recordings (5,020 words) five made 180 errors,
and two made 181 in a seventh less time."""

_LOOP = 3
"""Tokens that may not come again in the careful way's second try. (The library's own way, samples at temperatures that
rise, gives other words each time: CTranslate2 takes a seed once for each of its threads, and never again.)"""
_APART = 3.0
"""Seconds of silence before each region of a batch. The library cuts the first word of a region short where it begins
long after the words before it, up to 2.8 s: so each region is treated as it would be alone."""
_AFTER = 4.0
"""Seconds of silence behind a region, where there is room, on a CPU. It encodes no more than that, because attention
squares with length; a GPU encodes half a minute. With 2 s whole regions fell silent; with 4 and 6 s behind regions of
up to 21 s, 30 recordings (13,203 words) had 594 errors, 589 with half a minute, and 573 as it is now. (Under 2.56 s in
all CTranslate2 could take the sound of a region that is hardly there for states that it has encoded already.)"""
_LENGTHS = 2.0
"""Seconds between the lengths that are encoded: regions share a batch when theirs are the same."""


@dataclass(frozen=True, slots=True)
class FasterWhisper:
    """A CTranslate2 Whisper model, loaded (see :class:`pipeline.recognition.Recognizer`).

    It has a worker for each core, which takes whole batches: threads that share one matrix of a small model wait for
    each other more than they compute.
    """

    model: Any
    identity: EngineIdentity
    machine: Machine
    tell: Tell
    sizes: Mapping[str, int]
    """The model's, by openai-whisper's names for them."""
    device: str
    workers: int
    batch: int

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

        def listen(region: Span) -> list[tuple[str, float]]:
            with _at_work():
                sound = np.ascontiguousarray(waveform.crop(region))
                return self.model.detect_language(sound, vad_filter=False)[2]  # type: ignore[no-any-return]

        votes: dict[str, float] = {}
        workers = regions_at_once(min(self.workers, DETECTION_REGIONS), self.sizes, self.device, self.machine)
        with ThreadPoolExecutor(workers, ENGINE) as pool:
            for heard in pool.map(listen, regions[:DETECTION_REGIONS]):
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
        """What each region says, in batches; ``careful``, one by one."""
        # a blank before the first word of a prompt, as in the texts that Whisper learnt from
        shown = f" {prompt.strip()}" if prompt else None
        decode = self._carefully if careful else self._batch

        def hear(batch: Sequence[int]) -> list[Heard]:
            with _at_work():
                return decode(waveform, [regions[place] for place in batch], language, shown)

        def hear_all(batch: Sequence[int]) -> list[Heard]:
            return in_halves(hear, batch, self.tell)

        asked = Shares(self.workers, 1 if careful else self.batch)
        workers, size = share_out(ENGINE, asked, self.sizes, self.device, self.machine, self.tell)
        alike: dict[float, list[int]] = defaultdict(list)
        # longest ones first: the workers end at about the same time
        for place in sorted(range(len(regions)), key=lambda place: -regions[place].duration):
            alike[self._encoded(regions[place])].append(place)
        size = min(size, -(-len(regions) // workers))
        batches = [batch for places in alike.values() for batch in in_batches(places, size, 1)]
        found: dict[int, Heard] = {}
        with ThreadPoolExecutor(workers, ENGINE) as pool:
            for batch, heard in zip(batches, pool.map(hear_all, batches), strict=True):
                found.update(zip(batch, heard, strict=True))
                waveform.let_go()  # of what was looked at for them
                advance(len(found), len(regions))
        return tuple(found[place] for place in range(len(regions)))

    def _encoded(self, region: Span) -> float:
        """Seconds of sound that the encoder gets for a region: of the region alone, whoever shares its batch."""
        if self.device != "cpu":
            return MAX_REGION
        return min(MAX_REGION, math.ceil((region.duration + _AFTER) / _LENGTHS) * _LENGTHS)

    def _batch(self, waveform: Waveform, regions: Sequence[Span], language: str, prompt: str | None) -> list[Heard]:
        from pipeline.recognition.batched_whisper import Batch

        sound, places = _apart(waveform, regions)
        segments, _ = Batch(self.model, self._encoded(regions[0])).transcribe(  # which is the same of all
            sound,
            language=language,
            beam_size=_BEAM,
            word_timestamps=True,
            vad_filter=False,
            clip_timestamps=[{"start": place.start, "end": place.end} for place in places],
            batch_size=len(regions),
            initial_prompt=prompt,
        )
        found: list[list[Any]] = [[] for _ in regions]
        for segment in segments:
            found[_home(segment, places)].append(segment)
        return [
            _heard(mine, region.start - place.start, region, language)
            for region, place, mine in zip(regions, places, found, strict=True)
        ]

    def _carefully(self, waveform: Waveform, regions: Sequence[Span], language: str, prompt: str | None) -> list[Heard]:
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
                temperature=0.0,
            )
            segments = list(transcribe()[0])
            if any(_is_doubtful(segment) for segment in segments):
                other = list(transcribe(no_repeat_ngram_size=_LOOP)[0])
                segments = max(segments, other, key=_sureness)
            found.append(_heard(segments, region.start, region, language))
        return found


def _is_doubtful(segment: Any) -> bool:
    """Whether the library itself would try the text again at a higher temperature."""
    return bool(segment.compression_ratio > LOOPING_RATIO or segment.avg_logprob < DOUBTFUL_LOG_PROBABILITY)


def _sureness(segments: Sequence[Any]) -> tuple[bool, float]:
    """What speaks for a text: that it does not repeat itself, then the probability of its least probable segment."""
    if not segments:
        return (True, -math.inf)
    looping = any(segment.compression_ratio > LOOPING_RATIO for segment in segments)
    return (not looping, min(segment.avg_logprob for segment in segments))


def _apart(waveform: Waveform, regions: Sequence[Span]) -> tuple[npt.NDArray[np.float32], list[Span]]:
    """The sound of the regions with silence between them, and where each has come to lie in it."""
    import numpy as np

    gap = np.zeros(round(_APART * SAMPLE_RATE), np.float32)
    parts: list[npt.NDArray[np.float32]] = []
    places = []
    length = 0
    for region in regions:
        sound = waveform.crop(region)
        start = length + len(gap)
        length = start + len(sound)
        parts += [gap, sound]
        places.append(Span(start / SAMPLE_RATE, length / SAMPLE_RATE))
    return np.concatenate(parts), places


def _home(segment: Any, regions: Sequence[Span]) -> int:
    """Which region a segment of a batch came from: the one it lies in most deeply."""
    span = Span(segment.start, max(segment.start, segment.end))
    return max(range(len(regions)), key=lambda i: (regions[i].overlap(span), -regions[i].distance(span.midpoint)))


@contextmanager
def _at_work() -> Iterator[None]:
    """CTranslate2's failures as byline's own."""
    try:
        with running_out(ENGINE):
            yield
    except RuntimeError as error:  # a CUDA library that is missing
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


def _take_wide_registers() -> None:
    """Have CTranslate2 use AVX-512 wherever there is it, unless the user said something else.

    By itself it does so on Intel's processors alone; on one of AMD's that has it recognition takes a tenth less time.
    It asks when it calculates for the first time.
    """
    import torch

    if torch.backends.cpu.get_cpu_capability() == "AVX512":
        os.environ.setdefault("CT2_FORCE_CPU_ISA", "AVX512")


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
    _take_wide_registers()
    from ctranslate2 import get_cuda_device_count

    from pipeline.recognition.batched_whisper import Model

    if device == "cuda" and not get_cuda_device_count():
        raise EngineUnavailableError(ENGINE, "CTranslate2 finds no CUDA device", "Take --device cpu.")
    sizes, workers = dimensions_of(model), workers_for(device, machine)
    try:
        with running_out(ENGINE):
            loaded = Model(
                str(model),
                device=device,
                compute_type="int8" if device == "cpu" else "float16",
                cpu_threads=max(1, machine.threads // workers),
                num_workers=workers,
                local_files_only=True,
            )
    except (RuntimeError, ValueError) as error:
        raise ModelUnreadableError(model, str(error)) from error
    engine = EngineIdentity(ENGINE, version("faster-whisper"), (identity,))
    return FasterWhisper(loaded, engine, machine, tell, sizes, device, workers, _BATCH[device])
