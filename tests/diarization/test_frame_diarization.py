"""Which part of a window a voiceprint is made from, and turns from windows; real weights are tried in tests/live."""

from __future__ import annotations

import functools
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

if TYPE_CHECKING:
    import numpy.typing as npt

WINDOW_SECONDS = 10.0


def own_speech(mask: npt.NDArray[Any]) -> npt.NDArray[Any]:
    from pipeline.diarization.frame_diarization import _own_speech

    return _own_speech(mask, WINDOW_SECONDS)


def mask(*spoken: tuple[int, int]) -> npt.NDArray[np.float32]:
    """Who speaks in which of the 100 frames of a window: one stretch a speaker."""
    made = np.zeros((100, len(spoken)), np.float32)
    for speaker, (first, end) in enumerate(spoken):
        made[first:end, speaker] = 1
    return made


def test_crosstalk_is_left_out_of_both_voices() -> None:
    np.testing.assert_array_equal(own_speech(mask((0, 60), (40, 100))), mask((0, 40), (60, 100)))


def test_crosstalk_counts_for_a_voice_that_has_half_a_second_or_less_of_its_own() -> None:
    np.testing.assert_array_equal(own_speech(mask((0, 60), (20, 65))), mask((0, 20), (20, 65)))
    np.testing.assert_array_equal(own_speech(mask((0, 60), (20, 66))), mask((0, 20), (60, 66)))


def test_a_silent_voice_stays_silent() -> None:
    np.testing.assert_array_equal(own_speech(mask((0, 60), (0, 0), (50, 100))), mask((0, 50), (0, 0), (60, 100)))


def test_somebody_is_heard_where_anybody_speaks_in_any_window() -> None:
    from pipeline.diarization.frame_diarization import _heard

    def heard(*masks: npt.NDArray[Any]) -> list[tuple[float, float]]:
        speech = np.stack(masks).astype(np.uint8)
        return [
            (span.start, span.end)
            for span in _heard(speech, 2.0 * np.arange(len(masks), dtype=np.float64), WINDOW_SECONDS)
        ]

    nobody = mask((0, 0), (0, 0))
    assert heard(nobody, nobody) == []
    assert heard(mask((0, 20), (10, 30)), nobody, mask((90, 100), (5, 6))) == [(0.0, 3.0), (4.5, 4.6), (13.0, 14.0)]


@pytest.mark.parametrize(
    ("step", "seconds", "expected"),
    [(None, 30, 1.0), (None, 600, 1.0), (None, 601, 2.0), (1.0, 7200, 1.0), (2.5, 30, 2.5)],
)
def test_windows_lie_further_apart_in_long_recordings_unless_the_user_says_how_far(
    step: float | None, seconds: int, expected: float
) -> None:
    from pipeline.diarization.frame_diarization import FrameDiarization

    unused: Any = None
    assert FrameDiarization(unused, unused, unused, unused, step, unused).stride(seconds * 16_000) == expected * 16_000


FRAME_SECONDS, FRAME_STEP = 0.0619375, 0.016875
"""What one frame of segmentation-3.0 sees, and from one to the next."""


def windows_of_speech(windows: int, share: float) -> npt.NDArray[np.uint8]:
    """Who of three speaks when in windows of 10 s, one of which begins every second; runs of about 50 frames."""
    random = np.random.default_rng(0)
    runs = random.random((windows, 13, 3)) < share
    return np.repeat(runs, 50, axis=1)[:, :589].astype(np.uint8)


@pytest.fixture
def stock() -> Any:
    """pyannote's pipeline, without networks: they are not needed for what comes after them."""
    from pipeline.diarization import pyannote

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYANNOTE_METRICS_ENABLED", "0")  # set by the import; put back afterwards
        pyannote._import_pyannote()
        with pyannote._quietly():
            from pyannote.audio.pipelines import SpeakerDiarization

    return SpeakerDiarization


@pytest.mark.parametrize(("windows", "voices", "share"), [(1, 3, 0.4), (40, 2, 0.3), (300, 3, 0.2), (300, 12, 0.5)])
def test_who_speaks_when_is_what_pyannote_makes_of_the_windows(
    stock: Any, windows: int, voices: int, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyannote.core import SlidingWindow, SlidingWindowFeature

    from pipeline.diarization.frame_diarization import FrameDiarization
    from pipeline.diarization.stitching import speakers_at_once

    # pyannote leaves it to the processor which of two voices heard in equally many windows comes first
    monkeypatch.setattr(np, "argsort", functools.partial(np.argsort, kind="stable"))
    random = np.random.default_rng(1)
    speech = windows_of_speech(windows, share)
    clusters = np.array([random.permutation(voices)[:3] if voices > 2 else [0, 1, 1] for _ in range(windows)])
    clusters[~speech.any(axis=1)] = -2
    network: Any = SimpleNamespace(duration=10.0, network=SimpleNamespace(frame=(FRAME_SECONDS, FRAME_STEP)))
    unused: Any = None
    ours = FrameDiarization(network, unused, unused, unused, None, unused)
    places = ours._windows(windows, speech.shape[1], 16_000)
    for most in (3, 1):
        given = SlidingWindowFeature(speech.astype(np.float32), SlidingWindow(duration=10.0, step=1.0))
        expected_count = stock.speaker_count(given, SlidingWindow(FRAME_SECONDS, FRAME_STEP), warm_up=(0.0, 0.0))
        expected_count.data = np.minimum(expected_count.data, most).astype(np.int8)
        discrete = stock.reconstruct(object.__new__(stock), given, clusters, expected_count)
        annotation = stock.to_annotation(discrete, min_duration_on=0.0, min_duration_off=0.0)
        expected = sorted((s.start, s.end, label) for s, _, label in annotation.itertracks(yield_label=True))

        count = np.minimum(speakers_at_once(speech, places), most)
        found = sorted(ours._turns(speech, clusters, count, places))

        np.testing.assert_array_equal(count, expected_count.data[:, 0])
        assert len(expected) > windows / 10
        assert [voice for *_, voice in found] == [voice for *_, voice in expected]
        np.testing.assert_allclose([turn[:2] for turn in found], [turn[:2] for turn in expected], atol=1e-9)
