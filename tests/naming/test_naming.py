"""Names on voices, from little conversations. A and B are the diarizer's labels; they mean nothing."""

from __future__ import annotations

import pytest

from pipeline.naming import Names, name_speakers
from pipeline.naming.roster import Roster
from pipeline.naming.utterances import Utterance, utterances
from pipeline.timeline import Person
from tests.builders import conversation, words

RASCOE = Person("RASCOE", "Ayesha Rascoe", "host")
MAYNES = Person("MAYNES", "Charles Maynes", "correspondent")
SHOW = Roster((RASCOE, MAYNES))
NOBODY_KNOWN = Roster()

KAZAKHSTAN = (
    "A: We are joined now by NPR's Moscow correspondent, Charles Maynes. Good morning, Charles. Charles, so why?",
    "B: Well, you're right. It started off as anger over fuel prices.",
    "A: That's NPR's Charles Maynes in Moscow. Thank you.",
    "B: Thank you.",
)


def heard(*lines: str) -> tuple[Utterance, ...]:
    """What is said, as naming sees it."""
    return utterances(conversation(*lines))


def named(*lines: str, roster: Roster = NOBODY_KNOWN) -> dict[str, tuple[str, str | None]]:
    """Label and role of each voice that has a name."""
    found = name_speakers(heard(*lines), roster).by_speaker
    return {speaker: (naming.person.label, naming.person.role) for speaker, naming in found.items()}


def opening(*lines: str, roster: Roster = NOBODY_KNOWN) -> str:
    """The words of the host's opening."""
    spoken = conversation(*lines)
    return " ".join(item.word.text for item in spoken[: name_speakers(utterances(spoken), roster).opening])


def test_the_host_is_known_by_the_show_and_the_guest_by_what_the_host_says() -> None:
    assert named(*KAZAKHSTAN, roster=SHOW) == {"A": ("RASCOE", "host"), "B": ("MAYNES", "correspondent")}


def test_every_name_comes_with_the_words_that_prove_it() -> None:
    found = name_speakers(heard(*KAZAKHSTAN), SHOW).by_speaker
    guest = [(evidence.kind, evidence.quote) for evidence in found["B"].evidence]
    assert guest == [
        ("hand-over", "We are joined now by NPR's Moscow correspondent, Charles Maynes."),
        ("greeting", "Good morning, Charles."),
        ("address", "Charles, so why?"),
        ("back-announcement", "That's NPR's Charles Maynes in Moscow."),
    ]
    assert [evidence.kind for evidence in found["A"].evidence] == ["show-host"]
    times = {item.word.start for item in conversation(*KAZAKHSTAN)}
    assert all(evidence.time in times for naming in found.values() for evidence in naming.evidence)


def test_confidence_grows_with_each_proof_and_stays_below_certainty() -> None:
    one = "A: It is nine. Our reporter Ruth Sherlock has more."
    confidences = [
        name_speakers(heard(first, "B: Rain.", last, "C: Hm."), NOBODY_KNOWN).by_speaker["B"].confidence
        for first, last in (
            (one, "A: And so to bed."),
            (f"{one} Good morning, Ruth.", "A: And so to bed."),
            (f"{one} Good morning, Ruth.", "A: Ruth Sherlock there, in Beirut."),
        )
    ]
    assert confidences == sorted(confidences)
    assert confidences[0] < confidences[-1] < 1


def test_a_guest_whom_no_list_knows_is_labelled_by_the_last_name() -> None:
    lines = ("A: Joining us now is the author, Maria Lopez.", "B: Thanks for having me.")
    assert named(*lines) == {"B": ("LOPEZ", "guest")}
    assert named(*lines, roster=SHOW) == {"A": ("RASCOE", "host"), "B": ("LOPEZ", "guest")}


def test_recognitions_spelling_of_a_known_name_is_put_right() -> None:
    lines = ("A: We turn now to Charles Mains.", "B: Hello.", "A: That's Charles Maines in Moscow.")
    assert named(*lines, roster=SHOW)["B"] == ("MAYNES", "correspondent")


def test_two_spellings_of_a_stranger_are_one_person() -> None:
    found = name_speakers(
        heard("A: Joining us now is Ruth Sherlock.", "B: Hello.", "A: That's Ruth Sherlok in Beirut."),
        NOBODY_KNOWN,
    )
    assert found.by_speaker["B"].person.name == "Ruth Sherlock"
    assert len(found.by_speaker["B"].evidence) == 2


def test_two_people_of_one_last_name_are_labelled_by_their_first_names() -> None:
    assert named(
        "A: Joining us now is Ann Lee.", "B: Hello.", "A: And also joining us is Bob Lee.", "C: Hi there."
    ) == {"B": ("ANN", "guest"), "C": ("BOB", "guest")}


def test_people_introduce_themselves() -> None:
    lines = ("A: I'm Ayesha Rascoe.", "B: And I'm Steve Inskeep.", "A: Here is the news.")
    assert named(*lines) == {"A": ("RASCOE", None), "B": ("INSKEEP", None)}
    assert named(*lines, roster=SHOW)["A"] == ("RASCOE", "host")


def test_a_monologue_is_named_only_by_what_is_said_in_it() -> None:
    assert named("A: I'm Ana Lima, and this is what I saw.") == {"A": ("LIMA", None)}
    assert named("A: This is what I saw. We turn now to Charles Maynes.", roster=SHOW) == {}


@pytest.mark.parametrize(
    "lines",
    [
        ("A: I'm Ana Lima.", "B: I'm Ana Lima."),
        ("A: I'm Ana Lima. And I'm Bob Ray.", "B: Hello."),
        ("A: With me are Ann Lee and Bob Ray.", "B: Hello.", "C: Hello."),
    ],
    ids=["one name for two voices", "two names for one voice", "two are introduced at once"],
)
def test_what_is_ambiguous_stays_without_a_name(lines: tuple[str, ...]) -> None:
    assert named(*lines) == {}


def test_a_clear_lead_outweighs_a_slip() -> None:
    assert named(
        "A: Joining us now is Ann Lee. Good morning, Ann.",
        "B: Hello.",
        "A: That's Ann Lee in Boston.",
        "B: Bye.",
        "A: We turn now to Bob Ray.",
        "B: No, wait.",
    ) == {"B": ("LEE", "guest")}


def test_nothing_proven_is_no_name() -> None:
    lines = ("A: So what happened?", "B: President Tokayev fired Nursultan Nazarbayev.", "A: Thank you.")
    assert named(*lines) == {}
    assert named(*lines, roster=SHOW) == {}


def test_a_first_name_alone_is_a_name_until_somebody_knows_more() -> None:
    lines = ("A: Good morning, Charles.", "B: Good morning.", "A: Thanks, Charles.")
    assert named(*lines) == {"B": ("CHARLES", "guest")}
    assert named(*lines, roster=Roster((MAYNES,))) == {"B": ("MAYNES", "correspondent")}
    two = Roster((MAYNES, Person("DARWIN", "Charles Darwin")))
    assert named(*lines, roster=two) == {}


def test_the_host_of_a_show_is_known_by_greetings_where_nobody_is_introduced() -> None:
    lines = ("A: Good morning, Charles.", "B: Good morning.", "A: So?", "B: Well.")
    assert named(*lines, roster=SHOW)["A"] == ("RASCOE", "host")


def test_a_guest_who_thanks_the_host_is_not_taken_for_one() -> None:
    lines = ("A: Joining us now is Ruth Sherlock.", "B: Hello.", "A: So?", "B: Thanks, Ayesha.")
    assert named(*lines, roster=SHOW) == {"A": ("RASCOE", "host"), "B": ("SHERLOCK", "guest")}


def test_with_two_hosts_the_show_alone_proves_nothing() -> None:
    hosts = Roster((RASCOE, Person("SIMON", "Scott Simon", "host")))
    assert named("A: Joining us now is Ruth Sherlock.", "B: Hello.", roster=hosts) == {"B": ("SHERLOCK", "guest")}


@pytest.mark.parametrize(
    ("last", "role"),
    [
        ("NPR's Moscow correspondent, Charles Maynes.", "correspondent"),
        ("the reporter Charles Maynes.", "reporter"),
        ("Charles Maynes.", "guest"),
    ],
)
def test_the_job_that_is_named_becomes_the_role(last: str, role: str) -> None:
    assert named(f"A: We are joined now by {last}", "B: Hello.") == {"B": ("MAYNES", role)}


def test_a_reporter_who_signs_off_is_a_correspondent() -> None:
    lines = ("A: Here is more.", "B: They went home. Ryan Lucas, NPR News, Washington.")
    assert named(*lines) == {"B": ("LUCAS", "correspondent")}


# --- the opening


def test_the_opening_ends_with_the_greeting_and_not_with_the_first_question() -> None:
    assert opening(*KAZAKHSTAN, roster=SHOW) == KAZAKHSTAN[0][3:].partition(" Charles, so")[0]


def test_an_opening_needs_no_known_host() -> None:
    assert opening("A: Hello and listen. Joining us is Ruth Sherlock. So what now?", "B: Well.") == (
        "Hello and listen. Joining us is Ruth Sherlock."
    )


def test_a_host_who_introduces_nobody_at_once_opens_with_all_of_the_first_turn() -> None:
    assert opening(
        "A: Here is the news of the day.", "B: Breaking news.", "A: That's Ruth Sherlock in Beirut.", roster=SHOW
    ) == ("Here is the news of the day.")


def test_a_later_introduction_is_no_part_of_the_opening() -> None:
    lines = ("A: We talk with Ruth Sherlock. So?", "B: Yes.", "A: We turn now to Bob Ray.", "C: Hello.")
    assert opening(*lines) == "We talk with Ruth Sherlock."


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("B: They took everything.", "A: That's Ruth Sherlock in Beirut. Joining us is Bob Ray.", "C: Hello."),
        ("A: I'm Ana Lima, and this is what I saw.",),
    ],
    ids=["nothing said", "a cold open by a guest", "a monologue"],
)
def test_without_a_host_who_opens_there_is_no_opening(lines: tuple[str, ...]) -> None:
    assert opening(*lines, roster=SHOW) == ""


def test_words_of_no_voice_at_the_start_leave_no_opening() -> None:
    spoken = (*words(None, "music"), *(item for item in conversation(*KAZAKHSTAN)))
    assert name_speakers(utterances(spoken), SHOW).opening == 0


def test_no_words_have_no_names() -> None:
    assert name_speakers((), NOBODY_KNOWN) == Names({}, 0)


def test_the_job_counts_whichever_phrase_names_it() -> None:
    lines = (
        "A: Joining us now is Ruth Sherlock.",
        "B: Thank you.",
        "A: That's our reporter, Ruth Sherlock.",
    )
    assert named(*lines)["B"] == ("SHERLOCK", "reporter")
