from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.errors import InvalidValueError
from pipeline.importers import with_speakers
from pipeline.importers.beside import exclusive
from tests.builders import transcript, turns
from tests.exporters.test_technical import untimed
from tests.importers.reading import fixture, heard, names, read, said, times, words

if TYPE_CHECKING:
    from pipeline.timeline import Turn


def test_words_go_to_whoever_was_heard_and_none_is_lost() -> None:
    alone = fixture("openai-whisper.json")
    together = with_speakers(alone, fixture("interview.rttm"))
    assert said(together) == [
        ("SPEAKER_01", "Good morning, Charles."),
        ("SPEAKER_00", "Good morning. About 2,000 people were detained in Nur-Sultan."),
    ]
    assert [word[:4] for word in words(together)] == [word[:4] for word in words(alone)]
    assert heard(together) == heard(fixture("interview.rttm"))
    assert names(together) == {"SPEAKER_01": None, "SPEAKER_00": None}
    assert together.source.language == "en"


def test_the_certainty_is_measured_and_halved_under_crosstalk() -> None:
    together = with_speakers(fixture("openai-whisper.json"), fixture("interview.rttm"))
    certainties = {word.text: word.certainty for turn in together.turns for word in turn.paragraphs[0].words}
    assert certainties["Charles."] == 1.0
    assert certainties["people"] == 0.5
    assert together.turns[0].confidence == 1.0


def test_subtitles_go_to_speakers_as_wholes_and_sounds_stay_nobodys() -> None:
    text = (
        "WEBVTT\n\n00:00.500 --> 00:01.600\nGood morning, Charles.\n\n00:01.700 --> 00:01.900\n[MUSIC]\n\n"
        "00:02.000 --> 00:05.900\nGood morning.\n"
    )
    together = with_speakers(read("vtt", text), fixture("interview.rttm"))
    assert said(together) == [
        ("SPEAKER_01", "Good morning, Charles."),
        ("sound", "[MUSIC]"),
        ("SPEAKER_00", "Good morning."),
    ]
    assert times(together) == [(0.5, 1.6), (1.7, 1.9), (2.0, 5.9)]


def test_where_nobody_was_heard_words_stay_nobodys() -> None:
    together = with_speakers(fixture("openai-whisper.json"), read("rttm", ""))
    assert {word[4] for word in words(together)} == {None}
    assert together.diarization == ()


def test_a_page_without_times_cannot_be_laid_beside() -> None:
    with pytest.raises(InvalidValueError, match="no times"):
        with_speakers(untimed(), fixture("interview.rttm"))


def test_nothing_beside_something_is_nothing() -> None:
    assert with_speakers(transcript(), fixture("interview.rttm")).turns == ()


@pytest.mark.parametrize(
    ("heard_at_once", "one_at_a_time"),
    [
        (turns("A 0 10", "B 4 5"), turns("A 0 10")),
        (turns("A 0 4", "B 3 9"), turns("A 0 3", "B 3 9")),
        (turns("A 0 6", "B 5 8", "A 8 9"), turns("A 0 6", "B 6 8", "A 8 9")),
        (turns("A 0 2", "A 2 3", "B 5 6"), turns("A 0 3", "B 5 6")),
        ((), ()),
    ],
)
def test_of_several_at_once_the_longest_stretch_counts(
    heard_at_once: tuple[Turn, ...], one_at_a_time: tuple[Turn, ...]
) -> None:
    assert exclusive(heard_at_once) == one_at_a_time
