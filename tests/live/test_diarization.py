"""Who is heard, with the real weights."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from pipeline import audio
from pipeline.diarization.options import DiarizationOptions
from pipeline.diarization.pyannote import EMBEDDING_FILE, SEGMENTATION_FILE, load_default, load_pipeline
from pipeline.evaluation.counting.voices import count_diarization
from pipeline.machine import Machine
from pipeline.progress import no_advance
from pipeline.reading import interpret
from pipeline.timeline import SAMPLE_RATE, ModelIdentity, Span, SpeakerCount, Waveform

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt
    import torch

    from pipeline.diarization.pyannote import PyannoteDiarizer
    from pipeline.models import ModelStore
    from pipeline.schema import Heard

pytestmark = pytest.mark.live

SAMPLES = Path(__file__).parents[2] / "samples" / "kazakhstan"
BOTH_VOICES = Span(20.0, 60.0)
"""A part of the short sample; the second voice begins in its middle."""

MACHINE = Machine(2)


def load(models: ModelStore, machine: Machine = MACHINE, *, windowed: bool = False, **asked: Any) -> PyannoteDiarizer:
    names = ("segmentation-3.0", "campplus")
    segmentation, embedding = (models.path(name) for name in names)
    identities = tuple(models.identity(name) for name in names)
    return load_default(
        segmentation, embedding, identities, "cpu", DiarizationOptions(**asked), machine, windowed=windowed
    )


@pytest.fixture(scope="module")
def diarizer(models: ModelStore) -> PyannoteDiarizer:
    return load(models)


@pytest.fixture(scope="module")
def waveform() -> Waveform:
    return audio.load(SAMPLES / "short.mp3")


@pytest.fixture(scope="module")
def expected() -> tuple[Heard, ...]:
    path = SAMPLES / "short.rttm"
    heard = interpret(path.read_bytes(), path).diarization
    assert heard
    return heard


def part(waveform: Waveform, span: Span) -> Waveform:
    return dataclasses.replace(waveform, samples=waveform.crop(span))


@contextlib.contextmanager
def inference() -> Iterator[None]:
    """As the diarizer calls its pipeline: without gradients, and deaf to warnings."""
    import torch

    with torch.inference_mode(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def likeness(first: npt.NDArray[Any], second: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Cosine along the last axis."""
    cosine: npt.NDArray[Any] = (
        (first * second).sum(-1) / np.linalg.norm(first, axis=-1) / np.linalg.norm(second, axis=-1)
    )
    return cosine


def _no_hook(*_: Any, **__: Any) -> None:
    """Whoever asks for a step alone needs no report of it."""


def test_voices_pooled_from_the_whole_recording_are_those_of_the_windows_alone(
    models: ModelStore, diarizer: PyannoteDiarizer, waveform: Waveform
) -> None:
    import torch
    from pyannote.core import SlidingWindow, SlidingWindowFeature

    samples = torch.from_numpy(part(waveform, BOTH_VOICES).samples).unsqueeze(0)
    file = {"waveform": samples, "sample_rate": SAMPLE_RATE, "uri": "part"}
    with inference():
        speech = diarizer.pipeline.speech(samples[0], _no_hook)
        # every fourth window will do: the stock pipeline takes a second for each
        windows = SlidingWindowFeature(speech[::4], SlidingWindow(start=0.0, duration=10.0, step=4.0))
        ours = diarizer.pipeline.embeddings(samples[0], speech, _no_hook)[::4]
        stock = load(models, windowed=True).pipeline.get_embeddings(file, windows, exclude_overlap=True)

    assert ours.shape == stock.shape == (8, 3, 192)
    enough = windows.data.mean(axis=1) >= 0.2  # with less of a voice clustering leaves it out
    alike = likeness(ours, stock)[enough]
    assert len(alike) >= 8
    assert float(np.median(alike)) > 0.95  # 0.973 when this was written
    assert float(alike.min()) > 0.85  # 0.898


def test_two_voices_are_told_apart_and_have_voiceprints_of_their_own(
    diarizer: PyannoteDiarizer, waveform: Waveform, expected: tuple[Heard, ...]
) -> None:
    advances: list[float] = []

    found = diarizer.diarize(waveform, lambda done, total: advances.append(done / total))

    counts = count_diarization(expected, found.turns)
    assert counts.error_rate is not None
    assert counts.error_rate <= 0.04
    first, second = (np.array(found.voiceprints[speaker]) for speaker in found.speakers)
    assert float(likeness(first, second)) < 0.4  # 0.14 when this was written
    for turn, voiceprint in zip(found.exclusive, found.turn_voiceprints, strict=True):
        if turn.span.duration > 2:
            assert voiceprint is not None
            assert float(likeness(np.array(voiceprint), np.array(found.voiceprints[turn.speaker]))) > 0.7
    assert found.count == SpeakerCount(2, 1.0, 2, 2)
    assert advances == sorted(advances)
    assert advances[-1] == 1.0
    assert [model.name for model in found.engine.models] == ["segmentation-3.0", "campplus"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("machine", Machine(1)),
        ("machine", Machine(3)),
        ("pipeline.diarization.frame_diarization._WINDOWS_AT_ONCE", 3),
        ("pipeline.diarization.features.BLOCK_CELLS", 1),
        ("pipeline.precision._MULTIPLIES_SHORT", ()),
    ],
    ids=["on one core", "on three", "in small batches", "in short blocks", "in float32"],
)
def test_turns_do_not_depend_on_how_the_work_is_cut(
    name: str, value: Any, models: ModelStore, diarizer: PyannoteDiarizer, waveform: Waveform
) -> None:
    heard = part(waveform, BOTH_VOICES)
    usual = diarizer.diarize(heard, no_advance)

    with pytest.MonkeyPatch.context() as patch:
        if name != "machine":
            patch.setattr(name, value)
        found = load(models, value if name == "machine" else Machine(2)).diarize(heard, no_advance)

    assert [turn.speaker for turn in found.turns] == [turn.speaker for turn in usual.turns]
    for ours, theirs in zip(found.turns, usual.turns, strict=True):
        assert (ours.start, ours.end) == pytest.approx((theirs.start, theirs.end), abs=0.05)
    assert found.voiceprints.keys() == usual.voiceprints.keys()
    for speaker, voiceprint in found.voiceprints.items():
        assert likeness(np.array(voiceprint), np.array(usual.voiceprints[speaker])) > 0.99


@pytest.mark.parametrize("step", [0.7, 2.0])
def test_windows_further_apart_hear_the_same_two_voices(
    step: float, models: ModelStore, diarizer: PyannoteDiarizer, waveform: Waveform, expected: tuple[Heard, ...]
) -> None:
    found = load(models, segmentation_step=step).diarize(waveform, no_advance)

    counts = count_diarization(expected, found.turns)
    assert counts.error_rate is not None
    assert counts.error_rate <= 0.04
    usual = diarizer.diarize(waveform, no_advance)
    assert len(found.speakers) == 2
    for ours, theirs in zip(found.speakers, usual.speakers, strict=True):
        assert likeness(np.array(found.voiceprints[ours]), np.array(usual.voiceprints[theirs])) > 0.98


def test_music_and_silence_around_speech_cost_no_voiceprints(
    diarizer: PyannoteDiarizer, waveform: Waveform, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.diarization.campplus import CamPlusPlus

    computed: list[float] = []
    frames = CamPlusPlus.frames

    def counting(network: CamPlusPlus, filterbank: torch.Tensor) -> torch.Tensor:
        computed.append(filterbank.shape[1] / 100)
        return frames(network, filterbank)

    monkeypatch.setattr(CamPlusPlus, "frames", counting)
    silence = np.zeros(60 * SAMPLE_RATE, np.float32)
    speech = waveform.crop(Span(2.0, 10.0))
    samples = np.concatenate((silence, speech, silence))

    found = diarizer.diarize(dataclasses.replace(waveform, samples=samples), no_advance)

    assert 59.5 < found.turns[0].start < 61
    assert 67 < found.turns[-1].end < 68.5
    assert found.turn_voiceprints[0] is not None
    assert sum(computed) <= 2 * 10 + 2 * 2  # of 128 s


def test_a_known_number_of_speakers_is_kept_to(models: ModelStore, waveform: Waveform) -> None:
    found = load(models, speakers=1).diarize(part(waveform, BOTH_VOICES), no_advance)

    assert len(found.speakers) == 1
    assert len(found.voiceprints) == 1


def test_voices_on_a_telephone_are_told_apart(
    diarizer: PyannoteDiarizer, waveform: Waveform, expected: tuple[Heard, ...]
) -> None:
    spectrum = np.fft.rfft(waveform.samples)
    pitches = np.fft.rfftfreq(len(waveform.samples), 1 / SAMPLE_RATE)
    spectrum[(pitches < 300) | (pitches > 3400)] = 0
    samples = np.fft.irfft(spectrum, len(waveform.samples)).astype(np.float32)

    found = diarizer.diarize(dataclasses.replace(waveform, samples=samples), no_advance)

    counts = count_diarization(expected, found.turns)
    # a band cut out so sharply leaves its pauses dead silent, so that they count as missed; what matters is who is who
    assert len(found.speakers) == 2
    assert counts.confusion <= 0.5  # seconds; none when this was written


def test_a_second_of_speech_is_a_turn_though_too_short_for_a_voiceprint(
    diarizer: PyannoteDiarizer, waveform: Waveform
) -> None:
    found = diarizer.diarize(part(waveform, Span(1.0, 2.0)), no_advance)

    (turn,) = found.turns
    assert turn.start < 0.2
    assert turn.end == 1.0
    assert found.voiceprints == {}


@pytest.mark.parametrize(("seconds", "loudness"), [(0.0, 0.0), (0.2, 1.0), (12.0, 0.0)])
def test_nobody_is_heard_in_a_blink_of_sound_or_in_silence(
    diarizer: PyannoteDiarizer, waveform: Waveform, seconds: float, loudness: float
) -> None:
    heard = part(waveform, Span(1.0, 1.0 + seconds))

    found = diarizer.diarize(dataclasses.replace(heard, samples=heard.samples * np.float32(loudness)), no_advance)

    assert (found.turns, found.exclusive, dict(found.voiceprints)) == ((), (), {})


OWN_PIPELINE = """
pipeline:
  name: pyannote.audio.pipelines.SpeakerDiarization
  params:
    legacy: true
    segmentation: $model/segmentation
    segmentation_step: 0.4
    embedding: $model/embedding
    embedding_exclude_overlap: true
    plda: $model/plda
    clustering: AgglomerativeClustering
params:
  segmentation: {min_duration_off: 0.0}
  clustering: {method: centroid, threshold: 0.65, min_cluster_size: 12}
"""

OWN_NETWORK = """
from pipeline.diarization.campplus import CamPlusPlus
from pipeline.diarization.stock_pipeline import CamPlusPlusModel

class OwnNetwork(CamPlusPlusModel):
    def __init__(self):
        super().__init__(CamPlusPlus())
"""


@pytest.fixture
def folder(models: ModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pyannote pipeline as its users keep one: a configuration, and a folder for each of its models."""
    import torch

    from pipeline.diarization import campplus

    monkeypatch.syspath_prepend(tmp_path)  # pyannote imports the class that a checkpoint names
    (tmp_path / "own_network.py").write_text(OWN_NETWORK)
    from own_network import OwnNetwork  # type: ignore[import-not-found]

    own = tmp_path / "own"
    for name in ("segmentation", "embedding", "plda"):
        (own / name).mkdir(parents=True)
    (own / "config.yaml").write_text(OWN_PIPELINE)
    shutil.copy(models.path("segmentation-3.0") / SEGMENTATION_FILE, own / "segmentation" / "pytorch_model.bin")

    network = OwnNetwork()
    published = torch.load(models.path("campplus") / EMBEDDING_FILE, weights_only=True)
    network.network = campplus.load(published)
    checkpoint = {"state_dict": network.state_dict(), "pytorch-lightning_version": "2.5.0", "epoch": 0}
    network.on_save_checkpoint(checkpoint)
    torch.save(checkpoint, own / "embedding" / "pytorch_model.bin")

    identity = np.eye(192)  # loaded, and never used by this clustering
    nothing = np.zeros(192)
    np.savez(own / "plda" / "xvec_transform.npz", mean1=nothing, mean2=nothing, lda=identity)
    np.savez(own / "plda" / "plda.npz", mu=nothing, tr=identity, psi=np.ones(192))
    return own


def test_a_pipeline_of_the_users_own_runs_as_it_is(
    folder: Path, diarizer: PyannoteDiarizer, waveform: Waveform, capfd: pytest.CaptureFixture[str]
) -> None:
    heard = part(waveform, Span(30.0, 55.0))
    identity = ModelIdentity("own", None)
    own = load_pipeline(folder, identity, "cpu", DiarizationOptions(pipeline=str(folder)), Machine(2))

    found = own.diarize(heard, no_advance)

    alone = diarizer.diarize(heard, no_advance)
    assert found.engine.models == (identity,)
    # the configuration asks for the turns alone; byline needs the rest and gets it
    assert len(found.exclusive) >= 2
    assert set(found.voiceprints) == set(found.speakers)
    first, second = found.speakers
    for ours, theirs in zip(alone.speakers, (first, second), strict=True):
        assert likeness(np.array(alone.voiceprints[ours]), np.array(found.voiceprints[theirs])) > 0.95  # 0.984
    assert count_diarization(alone.turns, found.turns).error_rate == pytest.approx(0.0, abs=0.03)
    assert capfd.readouterr().out == ""
