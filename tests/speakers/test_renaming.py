"""Corrections of names: what they change, what they keep, and that every one of them can be taken back."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import schema
from pipeline.errors import InvalidValueError, NameTakenError, NothingToUndoError, UnknownChoiceError
from pipeline.exporters import FORMATS
from pipeline.pages import parse_page
from pipeline.speakers.corrections import parse_correction
from pipeline.speakers.renaming import rename, undo
from tests.builders import SHA256, folded_turn, transcript, turn
from tests.exporters.golden import short

PAGE = b"""Fuel and anger


It is cold. We asked why.


AYESHA RASCOE, HOST: Why is that?

OLDMAN: It is winter.

RASCOE: I see.

GERALD OLDMAN: So it is.
"""


def proof(kind: str, said_by: str | None) -> schema.Evidence:
    return schema.Evidence(kind=kind, quote="Good morning.", time=1.0, weight=0.4, said_by=said_by)


def talk() -> schema.Transcript:
    """Three voices, one without a name, one of them named wrongly; no word of it is a name."""
    plain = transcript(
        [
            turn("introduction", "RASCOE", "It is cold.", start=0.0),
            turn("speech", "OLDMAN", "Yes, it is.", start=10.0),
            turn("speech", "SPEAKER_1", "Very much so.", start=20.0),
            turn("sound", None, "(MUSIC)", start=30.0),
        ]
    )
    speakers = (
        schema.Speaker(
            label="RASCOE", name="Ayesha Rascoe", role="host", confidence=0.7, evidence=(proof("show-host", "RASCOE"),)
        ),
        schema.Speaker(
            label="OLDMAN",
            name="Gerald Oldman",
            role="correspondent",
            confidence=0.8,
            evidence=(proof("greeting", "RASCOE"), proof("sign-off", "OLDMAN")),
            against=(proof("thanks", "SPEAKER_1"),),
            considered=(
                schema.Candidate(
                    name="Linda Brandt", role="mayor", confidence=0.2, evidence=(proof("thanks", "OLDMAN"),)
                ),
            ),
        ),
        schema.Speaker(label="SPEAKER_1", name=None, role=None, confidence=None),
    )
    heard = tuple(
        schema.Heard(start=each.start or 0.0, end=each.end or 0.0, speaker=each.speaker)
        for each in plain.turns
        if each.speaker
    )
    audio = schema.Audio(name="talk.mp3", sha256=SHA256, duration_seconds=60.0, sample_rate_hz=44_100, channels=2)
    changed = {"speakers": speakers, "diarization": heard, "audio": audio, "not_heard": ("Linda Brandt", "Ana Lima")}
    return schema.Transcript.model_validate({**dict(plain), **changed})


def corrected(document: schema.Transcript, *texts: str) -> schema.Transcript:
    return rename(document, [parse_correction(text) for text in texts])


def who(document: schema.Transcript) -> list[tuple[str, str | None, str | None]]:
    return [(speaker.label, speaker.name, speaker.role) for speaker in document.speakers]


def text_of(content: str | bytes) -> str:
    """All that stands in a file, in a Word document too."""
    if isinstance(content, str):
        return content
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


# --- what a correction changes


def test_label_name_and_proof_are_new_and_what_was_before_is_kept() -> None:
    before = talk()
    after = corrected(before, "OLDMAN=Linda Brandt, guest").speakers[1]
    assert (after.label, after.name, after.role, after.confidence) == ("BRANDT", "Linda Brandt", "guest", 1.0)
    assert [(item.kind, item.quote) for item in after.evidence] == [("correction", "correction 1: Linda Brandt, guest")]
    (former,) = after.previous
    assert (former.label, former.name, former.role, former.confidence) == (
        "OLDMAN",
        "Gerald Oldman",
        "correspondent",
        0.8,
    )
    assert [item.kind for item in former.evidence] == ["greeting", "sign-off"]
    assert [item.kind for item in former.against] == ["thanks"]
    assert before == talk()


def test_the_label_is_new_wherever_it_stood() -> None:
    after = corrected(talk(), "OLDMAN=Linda Brandt")
    assert [each.speaker for each in after.turns] == ["RASCOE", "BRANDT", "SPEAKER_1", None]
    assert {word.speaker for word in after.turns[1].paragraphs[0].words} == {"BRANDT"}
    assert [each.speaker for each in after.diarization or ()] == ["RASCOE", "BRANDT", "SPEAKER_1"]
    speaker = after.speakers[1]
    assert speaker.previous[0].evidence[1].said_by == "BRANDT"
    assert speaker.considered[0].evidence[0].said_by == "BRANDT"


WITHOUT_TIMES = ("json", "page", "text", "markdown", "html", "docx", "tsv")
CASES = [
    *((name, talk(), "recording") for name in FORMATS if name != "ctm"),  # it names nobody
    *((name, parse_page(PAGE), "page") for name in WITHOUT_TIMES),
]


@pytest.mark.parametrize(
    ("name", "document"), [pytest.param(*case[:2], id=f"{case[2]} as {case[0]}") for case in CASES]
)
def test_every_format_has_the_new_name_and_nowhere_the_old(name: str, document: schema.Transcript) -> None:
    form = FORMATS[name]
    after = corrected(document, "OLDMAN=Linda Brandt, guest")
    if name == "json":  # keeps what was before, on purpose
        assert "BRANDT" in str(form.export(after))
        speakers = [each.model_copy(update={"previous": (), "evidence": ()}) for each in after.speakers]
        after = after.model_copy(update={"speakers": tuple(speakers), "page": None})
    written = text_of(form.export(after))
    assert "oldman" in text_of(form.export(document)).casefold()
    assert "oldman" not in written.casefold()
    assert "BRANDT" in written or "Linda Brandt" in written
    assert form.export(undo(corrected(document, "OLDMAN=Linda Brandt, guest"))) == form.export(document)


def test_a_full_name_in_the_labels_of_a_page_is_the_new_one() -> None:
    after = corrected(parse_page(PAGE), "OLDMAN=Linda Brandt", "RASCOE=Aisha Rascoe, guest")
    written = FORMATS["page"].export(after)
    assert written == PAGE.replace(b"GERALD OLDMAN", b"LINDA BRANDT").replace(b"OLDMAN", b"BRANDT").replace(
        b"AYESHA RASCOE, HOST", b"AISHA RASCOE, GUEST"
    )


def test_a_name_that_was_confirmed_leaves_the_page_as_it_was() -> None:
    after = corrected(parse_page(PAGE), "RASCOE=Ayesha Rascoe")
    assert FORMATS["page"].export(after) == PAGE
    assert after.speakers[0].evidence[0].kind == "correction"


def test_the_recorded_sample_is_renamed_and_put_back() -> None:
    after = corrected(short(), "Charles Maynes=Linda Brandt")
    assert "<v Linda Brandt>" in str(FORMATS["vtt"].export(after))
    assert undo(after).to_json() == short().to_json()


# --- labels and roles


def test_the_note_of_a_folded_answer_has_the_new_name_and_the_old_one_again() -> None:
    before = transcript([folded_turn(), turn("speech", "B", "(B: Mm-hmm. Sure.) is no note.", start=6.0)])
    after = corrected(before, "B=Linda Brandt", "A=Ana Lima")
    folded, other = after.turns
    assert folded.paragraphs[0].text == "We left (BRANDT: Mm-hmm. Sure.) at noon."
    assert folded.paragraphs[0].words[2].shown == "(BRANDT: Mm-hmm. Sure.)"
    assert other.paragraphs[0].text == "(B: Mm-hmm. Sure.) is no note."
    assert schema.Transcript.model_validate(after.model_dump()) == after
    assert undo(after).turns == before.turns


def test_a_label_may_be_asked_for() -> None:
    after = corrected(talk(), "SPEAKER_1=VANEK SMITH=Stacey Vanek Smith, reporter")
    assert who(after)[2] == ("VANEK SMITH", "Stacey Vanek Smith", "reporter")


def test_two_who_share_a_surname_are_labelled_by_their_first_names() -> None:
    labels = [speaker.label for speaker in corrected(talk(), "OLDMAN=Ann Lee", "SPEAKER_1=Bob Lee").speakers]
    assert labels == ["RASCOE", "ANN", "BOB"]
    labels = [speaker.label for speaker in corrected(talk(), "SPEAKER_1=Tom Oldman").speakers]
    assert labels == ["RASCOE", "OLDMAN", "TOM"]


def test_a_role_that_is_not_said_is_that_of_whoever_had_the_name() -> None:
    assert who(corrected(talk(), "SPEAKER_1=linda brandt"))[2] == ("BRANDT", "linda brandt", "mayor")
    assert who(corrected(talk(), "OLDMAN=Gerard Oldman"))[1] == ("OLDMAN", "Gerard Oldman", "correspondent")
    assert who(corrected(talk(), "OLDMAN=Ann Lee"))[1] == ("LEE", "Ann Lee", None)


def test_two_who_were_mistaken_for_each_other_change_places_with_label_and_role() -> None:
    after = corrected(talk(), "RASCOE=Gerald Oldman", "OLDMAN=Ayesha Rascoe")
    assert who(after)[:2] == [("OLDMAN", "Gerald Oldman", "correspondent"), ("RASCOE", "Ayesha Rascoe", "host")]
    assert [each.speaker for each in after.turns] == ["OLDMAN", "RASCOE", "SPEAKER_1", None]
    assert after.speakers[0].previous[0].evidence[0].said_by == "OLDMAN"
    assert undo(after).to_json() == talk().to_json()


def test_a_label_that_no_rule_could_know_goes_with_its_name() -> None:
    wrong = corrected(talk(), "SPEAKER_1=VANEK SMITH=Stacey Vanek Smith, reporter")
    right = corrected(wrong, "OLDMAN=Stacey Vanek Smith", "VANEK SMITH=Gerald Oldman")
    assert [label for label, _, _ in who(right)] == ["RASCOE", "VANEK SMITH", "OLDMAN"]


def test_a_speaker_stays_known_by_the_first_label() -> None:
    after = corrected(corrected(talk(), "SPEAKER_1=Ann Lee"), "SPEAKER_1=Bob Ray")
    assert who(after)[2][0] == "RAY"
    assert [former.label for former in after.speakers[2].previous] == ["SPEAKER_1", "LEE"]


# --- names taken away


def test_a_wrong_name_is_taken_away_and_the_voice_gets_a_number_that_nobody_had() -> None:
    after = corrected(talk(), "OLDMAN=")
    assert who(after)[1] == ("SPEAKER_2", None, None)
    assert after.speakers[1].confidence is None
    assert after.speakers[1].evidence[0].quote == "correction 1: no name"
    assert after.speakers[1].previous[0].name == "Gerald Oldman"


def test_a_voice_that_had_a_number_gets_it_back() -> None:
    after = corrected(corrected(talk(), "SPEAKER_1=Ann Lee"), "OLDMAN=", "LEE=")
    assert [label for label, _, _ in who(after)] == ["RASCOE", "SPEAKER_2", "SPEAKER_1"]


# --- refused


@pytest.mark.parametrize(
    ("texts", "error", "reason"),
    [
        (["SPEAKER_9=Linda Brandt"], UnknownChoiceError, "Did you mean 'SPEAKER_1'"),
        (["SPEAKER_1=Ayesha Rascoe"], NameTakenError, "'Ayesha Rascoe' is taken: RASCOE has it"),
        (["SPEAKER_1=ayesha  rascoe"], NameTakenError, "RASCOE has it"),
        (["SPEAKER_1=Ann Lee", "OLDMAN=Ann Lee"], NameTakenError, "'Ann Lee' is taken"),
        (["SPEAKER_1=RASCOE=Ann Lee"], NameTakenError, "label 'RASCOE' is taken"),
        (["SPEAKER_1=LEE=Ann Lee", "OLDMAN=LEE=Bob Lee"], NameTakenError, "label 'LEE' is taken"),
        (["SPEAKER_1=Ann Lee", "speaker_1=Bob Lee"], InvalidValueError, "named twice"),
        (["SPEAKER_1="], InvalidValueError, "no name to take away"),
    ],
)
def test_what_cannot_be_meant_is_refused(texts: list[str], error: type[Exception], reason: str) -> None:
    with pytest.raises(error, match=reason):
        corrected(talk(), *texts)


# --- taken back


def test_the_last_correction_is_taken_back_first_with_all_whom_it_named() -> None:
    first = corrected(talk(), "SPEAKER_1=Ann Lee")
    second = corrected(first, "RASCOE=Gerald Oldman", "OLDMAN=Ayesha Rascoe")
    third = corrected(second, "SPEAKER_1=Bob Ray")
    for after, before in ((third, second), (second, first), (first, talk())):
        assert undo(after).to_json() == before.to_json()
    with pytest.raises(NothingToUndoError):
        undo(talk())


def test_the_last_correction_of_one_speaker_is_taken_back() -> None:
    after = corrected(corrected(talk(), "SPEAKER_1=Ann Lee"), "OLDMAN=Bob Ray")
    assert [label for label, _, _ in who(undo(after, ["SPEAKER_1"]))] == ["RASCOE", "RAY", "SPEAKER_1"]
    with pytest.raises(NothingToUndoError, match="RASCOE"):
        undo(after, ["SPEAKER_1", "RASCOE"])


def test_half_a_change_of_places_cannot_be_taken_back() -> None:
    after = corrected(talk(), "RASCOE=Gerald Oldman", "OLDMAN=Ayesha Rascoe")
    with pytest.raises(NameTakenError, match="'Ayesha Rascoe' is taken: RASCOE has it"):
        undo(after, ["Gerald Oldman"])


def test_a_label_that_somebody_else_has_by_now_does_not_come_back() -> None:
    after = corrected(corrected(talk(), "OLDMAN=Ann Lee"), "SPEAKER_1=OLDMAN=Bob Ray")
    with pytest.raises(NameTakenError, match="label 'OLDMAN' is taken"):
        undo(after, ["LEE"])


def test_a_name_that_the_program_found_is_no_correction() -> None:
    named = talk()
    former = schema.Identity(label="SPEAKER_7", name=None, role=None, confidence=None)
    speakers = (named.speakers[0].model_copy(update={"previous": (former,)}), *named.speakers[1:])
    with pytest.raises(NothingToUndoError):
        undo(named.model_copy(update={"speakers": speakers}))


CHOICES = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(["RASCOE", "OLDMAN", "SPEAKER_1", "LEE", "Ann Lee", "SPEAKER_2"]),
            st.sampled_from(["", "Ann Lee", "Bob Lee, guest", "Gerald Oldman", "X=Yo Yo", "OLDMAN=Al"]),
        ),
        min_size=1,
        max_size=3,
    ),
    max_size=6,
)


@settings(max_examples=300)
@given(CHOICES)
def test_whatever_was_corrected_all_of_it_can_be_taken_back(rounds: list[list[tuple[str, str]]]) -> None:
    states = [talk()]
    for round_ in rounds:
        try:
            states.append(corrected(states[-1], *(f"{who}={name}" for who, name in round_)))
        except (InvalidValueError, UnknownChoiceError, NameTakenError):
            continue
        names = [speaker.name for speaker in states[-1].speakers if speaker.name]
        assert len(names) == len(set(names))
    after = states.pop()
    while states:
        before = states.pop()
        after = undo(after)
        assert after.to_json() == before.to_json()
