"""Names on voices, from little conversations. A and B are the diarizer's labels; they mean nothing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.naming import ENOUGH, Names, name_speakers
from pipeline.naming.roster import Roster
from pipeline.naming.utterances import Utterance, utterances
from pipeline.timeline import Person, VoiceMatch
from tests.builders import conversation

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
    confidences = []
    for first, last in (
        (one, "A: And so to bed."),
        (f"{one} Good morning, Ruth.", "A: And so to bed."),
        (f"{one} Good morning, Ruth.", "A: Ruth Sherlock there, in Beirut."),
    ):
        found = name_speakers(heard(first, "B: It rains.", last, "C: Hm."), NOBODY_KNOWN)
        likeliest = found.by_speaker.get("B") or found.considered["B"][0]
        assert likeliest.person.name == "Ruth Sherlock"
        confidences.append(likeliest.confidence)
    assert confidences == sorted(confidences)
    assert confidences[0] < confidences[1] < 1


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


def test_no_words_have_no_names() -> None:
    assert name_speakers((), NOBODY_KNOWN) == Names({}, 0)


def test_the_job_counts_whichever_phrase_names_it() -> None:
    lines = (
        "A: Joining us now is Ruth Sherlock.",
        "B: Thank you.",
        "A: That's our reporter, Ruth Sherlock.",
    )
    assert named(*lines)["B"] == ("SHERLOCK", "reporter")


# --- anything that can be said


NAMES = (
    "J. K. Osei", "A Martínez", "Nur al-Din", "Ludwig van Beethoven", "Conan O'Brien", "Anita D'Souza",
    "Jean-Pierre Dupont", "Željko Šarić", "Nguyễn Thị Hoa", "Martin Luther King Jr.", "Will Smith",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_have_accents_particles_initials_and_hyphens(name: str) -> None:
    found = name_speakers(heard(f"A: Joining us now is {name}.", "B: Good morning.", "A: So?"), NOBODY_KNOWN)
    assert {speaker: naming.person.name for speaker, naming in found.by_speaker.items()} == {"B": name}


@pytest.mark.parametrize("title", ["Dr. ", "Dr ", "Senator ", "Prof. Dr. "])
def test_a_title_is_no_part_of_a_name(title: str) -> None:
    found = name_speakers(heard(f"A: Joining us now is {title}Ana Lima.", "B: Good morning.", "A: So?"), NOBODY_KNOWN)
    assert found.by_speaker["B"].person.name == "Ana Lima"


def test_without_capital_letters_or_with_nothing_else_there_are_no_names() -> None:
    assert named(*(f"{line[:3]}{line[3:].upper()}" for line in KAZAKHSTAN)) == {}
    assert named(*(f"{line[:3]}{line[3:].lower()}" for line in KAZAKHSTAN)) == {}


SPANISH = (
    "A: Soy Ana Lima y esto es la mañana. Nos acompaña hoy Gabriel Osorio. Buenos días, Gabriel.",
    "B: Buenos días, Ana. Gracias por la invitación.",
    "A: Gracias, Gabriel Osorio.",
)


def test_another_language_is_not_read() -> None:
    assert named(*KAZAKHSTAN) != {}
    for lines in (SPANISH, KAZAKHSTAN):
        assert name_speakers(heard(*lines), SHOW, language="es").by_speaker == {}
    name_speakers(heard(*SPANISH), SHOW)  # nobody said what language it is


def test_an_enrolled_voice_is_named_in_any_language() -> None:
    match = VoiceMatch("B", MAYNES, 0.9, 0.95)
    found = name_speakers(heard(*SPANISH), NOBODY_KNOWN, (match,), language="es").by_speaker
    assert {speaker: naming.person for speaker, naming in found.items()} == {"B": MAYNES}
    assert [evidence.kind for evidence in found["B"].evidence] == ["voiceprint"]


PHRASES = (
    "Joining us now is Ana Lima.", "I'm Ana Lima.", "I'm Piet Aarts.", "Thanks, Ana.", "Thanks, Piet.", "So, Ana?",
    "That was Nora Blum in Ghent.", "This is Nora Blum.", "It rains.", "Who's calling?", "Ana.", "Yes.",
    "Welcome, Dr. Aarts.", "With me are Ana Lima and Piet Aarts.", "Nora Blum, NPR News, Ghent.",
    "He said, I'm Piet Aarts.", "Our host, Ana Rey.",
)  # fmt: skip
LABELS = "ABCD"
talks = st.lists(
    st.tuples(st.sampled_from(LABELS), st.lists(st.sampled_from(PHRASES), min_size=1, max_size=4).map(" ".join)),
    max_size=12,
).map(lambda turns: [f"{label}: {text}" for label, text in turns])
nonsense = st.lists(
    st.tuples(st.sampled_from(LABELS), st.one_of(st.text(max_size=80), st.text(".,?!'’-\" ", max_size=80))), max_size=8
).map(lambda turns: [f"{label}: {text}" for label, text in turns if text.split()])


@settings(deadline=None)
@given(st.one_of(talks, nonsense), st.sampled_from([NOBODY_KNOWN, SHOW]))
def test_whatever_is_said_the_answer_makes_sense(lines: list[str], roster: Roster) -> None:
    spoken = heard(*lines)
    found = name_speakers(spoken, roster)
    assert found == name_speakers(spoken, roster)
    voices = {utterance.speaker for utterance in spoken}
    assert set(found.by_speaker) <= voices
    assert set(found.considered) <= voices
    names = [naming.person.name for naming in found.by_speaker.values()]
    labels = [naming.person.label for naming in found.by_speaker.values()]
    assert len(set(names)) == len(names)
    assert len(set(labels)) == len(labels)
    assert all(ENOUGH <= naming.confidence < 1 for naming in found.by_speaker.values())
    assert all(0 <= naming.confidence <= 1 for others in found.considered.values() for naming in others)
    assert all(0 <= proof.weight <= 1 for naming in found.by_speaker.values() for proof in naming.evidence)
    assert 0 <= found.opening <= sum(len(line.split()) - 1 for line in lines)


@settings(deadline=None)
@given(talks, st.permutations(LABELS))
def test_the_labels_of_voices_mean_nothing(lines: list[str], labels: list[str]) -> None:
    other = dict(zip(LABELS, labels, strict=True))
    found = name_speakers(heard(*lines), SHOW)
    renamed = name_speakers(heard(*(other[line[0]] + line[1:] for line in lines)), SHOW)
    assert renamed.opening == found.opening
    assert {speaker: (naming.person, naming.confidence) for speaker, naming in renamed.by_speaker.items()} == {
        other[speaker]: (naming.person, naming.confidence) for speaker, naming in found.by_speaker.items()
    }


@pytest.mark.parametrize("piece", ["ANNA ", "and so on ", ", ", "Anna Lima ", "!? "])
def test_a_turn_that_never_ends_is_named_in_no_time(piece: str) -> None:
    lines = (f"A: {piece * (100_000 // len(piece))}", "B: Thanks, Ana.", "A: Yes.")
    spoken = heard(*lines)
    began = time.process_time()
    name_speakers(spoken, NOBODY_KNOWN)
    assert time.process_time() - began < 5
