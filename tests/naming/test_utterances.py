from __future__ import annotations

from pipeline.naming.utterances import Sentence, Utterance, utterances
from tests.builders import conversation, words


def test_each_voice_speaks_until_another_is_heard() -> None:
    spoken = conversation("A: Good morning. I'm Ayesha Rascoe.", "B: Good morning.", "A: So?")
    assert [utterance.speaker for utterance in utterances(spoken)] == ["A", "B", "A"]
    first = utterances(spoken)[0]
    assert first.sentences == (Sentence("Good morning.", 0.0, 0, 1), Sentence("I'm Ayesha Rascoe.", 0.8, 2, 4))
    assert utterances(spoken)[2].sentences == (Sentence("So?", spoken[-1].word.start, 7, 7),)


def test_a_sentence_that_another_voice_cuts_off_ends_there() -> None:
    spoken = conversation("A: And so they", "B: Right.", "A: went home.")
    assert [[s.text for s in u.sentences] for u in utterances(spoken)] == [["And so they"], ["Right."], ["went home."]]


def test_words_of_no_voice_are_left_out_and_part_nobody() -> None:
    spoken = (*words("A", "Joining us", 0.0), *words(None, "uh", 1.0), *words("A", "is Ana Lima.", 2.0))
    assert utterances(spoken) == (Utterance("A", (Sentence("Joining us is Ana Lima.", 0.0, 0, 5),)),)


def test_no_words_are_no_utterances() -> None:
    assert utterances(()) == utterances(words(None, "who knows")) == ()
