from __future__ import annotations

import pytest

from pipeline.cast.given import parse_speakers
from pipeline.errors import InvalidValueError
from pipeline.timeline import Person


@pytest.mark.parametrize(
    ("text", "label", "name", "role"),
    [
        ("MAYNES=Charles Maynes, correspondent", "MAYNES", "Charles Maynes", "correspondent"),
        ("MAYNES=Charles Maynes", "MAYNES", "Charles Maynes", None),
        ("Charles Maynes, correspondent", "", "Charles Maynes", "correspondent"),
        ("  LULU = Lourdes  Garcia-Navarro ,  guest host ", "LULU", "Lourdes Garcia-Navarro", "guest host"),
        ("Sammy Davis, Jr., singer", "", "Sammy Davis, Jr.", "singer"),
        ("Ann Lee, author of A, B and C", "", "Ann Lee", "author of A, B and C"),
        ("Björk", "", "Björk", None),
    ],
)
def test_a_speaker_is_a_label_a_name_and_a_role(text: str, label: str, name: str, role: str | None) -> None:
    assert parse_speakers([text]) == (Person(label, name, role, source="--speaker"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no name"),
        ("MAYNES=", "has no name"),
        ("MAYNES=, correspondent", "has no name"),
        ("MAYNES=123", "has no name"),
        ("=Charles Maynes", "has no label before the ="),
        ("A=B=Charles Maynes", "more than one ="),
        ("Charles Maynes,", "no role after the comma"),
        ("SPEAKER_1=Charles Maynes", "': SPEAKER_1 and the like"),
    ],
)
def test_another_form_is_refused_with_an_example(text: str, said: str) -> None:
    with pytest.raises(InvalidValueError, match=said) as caught:
        parse_speakers([text])
    assert "MAYNES=Charles Maynes, correspondent" in caught.value.remedy


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="not UTF-8"):
        parse_speakers(["F\udcffo Bar"])


def test_two_people_cannot_have_one_label() -> None:
    with pytest.raises(InvalidValueError, match="Ann Lee and Bob Lee cannot both be LEE"):
        parse_speakers(["LEE=Ann Lee", "LEE=Bob Lee"])
    assert len(parse_speakers(["LEE=Ann Lee", "LEE=Ann Lee", "Bob Lee"])) == 2
