"""Names for transcripts that are finished: pages, other tools' output, byline's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import schema
from pipeline.exporters import FORMATS
from pipeline.importers import IMPORTERS, detect
from pipeline.naming.roster import Roster
from pipeline.pages import parse_page, write_page
from pipeline.speakers.corrections import parse_correction
from pipeline.speakers.identify import identify, spoken
from pipeline.speakers.relabelling import relabelled
from pipeline.speakers.renaming import rename
from pipeline.timeline import Person
from tests.builders import folded_turn, paragraph, transcript, turn
from tests.exporters.golden import short
from tests.importers.reading import DATA

SAMPLE = Path(__file__).parents[2] / "samples" / "kazakhstan" / "page.txt"
RASCOE = Person("RASCOE", "Ayesha Rascoe", "host")
SHOW = Roster((RASCOE,))
NOBODY_KNOWN = Roster()

TALK = (
    ("1", "We turn now to NPR's Moscow correspondent, Charles Maynes. Good morning, Charles."),
    ("2", "Good morning. It began with fuel prices."),
    ("1", "And what now?"),
    ("2", "Nobody knows."),
    ("1", "That's NPR's Charles Maynes in Moscow. Thank you."),
)
LABELS = ("SPEAKER_00", "spk_1", "S1", "Speaker 1", "speaker_A", "Host", "A", "Unknown 1")


def forgotten(document: schema.Transcript) -> schema.Transcript:
    """``document`` as a tool would have left it that knows no names."""
    labels = {speaker.label: f"SPEAKER_{i:02}" for i, speaker in enumerate(document.speakers)}
    nobody = [schema.Speaker(label=label, name=None, role=None, confidence=None) for label in labels.values()]
    return relabelled(document, labels, nobody)


def who(document: schema.Transcript) -> list[tuple[str, str | None]]:
    return [(speaker.label, speaker.name) for speaker in document.speakers]


def heard(*lines: tuple[str, str], names: dict[str, str] | None = None) -> schema.Transcript:
    """What was said by whom, a turn a line; some have names already."""
    document = transcript(turn("speech", label, text, start=20.0 * i) for i, (label, text) in enumerate(lines))
    known = names or {}
    speakers = [
        speaker.model_copy(
            update={"name": known.get(speaker.label), "confidence": 0.9 if speaker.label in known else None}
        )
        for speaker in document.speakers
    ]
    return document.model_copy(update={"speakers": tuple(speakers)})


def talk(first: str, second: str) -> schema.Transcript:
    return heard(*((first if label == "1" else second, text) for label, text in TALK))


# --- samples


def test_the_guest_of_the_sample_page_is_named_from_speech_alone() -> None:
    page = parse_page(SAMPLE.read_bytes())
    found = identify(forgotten(page), NOBODY_KNOWN)
    assert who(found) == [("SPEAKER_00", None), ("MAYNES", "Charles Maynes")]
    guest = found.speakers[1]
    assert {"hand-over", "back-announcement"} <= {proof.kind for proof in guest.evidence}
    assert {proof.said_by for proof in guest.evidence} == {"SPEAKER_00"}
    assert {proof.time for proof in guest.evidence} == {None}
    assert [former.label for former in guest.previous] == ["SPEAKER_01"]
    assert [each.speaker for each in found.turns[:3]] == ["SPEAKER_00", "SPEAKER_00", "MAYNES"]


def test_with_the_host_known_the_sample_page_comes_back_byte_for_byte() -> None:
    page = parse_page(SAMPLE.read_bytes())
    assert write_page(identify(forgotten(page), SHOW)) == SAMPLE.read_bytes()


def test_a_recording_named_again_has_the_same_names_and_proofs() -> None:
    again = identify(forgotten(short()), SHOW)
    assert who(again) == who(short())
    assert [each.speaker for each in again.diarization or ()] == [each.speaker for each in short().diarization or ()]
    assert [[(p.kind, p.quote, p.time) for p in speaker.evidence] for speaker in again.speakers] == [
        [(p.kind, p.quote, p.time) for p in speaker.evidence] for speaker in short().speakers
    ]


# --- what other tools write


@pytest.mark.parametrize("first", LABELS)
def test_labels_of_other_tools_get_names(first: str) -> None:
    found = identify(talk(first, "SPEAKER_07"), SHOW)
    assert who(found) == [("RASCOE", "Ayesha Rascoe"), ("MAYNES", "Charles Maynes")]


SUBTITLES = """1
00:00:01,000 --> 00:00:03,000
Speaker 1: We turn now to NPR's Moscow

2
00:00:03,000 --> 00:00:05,000
correspondent, Charles Maynes. Good morning, Charles.

3
00:00:06,000 --> 00:00:08,000
Speaker 2: Good morning.

4
00:00:09,000 --> 00:00:10,000
Speaker 1: That's NPR's Charles Maynes in Moscow.
"""


def test_a_sentence_may_go_on_in_the_next_subtitle_and_has_the_time_of_its_first_word() -> None:
    found = identify(IMPORTERS["srt"](SUBTITLES.encode(), Path("talk.srt")), NOBODY_KNOWN)
    assert who(found) == [("SPEAKER_1", None), ("MAYNES", "Charles Maynes")]
    times = {proof.kind: proof.time for proof in found.speakers[1].evidence}
    assert times["hand-over"] == 1.0
    assert times["greeting"] == pytest.approx(4.2, abs=0.2)
    assert times["back-announcement"] == 9.0


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.iterdir() if "info" not in path.name))
def test_every_kind_of_transcript_goes_through_and_loses_nothing(name: str) -> None:
    data = (DATA / name).read_bytes()
    document = IMPORTERS[detect(data, Path(name))](data, Path(name))
    found = identify(document, SHOW)
    assert len(found.speakers) == len(document.speakers)
    assert [[p.verbatim for p in each.paragraphs] for each in found.turns] == [
        [p.verbatim for p in each.paragraphs] for each in document.turns
    ]
    for old, new in zip(document.speakers, found.speakers, strict=True):
        if old.name and old.name != "Host":
            assert (new.label, new.name) == (old.label, old.name)


@pytest.mark.parametrize("kind", ["vtt", "srt", "stm", "seglst", "podcast-json"])
def test_what_byline_exports_without_names_is_named_again(kind: str) -> None:
    written = FORMATS[kind].export(forgotten(short()))
    data = written if isinstance(written, bytes) else written.encode()
    assert who(identify(IMPORTERS[kind](data, Path("talk")), SHOW)) == who(short())


# --- who has a name


def test_who_has_a_name_keeps_it_with_the_proofs_for_it() -> None:
    document = heard(*TALK, names={"1": "Ayesha Rascoe"})
    document = relabelled(
        document,
        {"1": "RASCOE"},
        [document.speakers[0].model_copy(update={"label": "RASCOE"}), document.speakers[1]],
    )
    found = identify(document, NOBODY_KNOWN)
    assert found.speakers[0] == document.speakers[0]
    assert who(found) == [("RASCOE", "Ayesha Rascoe"), ("MAYNES", "Charles Maynes")]


def test_a_first_name_is_understood_of_somebody_who_has_a_name_already() -> None:
    lines = (
        ("A", "Joining us now is Ruth Sherlock. Good morning, Ruth."),
        ("RASCOE", "I am not."),
        ("A", "Thanks, Ayesha."),
    )
    found = identify(heard(*lines, names={"RASCOE": "Ayesha Rascoe"}), NOBODY_KNOWN)
    assert who(found)[1] == ("RASCOE", "Ayesha Rascoe")


def test_a_label_that_is_a_name_stays_and_nobody_else_gets_it() -> None:
    lines = (("S1", "Joining us now is Charles Maynes."), ("S2", "Hello."), ("MAYNES", "I am here as well."))
    assert who(identify(heard(*lines), NOBODY_KNOWN)) == [("S1", None), ("S2", None), ("MAYNES", None)]


def test_a_name_that_is_taken_is_given_to_nobody_else() -> None:
    lines = (("S1", "Joining us now is Charles Maynes."), ("S2", "Hello."), ("REPORTER X", "So?"))
    found = identify(heard(*lines, names={"REPORTER X": "Charles Maynes"}), NOBODY_KNOWN)
    assert who(found) == [("S1", None), ("S2", None), ("REPORTER X", "Charles Maynes")]


def test_a_name_stays_taken_though_its_bearer_says_to_be_somebody_else() -> None:
    lines = (
        ("REPORTER X", "I'm Ann Lee. We turn now to NPR's Charles Maynes."),
        ("S2", "Hello."),
        ("REPORTER X", "That's NPR's Charles Maynes in Moscow. Ann Lee, NPR News, Washington."),
    )
    found = identify(heard(*lines, names={"REPORTER X": "Charles Maynes"}), NOBODY_KNOWN)
    assert who(found) == [("REPORTER X", "Charles Maynes"), ("S2", None)]


def test_a_label_that_is_taken_by_another_of_that_surname_gives_way_to_the_first_name() -> None:
    lines = (("S1", "Joining us now is Tom Lee."), ("S2", "Hello."), ("LEE", "Yes."))
    found = identify(heard(*lines, names={"LEE": "Ann Lee"}), NOBODY_KNOWN)
    assert [label for label, _ in who(found)] == ["S1", "TOM", "LEE"]


def test_a_label_that_is_taken_for_whatever_reason_is_spelled_out() -> None:
    lines = (("S1", "Joining us now is Tom Lee."), ("S2", "Hello."), ("LEE", "Yes."))
    zed = Roster((Person("ZED", "Bobby Zed"),))
    found = identify(heard(*lines, names={"LEE": "Bobby Zed"}), zed)
    assert who(found) == [("S1", None), ("TOM LEE", "Tom Lee"), ("LEE", "Bobby Zed")]


def test_another_spelling_of_a_name_that_is_taken_is_no_new_person() -> None:
    lines = (("S1", "Joining us now is Charles Mains."), ("S2", "Hello."), ("REPORTER X", "So?"))
    found = identify(heard(*lines, names={"REPORTER X": "Charles Maynes"}), NOBODY_KNOWN)
    assert who(found) == [("S1", None), ("S2", None), ("REPORTER X", "Charles Maynes")]


def test_what_a_tool_took_for_a_name_gives_way_to_one() -> None:
    called = heard(*((("HOST" if label == "1" else "S2"), text) for label, text in TALK), names={"HOST": "Host"})
    assert who(identify(called, SHOW))[0] == ("RASCOE", "Ayesha Rascoe")


def test_a_name_that_was_taken_away_does_not_come_back() -> None:
    wrong = identify(talk("S1", "S2"), NOBODY_KNOWN)
    assert who(wrong)[1] == ("MAYNES", "Charles Maynes")
    right = rename(wrong, [parse_correction("MAYNES=")])
    assert who(identify(right, NOBODY_KNOWN))[1] == ("S2", None)


def test_a_second_time_changes_nothing() -> None:
    once = identify(talk("S1", "S2"), SHOW)
    assert identify(once, SHOW) == once


def test_who_is_expected_and_not_found_is_told() -> None:
    absent = Person("BRANDT", "Linda Brandt", "guest")
    document = talk("S1", "S2").model_copy(update={"not_heard": ("Charles Maynes", "Ana Lima")})
    found = identify(document, Roster((RASCOE, absent)))
    assert found.not_heard[:1] == ("Ana Lima",)
    assert "Charles Maynes" not in found.not_heard


# --- what is said


def test_what_is_said_is_taken_from_all_turns_but_sounds() -> None:
    document = transcript(
        [
            turn("introduction", "A", "It is cold.", "And late."),
            turn("sound", None, "(MUSIC)", start=10.0),
            turn("speech", "A", "Why?", start=20.0),
            turn("speech", None, "Who said that?", start=30.0),
            turn("speech", "B", "Nobody.", start=40.0),
        ]
    )
    assert [
        (each.speaker, [(s.text, s.time, s.first, s.last) for s in each.sentences]) for each in spoken(document)
    ] == [
        ("A", [("It is cold.", 0.0, 0, 2), ("And late.", 1.2, 3, 4), ("Why?", 20.0, 5, 5)]),
        ("B", [("Nobody.", 40.0, 9, 9)]),
    ]


def test_a_folded_answer_is_its_listeners() -> None:
    document = transcript([folded_turn(), turn("speech", "B", "Why?", start=6.0)])
    assert [(each.speaker, [(s.text, s.first, s.last) for s in each.sentences]) for each in spoken(document)] == [
        ("A", [("We left", 0, 1)]),
        ("B", [("Mm-hmm.", 2, 2), ("Sure.", 3, 3)]),
        ("A", [("at noon.", 4, 5)]),
        ("B", [("Why?", 6, 6)]),
    ]


def test_words_without_times_share_those_of_their_turn() -> None:
    bare = [paragraph(text).model_copy(update={"start": None, "end": None, "words": ()}) for text in ("Aaaa.", "Bbbb.")]
    timed = turn("speech", "A", "x").model_copy(update={"start": 10.0, "end": 20.0, "paragraphs": tuple(bare)})
    assert [sentence.time for sentence in spoken(transcript([timed]))[0].sentences] == [10.0, 15.0]
    never = timed.model_copy(update={"start": None, "end": None})
    assert [sentence.time for sentence in spoken(transcript([never]))[0].sentences] == [None, None]


def test_nothing_said_has_no_names() -> None:
    assert identify(transcript(), SHOW).speakers == ()
    assert identify(transcript([turn("speech", None, "Good morning, Charles.")]), SHOW).speakers == ()
