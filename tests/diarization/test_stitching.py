"""Who speaks when, from overlapping windows, in small numbers that can be counted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from pipeline.diarization import stitching
from pipeline.diarization.stitching import NOBODY, Windows, speakers_at_once, stitched

if TYPE_CHECKING:
    import numpy.typing as npt

THREE = Windows(firsts=np.array([0, 2, 4]), frames=4, total=9)
"""Three windows of four frames, each of which overlaps with the next in two; the last frame is in none."""


def speech(*windows: str) -> npt.NDArray[np.uint8]:
    """Windows like ``"##.. ..##"``: what each local speaker says in each of the frames."""
    return np.array(
        [[[mark == "#" for mark in line] for line in window.split()] for window in windows], np.uint8
    ).swapaxes(1, 2)


def runs(heard: npt.NDArray[np.uint8], voices: list[list[int]], count: list[int]) -> list[tuple[int, int, int]]:
    found = stitched(heard, np.array(voices), np.array(count), THREE)
    return list(zip(found.voices.tolist(), found.firsts.tolist(), found.ends.tolist(), strict=True))


def test_as_many_speak_as_the_windows_say_on_average() -> None:
    heard = speech("##.# ...#", "#### ....", "#... ....")

    # half a speaker in frames 2 and 5, and one and a half in frame 3
    assert speakers_at_once(heard, THREE).tolist() == [1, 1, 0, 2, 1, 0, 0, 0, 0]


def test_a_voice_is_one_across_windows_whichever_local_speaker_it_is() -> None:
    heard = speech("#### ....", ".... ####", "##.. ..##")

    assert runs(heard, [[0, NOBODY], [NOBODY, 0], [0, 1]], [1] * 8 + [0]) == [(0, 0, 6), (1, 6, 8)]


def test_of_two_voices_the_one_heard_in_more_windows_speaks_and_of_equals_the_first() -> None:
    heard = speech("#### ....", "##.. ##..", "##.. ....")

    assert runs(heard, [[1, NOBODY], [1, 0], [0, NOBODY]], [1] * 6 + [0] * 3) == [(0, 4, 6), (1, 0, 4)]
    assert runs(heard, [[1, NOBODY], [NOBODY, 0], [0, NOBODY]], [1] * 6 + [0] * 3) == [(0, 2, 6), (1, 0, 2)]


def test_of_many_voices_heard_equally_often_the_first_speak() -> None:
    windows = Windows(firsts=np.zeros(20, np.intp), frames=100, total=100)
    voices = np.arange(60).reshape(20, 3)[::-1]

    found = stitched(np.ones((20, 100, 3), np.uint8), voices, np.full(100, 3), windows)

    assert found.voices.tolist() == [0, 1, 2]


def test_two_local_speakers_with_one_voice_are_heard_once() -> None:
    heard = speech("#### ####", "#### ....", "#### ....")

    assert runs(heard, [[0, 0], [1, NOBODY], [1, NOBODY]], [1, 1, 1, 1, 1, 1, 1, 1, 0]) == [(0, 0, 4), (1, 4, 8)]


def test_more_speakers_than_voices_are_filled_up_with_the_first() -> None:
    heard = speech("#### ....", "#### ....", "#### ....")

    assert runs(heard, [[2, NOBODY]] * 3, [2, 1, 1, 1, 1, 1, 1, 1, 0]) == [(0, 0, 1), (2, 0, 8)]


def test_where_nobody_speaks_there_are_no_runs() -> None:
    assert runs(speech("....", "....", "...."), [[NOBODY]] * 3, [0] * 9) == []


@pytest.mark.parametrize("block", [1, 7, 64, 1000])
def test_blocks_change_nothing(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(0)
    windows = Windows(firsts=np.arange(0, 200, 5), frames=20, total=216)
    heard = random.integers(0, 2, (40, 20, 3), np.uint8)
    voices = np.array([random.permutation(8)[:3] for _ in range(40)])
    count = random.integers(0, 4, 216)
    whole = stitched(heard, voices, count, windows)

    monkeypatch.setattr(stitching, "_BLOCK", block)
    found = stitched(heard, voices, count, windows)

    assert len(whole.voices) > 100
    for part, all_of_it in zip(
        (found.voices, found.firsts, found.ends), (whole.voices, whole.firsts, whole.ends), strict=True
    ):
        np.testing.assert_array_equal(part, all_of_it)
