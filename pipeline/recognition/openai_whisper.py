"""The engine ``openai-whisper``: OpenAI's own package, the reference for what Whisper hears.

Regions of speech come in, words with times go out. Decided here: regions are decoded greedily in batches without
timestamp tokens, a text that is cut off is decoded to its end, and word times come from the decoder's attention
over the sound (``whisper.timing``), for which the encoder does not run a second time.
"""

from __future__ import annotations

import pickle
import warnings
from contextlib import contextmanager
from dataclasses import replace
from importlib import metadata
from typing import TYPE_CHECKING, Any

from pipeline.errors import EngineFailedError, EngineUnavailableError, ModelUnreadableError, OutOfMemoryError
from pipeline.memory import in_halves, ran_out
from pipeline.recognition import Heard
from pipeline.recognition.limits import DETECTION_REGIONS, DOUBTFUL_LOG_PROBABILITY, LOOPING_RATIO
from pipeline.recognition.pieces import Piece, words_of
from pipeline.timeline import EngineIdentity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import torch

    from pipeline.machine import Machine
    from pipeline.progress import Advance, Tell
    from pipeline.timeline import ModelIdentity, Span, Waveform

NAME = "openai-whisper"

BATCH_SIZE = {"cpu": 6, "cuda": 16}
"""Regions decoded together, by device. A batch lasts as long as its longest text, and needs memory for all of them."""

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
        import torch
        import whisper
        from whisper.tokenizer import get_tokenizer
    except (ImportError, OSError) as error:  # OSError: a shared library of torch's is missing
        remedy = "Install it: python -m pip install openai-whisper==20250625"
        raise EngineUnavailableError(NAME, str(error), remedy) from error
    if model_path.is_dir():
        from pipeline.recognition.ctranslate2_weights import load_whisper

        model = load_whisper(model_path).to(device)
    else:
        model = _load_checkpoint(whisper, model_path, device)
    with warnings.catch_warnings():
        # whisper reads its vocabulary once and never closes the file; from here on it is in whisper's cache
        warnings.filterwarnings("ignore", "unclosed file", ResourceWarning)
        get_tokenizer(model.is_multilingual, num_languages=model.num_languages)
    torch.set_num_threads(machine.threads)
    return OpenAIWhisper(model, EngineIdentity(NAME, metadata.version("openai-whisper"), (identity,)), tell)


def _load_checkpoint(whisper: Any, path: Path, device: str) -> Any:
    try:
        model = whisper.load_model(str(path.resolve()), device="cpu")
    except (OSError, RuntimeError, LookupError, TypeError, EOFError, pickle.UnpicklingError) as error:
        raise ModelUnreadableError(path, str(error)) from error
    # A checkpoint does not say which heads follow the sound; the package knows it of OpenAI's models, by their names.
    if heads := whisper._ALIGNMENT_HEADS.get(path.stem):
        model.set_alignment_heads(heads)
    return model.eval().to(device)


class OpenAIWhisper:
    """A :class:`~pipeline.recognition.Recognizer` around a ``whisper.model.Whisper``; :func:`load` makes it."""

    def __init__(self, model: Any, identity: EngineIdentity, tell: Tell) -> None:
        self._model = model
        self._identity = identity
        self._tell = tell
        self._on_gpu = model.device.type == "cuda"

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
        with _at_work():
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
        size = 1 if careful else BATCH_SIZE[self._model.device.type]
        # A batch is decoded until the longest of its texts ends, so regions of like length belong together.
        order = sorted(range(len(regions)), key=lambda index: regions[index].duration, reverse=True)
        found: dict[int, Heard] = {}

        def hear(batch: Sequence[Span]) -> list[Heard]:
            with _at_work():
                return self._recognize_batch(waveform, batch, tokenizer, prompt, careful=careful)

        for begin in range(0, len(order), size):
            batch = order[begin : begin + size]
            heard = in_halves(hear, [regions[index] for index in batch], self._tell)
            found.update(zip(batch, heard, strict=True))
            advance(len(found), len(regions))
        return tuple(found[index] for index in range(len(regions)))

    def _recognize_batch(
        self, waveform: Waveform, regions: Sequence[Span], tokenizer: Any, prompt: str | None, *, careful: bool
    ) -> list[Heard]:
        import whisper

        language = tokenizer.language or "en"  # the tokenizer of an English-only model names none
        options = whisper.DecodingOptions(
            language=language, without_timestamps=True, fp16=self._on_gpu, prompt=prompt or None
        )
        features = self._encoded(waveform, regions)
        if careful:
            results = [self._decode_carefully(sound, options) for sound in features]
        else:
            results = whisper.decode(self._model, features, options)
        found = []
        for region, sound, result in zip(regions, features, results, strict=True):
            text = self._completed(result, sound, options)
            words = words_of(self._pieces(text, sound, region, tokenizer), region, language)
            found.append(Heard(words, text.avg_logprob, text.no_speech_prob))
        return found

    def _encoded(self, waveform: Waveform, regions: Sequence[Span]) -> torch.Tensor:
        """The encoder's view of each region, shape ``(regions, 1500, states)``; a region is filled up with silence."""
        import numpy as np
        import torch
        from whisper.audio import N_SAMPLES, log_mel_spectrogram

        spectrograms = []
        for region in regions:
            samples = np.zeros(N_SAMPLES, dtype=np.float32)
            cropped = waveform.crop(region)[:N_SAMPLES]
            samples[: len(cropped)] = cropped
            spectrograms.append(log_mel_spectrogram(samples, self._model.dims.n_mels, device=self._model.device))
        batch = torch.stack(spectrograms)
        return self._model.encoder(batch.half() if self._on_gpu else batch)  # type: ignore[no-any-return]

    def _completed(self, result: Any, heard: torch.Tensor, options: Any) -> Any:
        """The ``DecodingResult`` itself, or a longer one where it ran into the limit of tokens without looping."""
        import whisper

        # whisper stops after half its context, 224 tokens: half a minute of fast speech can hold more
        context = self._model.dims.n_text_ctx
        if len(result.tokens) < context // 2 or _is_looping(result):
            return result
        longer = whisper.decode(self._model, heard, replace(options, sample_len=context - _SPECIAL_TOKENS))
        return result if _is_looping(longer) else longer

    def _decode_carefully(self, heard: torch.Tensor, options: Any) -> Any:
        """The first text of rising temperature that neither loops nor is doubtful, else the most probable one."""
        import torch
        import whisper

        tried = []
        # samples are drawn from a fixed seed: the same sound shall give the same words, whatever was heard before
        with torch.random.fork_rng(devices=[self._model.device] if self._on_gpu else []):
            torch.manual_seed(0)
            for temperature in TEMPERATURES:
                width = {"best_of": CANDIDATES} if temperature else {"beam_size": CANDIDATES}
                result = whisper.decode(self._model, heard, replace(options, temperature=temperature, **width))
                if not _is_looping(result) and result.avg_logprob >= DOUBTFUL_LOG_PROBABILITY:
                    return result
                tried.append(result)
        return max(tried, key=lambda result: (not _is_looping(result), result.avg_logprob))

    def _pieces(self, hypothesis: Any, heard: torch.Tensor, region: Span, tokenizer: Any) -> list[Piece]:
        """The text in the pieces that whisper aligns to the sound, with seconds from the start of the recording."""
        from whisper.audio import FRAMES_PER_SECOND
        from whisper.timing import find_alignment

        tokens = [token for token in hypothesis.tokens if token < tokenizer.eot]
        frames = max(_FEWEST_FRAMES, round(region.duration * FRAMES_PER_SECOND))
        aligned = find_alignment(_FromFeatures(self._model), tokenizer, tokens, heard, frames)
        return [
            Piece(
                piece.word,
                region.start + float(piece.start),
                region.start + float(piece.end),
                float(piece.probability),
                len(piece.tokens),
            )
            for piece in aligned
        ]

    def _tokenizer(self, language: str) -> Any:
        from whisper.tokenizer import get_tokenizer

        multilingual, count = self._model.is_multilingual, self._model.num_languages
        return get_tokenizer(multilingual, num_languages=count, language=language, task="transcribe")


class _FromFeatures:
    """What ``find_alignment`` needs of a model, taking the encoder's features where it hands on a spectrogram.

    The encoder is the dearest part of a region, and ``find_alignment`` would run it again for each.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self.dims = model.dims
        self.device = model.device
        self.decoder = model.decoder
        self.alignment_heads = model.alignment_heads

    def __call__(self, features: torch.Tensor, tokens: torch.Tensor) -> Any:
        return self._model.logits(tokens, features)


def _is_looping(result: Any) -> bool:
    return bool(result.compression_ratio > LOOPING_RATIO)


@contextmanager
def _at_work() -> Iterator[None]:
    """Inference without gradients, without warnings of what is no fault, its failures as byline's own."""
    import torch

    with torch.inference_mode(), warnings.catch_warnings():
        # without Triton's compiler the alignment runs as plain torch code on the GPU: slower, and the same
        warnings.filterwarnings("ignore", "Failed to launch Triton kernels", UserWarning)
        # whisper's beam search hands a tensor to numpy.argsort, which numpy 2 deprecates and still does
        warnings.filterwarnings("ignore", "__array_wrap__ must accept", DeprecationWarning)
        try:
            yield
        except (RuntimeError, MemoryError) as error:
            if ran_out(error):
                raise OutOfMemoryError(NAME, str(error)) from error
            raise EngineFailedError(NAME, str(error)) from error
