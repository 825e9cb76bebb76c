"""What becomes of suspicious words: through the whole of recognition, with recognisers that answer as the test says."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.progress import no_advance
from pipeline.recognition import Heard
from pipeline.recognition.measures import text_of
from pipeline.recognition.recognize import recognize
from pipeline.timeline import EngineIdentity, Recognition, Span, Waveform, Word
from tests.builders import ENGINE, noise, said, waveform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.progress import Advance

RECORDING = waveform(noise(120.0))
REAL = "We cut the nets, because if you think about it you start to count the money."


@dataclass
class Twice:
    """A recogniser that hears ``first`` at first and ``second`` when it listens carefully."""

    first: tuple[Word, ...] = ()
    second: tuple[Word, ...] = ()
    measures: tuple[float | None, float | None] = (None, None)
    strays: bool = False
    """Whether its words keep to no region: they go to the regions in turn."""
    calls: list[tuple[tuple[Span, ...], bool, str | None]] = field(default_factory=list)

    @property
    def identity(self) -> EngineIdentity:
        return ENGINE

    @property
    def languages(self) -> frozenset[str]:
        return frozenset({"en"})

    def detect_language(self, waveform: Waveform, regions: Sequence[Span]) -> str:
        raise AssertionError((waveform, regions))

    def recognize(
        self,
        waveform: Waveform,
        regions: Sequence[Span],
        language: str,
        advance: Advance,
        *,
        careful: bool = False,
        prompt: str | None = None,
    ) -> tuple[Heard, ...]:
        assert (waveform, language) == (RECORDING, "en")
        self.calls.append((tuple(regions), careful, prompt))
        advance(1, 1)
        known = self.second if careful else self.first
        measures = (None, None) if careful else self.measures
        if self.strays:
            return tuple(Heard(known[i :: len(regions)]) for i in range(len(regions)))
        return tuple(Heard(tuple(w for w in known if r.start <= w.span.midpoint < r.end), *measures) for r in regions)


def heard(engine: Twice, *speech: Span, prompt: str | None = None) -> Recognition:
    return recognize(engine, RECORDING, speech, "en", no_advance, prompt)


def kinds(recognition: Recognition) -> list[str]:
    return [repair.kind for repair in recognition.repairs]


LOOP = " ".join(["thank you"] * 12)


def test_a_loop_at_the_end_is_replaced_by_what_was_heard_the_second_time() -> None:
    first = said(f"{REAL} {LOOP}", each=0.3)
    engine = Twice(first, said("The dog was afraid, and nobody else.", 6.0, 0.8))
    recognition = heard(engine, Span(0, 12))
    assert text_of(recognition.words) == f"{REAL} The dog was afraid, and nobody else."
    (repair,) = recognition.repairs
    assert repair.kind == "loop"
    assert repair.start == pytest.approx(4.8)
    assert "'The dog was afraid, and nobody else.'" in repair.detail
    assert LOOP in repair.detail


def test_a_region_that_is_nothing_but_a_loop_is_heard_again_as_a_whole_and_once() -> None:
    engine = Twice(said(" ".join(["I'm sorry."] * 40), 0, 0.3), said(REAL, 1.0))
    recognition = heard(engine, Span(0, 25))
    assert text_of(recognition.words) == REAL
    assert kinds(recognition)[0] == "loop"
    assert [(careful, len(regions)) for regions, careful, _ in engine.calls] == [(False, 1), (True, 1)]
    assert engine.calls[1][0] == engine.calls[0][0]


def test_what_is_heard_between_two_suspicions_stands_once() -> None:
    first = (*said("no " * 7, 0.0, 0.3), Word("a" * 300, 4.0, 4.6, 0.9), *said(REAL, 5.0, 0.3))
    recognition = heard(Twice(first, said("They had gone home early.", 1.0, 0.7)), Span(0, 10))
    assert text_of(recognition.words) == f"They had gone home early. {REAL}"
    assert kinds(recognition)[:2] == ["loop", "loop"]


def test_a_loop_that_is_heard_twice_stays_once_where_it_is_sure_and_the_rest_is_told() -> None:
    loop = said(LOOP, 5.0, 0.1)
    recognition = heard(Twice((*said(REAL, 0, 0.3), *loop), loop), Span(0, 8))
    assert text_of(recognition.words) == f"{REAL} thank you"
    assert kinds(recognition) == ["loop", "unheard"]
    assert " ".join(["thank you"] * 11) in recognition.repairs[0].detail


def test_a_loop_that_is_not_sure_or_not_in_speech_goes_altogether() -> None:
    unsure = said(LOOP, 5.0, 0.1, confidence=0.4)
    assert text_of(heard(Twice((*said(REAL, 0, 0.3), *unsure), unsure), Span(0, 8)).words) == REAL
    beyond = said(LOOP, 5.3, 0.1)
    assert text_of(heard(Twice((*said(REAL, 0, 0.3), *beyond), beyond), Span(0, 4.9), Span(6.8, 8)).words) == REAL


@pytest.mark.parametrize(
    "text",
    [
        "No, no, no, no, no, no, no! I said no.",
        "They sang it, all the way home, all the way home, all the way home, and nobody was tired.",
        " ".join(["Row, row, row your boat gently down the stream, merrily merrily, life is but a dream."] * 3),
    ],
)
def test_a_refrain_that_is_heard_twice_stays_as_it_is(text: str) -> None:
    words = said(text)
    engine = Twice(words, words)
    recognition = heard(engine, Span(0, words[-1].end))
    assert len(engine.calls) == 2, "it must have been suspected, or the test says nothing"
    assert recognition == Recognition(words, "en", ENGINE)


def test_a_loop_that_is_heard_twice_at_a_human_pace_is_no_refrain() -> None:
    words = said(" ".join(["I'm sorry."] * 20), 0, 0.3)
    recognition = heard(Twice(words, words), Span(0, 12))
    assert text_of(recognition.words) == "I'm sorry."


def test_a_second_attempt_that_is_not_sure_does_not_stand_for_a_region() -> None:
    real = said(REAL, 0, 0.3)
    again = said(f"{REAL} The dog was afraid of it all.", 0, 0.4, confidence=0.5)
    recognition = heard(Twice((*real, *said(LOOP, 5.0, 0.1)), again), Span(0, 8))
    assert recognition.words[: len(real)] == real
    assert "dog" not in text_of(recognition.words)


def test_thanks_for_watching_over_music_go_and_are_told() -> None:
    first = (*said("That was the news.", 1.0), *said("Thanks for watching!", 3.2, 0.3, confidence=0.9))
    recognition = heard(Twice(first), Span(1, 2.6), Span(4.2, 5))
    assert text_of(recognition.words) == "That was the news."
    assert kinds(recognition) == ["unspoken"]
    assert "'Thanks for watching!'" in recognition.repairs[0].detail


def test_a_host_who_thanks_for_watching_stays() -> None:
    first = (*said("That was the news.", 1.0), *said("Thank you for watching!", 3.0))
    engine = Twice(first)
    assert heard(engine, Span(1, 2.6), Span(2.9, 4.7)) == Recognition(first, "en", ENGINE)
    assert len(engine.calls) == 1


def test_thanks_that_mask_speech_give_way_to_it() -> None:
    first = (*said("That was the news.", 1.0), *said("Thanks for watching!", 3.2, confidence=0.3))
    recognition = heard(Twice(first, said("The next is at one.", 3.0)), Span(1, 6))
    assert text_of(recognition.words) == "That was the news. The next is at one."
    assert kinds(recognition) == ["unspoken"]


def test_text_that_whisper_calls_silence_is_dropped_and_the_speech_is_named() -> None:
    recognition = heard(Twice(said("Thank you.", 10), measures=(-1.3, 0.9)), Span(10, 13))
    assert recognition.words == ()
    assert kinds(recognition) == ["unspoken", "unheard"]
    assert "'Thank you.'" in recognition.repairs[0].detail


def test_text_that_whisper_calls_silence_stays_when_it_is_heard_again() -> None:
    words = said("The dog was afraid.", 10)
    assert heard(Twice(words, words, (-1.3, 0.9)), Span(10, 12)).words == words


def test_unsure_words_in_a_pause_are_dropped_unless_heard_again() -> None:
    bye = said("Bye bye.", 3.0, 0.3, confidence=0.5)
    before, after = said("That was all.", 1.0), said("And now the weather.", 4.1)
    speech = (Span(1, 2.3), Span(4.1, 5.7))
    assert text_of(heard(Twice((*before, *bye, *after)), *speech).words) == "That was all. And now the weather."
    again = heard(Twice((*before, *bye, *after), said("Bye bye.", 3.0, 0.3, confidence=0.5)), *speech)
    assert kinds(again) == ["unspoken"]
    sure = heard(Twice((*before, *bye, *after), said("Mm-hm.", 3.0, 0.4)), *speech)
    assert text_of(sure.words) == "That was all. Mm-hm. And now the weather."


def test_text_that_is_too_fast_is_replaced_by_a_slower_one_and_dropped_without() -> None:
    start, hurried = said("Well, yes.", 1.0), said(REAL, 3.0, 0.05, confidence=0.4)
    slow = (*start, *said("We cut the nets.", 3.0))
    recognition = heard(Twice((*start, *hurried), slow), Span(1, 4.6))
    assert text_of(recognition.words) == "Well, yes. We cut the nets."
    assert kinds(recognition) == ["too fast"]
    recognition = heard(Twice((*start, *hurried)), Span(1, 4.6))
    assert text_of(recognition.words) == "Well, yes."
    assert f"{REAL!r}" in recognition.repairs[0].detail


def test_sure_words_that_alignment_squeezed_stay_where_there_is_time_for_them() -> None:
    words = (*said("Well, yes.", 1.0), *said(REAL, 8.0, 0.05))
    assert heard(Twice(words), Span(1, 12)).words == words


def test_a_prompt_that_leaked_gives_way_to_what_was_said() -> None:
    prompt = "Ayesha Rascoe, Charles Maynes, Kassym-Jomart Tokayev."
    engine = Twice(said("Ayesha Rascoe, Charles Maynes, good morning."), said("Good morning to you.", 0.2))
    recognition = heard(engine, Span(0, 3), prompt=prompt)
    assert text_of(recognition.words) == "Good morning to you."
    assert kinds(recognition) == ["prompt"]
    assert [shown for _, _, shown in engine.calls] == [prompt, None]


def test_a_prompt_that_leaked_is_cut_off_when_the_second_attempt_hears_nothing() -> None:
    recognition = heard(
        Twice(said("Ayesha Rascoe, Charles Maynes, good morning to everybody.")),
        Span(0, 3.2),
        prompt="Ayesha Rascoe, Charles Maynes.",
    )
    assert text_of(recognition.words) == "good morning to everybody."
    assert "'Ayesha Rascoe, Charles Maynes,'" in recognition.repairs[0].detail


def test_names_of_the_prompt_that_are_said_stay() -> None:
    words = said("Ayesha Rascoe, Charles Maynes.")
    engine = Twice(words, words)
    assert heard(engine, Span(0, 1.6), prompt="Ayesha Rascoe, Charles Maynes.").words == words
    assert len(engine.calls) == 2


def test_a_second_attempt_that_does_not_convince_is_told_where_nothing_was_heard() -> None:
    recognition = heard(Twice((), said("Thanks for watching!", 10, confidence=0.4)), Span(10, 13))
    assert recognition.words == ()
    assert "'Thanks for watching!'" in recognition.repairs[0].detail


def test_words_that_stray_into_another_region_are_put_in_the_order_of_their_times() -> None:
    words = (*said("one", 1), *said("two", 20.5), *said("three", 21))
    assert text_of(heard(Twice(words, strays=True), Span(0.8, 1.6), Span(20.4, 21.5)).words) == "one two three"


VOCABULARY = ["no", "yes,", "thank", "you", "Thanks", "for", "watching!", "Ana", "Park", "的", "مرحبا", "🙂", "boat."]
DRAWN = st.lists(
    st.tuples(st.sampled_from(VOCABULARY), st.floats(0, 60), st.floats(0, 2), st.none() | st.floats(0, 1)), max_size=80
)
MEASURES = st.sampled_from([(None, None), (-1.5, 0.9), (-0.2, 0.1)])


def as_words(drawn: list[tuple[str, float, float, float | None]]) -> tuple[Word, ...]:
    return tuple(Word(text, start, start + long, sure) for text, start, long, sure in sorted(drawn, key=lambda d: d[1]))


@given(DRAWN, DRAWN, MEASURES, st.lists(st.floats(0, 62), min_size=2, max_size=10))
def test_no_word_is_lost_silently_and_times_are_in_order(
    first: list[tuple[str, float, float, float | None]],
    second: list[tuple[str, float, float, float | None]],
    measures: tuple[float | None, float | None],
    edges: list[float],
) -> None:
    times = sorted(set(edges))
    speech = [Span(a, b) for a, b in zip(times[::2], times[1::2], strict=False)]
    engine = Twice(as_words(first), as_words(second), measures)
    recognition = heard(engine, *speech, prompt="Ana Park, no yes.")
    assert all(one.start <= other.start for one, other in pairwise(recognition.words))
    if not engine.calls:
        return
    listened = engine.calls[0][0]
    told = " ".join(repair.detail for repair in recognition.repairs)
    kept = [word.text for word in recognition.words]
    for region in listened:
        for word in (w for w in engine.first if region.start <= w.span.midpoint < region.end):
            assert word.text in kept or word.text in told
    heard_words = sum(region.start <= w.span.midpoint < region.end for w in engine.first for region in listened)
    assert heard_words <= len(kept) + sum(len(repair.detail.split()) for repair in recognition.repairs)


@given(DRAWN, st.lists(st.floats(0, 62), min_size=2, max_size=10))
def test_without_a_second_hearing_what_stands_is_what_was_heard_less_what_is_told(
    first: list[tuple[str, float, float, float | None]], edges: list[float]
) -> None:
    times = sorted(set(edges))
    speech = [Span(a, b) for a, b in zip(times[::2], times[1::2], strict=False)]
    engine = Twice(as_words(first))
    recognition = heard(engine, *speech)
    texts = iter([word.text for word in engine.first])
    assert all(word.text in texts for word in recognition.words), "the words that stand are in the order of the text"
