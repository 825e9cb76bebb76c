"""Windows whose first layer is shared have the scores that pyannote's own inference gives, on a network of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch

if TYPE_CHECKING:
    import numpy.typing as npt

SIZE = 32_000
"""Samples of a window: two seconds, so that the test is quick."""


@pytest.fixture(scope="module")
def network() -> Any:
    """An untrained network of segmentation-3.0's kind, with input norms that are not trivial."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYANNOTE_METRICS_ENABLED", "0")
        from pipeline.diarization import pyannote

        pyannote._import_pyannote()
        from pyannote.audio.core.task import Problem, Resolution, Specifications
        from pyannote.audio.models.segmentation import PyanNet

        torch.manual_seed(0)
        made = PyanNet()
        made.specifications = Specifications(
            problem=Problem.MONO_LABEL_CLASSIFICATION,
            resolution=Resolution.FRAME,
            duration=SIZE / 16_000,
            classes=["a", "b", "c"],
            powerset_max_classes=2,
            permutation_invariant=True,
        )
        made.build()
        with torch.no_grad():
            made.sincnet.wav_norm1d.weight.fill_(0.3)
            made.sincnet.wav_norm1d.bias.fill_(0.2)
        return made.eval()


def sound(seconds: float) -> torch.Tensor:
    """Noise that grows louder and drifts away from zero: each window has a mean and a variance of its own."""
    count = round(seconds * 16_000)
    rising = torch.linspace(0.1, 1.0, count)
    return torch.randn(count, generator=torch.Generator().manual_seed(1)) * rising + rising / 3


def stock(network: Any, samples: torch.Tensor, step: float) -> npt.NDArray[Any]:
    from pyannote.audio import Inference

    inference = Inference(network, duration=SIZE / 16_000, step=step, skip_aggregation=True, batch_size=4)
    scores: npt.NDArray[Any] = inference({"waveform": samples[None], "sample_rate": 16_000}).data
    return scores


def shared(network: Any, samples: torch.Tensor, step: float, threads: int = 1, batch: int = 4) -> npt.NDArray[Any]:
    from pyannote.audio import Inference

    from pipeline.diarization.segmentation import SharedSegmentation, starts_of
    from pipeline.diarization.workers import working

    conversion = Inference(network, duration=SIZE / 16_000, step=step, skip_aggregation=True).conversion
    done: list[int] = []
    with working(torch.device("cpu"), threads) as workers:
        scores = SharedSegmentation(network, conversion, torch.device("cpu")).windows(
            samples, starts_of(len(samples), SIZE, round(step * 16_000)), SIZE, batch, workers, done.append
        )
    assert done[-1] == len(scores)
    return scores


@pytest.mark.parametrize("seconds", [0.7, 2.0, 2.5, 3.9, 7.0], ids=lambda seconds: f"{seconds} s")
def test_the_windows_are_those_of_pyannote(network: Any, seconds: float) -> None:
    samples = sound(seconds)
    expected = stock(network, samples, 0.5)
    found = shared(network, samples, 0.5)
    assert found.shape == expected.shape
    np.testing.assert_array_equal(found, expected)  # who speaks is 0 or 1


@pytest.mark.parametrize(("threads", "batch"), [(1, 1), (2, 3), (3, 16)])
def test_neither_threads_nor_batches_change_anything(network: Any, threads: int, batch: int) -> None:
    samples = sound(6.0)
    np.testing.assert_array_equal(shared(network, samples, 0.5, threads, batch), shared(network, samples, 0.5))


def test_the_scores_before_they_are_rounded_are_the_same_to_a_millionth(network: Any) -> None:
    from pipeline.diarization.segmentation import SharedSegmentation

    samples = sound(5.0)
    made = SharedSegmentation(network, torch.nn.Identity(), torch.device("cpu"))
    starts = [0, 8_000, 16_000, 48_000]
    with torch.inference_mode():
        expected = network(torch.stack([samples[start : start + SIZE] for start in starts]).unsqueeze(1))
    np.testing.assert_allclose(made._scores(samples, starts, SIZE), expected.numpy(), atol=1e-5)


def test_in_short_numbers_the_scores_are_nearly_the_same_and_still_float32(network: Any) -> None:
    from pipeline.diarization.segmentation import SharedSegmentation

    samples = sound(5.0)
    starts = [0, 8_000, 16_000, 48_000]
    exact, short = (
        SharedSegmentation(network, torch.nn.Identity(), torch.device("cpu"), numbers)._scores(samples, starts, SIZE)
        for numbers in (torch.float32, torch.bfloat16)
    )
    assert short.dtype == np.float32
    np.testing.assert_allclose(np.exp(short), np.exp(exact), atol=0.01)
    assert not np.array_equal(short, exact)
    assert next(network.lstm.parameters()).dtype == torch.float32  # the network is left as it was


def test_the_step_that_windows_may_take_is_a_whole_one_of_the_filters(network: Any) -> None:
    from pipeline.diarization.segmentation import FILTER_STRIDE

    assert network.sincnet.stride == FILTER_STRIDE
