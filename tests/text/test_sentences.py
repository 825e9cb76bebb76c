from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.sentences import ends_sentence, sentences

DIVIDED = [
    "Good morning, Charles. | So what's driving this unrest? | Wow!",
    "He said “No.” | Then he left.",
    "Is it (really)? | Yes.",
    "Russia and the U.S. are scheduled to begin talks.",
    "At 5 p.m. Mr. Smith met Dr. Jones and J. Edgar Hoover.",
    "The U.N. | ",
    "No. | I don't think so.",
    "Neither did I. | Okay.",
    "He read I. M. Pei. | So did I.",
    "It is No. 5 on the list.",
    "Well… | I mean... | What?",
    "and then they",
    "そうですね。 | はい！",
]


@pytest.mark.parametrize("divided", DIVIDED)
def test_words_are_divided_where_sentences_end(divided: str) -> None:
    expected = [part.split() for part in divided.split("|") if part.strip()]
    texts = [word for part in expected for word in part]
    assert [texts[span.start : span.stop] for span in sentences(texts)] == expected


@pytest.mark.parametrize("text", ["word", "word,", '"', "Mr.", "(Dr.", "U.S.", "J.", "p.m.”"])
def test_what_does_not_end_a_sentence_before_another_word(text: str) -> None:
    assert not ends_sentence(text, "Smith")


@pytest.mark.parametrize("text", ["word.", "word?”", "U.S.", "Mr.", "well…", "No."])
def test_at_the_end_of_what_is_said_any_mark_ends_it(text: str) -> None:
    assert ends_sentence(text, None)


@given(st.lists(st.sampled_from(["so", "yes.", "Mr.", "U.S.", "what?", '"', "...", "No."])))
def test_sentences_are_all_the_words_in_order(texts: list[str]) -> None:
    found = sentences(texts)
    assert [index for span in found for index in span] == list(range(len(texts)))
    assert all(len(span) > 0 for span in found)
