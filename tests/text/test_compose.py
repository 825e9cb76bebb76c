from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from hypothesis import given
from hypothesis import strategies as st

from pipeline.pages.layout import is_sound_alone
from pipeline.text.compose import SOUND_TEXT, compose
from pipeline.timeline import Span
from tests.builders import conversation, words

if TYPE_CHECKING:
    from pipeline.timeline import AttributedWord

LONG = " ".join((["word"] * 9 + ["end."]) * 8)
"""As many words as a paragraph has."""


def layout(spoken: tuple[AttributedWord, ...], opening: int = 0) -> list[str]:
    """Turns as lines: kind, speaker, paragraphs divided by a bar."""
    return [
        f"{turn.kind} {turn.speaker}: " + " | ".join(" ".join(item.word.text for item in p) for p in turn.paragraphs)
        for turn in compose(spoken, opening)
    ]


def paragraphs(spoken: tuple[AttributedWord, ...]) -> list[int]:
    """How many words each paragraph of the only turn has."""
    (turn,) = compose(spoken)
    return [len(paragraph) for paragraph in turn.paragraphs]


def test_a_turn_is_what_one_voice_says_until_another_speaks() -> None:
    spoken = conversation("A: Good morning.", "B: Good morning. Hello.", "A: So?")
    assert layout(spoken) == ["speech A: Good morning.", "speech B: Good morning. Hello.", "speech A: So?"]


def test_the_opening_is_a_turn_of_its_own_even_where_the_same_voice_goes_on() -> None:
    spoken = conversation("A: Here is Ana. So what happened?", "B: Well.")
    assert layout(spoken, 3) == ["introduction A: Here is Ana.", "speech A: So what happened?", "speech B: Well."]


def test_an_opening_of_all_words_leaves_no_speech() -> None:
    assert layout(conversation("A: Here is Ana."), 3) == ["introduction A: Here is Ana."]


def test_words_of_no_voice_are_a_turn_too() -> None:
    spoken = (*words("A", "Yes.", 0.0), *words(None, "hm", 1.0), *words("A", "Yes.", 2.0))
    assert layout(spoken) == ["speech A: Yes.", "speech None: hm", "speech A: Yes."]


def test_no_words_are_no_turns() -> None:
    assert compose(()) == compose((), 5) == ()


def followed(pause: float, first: str = LONG) -> tuple[AttributedWord, ...]:
    """A long stretch of words, a pause, and as many by the same voice."""
    spoken = words("A", first)
    return (*spoken, *words("A", f"Now, {LONG}", spoken[-1].word.end + pause))


def test_a_long_turn_has_a_new_paragraph_after_a_sentence_and_a_pause() -> None:
    assert paragraphs(followed(1.5)) == [80, 81]


def test_without_a_sentences_end_the_paragraph_goes_on() -> None:
    assert paragraphs(followed(1.5, LONG.removesuffix("end.") + "Mr.")) != [80, 81]


def test_a_pause_is_long_for_the_voice_that_makes_it() -> None:
    sentence = " ".join(["word"] * 11 + ["end."])

    def talk(speaker: str, usual: float, after: int) -> tuple[AttributedWord, ...]:
        """Twelve sentences, all of them followed by the usual pause but the fourth."""
        spoken: tuple[AttributedWord, ...] = ()
        for i in range(12):
            pause = 0.0 if not spoken else 1.0 if i == after else usual
            spoken += words(speaker, sentence, (spoken[-1].word.end if spoken else 0.0) + pause)
        return spoken

    assert paragraphs(talk("A", 0.3, 4)) == [48, 96]
    assert paragraphs(talk("A", 1.0, 4)) != [48, 96]


def test_a_long_introduction_is_divided_and_a_short_one_is_not() -> None:
    (long,) = compose(followed(1.5), 161)
    assert (long.kind, [len(paragraph) for paragraph in long.paragraphs]) == ("introduction", [80, 81])
    (short,) = compose(words("A", LONG), 80)
    assert (short.kind, len(short.paragraphs)) == ("introduction", 1)


def test_the_introduction_ends_before_another_voice_is_heard() -> None:
    spoken = conversation("A: Here is Ana.", "B: Hello.", "A: Hello, Ana. So?")
    assert layout(spoken, 6) == ["introduction A: Here is Ana.", "speech B: Hello.", "speech A: Hello, Ana. So?"]


def test_words_of_no_voice_do_not_end_the_introduction() -> None:
    spoken = (*words(None, "hm", 0.0), *words("A", "Here is Ana.", 1.0), *words(None, "hm", 3.0), *words("B", "Hi.", 4))
    kinds = [(turn.kind, turn.speaker) for turn in compose(spoken, 6)]
    assert kinds == [("introduction", None), ("introduction", "A"), ("introduction", None), ("speech", "B")]


def with_sounds(spoken: tuple[AttributedWord, ...], *sounds: Span, opening: int = 0) -> list[str]:
    return [
        f"{turn.kind} {turn.heard.start:g}-{turn.heard.end:g}"
        if turn.heard
        else f"{turn.kind} {turn.speaker} {sum(map(len, turn.paragraphs))}"
        for turn in compose(spoken, opening, sounds=sounds)
    ]


APART = (*words("A", "Here is Ana.", 5.0), *words("A", "So what happened?", 12.0), *words("B", "Well.", 20.0))


def test_music_is_a_turn_of_its_own_between_what_is_said() -> None:
    assert with_sounds(APART, Span(14, 19.5)) == ["speech A 6", "sound 14-19.5", "speech B 1"]
    assert with_sounds(APART, Span(7, 11.5)) == ["speech A 3", "sound 7-11.5", "speech A 3", "speech B 1"]
    assert with_sounds(APART, Span(7, 11.5), opening=3)[:3] == ["introduction A 3", "sound 7-11.5", "speech A 3"]


def test_music_before_the_first_and_after_the_last_word_is_there_too() -> None:
    assert with_sounds(APART, Span(0, 5), Span(21, 29)) == ["sound 0-5", "speech A 6", "speech B 1", "sound 21-29"]
    assert with_sounds((), Span(0, 60)) == ["sound 0-60"]


def test_a_sound_has_no_speaker_no_words_and_a_time() -> None:
    (sound,) = compose((), sounds=[Span(1.0, 5.0)])
    assert (sound.kind, sound.speaker, sound.paragraphs, sound.heard) == ("sound", None, (), Span(1.0, 5.0))
    assert is_sound_alone(SOUND_TEXT)


def test_several_sounds_in_one_place_are_one() -> None:
    assert with_sounds(APART, Span(17, 19), Span(14, 16)) == ["speech A 6", "sound 14-19", "speech B 1"]


def test_music_divides_no_sentence() -> None:
    spoken = (*words("A", "Here is", 0.0), *words("A", "Ana.", 9.0), *words("B", "Hello.", 10.0))
    assert with_sounds(spoken, Span(2, 8)) == ["speech A 3", "speech B 1"]
    unstopped = (*words("A", "word " * 70, 0.0), *words("A", "word " * 70, 40.0))
    assert with_sounds(unstopped, Span(30, 38)) == ["speech A 70", "sound 30-38", "speech A 70"]


SAID = st.sampled_from(["so", "yes.", "so we went to the sea", LONG])
SPOKEN = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", None]),
        st.sampled_from(["so", "yes.", "so we went to the sea", LONG]),
        st.floats(0, 2),
    ),
    max_size=12,
)


@given(
    SPOKEN,
    st.integers(0, 100),
    st.sampled_from(["keep", "fold"]),
    st.lists(st.tuples(st.floats(0, 200), st.floats(3, 20)), max_size=4),
)
def test_every_word_is_in_exactly_one_paragraph_in_its_order(
    parts: list[tuple[str | None, str, float]],
    opening: int,
    backchannels: Literal["keep", "fold"],
    music: list[tuple[float, float]],
) -> None:
    spoken: tuple[AttributedWord, ...] = ()
    for speaker, text, pause in parts:
        spoken += words(speaker, text, (spoken[-1].word.end if spoken else 0.0) + pause, each=0.25)
    sounds = [Span(start, start + seconds) for start, seconds in music]
    composed = compose(spoken, opening, backchannels=backchannels, sounds=sounds)
    assert tuple(item for turn in composed for paragraph in turn.paragraphs for item in paragraph) == spoken
    introduction = [item for turn in composed if turn.kind == "introduction" for p in turn.paragraphs for item in p]
    assert introduction == list(spoken[: len(introduction)])
    assert len({item.speaker for item in introduction} - {None}) <= 1
    assert len(introduction) == min(opening, len(spoken)) or spoken[len(introduction)].speaker is not None
    said = [turn for turn in composed if turn.kind != "sound"]
    assert all(turn.paragraphs and all(turn.paragraphs) and turn.heard is None for turn in said)
    for turn in said:
        noted = {(n.paragraph, i) for n in turn.notes for i in range(n.first, n.stop)}
        own = {(p, i) for p, items in enumerate(turn.paragraphs) for i in range(len(items))} - noted
        assert {turn.paragraphs[p][i].speaker for p, i in own} == {turn.speaker}
        assert not noted or backchannels == "fold"
    assert all((a.kind, a.speaker) != (b.kind, b.speaker) for a, b in pairwise(composed))
    if backchannels == "keep" and not sounds:
        assert composed == compose(spoken, opening)
