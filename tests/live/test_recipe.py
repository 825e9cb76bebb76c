"""The common recipe with the real models, on the sample that pyannote.audio carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.recipe import Clock, transcribe
from pipeline.evaluation.comparison import compare
from pipeline.evaluation.counting.labels import count_wrong_speakers
from pipeline.evaluation.counting.words import count_words
from pipeline.evaluation.sides import side_of
from pipeline.reading import interpret, read_bytes
from tests.benchmarks.recorded import SAMPLE

if TYPE_CHECKING:
    from pipeline.models import ModelStore

pytestmark = pytest.mark.live


def test_the_recipe_hears_two_people_and_most_of_what_they_say(models: ModelStore) -> None:
    assert models.path("base").is_dir()
    clock = Clock()
    transcript = transcribe(SAMPLE.audio, "faster-whisper", 2, clock)
    assert list(clock.seconds) == ["decode", "load recogniser", "recognise", "load diarizer", "diarize", "compose"]
    reference = interpret(read_bytes(SAMPLE.reference), SAMPLE.reference)
    comparison = compare(side_of(reference), side_of(transcript), "english")
    assert {speaker.label for speaker in transcript.speakers} == {"SPEAKER_00", "SPEAKER_01"}
    words = count_words(comparison, comparison.steps)
    assert words.errors < 0.25 * words.reference
    speakers = count_wrong_speakers(comparison, comparison.steps)
    assert speakers.part < 0.15 * speakers.whole
