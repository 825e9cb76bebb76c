"""Decoding, alignment and number format do what OpenAI's package does, on a small model with random weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
import whisper
from whisper.timing import dtw_cpu, find_alignment, median_filter
from whisper.tokenizer import get_tokenizer

from pipeline.recognition import number_format
from pipeline.recognition.ctranslate2_weights import load_whisper
from pipeline.recognition.whisper_alignment import align, shortest_path, smoothed
from pipeline.recognition.whisper_decoding import decode, sound_of
from tests.recognition.random_whisper import write_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# whisper reads its vocabulary once and never closes the file
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")

OPTIONS = whisper.DecodingOptions(language="en", without_timestamps=True, fp16=False)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("random")
    write_model(folder)
    return load_whisper(folder)


@pytest.fixture
def spectrograms() -> torch.Tensor:
    return torch.randn(3, 80, 3000, generator=torch.Generator().manual_seed(5))


@pytest.fixture(autouse=True)
def _inference() -> Iterator[None]:
    with torch.inference_mode():
        yield


def test_texts_are_those_of_whisper_itself(model: Any, spectrograms: torch.Tensor) -> None:
    features = model.encoder(spectrograms)

    for ours, theirs in zip(
        decode(model, sound_of(model, features), OPTIONS), whisper.decode(model, features, OPTIONS), strict=True
    ):
        assert ours.tokens == theirs.tokens
        assert ours.avg_logprob == pytest.approx(theirs.avg_logprob, abs=1e-4)
        assert ours.no_speech_prob == pytest.approx(theirs.no_speech_prob, abs=1e-4)


# whisper's beam search hands a tensor to numpy.argsort, which numpy 2 deprecates and still does
@pytest.mark.filterwarnings("ignore:__array_wrap__ must accept:DeprecationWarning")
@pytest.mark.parametrize("prompt", [None, "Ayesha Rascoe"])
def test_beams_are_those_of_whisper_itself(model: Any, spectrograms: torch.Tensor, prompt: str | None) -> None:
    options = whisper.DecodingOptions(
        language="en", without_timestamps=True, fp16=False, beam_size=3, prompt=prompt, sample_len=6
    )
    features = model.encoder(spectrograms)

    for index, alone in enumerate(features):
        (ours,) = decode(model, sound_of(model, features).one(index), options)
        theirs = whisper.decode(model, alone, options)
        assert ours.tokens == theirs.tokens
        assert ours.avg_logprob == pytest.approx(theirs.avg_logprob, abs=1e-4)


def test_words_stand_where_whisper_aligns_them(model: Any, spectrograms: torch.Tensor) -> None:
    tokenizer = get_tokenizer(True, num_languages=model.num_languages, language="en", task="transcribe")
    tokens = tokenizer.encode(" This is Weekend Edition.")
    frames = 700
    sound = sound_of(model, model.encoder(spectrograms))

    pieces = align(model, tokenizer, tokens, sound.one(1), frames, 100.0)

    theirs = find_alignment(model, tokenizer, tokens, spectrograms[1], frames)
    assert [piece.text for piece in pieces] == [word.word for word in theirs]
    assert [piece.tokens for piece in pieces] == [len(word.tokens) for word in theirs]
    assert [piece.start - 100 for piece in pieces] == pytest.approx([word.start for word in theirs])
    assert [piece.end - 100 for piece in pieces] == pytest.approx([word.end for word in theirs])
    assert [piece.probability for piece in pieces] == pytest.approx([word.probability for word in theirs], rel=1e-3)


def test_no_text_is_no_pieces(model: Any, spectrograms: torch.Tensor) -> None:
    tokenizer = get_tokenizer(True, num_languages=model.num_languages, language="en", task="transcribe")

    assert align(model, tokenizer, [], sound_of(model, model.encoder(spectrograms[:1])), 700, 0.0) == []


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1), (2, 2), (12, 150), (40, 25)])
@pytest.mark.parametrize("levels", [0, 3])
def test_the_path_is_that_of_whisper_in_ties_too(shape: tuple[int, int], levels: int) -> None:
    random = np.random.default_rng(7)
    distances = random.integers(0, levels, shape).astype(float) if levels else random.normal(0, 1, shape)

    rows, columns = shortest_path(distances)

    expected_rows, expected_columns = dtw_cpu(distances)
    assert rows.tolist() == expected_rows.tolist()
    assert columns.tolist() == expected_columns.tolist()


@pytest.mark.parametrize("frames", [1, 3, 4, 7, 200])
def test_the_median_is_that_of_whisper(frames: int) -> None:
    x = torch.randn(3, 5, frames, generator=torch.Generator().manual_seed(1))

    assert torch.equal(smoothed(x), median_filter(x, 7))


@pytest.mark.parametrize(
    ("bfloat16", "encoder"), [(True, torch.bfloat16), (False, torch.float32)], ids=["instructions", "none"]
)
def test_the_encoder_takes_bfloat16_where_the_cpu_computes_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, bfloat16: bool, encoder: torch.dtype
) -> None:
    monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: True)
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": bfloat16}, raising=False)
    write_model(tmp_path)
    model = load_whisper(tmp_path)

    number_format.convert(model, "cpu")

    assert model.encoder.blocks[0].mlp[0].weight.dtype == encoder
    assert model.encoder.blocks[0].mlp_ln.weight.dtype == torch.float32
    assert model.decoder.blocks[0].mlp[0].weight.dtype == torch.float32
