"""That the measure of house style measures, and that house style keeps what it has reached with it."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks import style
from benchmarks.style import SAMPLES, Outcome, Tally, Wanted, judge, parse, rules_of, tally
from pipeline.text.style import RULES, STYLES
from pipeline.text.style.edits import Edit
from pipeline.text.style.rule import Rule

LINES = style.load()
LINE = parse(7, "dates\tOn {May 5th|May 5} we {um, saw|saw} it {twice|two times}.")


def test_a_line_is_taken_apart_into_what_is_said_and_what_is_wanted() -> None:
    assert LINE.said == ("On", "May", "5th", "we", "um,", "saw", "it", "twice.")
    assert LINE.wanted == (Wanted(1, 3, "May 5"), Wanted(4, 6, "saw"), Wanted(7, 8, "two times."))
    assert LINE.printed == "On May 5 we saw it two times."
    assert (LINE.tag, LINE.style, LINE.is_held_out) == ("dates", "npr", False)
    assert parse(8, "repetitions clean\tYes.")[:3] == (8, "repetitions", "clean")
    assert parse(8, "repetitions clean\tYes.").is_held_out


@pytest.mark.parametrize("text", ["no tab", "dates\t", "\ttext", "dates\tan {open|one", "dates\t{one|two|three}"])
def test_a_line_without_its_form_is_refused_by_its_number(text: str) -> None:
    with pytest.raises(ValueError, match="line 3: a tag, a tab and a text"):
        parse(3, text)


def test_a_change_that_changes_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="line 3: a change that changes nothing"):
        parse(3, "dates\t{May 5|May 5}.")


@pytest.mark.parametrize(
    ("shown", "outcome"),
    [
        ("On|May|5|we||saw|it|two times.", Outcome(is_right=True, made=3, unwanted=0)),
        ("On|May 5||we|saw||it|two times.", Outcome(is_right=True, made=3, unwanted=0)),
        ("On|May|5th|we|um,|saw|it|twice.", Outcome(is_right=False, made=0, unwanted=0)),
        ("On|May|fifth|we|um,|saw|it|two times.", Outcome(is_right=False, made=1, unwanted=1)),
        ("In|May|5|We|um,|saw|it|twice.", Outcome(is_right=False, made=1, unwanted=2)),
        ("|May|5||um,||it|twice.", Outcome(is_right=False, made=1, unwanted=3)),
    ],
)
def test_wanted_changes_and_others_are_counted(shown: str, outcome: Outcome) -> None:
    assert judge(LINE, shown.split("|")) == outcome


def test_neighboring_words_that_nobody_wanted_changed_are_one_stretch() -> None:
    line = parse(1, "nothing\tOne of the things we know.")
    assert judge(line, ["1", "of", "the", "Things", "We", "know."]) == Outcome(is_right=False, made=0, unwanted=2)


def test_tallies_are_sums() -> None:
    outcomes = [(LINE, Outcome(is_right=True, made=3, unwanted=0)), (LINE, Outcome(is_right=False, made=1, unwanted=2))]
    assert tally(outcomes) == Tally(lines=2, right=1, wanted=6, made=4, unwanted=2)
    assert tally([]) == Tally(0, 0, 0, 0, 0)


def test_there_are_enough_paragraphs_and_nearly_half_must_stay_as_they_are() -> None:
    assert len(LINES) >= 300
    assert 0.4 <= sum(not line.wanted for line in LINES) / len(LINES) <= 0.5
    assert len({line.said for line in LINES if line.style == "npr"}) == sum(line.style == "npr" for line in LINES)


def test_both_halves_test_the_same_things() -> None:
    halves = Counter((line.tag, bool(line.wanted), line.is_held_out) for line in LINES)
    for tag, wanted in {(tag, wanted) for tag, wanted, _ in halves}:
        assert abs(halves[tag, wanted, True] - halves[tag, wanted, False]) <= 2, tag


@pytest.mark.parametrize("name", sorted({line.style for line in LINES}))
def test_the_styles_of_the_lines_are_there(name: str) -> None:
    assert name in STYLES


@pytest.fixture(scope="module")
def recordings() -> list[style.Recorded]:
    return [style.recorded(name) for name in SAMPLES]


def shouted(tokens: object, setting: object) -> list[Edit]:
    del tokens, setting
    return [Edit(0, 1, "nonsense")]


def test_a_rule_that_makes_words_wrong_is_noticed(recordings: list[style.Recorded]) -> None:
    wrong = Rule("wrong", "it is wrong", (("a", "nonsense"),), shouted)
    for recording in recordings:
        assert recording.error_rate((wrong,)) > recording.error_rate(())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_rule_makes_the_words_of_a_recording_worse(rule: Rule, recordings: list[style.Recorded]) -> None:
    for recording in recordings:
        assert recording.error_rate((rule,)) <= recording.error_rate(()), recording.name


@pytest.mark.parametrize("name", STYLES)
def test_no_style_makes_the_words_of_a_recording_worse(name: str, recordings: list[style.Recorded]) -> None:
    for recording in recordings:
        assert recording.error_rate(rules_of(name)) <= recording.error_rate(()), recording.name


def test_of_the_paragraphs_held_out_most_changes_are_made_and_hardly_any_that_nobody_wants() -> None:
    outcomes = [(line, outcome) for line, outcome in style.editing() if line.is_held_out]
    found = tally(outcomes)
    untouched = tally((line, outcome) for line, outcome in outcomes if not line.wanted)
    assert found.made / found.wanted >= 0.85
    assert found.unwanted <= 2
    assert untouched.right == untouched.lines
