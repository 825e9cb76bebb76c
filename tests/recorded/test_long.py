"""A long recording: the sample said over and over. What a stage does must grow as its length does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.attribution import attribute
from pipeline.exporters.cues import Limits, cut_cues
from pipeline.house_style import find_rules
from pipeline.naming import name_speakers
from pipeline.naming.regroup import regroup
from pipeline.naming.roster import Roster
from pipeline.naming.utterances import utterances
from pipeline.recognition.repair import clamp_words
from pipeline.recordings import read_recording
from pipeline.text.compose import compose
from pipeline.text.options import TextOptions
from pipeline.text.style.styling import setting_of, style_turn
from pipeline.text.terms import Terms
from pipeline.timeline import Diarization, Recognition, Span, Turn, subtract
from tests.builders import ENGINE
from tests.builders import transcript as transcript_of
from tests.builders import turn as turn_of
from tests.effort import steps

if TYPE_CHECKING:
    from collections.abc import Callable

RECORDING = read_recording(Path(__file__).parent / "kazakhstan.json")
LENGTH = 270.0
"""Seconds from one time that the sample is said to the next."""


def later(turn: Turn, seconds: float) -> Turn:
    return replace(turn, start=turn.start + seconds, end=turn.end + seconds)


def heard(times: int) -> tuple[Recognition, Diarization]:
    """The sample so many times, and beneath it all a voice that never falls silent."""
    offsets = [n * LENGTH for n in range(times)]
    once = RECORDING.diarization
    diarization = replace(
        once,
        turns=(Turn(0.0, times * LENGTH, "HUM"), *(later(turn, offset) for offset in offsets for turn in once.turns)),
        exclusive=tuple(later(turn, offset) for offset in offsets for turn in once.exclusive),
        turn_voiceprints=once.turn_voiceprints * times,
    )
    words = tuple(
        replace(word, start=offset + word.start, end=offset + word.end)
        for offset in offsets
        for word in RECORDING.words
    )
    return Recognition(words, "en", ENGINE), diarization


def clamp(times: int) -> Callable[[], object]:
    recognition, diarization = heard(times)
    speech = tuple(turn.span for turn in diarization.exclusive)
    return lambda: clamp_words(recognition, speech)


def attributing(times: int) -> Callable[[], object]:
    recognition, diarization = heard(times)
    return lambda: attribute(recognition.words, diarization)


def regrouping(times: int) -> Callable[[], object]:
    recognition, diarization = heard(times)
    words = attribute(recognition.words, diarization)
    # one label for both voices, who both say who they are
    one = replace(
        diarization,
        turns=tuple(replace(turn, speaker="ONE") for turn in diarization.turns),
        exclusive=tuple(replace(turn, speaker="ONE") for turn in diarization.exclusive),
    )
    said = list(words)
    voices = dict.fromkeys(turn.speaker for turn in diarization.exclusive)
    for voice, text in zip(voices, ("I'm Ayesha Rascoe.", "I'm Charles Maynes."), strict=True):
        place = next(i for i, word in enumerate(words) if word.speaker == voice and words[i - 1].word.text[-1] in ".?")
        for i, part in enumerate(text.split(), place):
            said[i] = replace(words[i], word=replace(words[i].word, text=part))
    spoken = [replace(word, speaker="ONE") for word in said]
    assert len(regroup(spoken, one, Roster())[1].speakers) == 2
    return lambda: regroup(spoken, one, Roster())


def naming(times: int) -> Callable[[], object]:
    recognition, diarization = heard(times)
    spoken = utterances(attribute(recognition.words, diarization))
    return lambda: name_speakers(spoken, Roster())


def composing(times: int) -> Callable[[], object]:
    recognition, diarization = heard(times)
    words = attribute(recognition.words, diarization)
    gaps = subtract([Span(0.0, times * LENGTH)], (turn.span for turn in diarization.exclusive))
    return lambda: compose(words, sounds=gaps)


def styling(times: int) -> Callable[[], object]:
    recognition, diarization = heard(times)
    turns = compose(attribute(recognition.words, diarization))
    rules = find_rules(TextOptions())
    terms = Terms.build(["Kassym-Jomart Tokayev", "Nur-Sultan"])

    def style() -> object:
        setting = setting_of(turns, (), terms)
        return [style_turn(turn, rules, setting, {}) for turn in turns]

    return style


def subtitling(times: int) -> Callable[[], object]:
    recognition, _ = heard(times)
    text = " ".join(word.text for word in recognition.words)
    transcript = transcript_of([turn_of("speech", "A", text)])
    return lambda: cut_cues(transcript, Limits(37, 2))


@pytest.mark.parametrize("stage", [clamp, attributing, regrouping, naming, composing, styling, subtitling])
def test_work_grows_as_the_recording_does(stage: Callable[[int], Callable[[], object]]) -> None:
    stage(1)()  # what is remembered of words
    assert steps(stage(8)) <= 1.05 * 4 * steps(stage(2))
