from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.diarization.recorded import RecordedDiarizer
from pipeline.errors import EngineFailedError
from pipeline.recordings import Recording
from tests.builders import ENGINE, SHA256, diarization, turns, waveform

HEARD = diarization(turns("A 0 2", "B 2.5 4"))
DIARIZER = RecordedDiarizer(Recording(SHA256, HEARD, ENGINE, "en", ()))


def test_what_was_recorded_comes_back_and_counts_as_done() -> None:
    reports: list[tuple[float, float]] = []

    assert DIARIZER.diarize(waveform(5.0), lambda done, total: reports.append((done, total))) is HEARD
    assert reports == [(1, 1)]


def test_the_identity_is_that_of_the_engine_that_was_recorded() -> None:
    assert DIARIZER.identity is HEARD.engine


def test_another_file_is_refused_even_under_the_same_name() -> None:
    other = replace(waveform(5.0), sha256="1" * 64)

    with pytest.raises(EngineFailedError, match=r"not made from talk\.mp3"):
        DIARIZER.diarize(other, lambda _done, _total: None)
