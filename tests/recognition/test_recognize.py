"""Recognition of a whole recording, with recognisers written by hand: they hear what the test says is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.progress import no_advance
from pipeline.recognition import Heard
from pipeline.recognition.recognize import recognize
from pipeline.timeline import EngineIdentity, Recognition, Span, Waveform, Word
from tests.builders import ENGINE, noise, said, waveform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.progress import Advance

RECORDING = waveform(noise(120.0))


@dataclass
class Listener:
    """A recogniser that hears ``easy`` words at once, and ``hard`` ones too when it listens carefully."""

    easy: tuple[Word, ...] = ()
    hard: tuple[Word, ...] = ()
    language: str = "en"
    calls: list[tuple[tuple[Span, ...], str, bool]] = field(default_factory=list)
    detections: int = 0
    prompts: list[str | None] = field(default_factory=list)
    measures: tuple[float | None, float | None] = (None, None)

    @property
    def identity(self) -> EngineIdentity:
        return ENGINE

    @property
    def languages(self) -> frozenset[str]:
        return frozenset({self.language})

    def detect_language(self, waveform: Waveform, regions: Sequence[Span]) -> str:
        assert waveform is RECORDING
        assert regions
        self.detections += 1
        return self.language

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
        assert waveform is RECORDING
        self.prompts.append(prompt)
        self.calls.append((tuple(regions), language, careful))
        advance(1, 1)
        known = sorted([*self.easy, *self.hard] if careful else self.easy, key=lambda word: word.start)
        return tuple(
            Heard(tuple(w for w in known if r.start <= w.start and w.end <= r.end), *self.measures) for r in regions
        )


def heard(listener: Listener, *speech: Span, language: str | None = "en") -> Recognition:
    return recognize(listener, RECORDING, speech, language, no_advance)


def text(recognition: Recognition) -> str:
    return " ".join(word.text for word in recognition.words)


def test_without_speech_the_engine_is_not_asked() -> None:
    listener = Listener(said("ghostly words"))
    assert heard(listener, language=None) == Recognition((), None, ENGINE)
    assert heard(listener, language="kk").language == "kk"
    assert (listener.calls, listener.detections) == ([], 0)


def test_words_come_back_in_order_without_repairs_when_all_speech_is_heard() -> None:
    listener = Listener((*said("Good morning, Charles.", 1.0), *said("Good morning.", 50.0)))
    recognition = heard(listener, Span(1, 2.2), Span(50, 50.8))
    assert recognition == Recognition(listener.easy, "en", ENGINE)
    assert [careful for _, _, careful in listener.calls] == [False]


def test_a_language_that_was_given_is_not_detected() -> None:
    listener = Listener(said("Guten Morgen", 1.0), language="de")
    assert heard(listener, Span(1, 1.8), language="en").language == "en"
    assert listener.detections == 0
    assert listener.calls[0][1] == "en"


def test_the_language_is_detected_once_and_used_for_every_pass() -> None:
    listener = Listener(said("Guten Morgen", 1.0), said("Herr Schmidt", 60.0), language="de")
    assert heard(listener, Span(1, 1.8), Span(60, 61), language=None).language == "de"
    assert listener.detections == 1
    assert [(language, careful) for _, language, careful in listener.calls] == [("de", False), ("de", True)]


def test_a_region_that_came_back_empty_is_decoded_again_and_its_words_are_put_in_place() -> None:
    listener = Listener((*said("Before.", 1.0), *said("After.", 90.0)), said("The answer.", 45.0))
    recognition = heard(listener, Span(1, 1.4), Span(45, 45.8), Span(90, 90.4))
    assert text(recognition) == "Before. The answer. After."
    ((again, _, careful),) = listener.calls[1:]
    assert careful
    assert again == (Span(44.8, 46.0),)
    (repair,) = recognition.repairs
    assert (repair.kind, repair.start, repair.end) == ("recovered", 44.8, 46.0)
    assert "The answer." in repair.detail


def test_speech_without_words_in_the_midst_of_a_region_is_decoded_again() -> None:
    listener = Listener((*said("A question?", 1.0), *said("Right.", 12.0)), said("A long answer", 4.0, each=1.0))
    recognition = heard(listener, Span(1, 12.4))
    assert text(recognition) == "A question? A long answer Right."
    (again,) = listener.calls[1][0]
    assert 1.8 < again.start < 4.0
    assert 7.0 < again.end < 12.0


@pytest.mark.parametrize(("seconds", "decoded_again"), [(0.3, False), (0.5, True)])
def test_a_breath_is_not_decoded_again(seconds: float, decoded_again: bool) -> None:
    listener = Listener()
    heard(listener, Span(10, 10 + seconds))
    assert len(listener.calls) == (2 if decoded_again else 1)


def test_a_pause_between_words_is_not_decoded_again() -> None:
    listener = Listener((*said("Well,", 1.0), *said("yes.", 4.0)))
    heard(listener, Span(1, 4.4))
    assert len(listener.calls) == 1


def test_speech_that_stays_without_words_is_named_and_nothing_is_invented() -> None:
    recognition = heard(Listener(said("Before.", 1.0)), Span(1, 1.4), Span(45, 49))
    assert text(recognition) == "Before."
    (repair,) = recognition.repairs
    assert (repair.kind, repair.start, repair.end) == ("unheard", 44.8, 49.2)


@pytest.mark.parametrize("confidence", [0.49, None])
def test_a_second_attempt_that_is_not_sure_is_refused(confidence: float | None) -> None:
    recognition = heard(Listener((), said("Thanks for watching!", 45.0, confidence=confidence)), Span(45, 49))
    assert recognition.words == ()
    assert [repair.kind for repair in recognition.repairs] == ["unheard"]


def test_a_second_attempt_that_is_sure_enough_on_average_is_taken() -> None:
    unsure, sure = said("Tokayev", 45.0, confidence=0.65), said("insists", 45.4, confidence=0.95)
    assert text(heard(Listener((), (*unsure, *sure)), Span(45, 45.8))) == "Tokayev insists"


@pytest.mark.parametrize("invented", ["I'm sorry, I'm sorry, I'm sorry.", "plus plus plus plus"])
def test_a_second_attempt_that_goes_round_in_circles_is_refused(invented: str) -> None:
    recognition = heard(Listener((), said(invented, 45.0, confidence=0.95)), Span(45, 48))
    assert recognition.words == ()
    assert [repair.kind for repair in recognition.repairs] == ["unheard"]


class Hasty(Listener):
    """A recogniser that aligned a word before the one it follows."""

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
        found = super().recognize(waveform, regions, language, advance, careful=careful, prompt=prompt)
        return found if careful else (Heard(self.easy),)


@pytest.mark.parametrize("missed", [(), said("much later", 5.0)])
def test_words_with_times_that_run_backwards_keep_the_order_of_the_text(missed: tuple[Word, ...]) -> None:
    spoken = [("one", 1.0, 1.2), ("two", 2.0, 2.2), ("three", 1.5, 1.7), ("four", 3.0, 3.4), ("five", 8.5, 8.9)]
    words = tuple(Word(*word, 0.9) for word in spoken)
    recognition = heard(Hasty(words, missed), Span(0.9, 3.4), Span(5, 6.6 if missed else 5.6), Span(7.5, 9))
    assert text(recognition) == f"one two three four {'much later ' if missed else ''}five"
    assert [word.start for word in recognition.words[:4]] == [1.0, 2.0, 2.0, 3.0]
    assert [repair.kind for repair in recognition.repairs] == (["recovered"] if missed else []) + ["times"]


def test_words_without_length_are_mended_and_told() -> None:
    recognition = heard(Listener((Word("Well,", 1.0, 1.0, 0.9), *said("yes.", 1.5))), Span(0.9, 2))
    assert [(word.text, word.start) for word in recognition.words] == [("Well,", 1.0), ("yes.", 1.5)]
    assert all(word.end > word.start for word in recognition.words)
    assert [repair.kind for repair in recognition.repairs] == ["times"]


def test_a_prompt_is_shown_at_first_and_never_to_the_careful_way() -> None:
    listener = Listener(said("Before.", 1.0))
    recognize(listener, RECORDING, [Span(1, 1.4), Span(45, 49)], "en", no_advance, "Ana Park.")
    assert listener.prompts == ["Ana Park.", None]


STRETCHES = st.lists(st.tuples(st.floats(0.1, 12), st.floats(0.3, 4)), min_size=1, max_size=8)


@given(STRETCHES, st.data())
def test_every_word_of_the_engine_is_kept_once_and_none_is_added(
    stretches: list[tuple[float, float]], data: st.DataObject
) -> None:
    time, speech = 0.0, []
    spoken: list[Word] = []
    for length, pause in stretches:
        time += pause
        speech.append(Span(time, time + length))
        number = data.draw(st.integers(0, max(1, int(length / 0.4))))
        spoken += [Word(f"w{len(spoken) + i}", time + i * 0.4, time + i * 0.4 + 0.3) for i in range(number)]
        time += length
    recognition = heard(Listener(tuple(spoken)), *speech)
    assert recognition.words == tuple(spoken)
    assert {repair.kind for repair in recognition.repairs} <= {"unheard"}
