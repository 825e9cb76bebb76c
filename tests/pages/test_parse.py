"""Pages as stations and podcasts print them, and what is read from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import InvalidValueError
from pipeline.pages import parse_page, write_page
from pipeline.schema import Speaker, Transcript
from tests.pages.pages import CASES, Case, told

SAMPLES = Path(__file__).parents[2] / "samples" / "kazakhstan"
FURNISHED = """\ufeffMenu
KPTO 91.3
Donate
Next Up:
0:00 0:00
Available On Air Stations
KPTO Porto
Radio One

News
Music

Rain has come to the old town

By Ana Lima
Published March 3, 2021 at 5:05 AM EST
Heard on Morning in Porto
LISTEN • 3:51
© 2021 KPTO
Genre: Talk

Rain came to the old town.

LIMA: Hello.

Play Live Radio

REESE: Hi.

Copyright © 2021 NPR. All rights reserved. This text may be updated or revised in the future.

Tags
News
"""


def parsed(page: str) -> Transcript:
    return parse_page(page.encode())


def speakers(page: str) -> dict[str, Speaker]:
    return {speaker.label: speaker for speaker in parsed(page).speakers}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_turns_of_a_page_are_found_and_the_page_comes_back(case: Case) -> None:
    data = case.page.encode()
    transcript = parse_page(data)
    assert told(transcript) == case.turns
    assert write_page(transcript) == data


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_line_ends_and_encodings_change_nothing_that_is_said_and_come_back(
    case: Case, encoding: str, line_end: str
) -> None:
    data = case.page.replace("\r\n", "\n").replace("\n", line_end).encode(encoding)
    transcript = parse_page(data)
    assert told(transcript) == case.turns
    assert write_page(transcript) == data


def test_the_sample_is_a_headline_an_introduction_and_ten_turns() -> None:
    data = (SAMPLES / "page.txt").read_bytes()
    transcript = parse_page(data)
    assert write_page(transcript) == data
    assert transcript.source.headline is not None
    assert transcript.source.headline.startswith("Russian troops have crossed the border into Kazakhstan following")
    assert transcript.source.station == "WUKY"
    assert transcript.source.notices == ("© 2024 WUKY", "Transcript provided by NPR, Copyright NPR.")
    assert [(turn.kind, turn.speaker) for turn in transcript.turns] == [
        ("introduction", "RASCOE"),
        *[("speech", "RASCOE"), ("speech", "MAYNES")] * 5,
    ]
    assert [len(turn.paragraphs) for turn in transcript.turns] == [1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1]
    assert transcript.turns[-1].paragraphs[0].text == "Thank you."
    rascoe, maynes = transcript.speakers
    assert (rascoe.label, rascoe.name, rascoe.confidence, rascoe.evidence) == ("RASCOE", None, None, ())
    assert (maynes.label, maynes.name, maynes.role) == ("MAYNES", "Charles Maynes", "correspondent")
    assert [(item.kind, item.quote, item.time) for item in maynes.evidence] == [
        ("hand-over", "For more, we are joined now by NPR's Moscow correspondent, Charles Maynes.", None),
        ("back-announcement", "That's NPR's Charles Maynes in Moscow.", None),
    ]
    assert maynes.confidence == 0.98


def test_the_short_sample_comes_back_too() -> None:
    data = (SAMPLES / "short.page.txt").read_bytes()
    transcript = parse_page(data)
    assert write_page(transcript) == data
    assert [turn.speaker for turn in transcript.turns] == ["RASCOE", "RASCOE", "MAYNES"]


def test_the_parts_in_a_row_are_the_page() -> None:
    for case in CASES:
        page = parsed(case.page).page
        assert page is not None
        assert "".join(part.text for part in page.parts) == case.page


def test_what_surrounds_the_conversation_is_read_but_not_said() -> None:
    transcript = parsed(FURNISHED)
    assert write_page(transcript) == FURNISHED.encode()
    assert told(transcript) == (
        ("introduction", "?", "Rain came to the old town."),
        ("LIMA", "Hello."),
        ("REESE", "Hi."),
    )
    source = transcript.source
    assert source.headline == "Rain has come to the old town"
    assert (source.station, source.program, source.published) == ("KPTO", "Morning in Porto", "2021-03-03")
    assert source.language is None
    assert source.notices[0] == "© 2021 KPTO"
    assert source.notices[1].startswith("Copyright © 2021 NPR.")
    assert len(source.notices) == 2


def test_a_page_has_no_times_words_or_confidence_of_its_own() -> None:
    transcript = parsed("LIMA: Rain.\n\nREESE: Yes.")
    assert (transcript.audio, transcript.diarization, transcript.provenance) == (None, None, None)
    for turn in transcript.turns:
        assert (turn.start, turn.end, turn.confidence) == (None, None, None)
        assert all(p.words == () and p.start is None and p.verbatim == p.text for p in turn.paragraphs)


@pytest.mark.parametrize(
    ("page", "times"),
    [
        ("Ana Lima [00:00:05]\nHi.\n\nJo Reese [01:01:09]\nHi.", [(5.0, 3669.0), (3669.0, 3669.0)]),
        ("Ana Lima (0:05): Hi.\n\nJo Reese (1:09.5): Hi.", [(5.0, 69.5), (69.5, 69.5)]),
        ("[00:05] Ana Lima: Hi.\n\n[00:09] Jo Reese: Hi.", [(5.0, 9.0), (9.0, 9.0)]),
        ("ANA LIMA: [00:05] Hi.\n\nJO REESE: Hi.\n\nLIMA: [00:09] Bye.", [(5.0, 9.0), (None, None), (9.0, 9.0)]),
        ("**Ana** [00:05]\nHi.\n\n**Jo** [00:09]\nHi.", [(5.0, 9.0), (9.0, 9.0)]),
        ("Ana Lima  0:05\nHi.\n\nJo Reese  0:09\nHi.", [(5.0, 9.0), (9.0, 9.0)]),
        ("Ana Lima [00:00:09]\nHi.\n\nJo Reese [00:00:05]\nHi.", [(None, None), (None, None)]),
    ],
)
def test_clock_times_are_the_turns_times_if_they_go_forward(
    page: str, times: list[tuple[float | None, float | None]]
) -> None:
    transcript = parsed(page)
    assert [(turn.start, turn.end) for turn in transcript.turns] == times
    assert not any(":" in paragraph.text for turn in transcript.turns for paragraph in turn.paragraphs)
    assert write_page(transcript) == page.encode()


def test_names_and_roles_come_from_first_mentions_which_are_the_evidence() -> None:
    found = speakers("ANA LIMA, HOST: A.\n\nJO McREESE, BYLINE: B.\n\nMr. TOM O'VALE (Writer): C.\n\nLIMA: D.")
    assert [(speaker.label, speaker.name, speaker.role) for speaker in found.values()] == [
        ("LIMA", "Ana Lima", "host"),
        ("McREESE", "Jo McReese", "correspondent"),
        ("O'VALE", "Tom O'Vale", "Writer"),
    ]
    assert [(item.kind, item.quote) for item in found["LIMA"].evidence] == [("label", "ANA LIMA, HOST")]
    assert found["LIMA"].confidence == 1.0


@pytest.mark.parametrize(
    ("page", "label", "name"),
    [
        ("LIMA: A.\n\nVANEK REESE: B.\n\nVANEK REESE: C.", "VANEK REESE", None),  # perhaps a double last name
        ("ANA LIMA: A.\n\nJO REESE: B.\n\nANA LIMA: C.", "ANA LIMA", "Ana Lima"),  # full names throughout
        ("ANA LIMA: A.\n\nJO: B.\n\nLIMA: C.", "LIMA", "Ana Lima"),  # the short label shows which is the last name
        ("Speaker 1: A.\n\nSpeaker 2: B.", "Speaker 1", None),
        ("S. LIMA: A.\n\nREESE: B.", "S. LIMA", None),
        ("UNIDENTIFIED PERSON: A.\n\nJO REESE: B.", "UNIDENTIFIED PERSON", None),
    ],
)
def test_a_label_of_two_words_is_a_full_name_only_where_the_page_shows_it(
    page: str, label: str, name: str | None
) -> None:
    assert speakers(page)[label].name == name


def test_a_name_that_the_text_proves_is_filled_in_with_the_quote() -> None:
    found = speakers("LIMA: We're joined now by Jo Reese.\n\nREESE: Hello.\n\nLIMA: Jo Reese, thank you.")
    assert (found["REESE"].name, found["REESE"].role) == ("Jo Reese", "guest")
    assert [item.quote for item in found["REESE"].evidence] == [
        "We're joined now by Jo Reese.",
        "Jo Reese, thank you.",
    ]
    assert found["LIMA"].name is None


def test_the_texts_spelling_of_a_printed_name_is_the_better_one() -> None:
    assert speakers("JO MCREESE, HOST: I'm Jo McReese.\n\nLIMA: Hi.")["MCREESE"].name == "Jo McReese"


@pytest.mark.parametrize(
    "page",
    [
        "LIMA: We're joined now by Jo Reese.\n\nREESE: Hi.\n\nLIMA: That's Max Reese in Porto.",  # two names, one label
        "LIMA: Jo Reese and Ana Reese are here.\n\nREESE: Hi.",  # only spoken of
        "REESE: We're joined now by Jo Reese.\n\nLIMA: Hi.",  # nobody introduces themselves so
        "MAX REESE: Hi.\n\nREESE: Yes.\n\nLIMA: We're joined now by Jo Reese.",  # the label says another first name
    ],
)
def test_no_name_is_taken_from_text_that_does_not_prove_it(page: str) -> None:
    assert speakers(page)["REESE"].name in {None, "Max Reese"}


@pytest.mark.parametrize(
    ("conversation", "host"),
    [
        ("ANA LIMA, HOST: Jo?\n\nJO REESE, BYLINE: Yes.\n\nMAX MOND: No.", "LIMA"),
        ("ANA LIMA, HOST: Jo?\n\nJO REESE, HOST: Yes.", None),  # two hosts
        ("LIMA: Jo?\n\nREESE: Yes.", "LIMA"),  # two people, and the introduction hands over to the other
        ("REESE: Yes?\n\nLIMA: Jo?", None),  # whom it hands over to speaks first: the order proves nothing
        ("LIMA: Jo?\n\nREESE: Yes.\n\nMOND: No.", None),  # three people
    ],
)
def test_the_introduction_is_the_hosts_only_where_the_page_proves_who_that_is(
    conversation: str, host: str | None
) -> None:
    page = f"Rain comes to Porto\n\n\nRain. We're joined now by our reporter Jo Reese.\n\n\n{conversation}"
    introduction = parsed(page).turns[0]
    assert (introduction.kind, introduction.speaker) == ("introduction", host)


def test_every_document_is_json_and_the_same_again() -> None:
    for case in CASES:
        transcript = parsed(case.page)
        assert Transcript.model_validate_json(transcript.model_dump_json()) == transcript


def test_a_named_encoding_is_used() -> None:
    data = "LIMA: Łódź.\n\nREESE: Tak.".encode("iso-8859-2")
    transcript = parse_page(data, "iso-8859-2")
    assert told(transcript)[0] == ("LIMA", "Łódź.")
    assert write_page(transcript) == data


@pytest.mark.parametrize("encoding", ["no-such-thing", "hex", "ascii", "utf-16", "utf-7"])
def test_an_encoding_that_the_page_is_not_in_is_an_error(encoding: str) -> None:
    with pytest.raises(InvalidValueError, match=encoding):
        parse_page("LIMA: Zoë +2AA-.".encode(), encoding)


@pytest.mark.parametrize("data", [b"LIMA: caf\xe9.", b"LIMA: \x81\xe9.", b"\xff\xfeL", b"LIMA: \x00\x1b\x7f.", b""])
def test_bytes_that_are_no_utf_8_come_back(data: bytes) -> None:
    transcript = parse_page(data)
    assert write_page(transcript) == data
    assert Transcript.model_validate_json(transcript.model_dump_json()) == transcript


def test_text_read_in_the_wrong_charset_keeps_its_labels_whole() -> None:
    data = "MIKE O’NEILL, HOST: It’s – well – rain.\n\nJO GARCÍA: Sí.\n\nGARCÍA: Sí.".encode()
    mangled = data.decode("latin-1").encode("utf-8")
    transcript = parse_page(mangled)
    assert [turn.speaker for turn in transcript.turns] == ["O’NEILL", "GARCÍA", "GARCÍA"]
    assert write_page(transcript) == mangled
