from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.word_truth import Said, match, said_in
from pipeline.timeline import Span
from tests.builders import said

if TYPE_CHECKING:
    from pathlib import Path


def reference(*lines: tuple[str, float, str]) -> list[Said]:
    """Words of half a second: speaker, start, text; in the order of their starts."""
    words = [
        Said(word, speaker, Span(start + i / 2, start + (i + 1) / 2))
        for speaker, start, text in lines
        for i, word in enumerate(text.split())
    ]
    return sorted(words, key=lambda word: word.span.start)


def speakers(text: str, expected: list[Said]) -> str:
    """Who says each recognised word, a letter a word."""
    truth = match(said(text, each=0.5), expected)
    return "".join(truth[i].speaker if i in truth else "-" for i in range(len(text.split())))


def test_equal_and_substituted_words_have_the_speaker_of_their_place() -> None:
    expected = reference(("A", 0.0, "so we went home"), ("B", 2.0, "did you"))
    assert speakers("So we want home. Did you?", expected) == "AAAABB"


def test_an_invented_word_has_no_speaker() -> None:
    assert speakers("so um we went", reference(("A", 0.0, "so we went"))) == "A-AA"


def test_a_word_that_crosstalk_put_out_of_order_is_found_again_nearby() -> None:
    expected = reference(("A", 0.0, "the blue door of the house"), ("B", 0.6, "right"))
    assert speakers("the blue door right of the house", expected) == "AAABAAA"


def test_a_word_far_from_its_place_is_not() -> None:
    expected = reference(("B", 0.0, "right"), ("A", 0.5, "the blue door of the old house on the hill"))
    assert speakers("the blue door of the old house on the hill right", expected) == "A" * 10 + "-"


def test_the_time_of_a_sentence_is_shared_out_by_letters(tmp_path: Path) -> None:
    path = tmp_path / "talk.stm"
    path.write_text("talk 1 A 1.0 2.0 abcd efg h\ntalk 1 B 1.2 1.4 oh\n")
    words = said_in(path)
    assert [(word.text, word.speaker) for word in words] == [("abcd", "A"), ("oh", "B"), ("efg", "A"), ("h", "A")]
    spans = [word.span for word in words if word.speaker == "A"]
    assert [span.start for span in spans] == pytest.approx([1.0, 1.45, 1.82], abs=0.01)
    assert spans[-1].end == pytest.approx(2.0)
