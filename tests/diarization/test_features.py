"""Features in windows that move forward, with a network of random weights."""

from __future__ import annotations

import pytest
import torch

from pipeline.diarization.campplus import FRAME_CHANNELS, CamPlusPlus
from pipeline.diarization.pyannote import ensure_torchaudio
from pipeline.diarization.workers import working
from pipeline.timeline import SAMPLE_RATE, Span

ensure_torchaudio()

from pipeline.diarization.features import BLOCK_CELLS, CELL_SECONDS, CONTEXT_SECONDS, FrameFeatures, filterbank  # noqa: E402 - needs torchaudio

CPU = torch.device("cpu")
BLOCK_SECONDS = BLOCK_CELLS * CELL_SECONDS


class CountingNetwork(CamPlusPlus):
    """Keeps count of what it was given, and returns features that name the pass they come from."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def frames(self, filterbank: torch.Tensor) -> torch.Tensor:
        """Features that are all 1 in the first pass, 2 in the second ..."""
        self.seen.append(filterbank.shape[1])
        return torch.full((1, FRAME_CHANNELS, (filterbank.shape[1] + 1) // 2), float(len(self.seen)))


@pytest.fixture(scope="module")
def network() -> CamPlusPlus:
    torch.manual_seed(3)
    return CamPlusPlus().eval()


def sound(seconds: float) -> torch.Tensor:
    """Noise whose loudness jumps every 20 ms, so that no frame is like its neighbours."""
    random = torch.Generator().manual_seed(8)
    count = round(seconds * SAMPLE_RATE)
    steps = torch.rand(count // 320 + 1, generator=random).square().repeat_interleave(320)[:count]
    return (torch.rand(count, generator=random) - 0.5) * steps


def single_pass(network: CamPlusPlus, samples: torch.Tensor) -> torch.Tensor:
    with torch.inference_mode():
        return network.frames(filterbank(samples).unsqueeze(0))[0]


@pytest.mark.parametrize("count", [400, 559, 560, 16_000, 16_001])
def test_the_filterbank_has_as_many_frames_as_kaldi_makes(count: int) -> None:
    # windows of 25 ms every 10 ms, whole ones alone
    assert filterbank(sound(2.0)[:count]).shape == (1 + (count - 400) // 160, 80)


def test_the_filterbank_has_no_mean_so_that_loudness_does_not_matter() -> None:
    loud = filterbank(sound(1.0))

    assert loud.mean(dim=0).abs().max() < 1e-4
    assert loud.std(dim=0).min() > 0.5
    torch.testing.assert_close(filterbank(0.5 * sound(1.0)), loud, rtol=0.0, atol=0.01)


def test_within_one_block_windows_are_slices_of_a_single_pass(network: CamPlusPlus) -> None:
    samples = sound(6.0)
    whole = single_pass(network, torch.nn.functional.pad(samples, (0, 240)))  # the last frame reaches past the end
    features = FrameFeatures(network, samples, CPU)

    assert whole.shape == (FRAME_CHANNELS, 300)
    torch.testing.assert_close(features.window(0.0, 6.0), whole)
    torch.testing.assert_close(features.window(1.5, 2.0), whole[:, 75:175])
    torch.testing.assert_close(features.window(2.5, 3.5), whole[:, 125:])


def test_past_the_end_features_are_zero(network: CamPlusPlus) -> None:
    features = FrameFeatures(network, sound(2.0), CPU)

    window = features.window(1.0, 3.0)

    assert window.shape == (FRAME_CHANNELS, 150)
    assert window[:, :50].abs().sum(dim=0).min() > 0
    assert not window[:, 50:].any()
    assert not features.window(2.5, 1.0).any()


@pytest.mark.parametrize("count", [0, 1, 319])
def test_a_recording_shorter_than_a_frame_has_features_of_zero(network: CamPlusPlus, count: int) -> None:
    window = FrameFeatures(network, sound(1.0)[:count], CPU).window(0.0, 10.0)

    assert window.shape == (FRAME_CHANNELS, 500)
    assert not window.any()


@pytest.mark.parametrize("count", [320, 399, 639])
def test_one_frame_of_sound_has_one_frame_of_features(network: CamPlusPlus, count: int) -> None:
    window = FrameFeatures(network, sound(1.0)[:count], CPU).window(0.0, 10.0)

    assert window[:, 0].any()
    assert not window[:, 1:].any()


def test_a_window_across_a_boundary_is_put_together_from_both_blocks() -> None:
    features = FrameFeatures(CountingNetwork(), sound(2.0 * BLOCK_SECONDS), CPU)

    window = features.window(BLOCK_SECONDS - 4.0, 10.0)

    assert (window[:, :200] == 1).all()
    assert (window[:, 200:] == 2).all()


def test_features_on_both_sides_of_a_boundary_stand_at_their_times(network: CamPlusPlus) -> None:
    samples = sound(34.0)
    whole = single_pass(network, samples)

    window = FrameFeatures(network, samples, CPU).window(BLOCK_SECONDS - 2.0, 5.0)

    for frames in (range(100), range(100, 250)):  # of the first block, of the second
        likeness = {}
        for lag in range(-2, 3):
            there = whole[:, [900 + frame + lag for frame in frames]]
            likeness[lag] = float(torch.cosine_similarity(window[:, list(frames)], there, dim=0).mean())
        assert max(likeness, key=likeness.__getitem__) == 0
        assert likeness[0] > 0.99


def test_blocks_are_computed_once_with_context_and_dropped_when_windows_have_passed() -> None:
    network = CountingNetwork()
    features = FrameFeatures(network, sound(90.0), CPU)
    kept = []

    for second in range(85):  # the last windows reach past the end
        features.window(float(second), 10.0)
        kept.append(len(features._computed))

    # filterbank frames of 10 ms: 10 s, then 20 s, and 2 s on either side where there is another side
    assert network.seen == [1200, 2400, 2400, 2400, 2200]
    assert max(kept) == 2
    assert kept[-1] == 1


def test_going_back_costs_a_block_again_and_gives_it_again(network: CamPlusPlus) -> None:
    counting = CountingNetwork()
    features = FrameFeatures(counting, sound(70.0), CPU)
    for start in (0.0, 60.0, 0.0):
        features.window(start, 5.0)
    assert len(counting.seen) == 3

    again = FrameFeatures(network, sound(32.0), CPU)
    first = again.window(1.0, 1.0)
    again.window(31.0, 1.0)
    assert torch.equal(again.window(1.0, 1.0), first)


SPOKEN = {
    "everywhere": (None, [(start, start + 20) for start in range(0, 100, 20)]),
    "nowhere": ([], []),
    "at the edge of a cell, whose neighbour is computed too": ([Span(12.0, 19.95)], [(10, 30)]),
    "before a long pause and after it": ([Span(1.0, 4.0), Span(2.0, 8.0), Span(71.0, 72.0)], [(0, 10), (70, 80)]),
    "in a run that is divided into parts as equal as can be": ([Span(25.0, 65.0)], [(20, 30), (30, 50), (50, 70)]),
    "at the end and, by rounding, beyond it": ([Span(98.0, 100.2)], [(90, 100)]),
}


@pytest.mark.parametrize(("heard", "blocks"), SPOKEN.values(), ids=SPOKEN.keys())
def test_only_cells_in_which_somebody_speaks_are_computed(
    heard: list[Span] | None, blocks: list[tuple[int, int]]
) -> None:
    network = CountingNetwork()
    features = FrameFeatures(network, sound(100.0), CPU, heard=heard)

    whole = features.window(0.0, 100.0)

    expected = torch.zeros(5000)
    for number, (start, end) in enumerate(blocks, start=1):
        expected[start * 50 : end * 50] = number
    assert torch.equal(whole[0], expected)
    around = CONTEXT_SECONDS
    assert network.seen == [(min(end + around, 100) - max(start - around, 0)) * 100 for start, end in blocks]


def test_windows_get_the_same_blocks_where_some_were_never_computed_from_workers(network: CamPlusPlus) -> None:
    samples, heard = sound(45.0), [Span(1.0, 3.0), Span(24.0, 26.0), Span(41.0, 44.0)]
    with working(CPU, 2) as workers:
        made = FrameFeatures(network, samples, CPU, workers, heard)
        together = [made.window(start, 10.0) for start in range(0, 45, 5)]
    alone = FrameFeatures(network, samples, CPU, heard=heard)
    for start, window in zip(range(0, 45, 5), together, strict=True):
        assert torch.equal(window, alone.window(start, 10.0))
    assert torch.equal(made.sliced.sums, alone.sliced.sums)


def normalized(embedding: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.normalize(embedding, dim=-1)


@torch.inference_mode()
def test_the_voiceprint_of_a_stretch_is_that_of_its_own_frames(network: CamPlusPlus) -> None:
    features = FrameFeatures(network, sound(30.0), CPU)
    stretch, rest = features.window(8.0, 4.0), features.window(15.0, 3.0)  # the first reaches over two blocks
    frames = torch.cat((stretch, rest), dim=1)
    pooled = network.pool(frames.unsqueeze(0), torch.ones(1, 1, frames.shape[1]))[0, 0]

    voiceprint = features.sliced.voiceprint([Span(8.0, 12.0), Span(15.0, 18.0)])

    assert voiceprint is not None
    torch.testing.assert_close(torch.tensor(voiceprint), normalized(pooled), rtol=0, atol=1e-4)


def test_only_slices_that_lie_wholly_inside_are_heard(network: CamPlusPlus) -> None:
    features = FrameFeatures(network, sound(4.0), CPU)
    features.window(0.0, 4.0)

    inside = features.sliced.voiceprint([Span(1.0, 1.6)])
    assert features.sliced.voiceprint([Span(0.9, 1.7)]) == inside
    assert features.sliced.voiceprint([Span(0.8, 1.6)]) != inside
    assert features.sliced.voiceprint([Span(1.1, 1.3), Span(3.9, 9.0), Span(2.0, 2.0)]) is None
    assert features.sliced.voiceprint([]) is None


@torch.inference_mode()
def test_what_lies_before_an_instant_is_compared_with_what_comes_after_it(network: CamPlusPlus) -> None:
    features = FrameFeatures(network, sound(10.0), CPU)
    features.window(0.0, 10.0)
    sliced = features.sliced

    likeness = dict(sliced.likeness_across(Span(1.0, 9.0), 2.0))

    assert sorted(likeness) == pytest.approx([3.0 + 0.2 * i for i in range(21)])
    before, after = sliced.voiceprint([Span(3.0, 5.0)]), sliced.voiceprint([Span(5.0, 7.0)])
    assert before is not None
    assert after is not None
    assert likeness[5.0] == pytest.approx(sum(a * b for a, b in zip(before, after, strict=True)), abs=1e-4)
    assert sliced.likeness_across(Span(1.0, 4.8), 2.0) == []
