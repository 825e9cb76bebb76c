"""What engines returned, saved and read again; that of the samples is in ``tests/recorded``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.recordings import Recording, read_recording, write_recording
from pipeline.timeline import Diarization, SpeakerCount
from tests.builders import ENGINE, SHA256, said, turns

if TYPE_CHECKING:
    from pathlib import Path

HEARD = Diarization(turns("A 0 2", "B 1.5 4"), turns("A 0 2", "B 2 4"), {"A": (0.6, 0.8)}, ENGINE)


@pytest.mark.parametrize(
    "diarization",
    [
        HEARD,
        replace(HEARD, turn_voiceprints=((0.6, 0.8), None), count=SpeakerCount(2, 0.75, 1, 3)),
        replace(HEARD, count=SpeakerCount(2, None, 2, 2)),
    ],
    ids=["no voiceprints of turns", "a count", "a number that was given"],
)
def test_what_is_read_is_what_was_written(diarization: Diarization, tmp_path: Path) -> None:
    recording = Recording(SHA256, diarization, ENGINE, "en", said("Good morning."), said("Hm."))
    write_recording(tmp_path / "x.json", recording)

    assert read_recording(tmp_path / "x.json") == recording
