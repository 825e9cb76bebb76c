from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.compose import compose
from tests.builders import conversation, words

if TYPE_CHECKING:
    from pipeline.timeline import AttributedWord

LONG = " ".join(["word"] * 59 + ["end."])
"""As many words as a paragraph needs before it may end."""


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
    """A long stretch of words, a pause, and some more by the same voice."""
    spoken = words("A", first)
    return (*spoken, *words("A", "Now that is that.", spoken[-1].word.end + pause))


def test_a_long_turn_has_a_new_paragraph_after_a_sentence_and_a_pause() -> None:
    assert paragraphs(followed(0.9)) == [60, 4]


def test_without_a_pause_or_a_sentences_end_or_enough_words_the_paragraph_goes_on() -> None:
    assert paragraphs(followed(0.7)) == [64]
    assert paragraphs(followed(0.9, LONG.replace("end.", "Mr."))) == [64]
    assert paragraphs(followed(0.9, LONG.removeprefix("word "))) == [63]


def test_a_paragraphs_words_are_counted_from_its_own_start() -> None:
    first = followed(1.0)
    end = first[-1].word.end
    second = words("A", " ".join(["word"] * 55 + ["end."]), end + 1.0)
    assert paragraphs((*first, *second, *words("A", "Right.", second[-1].word.end + 1.0))) == [60, 60, 1]


SPOKEN = st.lists(
    st.tuples(st.sampled_from(["A", "B", None]), st.sampled_from(["so", "yes.", LONG]), st.floats(0, 2)), max_size=12
)


@given(SPOKEN, st.integers(0, 100))
def test_every_word_is_in_exactly_one_paragraph_in_its_order(
    parts: list[tuple[str | None, str, float]], opening: int
) -> None:
    spoken: tuple[AttributedWord, ...] = ()
    for speaker, text, pause in parts:
        spoken += words(speaker, text, (spoken[-1].word.end if spoken else 0.0) + pause, each=0.25)
    composed = compose(spoken, opening)
    assert tuple(item for turn in composed for paragraph in turn.paragraphs for item in paragraph) == spoken
    assert all(item.speaker == turn.speaker for turn in composed for p in turn.paragraphs for item in p)
    introduction = [item for turn in composed if turn.kind == "introduction" for p in turn.paragraphs for item in p]
    assert introduction == list(spoken[:opening])
    assert all((a.kind, a.speaker) != (b.kind, b.speaker) for a, b in pairwise(composed))
    assert all(turn.paragraphs and all(turn.paragraphs) for turn in composed)
