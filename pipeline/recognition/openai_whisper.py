"""The engine ``openai-whisper``: OpenAI's own package, the reference for what Whisper hears.

Regions of speech come in, words with times go out. Decided here: regions are decoded greedily in batches without
timestamp tokens, one batch to a core, and a text that is cut off is decoded to its end. The sound is encoded once for
all that is asked of it; see :mod:`.number_format`, :mod:`.whisper_decoding` and :mod:`.whisper_alignment`.
"""

from __future__ import annotations

import pickle
import warnings
from contextlib import contextmanager
from dataclasses import replace
from importlib import metadata
from typing import TYPE_CHECKING, Any

from pipeline.batches import in_batches
from pipeline.errors import EngineFailedError, EngineUnavailableError, ModelUnreadableError
from pipeline.hush import own_warnings
from pipeline.memory import in_halves, running_out
from pipeline.recognition import Heard
from pipeline.recognition.limits import DETECTION_REGIONS, DOUBTFUL_LOG_PROBABILITY, LOOPING_RATIO
from pipeline.recognition.pieces import words_of
from pipeline.recognition.shares import Shares, share_out, workers_for
from pipeline.timeline import EngineIdentity
from pipeline.torch_threads import pool_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from torch import Tensor

    from pipeline.machine import Machine
    from pipeline.progress import Advance, Tell
    from pipeline.recognition.whisper_decoding import Sound
    from pipeline.timeline import ModelIdentity, Span, Waveform

NAME = "openai-whisper"

BATCH_SIZE = {"cpu": 6, "cuda": 16}
"""Regions decoded together at most, by device. A batch lasts as long as its longest text; one region alone takes more
than twice as long as in a batch, because each step reads all weights."""

TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Tried in this order by the careful way, until a text neither loops nor is doubtful."""
CANDIDATES = 5
"""Texts followed at a time by the careful way: beams at temperature 0, samples above (whisper's command line: 5)."""

_SPECIAL_TOKENS = 5  # start, language, task, no timestamps, end
_FEWEST_FRAMES = 2  # spectrogram frames that make one frame of attention


def load(model_path: Path, identity: ModelIdentity, device: str, machine: Machine, tell: Tell) -> OpenAIWhisper:
    """The engine with its model on ``device`` (``cpu`` or ``cuda``).

    ``model_path`` is a CTranslate2 folder, whose weights it shares with faster-whisper, or one of OpenAI's checkpoints
    (``.pt``). Raises :class:`EngineUnavailableError` where the package is missing, and :class:`ModelUnreadableError`
    for a model of another kind.
    """
    try:
        import whisper
        from whisper.tokenizer import get_tokenizer

        from pipeline.recognition.number_format import convert
    except (ImportError, OSError) as error:  # OSError: a shared library of torch's is missing
        remedy = "Install it: python -m pip install openai-whisper==20250625"
        raise EngineUnavailableError(NAME, str(error), remedy) from error
    if model_path.is_dir():
        from pipeline.recognition.ctranslate2_weights import load_whisper

        model = load_whisper(model_path)
    else:
        model = _load_checkpoint(whisper, model_path)
    with running_out(NAME):
        convert(model, device)
        model = model.to(device)
    with own_warnings():
        # whisper reads its vocabulary once and never closes the file; from here on it is in whisper's cache
        warnings.filterwarnings("ignore", "unclosed file", ResourceWarning)
        get_tokenizer(model.is_multilingual, num_languages=model.num_languages)
    return OpenAIWhisper(model, EngineIdentity(NAME, metadata.version("openai-whisper"), (identity,)), machine, tell)


def _load_checkpoint(whisper: Any, path: Path) -> Any:
    try:
        with running_out(NAME):
            model = whisper.load_model(str(path.resolve()), device="cpu")
    except (OSError, RuntimeError, LookupError, TypeError, EOFError, pickle.UnpicklingError) as error:
        raise ModelUnreadableError(path, str(error)) from error
    # A checkpoint does not say which heads follow the sound; the package knows it of OpenAI's models, by their names.
    if heads := whisper._ALIGNMENT_HEADS.get(path.stem):
        model.set_alignment_heads(heads)
    return model.eval()


class OpenAIWhisper:
    """A :class:`~pipeline.recognition.Recognizer` around a ``whisper.model.Whisper``; :func:`load` makes it."""

    def __init__(self, model: Any, identity: EngineIdentity, machine: Machine, tell: Tell) -> None:
        self._model = model
        self._identity = identity
        self._tell = tell
        device = model.device.type
        self._on_gpu = device == "cuda"
        self._machine = machine
        self._workers, self._batch = workers_for(device, machine), BATCH_SIZE[device]

    @property
    def identity(self) -> EngineIdentity:
        """Library, version and weights."""
        return self._identity

    @property
    def languages(self) -> frozenset[str]:
        """What the model's tokenizer has a token for; English alone for a model of English."""
        from whisper.tokenizer import get_tokenizer

        if not self._model.is_multilingual:
            return frozenset({"en"})
        return frozenset(get_tokenizer(True, num_languages=self._model.num_languages).all_language_codes)

    def detect_language(self, waveform: Waveform, regions: Sequence[Span]) -> str:
        """The language that is the most probable one over the first few regions; there must be at least one."""
        if not self._model.is_multilingual:
            return "en"
        with _at_work(), _inference():
            _, heard = self._model.detect_language(self._encoded(waveform, regions[:DETECTION_REGIONS]))
        return str(max(heard[0], key=lambda code: sum(probabilities[code] for probabilities in heard)))

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
        """What each region says, in the regions' order."""
        tokenizer = self._tokenizer(language)
        # the careful way draws samples from one seed for all workers, so it works alone
        asked = Shares(1, 1) if careful else Shares(self._workers, self._batch)
        device = self._model.device.type
        workers, size = share_out(NAME, asked, vars(self._model.dims), device, self._machine, self._tell)
        # A batch is decoded until the longest of its texts ends, so regions of like length belong together.
        order = sorted(range(len(regions)), key=lambda index: regions[index].duration, reverse=True)
        batches = in_batches(order, size, workers)

        def hear(batch: Sequence[int]) -> list[Heard]:
            with _inference():
                return self._hear(waveform, [regions[index] for index in batch], tokenizer, prompt, careful=careful)

        found: dict[int, Heard] = {}
        with _at_work(), pool_of(workers, max(1, self._machine.threads // workers), NAME) as pool:
            heard = pool.map(lambda batch: in_halves(hear, batch, self._tell), batches)
            for batch, texts in zip(batches, heard, strict=True):
                found.update(zip(batch, texts, strict=True))
                waveform.let_go()  # of what was looked at for them
                advance(len(found), len(regions))
        return tuple(found[index] for index in range(len(regions)))

    def _hear(
        self, waveform: Waveform, regions: Sequence[Span], tokenizer: Any, prompt: str | None, *, careful: bool
    ) -> list[Heard]:
        import whisper
        from whisper.audio import FRAMES_PER_SECOND

        from pipeline.recognition.whisper_alignment import align
        from pipeline.recognition.whisper_decoding import decode, sound_of

        language = tokenizer.language or "en"  # the tokenizer of an English-only model names none
        options = whisper.DecodingOptions(language=language, without_timestamps=True, prompt=prompt or None)
        sound = sound_of(self._model, self._encoded(waveform, regions))
        results = [self._decode_carefully(sound, options)] if careful else decode(self._model, sound, options)
        found = []
        for index, (region, result) in enumerate(zip(regions, results, strict=True)):
            text = self._completed(result, sound.one(index), options)
            tokens = [token for token in text.tokens if token < tokenizer.eot]
            frames = max(_FEWEST_FRAMES, round(region.duration * FRAMES_PER_SECOND))
            pieces = align(self._model, tokenizer, tokens, sound.one(index), frames, region.start)
            found.append(Heard(words_of(pieces, region, language), text.avg_logprob, text.no_speech_prob))
        return found

    def _encoded(self, waveform: Waveform, regions: Sequence[Span]) -> Tensor:
        """The encoder's view of each region, shape ``(regions, 1500, states)``; a region is filled up with silence."""
        import numpy as np
        import torch
        from whisper.audio import N_SAMPLES, log_mel_spectrogram

        encoder = self._model.encoder
        found = []
        for region in regions:  # one by one: it is no slower, takes less memory, and no sound depends on another
            samples = np.zeros(N_SAMPLES, dtype=np.float32)
            cropped = waveform.crop(region)[:N_SAMPLES]
            samples[: len(cropped)] = cropped
            spectrogram = log_mel_spectrogram(samples, self._model.dims.n_mels, device=self._model.device)
            found.append(encoder(spectrogram[None].to(encoder.conv1.weight.dtype)))
        return torch.cat(found).to(self._model.decoder.token_embedding.weight.dtype)

    def _completed(self, result: Any, sound: Sound, options: Any) -> Any:
        """The ``DecodingResult`` itself, or a longer one where it ran into the limit of tokens without looping."""
        from pipeline.recognition.whisper_decoding import decode

        # whisper stops after half its context, 224 tokens: half a minute of fast speech can hold more
        context = self._model.dims.n_text_ctx
        if len(result.tokens) < context // 2 or _is_looping(result):
            return result
        (longer,) = decode(self._model, sound, replace(options, sample_len=context - _SPECIAL_TOKENS))
        return result if _is_looping(longer) else longer

    def _decode_carefully(self, sound: Sound, options: Any) -> Any:
        """The first text of rising temperature that neither loops nor is doubtful, else the most probable one."""
        import torch

        from pipeline.recognition.whisper_decoding import decode

        tried = []
        # samples are drawn from a fixed seed: the same sound shall give the same words, whatever was heard before
        with torch.random.fork_rng(devices=[self._model.device] if self._on_gpu else []):
            torch.manual_seed(0)
            for temperature in TEMPERATURES:
                width = {"best_of": CANDIDATES} if temperature else {"beam_size": CANDIDATES}
                (result,) = decode(self._model, sound, replace(options, temperature=temperature, **width))
                if not _is_looping(result) and result.avg_logprob >= DOUBTFUL_LOG_PROBABILITY:
                    return result
                tried.append(result)
        return max(tried, key=lambda result: (not _is_looping(result), result.avg_logprob))

    def _tokenizer(self, language: str) -> Any:
        from whisper.tokenizer import get_tokenizer

        multilingual, count = self._model.is_multilingual, self._model.num_languages
        return get_tokenizer(multilingual, num_languages=count, language=language, task="transcribe")


def _is_looping(result: Any) -> bool:
    return bool(result.compression_ratio > LOOPING_RATIO)


@contextmanager
def _at_work() -> Iterator[None]:
    """Without warnings of what is no fault. For one thread at a time, which has workers."""
    with own_warnings():
        # whisper's beam search hands a tensor to numpy.argsort, which numpy 2 deprecates and still does
        warnings.filterwarnings("ignore", "__array_wrap__ must accept", DeprecationWarning)
        yield


@contextmanager
def _inference() -> Iterator[None]:
    """Without gradients, failures as byline's own; holds for the thread that asks for it."""
    import torch

    try:
        with running_out(NAME), torch.inference_mode():
            yield
    except RuntimeError as error:
        raise EngineFailedError(NAME, str(error)) from error
