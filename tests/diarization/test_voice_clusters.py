"""Clusters of voiceprints, against those that pyannote.audio makes of the same."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from pipeline.diarization.voice_clusters import Bounds, VoiceClustering

if TYPE_CHECKING:
    import numpy.typing as npt

THRESHOLD, LEAST = 0.65, 8
EVERYONE = Bounds.of(None, None, None)


@pytest.fixture(scope="module")
def stock() -> Any:
    """pyannote's clustering, with byline's settings."""
    from pipeline.diarization import pyannote

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYANNOTE_METRICS_ENABLED", "0")  # set by the import; put back afterwards
        pyannote._import_pyannote()
        with pyannote._quietly():
            from pyannote.audio.pipelines.clustering import AgglomerativeClustering

    made = AgglomerativeClustering("cosine")
    made.instantiate({"method": "centroid", "threshold": THRESHOLD, "min_cluster_size": LEAST})
    return made


def heard(seed: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]:
    """Voiceprints of some voices in up to 40 windows, and when each local speaker speaks; some are silent."""
    drawn = np.random.default_rng(seed)
    windows, voices = drawn.integers(1, 40), drawn.integers(1, 5)
    centres = drawn.normal(size=(voices, 16))
    prints = centres[drawn.integers(0, voices, (windows, 3))] + drawn.normal(size=(windows, 3, 16)) * drawn.uniform(
        0, 1.2
    )
    speech = np.zeros((windows, 50, 3), np.uint8)
    for number in range(3):
        begin = drawn.integers(0, 50, windows)
        for window in range(windows):
            speech[window, begin[window] : begin[window] + drawn.integers(0, 30), number] = 1
    prints[~speech.any(axis=1)] = np.nan
    return prints.astype(np.float32), speech


@pytest.mark.parametrize(
    ("number", "least", "most"),
    [(None, None, None), (3, None, None), (None, 5, None), (None, None, 2), (1, None, None)],
)
def test_the_voices_are_those_of_pyannote(stock: Any, number: int | None, least: int | None, most: int | None) -> None:
    from pyannote.core import SlidingWindow, SlidingWindowFeature

    ours = VoiceClustering(THRESHOLD)
    several = 0
    for seed in range(40):
        prints, speech = heard(seed)
        file = SlidingWindowFeature(speech, SlidingWindow(10.0, 1.0))
        with contextlib.redirect_stdout(io.StringIO()):  # it prints what it is unhappy with
            expected, _, centres = stock(prints.copy(), file, number, number or least or 1, number or most or np.inf)

        found, means = ours.cluster(prints.copy(), speech, Bounds.of(number, least, most), LEAST)

        np.testing.assert_array_equal(found, expected)
        np.testing.assert_allclose(means, centres, rtol=1e-5)
        several += len(means) > 1
    assert several > 20 or number == 1


def test_where_no_voice_is_clear_there_is_one_without_a_voiceprint() -> None:
    prints = np.full((2, 3, 4), np.nan, np.float32)

    found, means = VoiceClustering(THRESHOLD).cluster(prints, np.zeros((2, 10, 3), np.uint8), EVERYONE, LEAST)

    np.testing.assert_array_equal(found, np.zeros((2, 3)))
    assert np.isnan(means).all()


def test_bounds_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 4 speakers are asked for, but at most 3"):
        Bounds.of(None, 4, 3)


LIKENESS = np.array([1.0, 0.9, 0.75, 0.6, 0.4, 0.2])
"""How much each voice has of what all share: no two pairs are equally close, and none closer than the threshold."""
VOICES = np.eye(24)[:6] + LIKENESS[:, np.newaxis] * np.eye(24)[6]


def hours(windows: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]:
    """Voiceprints ``(windows, 3, 24)`` of six voices, the first two of them mostly, and who speaks when in windows."""
    random = np.random.default_rng(0)
    who = random.choice(6, (windows, 3), p=np.array([8, 8, 1, 1, 1, 1]) / 20)
    voices = VOICES / np.linalg.norm(VOICES, axis=1, keepdims=True)
    spread = random.normal(size=(windows, 3, 24))
    spread *= 0.3 / np.linalg.norm(spread, axis=2, keepdims=True)
    prints = (7 * (voices[who] + spread)).astype(np.float32)
    speech = np.zeros((windows, 60, 3), np.uint8)
    for window, (first, second) in enumerate(np.sort(random.integers(0, 60, (windows, 2)), axis=1)):
        speech[window, :first, 0] = 1
        speech[window, max(0, first - 5) : second, 1] = 1
        speech[window, second + 3 :, 2] = 1
    prints[~speech.any(axis=1)] = np.nan
    return prints, speech


@pytest.mark.parametrize("bounds", [EVERYONE, Bounds(3, 3), Bounds(9), Bounds(1, 2), Bounds(1, 1)], ids=str)
def test_in_stages_a_long_recording_has_the_same_voices(bounds: Bounds) -> None:
    prints, speech = hours(1100)  # more windows than are looked at together

    expected, centres = VoiceClustering(THRESHOLD).cluster(prints, speech, bounds, 4)
    found, found_centres = VoiceClustering(THRESHOLD, at_once=150).cluster(prints, speech, bounds, 4)

    spoken = speech.any(axis=1)
    pairs = set(zip(found[spoken].tolist(), expected[spoken].tolist(), strict=True))
    assert len(found_centres) == len(centres)
    if bounds.least < 9:  # which of six voices are cut in two is a matter of rounding
        assert len(pairs) == len(centres)
        order = [found for found, _ in sorted(pairs, key=lambda pair: pair[1])]
        np.testing.assert_allclose(found_centres[order], centres, atol=1e-5)


def test_a_voice_that_is_heard_once_in_each_hour_is_one_and_one_that_is_heard_less_is_none() -> None:
    random = np.random.default_rng(0)
    voices = np.arange(600) % 2
    voices[50::100] = 2  # in each of six blocks once
    voices[[120, 420]] = 3  # less often than the least
    prints = (np.eye(24)[voices] + 0.05 * random.normal(size=(600, 24))).astype(np.float32)[:, np.newaxis]

    found, _ = VoiceClustering(THRESHOLD, at_once=100).cluster(prints, np.ones((600, 60, 1), np.uint8), EVERYONE, 4)

    assert len(set(found[:, 0].tolist())) == 3
    assert len({*zip(found[voices < 3, 0].tolist(), voices[voices < 3].tolist(), strict=True)}) == 3


def test_where_no_voice_is_heard_often_enough_all_are_one() -> None:
    prints = np.eye(24, dtype=np.float32)[:, np.newaxis]

    found, _ = VoiceClustering(THRESHOLD, at_once=10).cluster(prints, np.ones((24, 60, 1), np.uint8), EVERYONE, 4)

    assert found[:, 0].tolist() == [0] * 24
