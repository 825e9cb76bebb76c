from __future__ import annotations

from typing import Any

import pytest

from pipeline.diarization.options import DEFAULT_PIPELINE, DiarizationOptions
from pipeline.errors import InvalidValueError


def test_by_default_the_pipeline_without_an_account_counts_the_speakers_itself() -> None:
    options = DiarizationOptions()

    assert options.pipeline == DEFAULT_PIPELINE
    assert (options.speakers, options.min_speakers, options.max_speakers) == (None, None, None)


@pytest.mark.parametrize("name", ["speakers", "min_speakers", "max_speakers"])
@pytest.mark.parametrize("value", [0, -2])
def test_there_is_at_least_one_speaker(name: str, value: int) -> None:
    asked: dict[str, Any] = {name: value}

    with pytest.raises(InvalidValueError, match=f"diarization.{name}: .* {value} speakers"):
        DiarizationOptions(**asked)


@pytest.mark.parametrize("bound", ["min_speakers", "max_speakers"])
def test_a_known_number_and_a_bound_contradict_each_other(bound: str) -> None:
    asked: dict[str, Any] = {bound: 2}

    with pytest.raises(InvalidValueError, match="contradict"):
        DiarizationOptions(speakers=2, **asked)


def test_the_least_is_not_more_than_the_most() -> None:
    with pytest.raises(InvalidValueError, match="min_speakers: 3 is more than max_speakers 2"):
        DiarizationOptions(min_speakers=3, max_speakers=2)


def test_equal_bounds_and_one_bound_alone_are_fine() -> None:
    assert DiarizationOptions(min_speakers=2, max_speakers=2).max_speakers == 2
    assert DiarizationOptions(min_speakers=2).max_speakers is None
    assert DiarizationOptions(max_speakers=1).min_speakers is None


@pytest.mark.parametrize("step", [0.1, 1.0, 2.5, 5, None])
def test_windows_may_be_further_apart(step: float | None) -> None:
    assert DiarizationOptions(segmentation_step=step).segmentation_step == step


@pytest.mark.parametrize("step", [0.0, -1.0, 0.05, 5.1, 10.0, float("nan")])
def test_windows_overlap_and_move_forward(step: float) -> None:
    with pytest.raises(InvalidValueError, match=r"diarization\.segmentation_step: .* between 0\.1 and 5\.0 s"):
        DiarizationOptions(segmentation_step=step)
