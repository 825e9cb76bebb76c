"""The repair on what real engines returned for lively talk, against who really said each word."""

from __future__ import annotations

import pytest

from benchmarks.attribution import HELD_OUT, MADE_ON, RECORDINGS, Case, Tally, cases

CASES = {case.name: case for case in cases([*MADE_ON, *HELD_OUT])}
EXPECTED = {
    "pyannote": Tally(73, 4, 3, 0),
    "kazakhstan": Tally(723, 0, 0, 0),
    "short": Tally(204, 0, 0, 0),
    "panel": Tally(282, 5, 4, 0),
    "close": Tally(169, 22, 2, 0),
    "banter": Tally(209, 2, 2, 0),
    "quiz": Tally(155, 53, 0, 0),
    "kitchen": Tally(233, 19, 13, 0),
    "match": Tally(237, 36, 1, 1),
    "callin": Tally(216, 5, 3, 0),
    "train": Tally(193, 42, 1, 1),
    "phone": Tally(151, 0, 0, 0),
    "news": Tally(106, 0, 0, 0),
    "table": Tally(205, 41, 3, 0),
    "finish": Tally(208, 61, 1, 0),
    "grill": Tally(197, 67, 0, 0),
    "garden": Tally(234, 18, 8, 0),
    "harbor": Tally(149, 10, 5, 0),
    "books": Tally(233, 23, 3, 0),
    "taxi": Tally(216, 1, 0, 1),
}
"""Words, those under the wrong voice before the repair, words mended, words broken."""


def test_every_recording_is_measured() -> None:
    assert set(CASES) == set(EXPECTED) == {path.stem for path in RECORDINGS.glob("*.json")}
    assert not set(MADE_ON) & set(HELD_OUT)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_repair_mends_and_breaks_what_it_did_when_it_was_measured(name: str) -> None:
    assert CASES[name].byline == EXPECTED[name]


@pytest.mark.parametrize("names", [MADE_ON, HELD_OUT], ids=["made on", "held out"])
def test_it_mends_at_least_ten_words_for_each_that_it_breaks_and_guards_are_why(names: tuple[str, ...]) -> None:
    guarded = Tally.total(CASES[name].byline for name in names)
    unguarded = Tally.total(CASES[name].naive for name in names)
    assert guarded.mended >= 10 * guarded.broken > 0
    assert guarded.after < unguarded.after < guarded.before
    assert 2 * unguarded.broken > unguarded.mended


def test_on_the_real_telephone_call_the_changes_that_were_missed_are_found() -> None:
    case = CASES["pyannote"]
    voices = dict.fromkeys(item.speaker for item in case.attributed)
    lines = {voice: " ".join(item.word.text for item in case.attributed if item.speaker == voice) for voice in voices}
    sheila, diane = lines.values()
    assert "Neither did I. And I'm Sheila" in sheila
    assert "Okay. I thought, you know, I heard a beep." in diane


def test_no_word_of_the_golden_sample_is_moved() -> None:
    case = CASES["kazakhstan"]
    assert [item.speaker for item in case.attributed] == list(case.covered)


def test_an_answer_within_anothers_turn_is_its_speakers() -> None:
    items = CASES["kitchen"].attributed
    texts = [item.word.text for item in items]
    first = texts.index("burns.")
    assert texts[first : first + 7] == "burns. That is so true. My mother".split()
    before, *answer, after, _ = [item.speaker for item in items[first : first + 7]]
    assert before == after
    assert len(set(answer)) == 1
    assert before not in answer


def told_apart(case: Case) -> bool:
    """Whether at most one word in ten was under the wrong voice before any repair."""
    return 10 * case.byline.before <= case.byline.words


def test_the_surest_words_are_right_more_often_than_doubtful_ones() -> None:
    right: dict[bool, list[bool]] = {True: [], False: []}
    for case in filter(told_apart, CASES.values()):
        for i in case.truth:
            item = case.attributed[i]
            right[item.certainty >= 0.8].append(case.is_right(item.speaker, i))
    sure, doubtful = (sum(right[kind]) / len(right[kind]) for kind in (True, False))
    assert sure > 0.98
    assert sure - doubtful > 0.05


def test_words_marked_as_overlapped_are_mostly_spoken_over() -> None:
    marked = [case.overlapped(i) for case in CASES.values() for i in case.truth if case.attributed[i].overlapped]
    assert len(marked) > 100
    assert sum(marked) / len(marked) > 0.7
