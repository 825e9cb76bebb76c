from __future__ import annotations

import pytest

from pipeline.text.compose import Note, compose
from pipeline.timeline import Span
from tests.builders import conversation, words


def turns(*lines: str) -> list[str]:
    """What is left of the conversation's turns, listeners' answers in brackets."""
    shown = []
    for turn in compose(conversation(*lines), backchannels="fold"):
        (paragraph,) = turn.paragraphs
        texts = [item.word.text if item.speaker == turn.speaker else f"({item.word.text})" for item in paragraph]
        shown.append(f"{turn.speaker}: {' '.join(texts)}")
    return shown


BEFORE = "A: We went down to the harbor,"
AFTER = "A: and there was the ship."


@pytest.mark.parametrize("answer", ["Mm-hmm.", "Right.", "Yeah.", "I see.", "uh huh"])
def test_a_listeners_answer_becomes_part_of_what_it_interrupts(answer: str) -> None:
    noted = " ".join(f"({word})" for word in answer.split())
    assert turns(BEFORE, f"B: {answer}", AFTER) == [f"{BEFORE} {noted} {AFTER[3:]}"]


def test_every_answer_of_a_long_story_is_folded_whoever_gives_it() -> None:
    assert turns(BEFORE, "B: Mm-hmm.", AFTER, "C: Wow.", "A: It was gone by noon.", "B: When?") == [
        f"{BEFORE} (Mm-hmm.) {AFTER[3:]} (Wow.) It was gone by noon.",
        "B: When?",
    ]


def test_kept_are_turns_as_they_were_said() -> None:
    spoken = conversation(BEFORE, "B: Mm-hmm.", AFTER)
    assert [turn.speaker for turn in compose(spoken)] == ["A", "B", "A"]
    assert [turn.speaker for turn in compose(spoken, backchannels="keep")] == ["A", "B", "A"]


@pytest.mark.parametrize(
    "lines",
    [
        ("A: And did you see the ship?", "B: Yes.", "A: Then tell us about it."),
        ("A: And did you see the “ship?”", "B: Yes.", "A: Then tell us about it."),
        ("A: So you went to the harbor.", "B: Yes.", "A: And what was there?"),
        (BEFORE, "B: Right away.", AFTER),
        (BEFORE, "B: Mm-hmm.", "C: and there was the ship."),
        (BEFORE, "B: Mm-hmm."),
        ("B: Mm-hmm.", AFTER),
        ("A: Good morning.", "B: Yes.", AFTER),
        (BEFORE, "B: Mm-hmm.", "A: Bye."),
    ],
    ids=[
        "asked",
        "asked, quoted",
        "asked after",
        "words",
        "another goes on",
        "nobody does",
        "first",
        "too soon",
        "end",
    ],
)
def test_what_is_an_answer_stays_a_turn(lines: tuple[str, ...]) -> None:
    assert turns(*lines) == list(lines)


def test_a_question_within_which_somebody_listens_goes_on() -> None:
    assert len(turns("A: When you came to the harbor,", "B: Mm-hmm.", "A: what did you see?")) == 1


@pytest.mark.parametrize(("seconds", "number"), [(0.9, 1), (1.0, 3)])
def test_a_second_is_no_backchannel_any_more(seconds: float, number: int) -> None:
    spoken = (*words("A", BEFORE[3:], 0), *words("B", "Right.", 3, each=seconds), *words("A", AFTER[3:], 5))
    assert len(compose(spoken, backchannels="fold")) == number


@pytest.mark.parametrize(("outer", "inner"), [(None, "B"), ("A", None)])
def test_words_of_no_voice_are_neither_folded_nor_folded_into(outer: str | None, inner: str | None) -> None:
    spoken = (*words(outer, BEFORE[3:], 0), *words(inner, "Right.", 3), *words(outer, AFTER[3:], 5))
    assert len(compose(spoken, backchannels="fold")) == 3


def test_notes_say_where_the_answers_stand() -> None:
    (turn,) = compose(conversation(BEFORE, "B: Uh huh.", AFTER, "C: Wow.", AFTER), backchannels="fold")
    assert turn.notes == (Note(0, 6, 8, "B"), Note(0, 13, 14, "C"))
    assert [turn.notes for turn in compose(conversation(BEFORE, "B: Uh huh.", AFTER))] == [(), (), ()]


def test_an_answer_at_the_end_of_a_paragraph_stays_with_what_it_answers() -> None:
    long = " ".join(["word"] * 79 + ["end."])
    first = words("A", long)
    answer = words("B", "Right.", first[-1].word.end + 0.2)
    second = words("A", f"Now, {long}", answer[-1].word.end + 2.0)
    (turn,) = compose((*first, *answer, *second), backchannels="fold")
    assert [len(paragraph) for paragraph in turn.paragraphs] == [81, 81]
    assert turn.notes == (Note(0, 80, 81, "B"),)


def test_no_paragraph_begins_with_a_listeners_answer() -> None:
    long = " ".join((["word"] * 9 + ["end."]) * 8)
    first = words("A", long)
    answer = words("B", "Right.", first[-1].word.end + 4.0)
    second = words("A", long, answer[-1].word.end + 0.1)
    (turn,) = compose((*first, *answer, *second), backchannels="fold")
    assert all(paragraph[0].speaker == "A" for paragraph in turn.paragraphs)


def test_nothing_is_folded_across_music() -> None:
    spoken = (*words("A", "That was all I saw.", 0), *words("B", "Wow.", 2.2), *words("A", AFTER[3:], 9))
    assert len(compose(spoken, backchannels="fold")) == 1
    kinds = [turn.kind for turn in compose(spoken, backchannels="fold", sounds=[Span(4.0, 8.0)])]
    assert kinds == ["speech", "speech", "sound", "speech"]


def test_nothing_is_folded_into_the_introduction_from_behind_its_end() -> None:
    spoken = conversation(BEFORE, "B: Right.", AFTER)
    composed = compose(spoken, 6, backchannels="fold")
    assert [turn.kind for turn in composed] == ["introduction", "speech", "speech"]
