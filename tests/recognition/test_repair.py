from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.recognition.repair import clamp_words, mend_times
from pipeline.timeline import Recognition, Repair, Span, Word
from tests.builders import ENGINE


def clamped(*words: Word, speech: tuple[Span, ...]) -> Recognition:
    return clamp_words(Recognition(words, "en", ENGINE), speech)


def test_a_word_that_swallowed_the_pause_before_it_begins_with_its_speech() -> None:
    mended = clamped(Word("that?", 1.0, 1.5), Word("Well,", 1.5, 4.2), speech=(Span(0, 1.6), Span(4, 6)))
    assert mended.words == (Word("that?", 1.0, 1.5), Word("Well,", 4.0, 4.2))
    (repair,) = mended.repairs
    assert (repair.kind, repair.start, repair.end) == ("clamped", 1.5, 4.2)
    assert repair.detail == "'Well,' covered a pause; it was said at 4.00 s"


def test_a_word_that_swallowed_the_pause_after_it_ends_with_its_speech() -> None:
    assert clamped(Word("that?", 1.0, 4.0), speech=(Span(0, 1.6), Span(5, 6))).words == (Word("that?", 1.0, 1.6),)


def test_of_equal_parts_the_last_is_taken() -> None:
    assert clamped(Word("Well,", 0.5, 4.5), speech=(Span(0, 1), Span(4, 6))).words == (Word("Well,", 4.0, 4.5),)


def test_a_short_pause_inside_a_word_is_left_alone() -> None:
    word = Word("extraordinary", 1.0, 2.0)
    assert clamped(word, speech=(Span(0, 1.5), Span(1.65, 3))).words == (word,)


def test_a_word_outside_all_speech_is_left_alone() -> None:
    word = Word("hm", 5.0, 9.0)
    assert clamped(word, speech=(Span(0, 4), Span(10, 11))) == Recognition((word,), "en", ENGINE)
    assert clamped(word, speech=()).words == (word,)


def test_a_word_is_not_moved_before_the_one_it_follows() -> None:
    words = (Word("first", 0.5, 5.2), Word("second", 0.6, 0.9))
    mended = clamped(*words, speech=(Span(0, 0.8), Span(4, 6)))
    assert [(word.text, word.start, word.end) for word in mended.words] == [("first", 4.0, 5.2), ("second", 4.0, 4.0)]


def test_repairs_made_earlier_are_kept() -> None:
    earlier = Repair("recovered", 1.0, 2.0, "found again")
    recognition = Recognition((Word("Well,", 1.5, 4.2),), "en", ENGINE, (earlier,))
    assert [repair.kind for repair in clamp_words(recognition, [Span(4, 6)]).repairs] == ["recovered", "clamped"]


TENTHS = st.integers(0, 300).map(lambda tenths: tenths / 10)


def stretches(times: list[float]) -> tuple[Span, ...]:
    """Disjoint spans from an even number of ordered times."""
    ordered = sorted(set(times))
    return tuple(Span(a, b) for a, b in zip(ordered[::2], ordered[1::2], strict=False))


@given(st.lists(st.tuples(TENTHS, TENTHS), max_size=12), st.lists(TENTHS, max_size=12).map(stretches))
def test_text_and_order_stay_and_times_only_shrink(times: list[tuple[float, float]], speech: tuple[Span, ...]) -> None:
    spans = sorted(Span(min(pair), max(pair)) for pair in times)
    words = tuple(Word(f"w{i}", span.start, span.end, 0.5) for i, span in enumerate(spans))
    mended = clamped(*words, speech=speech)
    assert [(word.text, word.confidence) for word in mended.words] == [(word.text, 0.5) for word in words]
    assert all(first.start <= second.start for first, second in pairwise(mended.words))
    assert all(word.start <= new.start for word, new in zip(words, mended.words, strict=True))
    changed = [word for word, new in zip(words, mended.words, strict=True) if new != word]
    assert [(repair.start, repair.end) for repair in mended.repairs] == [(word.start, word.end) for word in changed]


@given(st.lists(TENTHS, max_size=24).map(stretches), st.lists(TENTHS, max_size=12).map(stretches))
def test_words_that_do_not_overlap_stay_inside_their_times_and_need_no_second_repair(
    spans: tuple[Span, ...], speech: tuple[Span, ...]
) -> None:
    words = tuple(Word(f"w{i}", span.start, span.end) for i, span in enumerate(spans))
    mended = clamped(*words, speech=speech)
    assert all(old.start <= new.start and new.end <= old.end for old, new in zip(words, mended.words, strict=True))
    assert clamp_words(mended, speech) == mended


def test_words_without_length_take_a_tenth_of_a_second_of_the_pause_after_them() -> None:
    words = (Word("in", 1.0, 1.0), Word("it", 1.0, 1.0), Word("goes", 2.0, 2.4))
    mended, repairs = mend_times(words, Span(0, 3))
    assert [(word.text, word.start, word.end) for word in mended] == [
        ("in", 1.0, pytest.approx(1.1)),
        ("it", pytest.approx(1.1), pytest.approx(1.2)),
        ("goes", 2.0, 2.4),
    ]
    assert [(repair.kind, repair.start, repair.end) for repair in repairs] == [("times", 1.0, 1.0)] * 2
    assert repairs[0].detail == "'in' had no length: now 1.00 to 1.10 s"


def test_at_the_end_of_a_region_they_take_it_of_the_pause_before() -> None:
    mended, _ = mend_times((Word("all", 1.0, 2.0), Word("right.", 3.0, 3.0)), Span(0, 3))
    assert mended[1].start == pytest.approx(2.9)
    assert mended[1].end == 3.0


def test_without_a_pause_they_share_the_time_of_a_neighbour_by_letters() -> None:
    mended, repairs = mend_times((Word("a", 1.0, 1.0), Word("bcd", 1.0, 1.4), Word("e", 1.4, 2.0)), Span(1, 3))
    assert [word.start for word in mended] == pytest.approx([1.0, 1.1, 1.4])
    assert [word.end for word in mended] == pytest.approx([1.1, 1.4, 2.0])
    assert "overlapped" in repairs[1].detail
    mended, _ = mend_times((Word("abc", 1.0, 3.0), Word("d", 3.0, 3.0)), Span(0, 3))
    assert [(word.start, word.end) for word in mended] == [(1.0, 2.5), (2.5, 3.0)]


def test_a_word_that_runs_backwards_starts_with_the_one_it_follows() -> None:
    mended, repairs = mend_times((Word("one", 2.0, 2.5), Word("two", 1.0, 2.8)), Span(0, 3))
    assert mended == (Word("one", 2.0, 2.5), Word("two", 2.0, 2.8))
    assert "overlapped" in repairs[0].detail


def test_good_times_stay_and_need_no_repair() -> None:
    words = (Word("one", 0.0, 0.5, 0.9), Word("two", 0.5, 0.9), Word("three", 2.0, 3.0))
    assert mend_times(words, Span(0, 3)) == (words, ())
    assert mend_times((), Span(0, 3)) == ((), ())


@given(st.lists(st.tuples(TENTHS, TENTHS), max_size=12))
def test_mended_times_run_forwards_and_no_word_is_lost_or_made_shorter_than_it_must_be(
    times: list[tuple[float, float]],
) -> None:
    words = tuple(Word(f"w{i}", min(pair), max(pair), 0.5) for i, pair in enumerate(times))
    mended, repairs = mend_times(words, Span(0, 30))
    assert [(word.text, word.confidence) for word in mended] == [(word.text, 0.5) for word in words]
    assert all(first.start <= second.start for first, second in pairwise(mended))
    assert all(0 <= word.start <= word.end <= 30 for word in mended)
    assert len(repairs) == sum(old != new for old, new in zip(words, mended, strict=True))


@given(st.lists(TENTHS, min_size=2, max_size=24).map(sorted))
def test_words_in_order_all_get_some_length(times: list[float]) -> None:
    words = tuple(Word("word", a, b) for a, b in pairwise(times))
    mended, _ = mend_times(words, Span(0, 30.5))
    assert all(word.end > word.start for word in mended)
    assert all(first.end <= second.start + 1e-9 for first, second in pairwise(mended))
    assert mend_times(mended, Span(0, 30.5)) == (mended, ())


def test_thousands_of_words_without_length_take_no_time() -> None:
    words = tuple(Word(f"w{i}", i * 0.005, i * 0.005 + (0 if i % 2 else 0.004)) for i in range(6000))
    began = time.perf_counter()
    mended, _ = mend_times(words, Span(0, 30))
    assert time.perf_counter() - began < 2
    assert all(word.end > word.start for word in mended)
