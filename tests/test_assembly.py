"""From attributed words to the document, all steps together: whatever was said, the document is sound and whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assembly import assemble, published_labels
from pipeline.cast import Cast
from pipeline.config import Config
from pipeline.exporters.timed_words import displayed
from pipeline.house_style import find_rules, rules_for
from pipeline.naming import Names
from pipeline.schema import Transcript
from pipeline.text.compose import compose
from pipeline.text.options import TextOptions
from pipeline.text.style import STYLES
from pipeline.text.style.styling import setting_of, style_turn
from pipeline.text.terms import Terms
from pipeline.timeline import AttributedWord, Recognition, Span, Word
from tests.builders import ENGINE, diarization, turns, waveform

if TYPE_CHECKING:
    from collections.abc import Sequence

HEARD = diarization(turns("A 0 1", "B 1 2", "C 2 3"))
TERMS = Terms.build(("Kassym-Jomart Tokayev", "北京", "the"), [("Charles Maynes", ())])
TEXTS = (
    *"Mm-hmm. Yeah. um, the the No, and Well, said twenty five thousand percent january sixth nine a.m.".split(),
    *"nineteen nineties two dollars 18 2,500 US N.A.T.O. (laughter) ( ) . , - -- — th- I I'm gonna shit".split(),
    *"Charles Mains Kasim Jomart Tokeev What? (B: “ ” o'clock 日本 語。 北京 🙂 👩\u200d👧 أهلا ، ß İ ı".split(),
    *("\u200b", "\ufeff", "\x00", "\x07bell", "e\u0301", "a\u00a0b", "a\u3000b", "x y", "a\tb", "a\nb", "a\u2028b"),
    "A" * 300,
)
RUNS = st.one_of(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=10), st.just(["Mm-hmm."]))


@st.composite
def talks(draw: st.DrawFn) -> list[AttributedWord]:
    """Runs of one voice each, or of none; some words overlap, some have no length."""
    time, said = 0.0, []
    for speaker in draw(st.lists(st.sampled_from(["A", "A", "B", "C", None]), min_size=1, max_size=6)):
        for text in draw(RUNS):
            time += draw(st.sampled_from([0.0, 0.1, 0.4, 2.0]))
            length = draw(st.sampled_from([0.0, 0.05, 0.3, 1.5]))
            said.append(
                AttributedWord(Word(text, time, time + length, draw(st.sampled_from([None, 0.3, 0.95]))), speaker, 1.0)
            )
    return said


def silences(said: Sequence[AttributedWord]) -> list[Span]:
    """The pauses of a talk, and the time before and after it."""
    latest, found = 0.0, []
    for item in said:
        found.append((latest, item.word.start))
        latest = max(latest, item.word.end)
    return [Span(start, end) for start, end in [*found, (latest, latest + 5)] if end - start > 0.3]


@settings(max_examples=300, deadline=None)
@given(
    talks(),
    st.integers(0, 60),
    st.sampled_from(["en", "fr", "ja", None]),
    st.sampled_from([*STYLES]),
    st.booleans(),
    st.booleans(),
)
def test_whatever_is_said_the_document_is_valid_and_has_every_word(
    said: list[AttributedWord], opening: int, language: str | None, style: str, fold: bool, sounds: bool
) -> None:
    names = Names({}, min(opening, len(said)))
    music = silences(said) if sounds else []
    composed = compose(said, names.opening, backchannels="fold" if fold else "keep", sounds=music)
    labels = published_labels(HEARD, said, names)
    setting = setting_of(composed, ["Charles Maynes"], TERMS)
    rules = rules_for(language, find_rules(TextOptions(style=style, profanity="mask")))
    styled = [style_turn(turn, rules, setting, labels) for turn in composed]
    recognition = Recognition(tuple(item.word for item in said), language, ENGINE)
    document = assemble(waveform(60.0), HEARD, recognition, names, labels, composed, styled, Config(), Cast(), (), {})
    assert Transcript.model_validate_json(document.to_json()) == document
    paragraphs = [paragraph for turn in document.turns for paragraph in turn.paragraphs]
    assert [word.text for paragraph in paragraphs for word in paragraph.words] == [item.word.text for item in said]
    for paragraph in paragraphs:
        assert all(piece.text for piece in displayed(paragraph))
        shown = "".join(piece.text for piece in displayed(paragraph))
        assert re.sub(r"[\s\x00\x07\ufeff]", "", shown) == re.sub(r"[\s\x00\x07\ufeff]", "", paragraph.text)
