from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.recognition.repair import clamp_words
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
