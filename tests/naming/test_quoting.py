"""Words that are somebody else's."""

from __future__ import annotations

import time

import pytest

from pipeline.naming.quoting import begins_letter, is_reported


@pytest.mark.parametrize(
    "sentence",
    [
        "He said, I'm Ana Lima.",
        "She says: I'm Ana Lima.",
        "And he was like, I'm Ana Lima.",
        "My mother told me, I'm Ana Lima.",
        "I shouted to him, Thanks, Ana!",
        "Thanks, Ana, she said.",
        "Thanks, Ana, the clerk said.",
        "Thanks, Ana, says my brother Piet.",
        "He wrote: I'm Ana Lima.",
        "And I quote: I'm Ana Lima.",
    ],
)
def test_what_somebody_said_is_reported(sentence: str) -> None:
    assert is_reported(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "I'm Ana Lima.",
        "Thanks, Ana.",
        "He said it would rain.",
        "Joining us now is Ana Lima.",
        "So what did he say?",
        "",
    ],
)
def test_what_somebody_says_here_is_not_reported(sentence: str) -> None:
    assert not is_reported(sentence)


@pytest.mark.parametrize("sentence", ["Dear Ana, I am well.", "My dearest Ana, I am well.", "Yours sincerely, Ana."])
def test_a_letter_is_known_by_how_it_begins_and_ends(sentence: str) -> None:
    assert begins_letter(sentence)


@pytest.mark.parametrize("sentence", ["Oh dear, Ana.", "I hold it dear.", "Thanks, dear.", "I'm yours.", ""])
def test_dear_alone_is_no_letter(sentence: str) -> None:
    assert not begins_letter(sentence)


@pytest.mark.parametrize("piece", ["said ", "told a ", ", said a ", "a", ", he ", " ", "was like"])
def test_a_sentence_that_never_ends_is_read_in_no_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    began = time.process_time()
    is_reported(text)
    begins_letter(text)
    assert time.process_time() - began < 2
