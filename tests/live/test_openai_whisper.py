"""What the engine hears, with the real weights."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jiwer
import numpy as np
import pytest

from pipeline import audio
from pipeline.machine import Machine
from pipeline.progress import no_advance, no_tell
from pipeline.recognition import whisper_decoding
from pipeline.recognition.ctranslate2_weights import load_whisper
from pipeline.recognition.openai_whisper import OpenAIWhisper, load
from pipeline.recognition.recognize import recognize
from pipeline.recognition.regions import plan
from pipeline.timeline import SAMPLE_RATE, Span, Waveform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.models import ModelStore
    from pipeline.timeline import Word

pytestmark = [
    pytest.mark.live,
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),  # whisper's normaliser reads its table so
]

SAMPLES = Path(__file__).parents[2] / "samples" / "kazakhstan"


def loaded(models: ModelStore, name: str) -> OpenAIWhisper:
    return load(models.path(name), models.identity(name), "cpu", Machine(2), no_tell)


@pytest.fixture(scope="module")
def engine(models: ModelStore) -> OpenAIWhisper:
    return loaded(models, "base")


@pytest.fixture(scope="module")
def waveform() -> Waveform:
    return audio.load(SAMPLES / "short.mp3")


@pytest.fixture(scope="module")
def sentences() -> list[dict[str, str | float]]:
    found: list[dict[str, str | float]] = json.loads((SAMPLES / "short.sentences.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def regions(waveform: Waveform, sentences: list[dict[str, str | float]]) -> tuple[Span, ...]:
    return plan(waveform, [Span(float(sentence["start"]), float(sentence["end"])) for sentence in sentences])


@pytest.fixture(scope="module")
def found(engine: OpenAIWhisper, waveform: Waveform, regions: tuple[Span, ...]) -> tuple[tuple[Word, ...], ...]:
    return tuple(heard.words for heard in engine.recognize(waveform, regions, "en", no_advance))


def text_of(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def normalised(text: str) -> str:
    from whisper.normalizers import EnglishTextNormalizer

    return str(EnglishTextNormalizer()(text))


def words_like(text: str) -> list[str]:
    """Words for comparison: lower case, letters and figures alone."""
    return ["".join(filter(str.isalnum, word)).lower() for word in text.split()]


def test_it_hears_what_was_said(found: tuple[tuple[Word, ...], ...], sentences: list[dict[str, str | float]]) -> None:
    said = " ".join(str(sentence["text"]) for sentence in sentences)

    heard = " ".join(text_of(words) for words in found)

    assert jiwer.wer(normalised(said), normalised(heard)) < 0.04  # 0.009 when this was written


def test_the_words_are_the_text_that_whisper_decodes_in_float32(
    models: ModelStore, waveform: Waveform, regions: tuple[Span, ...], found: tuple[tuple[Word, ...], ...]
) -> None:
    import whisper

    model = load_whisper(models.path("base"))
    options = whisper.DecodingOptions(language="en", without_timestamps=True, fp16=False)
    for region, words in zip(regions, found, strict=True):
        mel = whisper.log_mel_spectrogram(whisper.pad_or_trim(waveform.crop(region)))
        text = whisper.decode(model, mel, options).text
        assert (
            jiwer.wer(normalised(text), normalised(text_of(words))) < 0.02
        )  # a bfloat16 encoder may turn a close call


def test_neither_the_batch_nor_the_workers_change_a_word(
    engine: OpenAIWhisper, waveform: Waveform, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = [Span(start, start + 6.0) for start in np.arange(0.0, 30.0, 6.0)]
    found = []
    for size, workers in ((1, 1), (4, 2)):
        monkeypatch.setattr(engine, "_batch", size)
        monkeypatch.setattr(engine, "_workers", workers)
        found.append(engine.recognize(waveform, pieces, "en", no_advance))

    for one, other in zip(*found, strict=True):
        assert text_of(one.words) == text_of(other.words)
        starts = [word.start for word in other.words]
        assert [word.start for word in one.words] == pytest.approx(starts, abs=0.05)


def test_words_are_where_they_were_said(
    found: tuple[tuple[Word, ...], ...], regions: tuple[Span, ...], sentences: list[dict[str, str | float]]
) -> None:
    inner = [sentence for sentence in sentences if all(abs(region.start - _time(sentence)) > 0.5 for region in regions)]
    late = []
    for sentence in inner:
        first = words_like(str(sentence["text"]))[0]
        starts = [word.start for words in found for word in words if words_like(word.text) == [first]]
        late.append(min((abs(start - _time(sentence)) for start in starts), default=9.0))

    assert len(inner) >= 9
    # the first word of a region may begin with the region, that is why inner sentences are asked
    assert float(np.median(late)) < 0.1  # 0.02 when this was written
    assert sum(error > 0.3 for error in late) <= 1


def _time(sentence: dict[str, str | float]) -> float:
    return float(sentence["start"])


def test_words_lie_in_their_regions_in_order_and_are_sure(
    found: tuple[tuple[Word, ...], ...], regions: tuple[Span, ...]
) -> None:
    for region, words in zip(regions, found, strict=True):
        times = [time for word in words for time in (word.start, word.end)]
        assert times == sorted(times)
        assert region.start <= times[0]
        assert times[-1] <= region.end
    sure = [word.confidence or 0.0 for words in found for word in words]
    assert float(np.mean(sure)) > 0.85


def test_the_careful_way_hears_it_too(
    engine: OpenAIWhisper, waveform: Waveform, regions: tuple[Span, ...], found: tuple[tuple[Word, ...], ...]
) -> None:
    (careful,) = engine.recognize(waveform, regions[-1:], "en", no_advance, careful=True)

    assert jiwer.wer(normalised(text_of(found[-1])), normalised(text_of(careful.words))) < 0.05


def test_noise_brings_no_words(engine: OpenAIWhisper) -> None:
    noise = np.random.default_rng(5).normal(0.0, 0.003, 20 * SAMPLE_RATE).astype(np.float32)
    noise[: 10 * SAMPLE_RATE] *= 10
    waveform = Waveform(noise, "noise.wav", "0" * 64, SAMPLE_RATE, 1)

    assert recognize(engine, waveform, [Span(0, 10), Span(10.5, 20)], "en", no_advance).words == ()


def test_a_text_that_loops_is_decoded_again(
    engine: OpenAIWhisper,
    waveform: Waveform,
    monkeypatch: pytest.MonkeyPatch,
    found: tuple[tuple[Word, ...], ...],
    regions: tuple[Span, ...],
) -> None:
    decode = whisper_decoding.decode
    loops = [0]

    def looping_at_first(model: Any, sound: Any, options: Any) -> Any:
        results = decode(model, sound, options)
        if not loops:
            return results
        tokens = results[loops.pop()].tokens[:3] * 70
        return [replace(results[0], tokens=tokens, compression_ratio=9.0)]

    monkeypatch.setattr(whisper_decoding, "decode", looping_at_first)
    looped = recognize(engine, waveform, regions[-1:], "en", no_advance)

    assert jiwer.wer(normalised(text_of(found[-1])), normalised(text_of(looped.words))) < 0.05
    assert looped.repairs[0].kind == "loop"


def test_the_language_is_heard(engine: OpenAIWhisper, waveform: Waveform, regions: tuple[Span, ...]) -> None:
    assert engine.detect_language(waveform, regions) == "en"


def test_a_model_of_english_only_says_so(
    models: ModelStore, waveform: Waveform, sentences: list[dict[str, str | float]], regions: tuple[Span, ...]
) -> None:
    engine = loaded(models, "tiny.en")

    assert engine.detect_language(waveform, regions) == "en"
    assert engine.languages == {"en"}
    (heard,) = engine.recognize(waveform, [Span(0.0, 28.9)], "en", no_advance)
    said = " ".join(str(sentence["text"]) for sentence in sentences[:5])
    assert jiwer.wer(normalised(said), normalised(text_of(heard.words))) < 0.08
