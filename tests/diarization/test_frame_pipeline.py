"""Which part of a window a voiceprint is made from; what comes of it is tried on the real weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

if TYPE_CHECKING:
    import numpy.typing as npt

WINDOW_SECONDS = 10.0


def own_speech(mask: npt.NDArray[Any]) -> npt.NDArray[Any]:
    from pipeline.diarization import pyannote

    pyannote._import_pyannote()
    from pipeline.diarization.frame_pipeline import _own_speech

    return _own_speech(mask, WINDOW_SECONDS)


def heard(*masks: npt.NDArray[Any]) -> list[tuple[float, float]]:
    from pipeline.diarization import pyannote

    pyannote._import_pyannote()
    from pyannote.core import SlidingWindow, SlidingWindowFeature

    from pipeline.diarization.frame_pipeline import _heard

    windows = SlidingWindow(start=0.0, duration=WINDOW_SECONDS, step=2.0)
    return [(span.start, span.end) for span in _heard(SlidingWindowFeature(np.stack(masks), windows))]


def mask(*spoken: tuple[int, int]) -> npt.NDArray[np.float32]:
    """Who speaks in which of the 100 frames of a window: one stretch a speaker."""
    made = np.zeros((100, len(spoken)), np.float32)
    for speaker, (first, end) in enumerate(spoken):
        made[first:end, speaker] = 1
    return made


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYANNOTE_METRICS_ENABLED", "0")  # set by the import; put back afterwards


def test_crosstalk_is_left_out_of_both_voices() -> None:
    np.testing.assert_array_equal(own_speech(mask((0, 60), (40, 100))), mask((0, 40), (60, 100)))


def test_crosstalk_counts_for_a_voice_that_has_half_a_second_or_less_of_its_own() -> None:
    np.testing.assert_array_equal(own_speech(mask((0, 60), (20, 65))), mask((0, 20), (20, 65)))
    np.testing.assert_array_equal(own_speech(mask((0, 60), (20, 66))), mask((0, 20), (60, 66)))


def test_a_silent_voice_stays_silent() -> None:
    np.testing.assert_array_equal(own_speech(mask((0, 60), (0, 0), (50, 100))), mask((0, 50), (0, 0), (60, 100)))


def test_somebody_is_heard_where_anybody_speaks_in_any_window() -> None:
    nobody = mask((0, 0), (0, 0))
    assert heard(nobody, nobody) == []
    assert heard(mask((0, 20), (10, 30)), nobody, mask((90, 100), (5, 6))) == [(0.0, 3.0), (4.5, 4.6), (13.0, 14.0)]
