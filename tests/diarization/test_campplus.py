"""The network with random weights: what must hold whatever it has learned."""

from __future__ import annotations

import copy

import pytest
import torch

from pipeline.diarization.campplus import EMBEDDING_SIZE, FRAME_CHANNELS, CamPlusPlus, load, quickened

PUBLISHED = {
    # some of the names and shapes in the published file, at least one of each kind of layer
    "head.conv1.weight": (32, 1, 3, 3),
    "head.layer1.0.shortcut.0.weight": (32, 32, 1, 1),
    "head.layer2.1.bn2.running_var": (32,),
    "xvector.tdnn.linear.weight": (128, 320, 5),
    "xvector.block1.tdnnd1.nonlinear1.batchnorm.running_mean": (128,),
    "xvector.block2.tdnnd24.cam_layer.linear_local.weight": (32, 128, 3),
    "xvector.block3.tdnnd16.cam_layer.linear2.bias": (32,),
    "xvector.transit3.linear.weight": (512, 1024, 1),
    "xvector.out_nonlinear.batchnorm.weight": (512,),
    "xvector.dense.linear.weight": (192, 1024, 1),
    "xvector.dense.nonlinear.batchnorm.running_var": (192,),
}
PUBLISHED_TENSORS = 937


@pytest.fixture(scope="module")
def network() -> CamPlusPlus:
    torch.manual_seed(3)
    return CamPlusPlus().eval()


@pytest.fixture
def features() -> torch.Tensor:
    """Two recordings of 60 frames, none of which is like another."""
    return torch.rand(2, FRAME_CHANNELS, 60, generator=torch.Generator().manual_seed(4))


def embedding(network: CamPlusPlus, mean: torch.Tensor, deviation: torch.Tensor) -> torch.Tensor:
    """What the last layer makes of statistics, each of shape ``(batch, 512)``."""
    return network.dense(torch.cat((mean, deviation), dim=-1))  # type: ignore[no-any-return]


@pytest.mark.parametrize(("frames", "halved"), [(1, 1), (2, 1), (199, 100), (200, 100), (201, 101)])
@torch.inference_mode()
def test_the_frame_rate_is_halved_and_frames_have_512_channels(network: CamPlusPlus, frames: int, halved: int) -> None:
    assert network.frames(torch.zeros(2, frames, 80)).shape == (2, FRAME_CHANNELS, halved)


@torch.inference_mode()
def test_the_recordings_of_a_batch_do_not_touch_each_other(network: CamPlusPlus) -> None:
    filterbanks = torch.randn(2, 120, 80, generator=torch.Generator().manual_seed(5))

    together = network.frames(filterbanks)

    torch.testing.assert_close(together[1:], network.frames(filterbanks[1:]), rtol=1e-3, atol=1e-4)
    assert not torch.allclose(together[0], together[1])


@torch.inference_mode()
def test_with_equal_weights_pooling_is_mean_and_unbiased_deviation(
    network: CamPlusPlus, features: torch.Tensor
) -> None:
    pooled = network.pool(features, torch.ones(2, 1, 60))

    assert pooled.shape == (2, 1, EMBEDDING_SIZE)
    torch.testing.assert_close(pooled[:, 0], embedding(network, features.mean(-1), features.std(-1, correction=1)))


@torch.inference_mode()
def test_a_mask_pools_the_frames_it_leaves_and_no_others(network: CamPlusPlus, features: torch.Tensor) -> None:
    weights = torch.zeros(2, 3, 60)
    weights[:, 0, 10:30] = 1
    weights[:, 1, :5] = weights[:, 1, 50:] = 1
    weights[:, 2, 7:9] = 1  # two frames are the least that has a deviation
    cut_out = (features[..., 10:30], torch.cat((features[..., :5], features[..., 50:]), dim=-1), features[..., 7:9])

    pooled = network.pool(features, weights)

    for speaker, frames in enumerate(cut_out):
        expected = embedding(network, frames.mean(-1), frames.std(-1, correction=1))
        torch.testing.assert_close(pooled[:, speaker], expected, rtol=1e-3, atol=1e-4)


@torch.inference_mode()
def test_weights_between_0_and_1_count_as_they_do_in_pyannote(network: CamPlusPlus, features: torch.Tensor) -> None:
    weights = torch.rand(2, 1, 60, generator=torch.Generator().manual_seed(6))
    total = weights.sum(-1)
    mean = (features * weights).sum(-1) / total
    spread = (weights * (features - mean.unsqueeze(-1)).square()).sum(-1)
    # reliability weights, as in https://en.wikipedia.org/wiki/Weighted_arithmetic_mean, which pyannote's pooling cites
    deviation = (spread / (total - weights.square().sum(-1) / total)).sqrt()

    torch.testing.assert_close(network.pool(features, weights)[:, 0], embedding(network, mean, deviation))


@torch.inference_mode()
def test_a_silent_speaker_has_an_embedding_of_nan_and_the_others_do_not(
    network: CamPlusPlus, features: torch.Tensor
) -> None:
    weights = torch.ones(2, 2, 60)
    weights[1, 0] = 0

    pooled = network.pool(features, weights)

    assert pooled[1, 0].isnan().all()
    assert pooled[0].isfinite().all()
    assert pooled[1, 1].isfinite().all()


@pytest.mark.parametrize("weight", [1.0, 0.3])
@torch.inference_mode()
def test_a_speaker_of_a_single_frame_gets_the_embedding_of_that_frame(
    network: CamPlusPlus, features: torch.Tensor, weight: float
) -> None:
    weights = torch.zeros(2, 1, 60)
    weights[..., 17] = weight

    pooled = network.pool(features, weights)[:, 0]

    # NaN would make clustering put the frame into the first cluster, whoever that is
    alone = embedding(network, features[..., 17], torch.zeros(2, FRAME_CHANNELS))
    torch.testing.assert_close(pooled, alone, rtol=0.0, atol=0.01)
    assert torch.cosine_similarity(pooled, alone).min() > 0.999


def published_state(network: CamPlusPlus) -> dict[str, torch.Tensor]:
    return {f"xvector.{key}" if key.startswith("dense.") else key: value for key, value in network.state_dict().items()}


@torch.inference_mode()
def test_a_state_dictionary_with_the_published_names_loads(network: CamPlusPlus, features: torch.Tensor) -> None:
    state = published_state(network)
    assert {name: tuple(state[name].shape) for name in PUBLISHED} == PUBLISHED
    assert len(state) == PUBLISHED_TENSORS

    loaded = load(state)

    assert not loaded.training
    weights = torch.ones(2, 1, 60)
    assert torch.equal(loaded.pool(features, weights), network.pool(features, weights))


def test_a_state_dictionary_that_lacks_a_tensor_is_refused(network: CamPlusPlus) -> None:
    state = published_state(network)
    del state["xvector.dense.linear.weight"]

    with pytest.raises(RuntimeError, match=r"dense\.linear\.weight"):
        load(state)


@pytest.fixture(scope="module")
def lived_in() -> CamPlusPlus:
    """A network whose batch norms do something, as after training."""
    torch.manual_seed(7)
    network = CamPlusPlus().eval()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm1d | torch.nn.BatchNorm2d):
            assert module.running_mean is not None
            assert module.running_var is not None
            module.running_mean.uniform_(-0.2, 0.2)
            module.running_var.uniform_(0.5, 2.0)
            if module.affine:
                torch.nn.init.uniform_(module.weight, 0.5, 1.5)
                torch.nn.init.uniform_(module.bias, -0.2, 0.2)
    return network


def loudness(frames: int) -> torch.Tensor:
    return torch.randn(1, frames, 80, generator=torch.Generator().manual_seed(5))


@torch.inference_mode()
def test_the_quick_network_says_the_same_up_to_rounding(lived_in: CamPlusPlus) -> None:
    expected = lived_in.frames(loudness(330))

    quick = quickened(lived_in, torch.float32)

    torch.testing.assert_close(quick.frames(loudness(330)), expected, rtol=1e-3, atol=1e-4)
    norms = sum("running_mean" in name for name, _ in quick.named_buffers())
    assert norms == 12 + 24 + 16 + 3 + 1  # before each dense layer and each transition, and in the projection


@torch.inference_mode()
def test_in_short_numbers_its_voiceprints_are_nearly_the_same_and_still_float32(lived_in: CamPlusPlus) -> None:
    weights = torch.ones(1, 1, 165)
    expected = lived_in.pool(lived_in.frames(loudness(330)), weights)

    quick = quickened(lived_in, torch.bfloat16)
    features = quick.frames(loudness(330))

    assert quick.head.conv2.weight.dtype == torch.bfloat16
    assert features.dtype == quick.dense.linear.weight.dtype == torch.float32
    assert torch.cosine_similarity(quick.pool(features, weights), expected, dim=-1).min() > 0.999


def test_making_it_quick_leaves_the_network_as_it_was(lived_in: CamPlusPlus) -> None:
    before = {name: value.clone() for name, value in lived_in.state_dict().items()}

    quickened(lived_in, torch.bfloat16)

    after = lived_in.state_dict()
    assert list(after) == list(before)
    assert all(torch.equal(after[name], value) for name, value in before.items())


@pytest.mark.parametrize("frames", [599, 600, 601, 1210])
@torch.inference_mode()
def test_the_front_is_the_same_in_pieces_as_in_one(
    lived_in: CamPlusPlus, frames: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = copy.deepcopy(lived_in.head).double()  # in which a frame too few at a border shows
    sound = loudness(frames).transpose(1, 2).double()
    pieces = head(sound)

    monkeypatch.setattr("pipeline.diarization.campplus._FRONT_PIECE", 10_000)

    torch.testing.assert_close(pieces, head(sound), rtol=0.0, atol=1e-9)
