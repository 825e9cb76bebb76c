from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribution import attribute
from pipeline.attribution.coverage import covering_voice
from pipeline.attribution.hearing import Hearing
from pipeline.timeline import AttributedWord, Diarization, Span, Turn, Word
from tests.builders import diarization, said, turns

TWO = diarization(turns("A 0 2", "B 3 5"))


def who(word: Word, heard: Diarization) -> tuple[str | None, float]:
    """The speaker and the certainty of one word, to the millionth."""
    (attributed,) = attribute([word], heard)
    assert attributed.word is word
    return attributed.speaker, round(attributed.certainty, 6)


def test_words_go_to_the_turn_they_lie_in() -> None:
    words = (*said("Good morning.", 0.5), *said("Good morning.", 3.5))
    assert attribute(words, TWO) == tuple(
        AttributedWord(word, speaker, 1.0) for word, speaker in zip(words, "AABB", strict=True)
    )


def test_a_word_across_a_change_goes_to_the_voice_at_its_midpoint() -> None:
    heard = diarization(turns("A 0 2", "B 2 4"))
    assert who(Word("well", 1.7, 2.1), heard) == ("A", 0.75)
    assert who(Word("well", 1.9, 2.3), heard) == ("B", 0.75)


def test_the_turns_of_one_voice_count_together() -> None:
    heard = diarization(turns("A 0 1.4", "B 1.4 2", "A 2 4"))
    assert who(Word("extraordinary", 1.0, 2.4), heard) == ("A", round(0.8 / 1.4, 6))


@pytest.mark.parametrize(
    ("start", "end", "speaker", "certainty"),
    [
        (2.1, 2.3, "A", 0.45),  # 0.2 s behind A's turn
        (2.7, 2.9, "B", 0.45),  # 0.2 s before B's
        (2.0, 2.2, "A", 0.475),  # touching A's
        (5.9, 6.1, "B", 0.25),
        (8.0, 9.0, "B", 0.0),  # out of reach, but nobody else is nearer
    ],
)
def test_a_word_in_a_gap_goes_to_the_nearest_turn_with_doubt(
    start: float, end: float, speaker: str, certainty: float
) -> None:
    assert who(Word("hm", start, end), TWO) == (speaker, certainty)


def test_a_word_over_which_two_voices_are_heard_is_marked_and_half_as_certain() -> None:
    heard = diarization(turns("A 0 4", "B 2 3"), turns("A 0 2", "B 2 3", "A 3 4"))
    words = [Word("Alone.", 1.0, 1.5), Word("Both.", 2.2, 2.8), Word("Again.", 3.2, 3.6)]
    assert attribute(words, heard) == (
        AttributedWord(words[0], "A", 1.0, overlapped=False),
        AttributedWord(words[1], "B", 0.5, overlapped=True),
        AttributedWord(words[2], "A", 1.0, overlapped=False),
    )


@pytest.mark.parametrize(
    ("start", "end", "overlapped"),
    [
        (1.5, 2.05, False),  # a twentieth of a second: turns' ends are not so exact
        (1.5, 2.15, True),
        (1.96, 2.04, True),  # half of a short word
        (1.9, 2.04, False),
        (2.4, 2.4, False),  # no length, nothing to be heard over
    ],
)
def test_crosstalk_counts_from_a_tenth_of_a_second_or_half_a_word(start: float, end: float, overlapped: bool) -> None:
    (word,) = attribute([Word("so", start, end)], diarization(turns("A 0 4", "B 2 3"), turns("A 0 4")))
    assert word.overlapped is overlapped


def test_a_voice_whose_turns_overlap_each_other_is_alone() -> None:
    (word,) = attribute([Word("so", 1.2, 1.6)], diarization(turns("A 0 2", "A 1 3"), turns("A 0 3")))
    assert not word.overlapped
    assert word.certainty == pytest.approx(1.0)


def test_a_brief_turn_tells_a_voice_less_surely() -> None:
    assert who(Word("hm", 1.0, 1.2), diarization(turns("A 1 1.25"))) == ("A", 0.5)
    assert who(Word("hm", 1.0, 1.2), diarization(turns("A 1 1.5"))) == ("A", 1.0)


def test_two_voices_one_after_the_other_in_a_word_are_no_overlap() -> None:
    (word,) = attribute([Word("well", 1.5, 2.5)], diarization(turns("A 0 2", "B 2 4")))
    assert (word.overlapped, word.certainty) == (False, 0.5)


def test_a_long_turn_under_short_ones_is_not_overlooked() -> None:
    heard = diarization(turns("A 0 9", "B 1 2", "B 6 7"), turns("A 0 1", "B 1 2", "A 2 6", "B 6 7", "A 7 9"))
    assert who(Word("right", 6.2, 6.6), heard) == ("B", 0.5)


@pytest.mark.parametrize(
    ("time", "expected"), [(1.0, ("A", 1.0)), (0.0, ("A", 1.0)), (2.5, ("A", 0.375)), (3.0, ("B", 1.0))]
)
def test_a_word_without_length_goes_where_it_stands(time: float, expected: tuple[str, float]) -> None:
    assert who(Word("hm", time, time), TWO) == expected


def test_without_turns_nobody_said_it() -> None:
    assert who(Word("hm", 1.0, 2.0), diarization(())) == (None, 0.0)


TENTHS = st.integers(0, 200).map(lambda tenths: tenths / 10)
SPANS = st.tuples(TENTHS, TENTHS).map(lambda pair: Span(min(pair), max(pair)))
VOICES = st.sampled_from("ABC")


@st.composite
def diarizations(draw: st.DrawFn) -> Diarization:
    """Turns that may overlap, and others that may not."""
    heard = [Turn(span.start, span.end, draw(VOICES)) for span in sorted(draw(st.lists(SPANS, max_size=8)))]
    times = sorted(draw(st.sets(TENTHS, max_size=12)))
    exclusive = [Turn(a, b, draw(VOICES)) for a, b in zip(times[::2], times[1::2], strict=False)]
    return diarization(heard, exclusive)


@given(st.lists(SPANS, max_size=12), diarizations())
def test_words_are_never_added_lost_or_reordered_and_certainty_is_a_share(
    spans: list[Span], heard: Diarization
) -> None:
    words = [Word(f"w{i}", span.start, span.end) for i, span in enumerate(sorted(spans))]
    attributed = attribute(words, heard)
    assert [item.word for item in attributed] == words
    assert all(0.0 <= item.certainty <= 1.0 for item in attributed)
    assert all((item.speaker is None) == (not heard.exclusive) for item in attributed)


@given(SPANS, diarizations().filter(lambda heard: bool(heard.exclusive)))
def test_no_other_voice_has_more_of_a_word_or_is_nearer_to_it(span: Span, heard: Diarization) -> None:
    """The rule of coverage in its plainest form, over all turns instead of those found by bisection."""
    speaker = covering_voice(Word("w", span.start, span.end), Hearing(heard))
    covered = {turn.speaker: 0.0 for turn in heard.exclusive}
    for turn in heard.exclusive:
        covered[turn.speaker] += turn.span.overlap(span)
    if max(covered.values()) > 0:
        assert covered[speaker] == pytest.approx(max(covered.values()))
    else:
        nearest = min(turn.span.distance(span.midpoint) for turn in heard.exclusive)
        mine = min(turn.span.distance(span.midpoint) for turn in heard.exclusive if turn.speaker == speaker)
        assert mine == pytest.approx(nearest)
