"""What is typed to correct a name, and whom it is about."""

from __future__ import annotations

import pytest

from pipeline import schema
from pipeline.errors import InvalidValueError, UnknownChoiceError
from pipeline.speakers.corrections import Correction, find_speaker, parse_correction
from tests.builders import transcript


def somebody(label: str, name: str | None = None, *former: str) -> schema.Speaker:
    previous = tuple(schema.Identity(label=each, name=None, role=None, confidence=None) for each in former)
    return schema.Speaker(label=label, name=name, role=None, confidence=None, previous=previous)


def document(*speakers: schema.Speaker) -> schema.Transcript:
    return schema.Transcript.model_validate({**dict(transcript()), "speakers": speakers})


@pytest.mark.parametrize(
    ("text", "correction"),
    [
        ("SPEAKER_2=Linda Brandt", Correction("SPEAKER_2", "Linda Brandt")),
        (" SPEAKER_2 =  Linda   Brandt ", Correction("SPEAKER_2", "Linda Brandt")),
        ("SPEAKER_2=Linda Brandt, guest", Correction("SPEAKER_2", "Linda Brandt", "guest")),
        ("SPEAKER_2=Linda Brandt, mayor of Bonn, poet", Correction("SPEAKER_2", "Linda Brandt", "mayor of Bonn, poet")),
        ("SPEAKER_2=Linda Brandt,", Correction("SPEAKER_2", "Linda Brandt")),
        ("SPEAKER_2=Jo Reese, Jr.", Correction("SPEAKER_2", "Jo Reese, Jr.")),
        ("SPEAKER_2=Jo Reese, Jr., singer", Correction("SPEAKER_2", "Jo Reese, Jr.", "singer")),
        ("SPEAKER_2=BRANDT=Linda Brandt, guest", Correction("SPEAKER_2", "Linda Brandt", "guest", "BRANDT")),
        ("Charles Maynes=Ana Lima", Correction("Charles Maynes", "Ana Lima")),
        ("SPEAKER_2=", Correction("SPEAKER_2", None)),
    ],
)
def test_a_correction_says_who_is_who(text: str, correction: Correction) -> None:
    assert parse_correction(text) == correction


@pytest.mark.parametrize(
    "text",
    ["", "=", "SPEAKER_2", "=Linda", "A=B=C=D", "A==Linda", "A=LABEL=", "A=, guest", "A=LABEL=, guest", "A=12 34",
     "A=SPEAKER_3", "A=SPEAKER_3=Linda Brandt", "A=Host"],
)  # fmt: skip
def test_what_is_no_correction_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        parse_correction(text)
    assert repr(text) in caught.value.message
    assert 'SPEAKER_2="Linda Brandt, guest"' in caught.value.remedy


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="not UTF-8"):
        parse_correction("SPEAKER_2=F\udcffo Bar")


def test_a_speaker_is_found_by_label_former_label_and_name_whatever_the_case() -> None:
    talk = document(somebody("BRANDT", "Linda Brandt", "SPEAKER_1", "MAYNES"), somebody("SPEAKER_2"))
    for who in ("BRANDT", "brandt", "SPEAKER_1", "speaker_1", "MAYNES", "linda brandt", "Linda Brandt"):
        assert find_speaker(talk, who).label == "BRANDT", who
    assert find_speaker(talk, "SPEAKER_2").label == "SPEAKER_2"


def test_the_present_label_counts_before_a_former_one() -> None:
    changed_places = document(somebody("LIMA", None, "REESE"), somebody("REESE", None, "LIMA"))
    assert find_speaker(changed_places, "REESE").label == "REESE"


def test_the_first_label_counts_before_one_that_another_had_for_a_while() -> None:
    talk = document(somebody("BRANDT", None, "MAYNES", "RASCOE"), somebody("LIMA", None, "RASCOE", "MAYNES"))
    assert find_speaker(talk, "MAYNES").label == "BRANDT"
    assert find_speaker(talk, "RASCOE").label == "LIMA"


def test_case_counts_where_it_tells_two_apart() -> None:
    talk = document(somebody("spk_a"), somebody("SPK_A"))
    assert find_speaker(talk, "spk_a").label == "spk_a"
    with pytest.raises(InvalidValueError, match="spk_a or SPK_A"):
        find_speaker(talk, "Spk_A")


def test_a_former_label_of_two_is_nobodys() -> None:
    talk = document(somebody("LIMA", None, "SPEAKER_1", "BRANDT"), somebody("REESE", None, "SPEAKER_2", "BRANDT"))
    with pytest.raises(InvalidValueError, match="LIMA or REESE"):
        find_speaker(talk, "BRANDT")


def test_an_unknown_speaker_is_refused_with_a_suggestion_and_the_choices() -> None:
    with pytest.raises(UnknownChoiceError) as caught:
        find_speaker(document(somebody("SPEAKER_1"), somebody("LIMA", "Ana Lima", "SPEAKER_2")), "LIMMA")
    assert "Did you mean 'LIMA'?" in caught.value.message
    assert caught.value.choices == ["SPEAKER_1", "LIMA", "SPEAKER_2", "Ana Lima"]


def test_where_nobody_speaks_nobody_is_found() -> None:
    with pytest.raises(InvalidValueError, match="no speakers"):
        find_speaker(document(), "LIMA")
