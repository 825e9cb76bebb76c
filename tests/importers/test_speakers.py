from __future__ import annotations

import pytest

from pipeline.importers.speakers import cleaned, numbered, speakers_of


@pytest.mark.parametrize(
    ("said", "label", "name"),
    [
        ("Ayesha Rascoe", "RASCOE", "Ayesha Rascoe"),
        ("Cuba Gooding Jr.", "GOODING", "Cuba Gooding Jr."),
        ("Ayesha", "AYESHA", "Ayesha"),
        ("RASCOE", "RASCOE", None),
        ("VANEK SMITH", "VANEK SMITH", None),
        ("SPEAKER_00", "SPEAKER_00", None),
        ("Speaker 1", "SPEAKER_1", None),
        ("Unidentified Person #2", "UNIDENTIFIED_PERSON_2", None),
        ("spk_0", "spk_0", None),
        ("juliet", "juliet", None),
        ("fe_03_A", "fe_03_A", None),
    ],
)
def test_names_are_told_from_labels(said: str, label: str, name: str | None) -> None:
    speaker = speakers_of([said])[said]
    assert (speaker.label, speaker.name) == (label, name)


def test_two_of_one_family_have_their_first_names_as_labels() -> None:
    found = speakers_of(["Ann Smith", "Bob Smith", "Ann Smith"])
    assert [speaker.label for speaker in found.values()] == ["ANN", "BOB"]


def test_no_two_speakers_share_a_label_whatever_they_are_called() -> None:
    found = speakers_of(["Fred", "FRED", "Ann Smith", "ANN SMITH", "Bob Smith"])
    labels = [speaker.label for speaker in found.values()]
    assert labels == ["FRED", "FRED 2", "ANN SMITH", "ANN SMITH 2", "BOB"]


@pytest.mark.parametrize("said", [None, "", "  ", "unknown", "UNKNOWN", "<NA>"])
def test_nobody_is_nobody(said: str | None) -> None:
    assert cleaned(said) is None


@pytest.mark.parametrize(
    ("given", "label"), [(0, "SPEAKER_0"), ("A", "SPEAKER_A"), ("2B", "SPEAKER_2B"), ("Ann", "Ann"), (None, None)]
)
def test_numbers_and_letters_of_services_become_labels(given: str | int | None, label: str | None) -> None:
    assert numbered(given) == label
