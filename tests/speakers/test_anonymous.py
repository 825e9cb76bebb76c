"""Which labels are nobody's name."""

from __future__ import annotations

import pytest

from pipeline.importers.speakers import numbered, speakers_of
from pipeline.speakers.anonymous import is_anonymous, next_free


@pytest.mark.parametrize(
    "label",
    [
        "SPEAKER_00", "SPEAKER_1", "Speaker 1", "speaker-12", "Speaker1", "Speaker A", "SPEAKER_A", "SPK1", "spk_2",
        "spkr 3", "S1", "s_02", "A", "b", "0", "17", "Voice #2", "Guest 2", "Caller-1", "Interviewer 1", "Host",
        "GUEST", "Unknown", "UNKNOWN_1", "unknown speaker", "Unidentified Man 2", "UNIDENTIFIED PERSON #1",
        "Sprecher 1", "Male 1", "cluster_3",
    ],
)  # fmt: skip
def test_labels_of_tools_and_typists(label: str) -> None:
    assert is_anonymous(label)


@pytest.mark.parametrize(
    "label",
    [
        "MAYNES", "Charles Maynes", "VANEK SMITH", "Ayesha", "AB", "Al", "Bo", "McEVERS", "O'BRIEN", "U2", "50 CENT",
        "UNIDENTIFIED PERSON", "Hostettler", "SPEAKER PELOSI", "GUESTIER", "LI", "X Æ", "", "Person of Interest",
        "Manny 2", "Sam Speaker",
    ],
)  # fmt: skip
def test_names_and_what_stands_for_several_strangers(label: str) -> None:
    assert not is_anonymous(label)


@pytest.mark.parametrize("name", ["SPEAKER_01", "Speaker 2", "spk_1", "Host", "Guest 1", "Voice A", "Unknown Man 2"])
def test_what_importers_make_of_such_labels_is_anonymous_too(name: str) -> None:
    (speaker,) = speakers_of([name]).values()
    assert is_anonymous(speaker.label)
    assert speaker.name is None or is_anonymous(speaker.name)


@pytest.mark.parametrize("given", [0, "0", "A", "12", "3B"])
def test_what_services_number_is_anonymous(given: str | int) -> None:
    assert is_anonymous(numbered(given) or "")


def test_the_next_label_is_one_that_nobody_has() -> None:
    assert next_free({"SPEAKER_1", "SPEAKER_3", "MAYNES"}) == "SPEAKER_2"
    assert next_free(()) == "SPEAKER_1"
