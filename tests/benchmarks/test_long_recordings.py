"""Recordings made for measuring: their sound is where their references say."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from benchmarks.long_recordings import Passage, Placed, Said, cut, make, plan, sources
from pipeline import audio
from pipeline.evaluation.sides import side_of
from pipeline.reading import interpret
from pipeline.timeline import SAMPLE_RATE, Span, subtract

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.collection import Item
    from pipeline.schema import Transcript

PEOPLE = {"RASCOE", "MAYNES", "DIANE", "SHEILA"}


def read(path: Path) -> Transcript:
    return interpret(path.read_bytes(), path)


@pytest.fixture(scope="module")
def minute(tmp_path_factory: pytest.TempPathFactory) -> Item:
    return make(tmp_path_factory.mktemp("recordings"), 1)


def test_a_minute_holds_four_voices_and_what_they_say(minute: Item) -> None:
    assert minute.speakers is not None
    heard = read(minute.speakers).diarization or ()
    said = read(minute.reference)
    assert {one.speaker for one in heard} == {speaker.label for speaker in said.speakers} == PEOPLE
    assert len(side_of(said).tokens) > 100
    assert max(one.end for one in heard) < 60


def test_sound_is_where_the_references_say(minute: Item) -> None:
    assert minute.speakers is not None
    waveform = audio.load(minute.audio)
    assert waveform.duration == pytest.approx(60, abs=0.01)
    assert waveform.notices == ()

    def loudness(span: Span) -> float:
        return float(np.sqrt(np.mean(waveform.crop(span) ** 2)))

    voices = [Span(one.start, one.end) for one in read(minute.speakers).diarization or ()]
    between = [gap for gap in subtract([Span(1.0, 60.0)], voices) if gap.duration > 1]
    assert len(between) >= 2
    hiss = [loudness(Span(gap.end - 0.28, gap.end - 0.05)) for gap in between[:-1]]  # samples begin with silence
    assert min(loudness(voice) for voice in voices) > 5 * max(hiss)
    assert min(hiss) > 1e-4


def test_a_recording_is_made_once_and_anew_when_a_part_of_it_is_gone(minute: Item) -> None:
    folder = minute.audio.parent.parent
    made = minute.audio.stat().st_mtime_ns
    sound, text = minute.audio.read_bytes(), minute.reference.read_bytes()
    assert make(folder, 1) == minute
    assert minute.audio.stat().st_mtime_ns == made
    minute.reference.unlink()
    assert make(folder, 1) == minute
    assert minute.reference.read_bytes() == text
    assert minute.audio.read_bytes() == sound


def test_a_shorter_recording_is_the_beginning_of_a_longer_one() -> None:
    passages = [source.passages for source in sources()]
    short, long = (list(plan(60.0 * minutes, passages)) for minutes in (5, 30))
    assert [(one.start, one.gain) for one in short] == [(one.start, one.gain) for one in long[: len(short)]]
    assert all(one.start + one.passage.duration < two.start for one, two in pairwise(long))
    assert {voice.speaker for one in long for voice in one.passage.voices} == PEOPLE


def test_of_the_last_passage_the_sentences_are_kept_that_end_in_time() -> None:
    sentences = (Said("A", 0.5, 2.0, "one"), Said("B", 2.2, 4.0, "two"), Said("A", 4.2, 6.0, "three"))
    voices = (Said("A", 0.5, 2.0), Said("B", 2.2, 4.1), Said("A", 4.15, 6.0))
    placed = Placed(10.0, 1.0, Passage(np.ones(7 * SAMPLE_RATE, np.float32), sentences, voices))
    assert cut(placed, 17.0) is placed
    kept = cut(placed, 15.0).passage
    assert kept.sentences == sentences[:2]
    assert kept.voices == (voices[0], voices[1], Said("A", 4.15, 4.2))
    assert kept.duration == pytest.approx(4.2)
