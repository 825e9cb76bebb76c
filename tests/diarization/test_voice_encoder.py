"""Which stretches make a voiceprint, and how; the network is a small one whose embeddings can be foretold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
import torch

from pipeline.diarization import voice_encoder
from pipeline.diarization.pyannote import ensure_torchaudio
from pipeline.diarization.recorded import RecordedDiarizer
from pipeline.diarization.voice_encoder import VoiceEncoder, embedding_model, encoder_of
from pipeline.recordings import Recording
from pipeline.timeline import SAMPLE_RATE, EngineIdentity, ModelIdentity, Span, Waveform, total
from tests.builders import ENGINE, SHA256, diarization

ensure_torchaudio()

MODEL = ModelIdentity("campplus", "a" * 64)


@dataclass
class Loudness:
    """A network that hears how loud the bins of a frame are compared with one another, and nothing else."""

    def frames(self, filterbank: torch.Tensor) -> torch.Tensor:
        bins = filterbank[:, : filterbank.shape[1] // 2 * 2 : 2].transpose(1, 2)
        return torch.nn.functional.pad(bins, (0, 0, 0, 512 - bins.shape[1]))

    def pool(self, features: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
        return (weights @ features.transpose(1, 2) / weights.sum(-1, keepdim=True))[..., :192]


ENCODER = VoiceEncoder(Loudness(), torch.device("cpu"), MODEL)


def tone(hertz: float, seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.3 * np.sin(2 * np.pi * hertz * time)).astype(np.float32)


def recording(*sounds: np.ndarray[tuple[int], np.dtype[np.float32]]) -> Waveform:
    return Waveform(np.concatenate(sounds), "talk.wav", SHA256, SAMPLE_RATE, 1)


TALK = recording(tone(300, 15.0), tone(2000, 15.0))
LOW, HIGH = Span(0.0, 15.0), Span(15.0, 30.0)


def cosine(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    return float(np.dot(first, second))


def test_a_voiceprint_has_unit_length_and_says_what_it_was_made_from() -> None:
    encoded = ENCODER.encode(TALK, [LOW])
    assert encoded is not None
    assert np.linalg.norm(encoded.embedding) == pytest.approx(1.0)
    assert encoded.seconds == pytest.approx(15.0)
    assert encoded.quality is not None
    assert encoded.lowest is not None
    assert 0.9 < encoded.lowest <= encoded.quality <= 1.0 + 1e-9


def test_only_the_spans_asked_for_are_heard_in_it() -> None:
    low, high, part = (ENCODER.encode(TALK, [span]) for span in (LOW, HIGH, Span(2.0, 12.0)))
    assert low
    assert high
    assert part
    assert cosine(low.embedding, part.embedding) > 0.95
    assert cosine(low.embedding, high.embedding) < 0.3


def test_two_voices_in_one_voiceprint_show_in_its_lowest_part() -> None:
    mixed = ENCODER.encode(TALK, [Span(0.0, 15.0), Span(15.0, 20.0)])
    assert mixed is not None
    assert mixed.quality is not None
    assert mixed.lowest is not None
    assert mixed.lowest < 0.0 < mixed.quality < 0.6


@pytest.mark.parametrize("spans", [[], [Span(1.0, 1.3)], [Span(40.0, 50.0)], [Span(29.9, 35.0)], [Span(3.0, 3.0)]])
def test_hardly_any_speech_or_none_inside_the_recording_makes_no_voiceprint(spans: list[Span]) -> None:
    assert ENCODER.encode(TALK, spans) is None


def test_spans_that_overlap_count_once_and_those_beyond_the_end_to_the_end() -> None:
    encoded = ENCODER.encode(TALK, [Span(20.0, 26.0), Span(24.0, 40.0)])
    assert encoded is not None
    assert encoded.seconds == pytest.approx(10.0)


def test_a_stretch_of_a_syllable_is_left_out_beside_longer_ones() -> None:
    encoded = ENCODER.encode(TALK, [Span(1.0, 6.0), Span(8.0, 8.3)])
    assert encoded is not None
    assert encoded.seconds == pytest.approx(5.0)


def test_a_single_part_has_no_quality() -> None:
    encoded = ENCODER.encode(TALK, [Span(0.0, 6.0)])
    assert encoded is not None
    assert (encoded.quality, encoded.lowest) == (None, None)


def test_progress_goes_forward_to_the_end() -> None:
    told: list[float] = []
    ENCODER.encode(TALK, [LOW, HIGH], lambda done, whole: told.append(done / whole))
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize(
    "spans", [[Span(0, 12)], [Span(0, 1), Span(2, 30), Span(31, 31.5)], [Span(0, 0.5), Span(1, 1.5)]]
)
def test_parts_are_of_equal_length_and_together_all_of_the_speech(spans: list[Span]) -> None:
    parts = list(voice_encoder._divide(spans, 5.0))
    assert [span for part in parts for span in part]
    assert sum(total(part) for part in parts) == pytest.approx(total(spans))
    lengths = [total(part) for part in parts]
    assert max(lengths) - min(lengths) < 1e-6


def test_the_model_of_the_voiceprints_is_the_last_of_a_diarizer() -> None:
    assert embedding_model(EngineIdentity("pyannote.audio", "4", (ModelIdentity("s", None), MODEL))) == MODEL
    assert embedding_model(EngineIdentity("x", "1")) is None


def test_a_diarizer_without_a_network_has_no_encoder() -> None:
    recorded = RecordedDiarizer(Recording(SHA256, diarization([]), ENGINE, "en", ()))
    with pytest.raises(TypeError, match="RecordedDiarizer"):
        encoder_of(recorded)
