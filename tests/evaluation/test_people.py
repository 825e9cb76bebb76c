from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.people import is_named, same_people
from pipeline.schema import Speaker


def person(label: str, name: str | None = None) -> Speaker:
    return Speaker(label=label, name=name, role=None, confidence=None)


def same(reference: Speaker, hypothesis: Speaker) -> bool:
    """Whether the one is the other, which must not depend on who is asked about whom."""
    there = same_people([reference], [hypothesis])
    back = same_people([hypothesis], [reference])
    assert there == {key: value for value, key in back.items()}
    return bool(there)


@pytest.mark.parametrize(
    "label",
    "SPEAKER_1|SPEAKER_00|Speaker A|speaker_b|spk_0|S1|A|12|#3|?|UNIDENTIFIED PERSON #1|Unidentified Male|UNKNOWN|"
    "UNIDENTIFIED PROTESTERS|Unknown Speaker 2|MAN|Woman 2|VOICE 3|Guest 1|CALLER #2|Reporter|HOST|Male Speaker|"
    "UNIDENTIFIED CHILDREN|Group of Students".split("|"),
)
def test_what_numbers_or_describes_a_voice_is_no_name(label: str) -> None:
    assert not is_named(person(label))
    assert same_people([person(label)], [person(label)]) == {}
    assert not is_named(person("SPEAKER_9", label))


@pytest.mark.parametrize("label", "RASCOE|Ayesha|Man Ray|J.D.|MANN|Malcolm X|李|Voicu|ALLEN|50 Cent".split("|"))
def test_what_people_are_called_is_a_name(label: str) -> None:
    assert is_named(person(label))
    assert same_people([person(label)], [person(label)]) == {label: label}


def test_a_full_name_is_a_name_whatever_the_label() -> None:
    assert is_named(person("SPEAKER_1", "Charles Maynes"))
    assert is_named(person("CHILD", "Julia Child"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("MAYNES"), person("MAYNES")),
        (person("MAYNES"), person("Charles Maynes")),
        (person("MAYNES"), person("CHARLES MAYNES", "Charles Maynes")),
        (person("MAYNES"), person("SPEAKER_2", "Charles Maynes")),
        (person("MAYNES", "Charles Maynes"), person("SPEAKER_2", "charles maynes")),
        (person("MAYNES", "Maynes"), person("CHARLES", "Charles Maynes")),
        (person("GARCÍA"), person("GARCIA", "José García")),
        (person("Lech Wałęsa"), person("WALESA")),
        (person("JØRGENSEN"), person("Jorgensen")),
        (person("MÜLLER"), person("Mu\u0308ller")),
        (person("STRASSE"), person("Straße")),
        (person("O'BRIEN"), person("Pat O’Brien")),
        (person("TOKAYEV", "Kassym-Jomart Tokayev"), person("K", "Kassym Jomart Tokayev")),
        (person("ANGUS", "Angus King Jr."), person("KING")),
        (person("VON DER LEYEN"), person("Ursula von der Leyen")),
        (person("FAUCI", "Anthony Fauci"), person("ANTHONY", "Dr. Anthony Fauci")),
        (person("कमला"), person("कमला")),
    ],
)
def test_two_forms_of_a_name_are_one_person(one: Speaker, other: Speaker) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("MAYNES"), person("RASCOE")),
        (person("CHARLES MAYNES"), person("MARY MAYNES")),
        (person("C. MAYNES", "Charles Maynes"), person("M. MAYNES", "Mary Maynes")),
        (person("MAYNES", "Charles Maynes"), person("M", "Mary Maynes")),
        (person("SPEAKER_1", "Charles Maynes"), person("SPEAKER_1", "Ayesha Rascoe")),
        (person("SPEAKER_1"), person("SPEAKER_1", "Ayesha Rascoe")),
        (person("CHARLES"), person("Charles Maynes")),
        (person("कमल"), person("कमला")),
        (person("LEE"), person("Ashlee")),
    ],
)
def test_two_names_are_two_people(one: Speaker, other: Speaker) -> None:
    assert not same(one, other)


def test_a_last_name_of_two_people_is_nobodys() -> None:
    smiths = [person("JOHN SMITH", "John Smith"), person("MARY SMITH", "Mary Smith")]

    assert same_people(smiths, [person("SMITH")]) == {}
    assert same_people(smiths, [person("SMITH", "Mary Smith")]) == {"SMITH": "MARY SMITH"}
    assert same_people(smiths, [person("Mary Smith"), person("JOHN SMITH")]) == {
        "Mary Smith": "MARY SMITH",
        "JOHN SMITH": "JOHN SMITH",
    }


def test_a_full_name_decides_against_a_label() -> None:
    smiths = [person("SMITH", "John Smith"), person("M. SMITH", "Mary Smith")]

    assert same_people(smiths, [person("SMITH", "Mary Smith")]) == {"SMITH": "M. SMITH"}
    assert same_people(smiths, [person("SMITH")]) == {"SMITH": "SMITH"}


def test_two_labels_of_one_person_are_both_this_person() -> None:
    assert same_people([person("MAYNES", "Charles Maynes")], [person("MAYNES"), person("Charles Maynes")]) == {
        "MAYNES": "MAYNES",
        "Charles Maynes": "MAYNES",
    }


def test_thousands_of_people_are_matched_in_no_time() -> None:
    people = [person(f"NAME{chr(65 + i // 676)}{chr(65 + i // 26 % 26)}{chr(65 + i % 26)}") for i in range(10_000)]
    started = time.process_time()

    assert len(same_people(people, people)) == 10_000
    assert time.process_time() - started < 10


def test_without_speakers_nobody_is_anybody() -> None:
    assert same_people([], [person("MAYNES")]) == same_people([person("MAYNES")], []) == {}


_SPEAKERS = st.lists(
    st.builds(person, st.text(min_size=1, max_size=12), st.none() | st.text(max_size=12)),
    unique_by=lambda one: one.label,
)


@given(_SPEAKERS, _SPEAKERS)
def test_any_speakers_are_matched_with_people_who_have_names(
    reference: list[Speaker], hypothesis: list[Speaker]
) -> None:
    named = {speaker.label for speaker in reference if is_named(speaker)}

    found = same_people(reference, hypothesis)

    assert set(found.values()) <= named
    assert set(found) <= {speaker.label for speaker in hypothesis if is_named(speaker)}
