"""What a reader is told of why somebody has a name."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline import schema
from pipeline.pages import parse_page
from pipeline.speakers.corrections import parse_correction
from pipeline.speakers.explaining import explain
from pipeline.speakers.renaming import rename
from tests.builders import transcript
from tests.exporters.golden import short
from tests.importers.reading import fixture


def text(document: schema.Transcript, only: schema.Speaker | None = None) -> str:
    return "\n".join("  " * line.depth + line.text for line in explain(document, only))


def proof(kind: str, quote: str, time: float | None, weight: float, said_by: str | None = None) -> schema.Evidence:
    return schema.Evidence(kind=kind, quote=quote, time=time, weight=weight, said_by=said_by)


def document(**changes: Any) -> schema.Transcript:
    maynes = schema.Speaker(
        label="MAYNES",
        name="Charles Maynes",
        role="correspondent",
        confidence=0.988,
        evidence=(proof("greeting", "Good morning,\nCharles.", 67.9, 0.4, "SPEAKER_1"),),
        against=(proof("thanks", "Thanks, Steve.", 70.0, 0.3, "SPEAKER_1"),),
        considered=(
            schema.Candidate(
                name="Steve Inskeep",
                role=None,
                confidence=0.3,
                evidence=(proof("thanks", "Thanks, Steve.", 70.0, 0.3, "SPEAKER_1"),),
                against=(proof("voiceprint", "the voice is unlike his", None, 0.5),),
            ),
        ),
    )
    nobody = schema.Speaker(label="SPEAKER_1", name=None, role=None, confidence=None)
    return schema.Transcript.model_validate({**dict(transcript()), "speakers": (maynes, nobody), **changes})


def test_proofs_have_their_time_who_said_them_and_their_weight() -> None:
    assert text(document(), document().speakers[0]) == (
        "MAYNES: Charles Maynes, correspondent (98.8 % sure)\n"
        "  for it\n"
        "    1:07 greeting by SPEAKER_1: “Good morning, Charles.” (weighs 40 %)\n"
        "  against it\n"
        "    1:10 thanks by SPEAKER_1: “Thanks, Steve.” (weighs 30 %)\n"
        "  considered as well\n"
        "    Steve Inskeep (30 % sure)\n"
        "      for it\n"
        "        1:10 thanks by SPEAKER_1: “Thanks, Steve.” (weighs 30 %)\n"
        "      against it\n"
        "        voiceprint: “the voice is unlike his” (weighs 50 %)"
    )


def test_who_has_no_name_is_told_so() -> None:
    assert text(document(), document().speakers[1]) == "SPEAKER_1: no name\n  nothing proves a name"


def test_names_that_were_likely_but_not_enough_are_told_as_such() -> None:
    maynes, nobody = document().speakers
    considered = schema.Candidate(
        name="Charles",
        role=None,
        confidence=0.5,
        evidence=(proof("show-host", "Here is Ann Lee.", 1.0, 0.8, "SPEAKER_1"),),
    )
    asked = nobody.model_copy(update={"considered": (considered,)})
    said = text(document(speakers=(maynes, asked)), asked)
    assert "nothing proves a name well enough: it takes 80 %" in said
    assert "show-host by SPEAKER_1 (one host is expected, and this voice introduces the others): “Here is" in said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (None, "2 speakers; the transcript does not say how sure that is"),
        ((2, 0.9, 2, 3), "2 speakers; 2 voices were told apart, 90 % sure, from 2 to 3 would also fit"),
        ((2, 0.9, 2, 2), "2 speakers; 2 voices were told apart, 90 % sure"),
        ((2, None, 2, 2), "2 speakers; 2 voices were told apart, which was given"),
    ],
)
def test_the_number_of_speakers_and_how_sure_it_is(count: tuple[Any, ...] | None, said: str) -> None:
    fields = ("number", "confidence", "least", "most")
    told = None if count is None else schema.SpeakerCount(**dict(zip(fields, count, strict=True)))
    assert text(document(speaker_count=told)).splitlines()[-1] == said


def test_who_was_expected_and_not_heard() -> None:
    lines = text(document(not_heard=("Linda Brandt", "Ana Lima"))).splitlines()
    assert lines[-2:] == ["expected and not heard: Linda Brandt", "expected and not heard: Ana Lima"]


def test_a_correction_says_what_was_before_and_why() -> None:
    before = document(not_heard=("Steve Inskeep",))
    after = rename(before, [parse_correction("MAYNES=Steve Inskeep, host"), parse_correction("SPEAKER_1=Ann Lee")])
    assert text(after) == (
        "INSKEEP: Steve Inskeep, host (100 % sure)\n"
        "  corrected\n"
        "    correction 1: Steve Inskeep, host\n"
        "  before that\n"
        "    MAYNES: Charles Maynes, correspondent (98.8 % sure)\n"
        "      for it\n"
        "        1:07 greeting by LEE: “Good morning, Charles.” (weighs 40 %)\n"
        "      against it\n"
        "        1:10 thanks by LEE: “Thanks, Steve.” (weighs 30 %)\n"
        "LEE: Ann Lee (100 % sure)\n"
        "  corrected\n"
        "    correction 1: Ann Lee\n"
        "  before that\n"
        "    SPEAKER_1: no name\n"
        "2 speakers; the transcript does not say how sure that is"
    )


def test_the_recorded_sample_is_explained_by_its_quotes() -> None:
    said = text(short())
    assert "greeting by RASCOE: “Good morning, Charles.”" in said
    assert said.splitlines()[0].startswith("RASCOE: Ayesha Rascoe, host (")


def test_what_was_read_has_little_to_tell_and_says_so() -> None:
    page = text(parse_page(b"ANA LIMA, HOST: It rains.\n\nREESE: Yes."))
    assert page.startswith(
        "LIMA: Ana Lima, host (100 % sure)\n  for it\n    label: “ANA LIMA, HOST” (weighs 100 %)\nREESE: no"
    )
    assert "the transcript came with this name, and nothing in it says why" in text(fixture("interview.vtt"))


def test_nobody_heard_is_told_too() -> None:
    assert text(transcript()) == "0 speakers; the transcript does not say how sure that is"


def test_names_cannot_turn_the_terminal_round() -> None:
    hostile = schema.Speaker(label="A\u202e", name="B\x1b[31m\n", role="c\x07", confidence=1.0)
    assert not set("\u202e\x1b\x07\n") & set("".join(line.text for line in explain(document(speakers=(hostile,)))))
