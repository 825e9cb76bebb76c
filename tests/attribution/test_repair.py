from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribution import attribute
from pipeline.attribution.coverage import covering_voice
from pipeline.attribution.hearing import Hearing
from pipeline.attribution.repair import repair
from pipeline.text.sentences import sentences
from pipeline.timeline import Diarization, Word
from tests.attribution.test_attribution import diarizations
from tests.builders import diarization, said, turns


def voices(words: tuple[Word, ...], heard: Diarization) -> str:
    """A letter a word: who says it."""
    return "".join(item.speaker or "-" for item in attribute(words, heard))


def covered(words: tuple[Word, ...], heard: Diarization) -> str:
    """The same without repair."""
    return "".join(covering_voice(word, Hearing(heard)) for word in words)


CHANGE = said("Neither did I. Okay then.")
"""Words of 0.4 s: the sentence ends at 1.2 s."""


def test_the_end_of_a_sentence_pulls_a_change_that_came_too_early() -> None:
    heard = diarization(turns("A 0 1.3", "B 0.9 2"), turns("A 0 0.95", "B 0.95 2"))
    assert covered(CHANGE, heard) == "AABBB"
    assert voices(CHANGE, heard) == "AAABB"


def test_the_beginning_of_a_sentence_pulls_a_change_that_came_too_late() -> None:
    heard = diarization(turns("A 0 1.7", "B 1.25 2"), turns("A 0 1.65", "B 1.65 2"))
    assert covered(CHANGE, heard) == "AAAAB"
    assert voices(CHANGE, heard) == "AAABB"


def test_a_question_mark_pulls_as_a_full_stop_does() -> None:
    words = said("Can he? Of course he can.")
    heard = diarization(turns("A 0 1.5", "B 0.7 2.4"), turns("A 0 1.1", "B 1.1 2.4"))
    assert covered(words, heard) == "AAABBB"
    assert voices(words, heard) == "AABBBB"


def test_without_doubt_in_the_sound_no_sentence_moves_a_word() -> None:
    heard = diarization(turns("A 0 0.8", "B 0.8 2"))
    assert voices(CHANGE, heard) == covered(CHANGE, heard) == "AABBB"


def test_doubt_about_one_of_two_words_is_not_enough() -> None:
    words = said("I said so and he left. Then nothing.")
    heard = diarization(turns("A 0 2.0", "B 1.6 3.2"), turns("A 0 1.6", "B 1.6 3.2"))
    assert covered(words, heard) == "AAAABBBB"
    assert voices(words, heard) == "AAAABBBB"


def test_a_sentence_that_ends_too_far_away_pulls_nothing() -> None:
    near, far = said("We saw it there. Right then.", each=0.25), said("We saw it there. Right then.", each=0.35)
    heard = diarization(turns("A 0 3", "B 0.4 3"), turns("A 0 0.5", "B 0.5 3"))
    assert (covered(near, heard), voices(near, heard)) == ("AABBBB", "AAAABB")
    heard = diarization(turns("A 0 3", "B 0.6 3"), turns("A 0 0.7", "B 0.7 3"))
    assert (covered(far, heard), voices(far, heard)) == ("AABBBB", "AABBBB")


def test_of_two_ends_the_nearer_pulls() -> None:
    words = said("Not now. So did I. Okay then.", each=0.2)
    heard = diarization(turns("A 0 1.4", "B 0.1 1.4"), turns("A 0 0.8", "B 0.8 1.4"))
    assert covered(words, heard) == "AAAABBB"
    assert voices(words, heard) == "AAAAABB"
    heard = diarization(turns("A 0 1.4", "B 0.1 1.4"), turns("A 0 0.6", "B 0.6 1.4"))
    assert covered(words, heard) == "AAABBBB"
    assert voices(words, heard) == "AABBBBB"


def test_who_finishes_anothers_sentence_in_a_word_keeps_it() -> None:
    words = said("We took the train to Lisbon. To Lisbon, yes.")
    for end in ("B 2.0 2.4", "B 1.9 2.5"):
        heard = diarization(turns("A 0 2.0", end, "A 2.4 4"), turns("A 0 2.0", "B 2.0 2.4", "A 2.4 4"))
        assert voices(words[:6], heard) == "AAAAAB"
    heard = diarization(turns("A 0 2.0", "B 2.0 2.4", "A 2.4 4"))
    assert voices(words, heard) == "AAAAABAAA"


ISLAND = said("the bakery on the corner with the door. It was closed.")


def test_an_island_in_anothers_sentence_is_moved_where_both_are_heard() -> None:
    heard = diarization(turns("A 0 4.4", "B 1.2 1.6"), turns("A 0 1.2", "B 1.2 1.6", "A 1.6 4.4"))
    assert covered(ISLAND, heard) == "AAABAAAAAAA"
    assert voices(ISLAND, heard) == "AAAAAAAAAAA"


def test_an_island_of_a_turn_too_brief_to_tell_a_voice_is_moved() -> None:
    heard = diarization(turns("A 0 1.2", "B 1.2 1.6", "A 1.6 4.4"))
    assert voices(ISLAND, heard) == "AAAAAAAAAAA"


def test_two_words_are_an_island_and_three_are_somebody_who_speaks() -> None:
    two = diarization(turns("A 0 1.7", "B 1.2 2.0", "A 1.75 4.4"), turns("A 0 1.2", "B 1.2 2.0", "A 2.0 4.4"))
    three = diarization(turns("A 0 2.3", "B 1.2 2.4", "A 2.35 4.4"), turns("A 0 1.2", "B 1.2 2.4", "A 2.4 4.4"))
    assert voices(ISLAND, two) == "AAAAAAAAAAA"
    assert voices(ISLAND, three) == "AAABBBAAAAA"


@pytest.mark.parametrize(("until", "expected"), [(1.2, "B"), (1.28, "B"), (1.32, "A")])
def test_an_island_of_which_the_diarizer_was_sure_stays(until: float, expected: str) -> None:
    """The other voice must be heard over a quarter of the word, a tenth of a second of 0.4."""
    exclusive = turns("A 0 1.1", "B 1.1 1.65", "A 1.65 4.4")
    heard = diarization(turns(f"A 0 {until}", "B 1.1 1.65", "A 1.65 4.4"), exclusive)
    assert covered(ISLAND, heard) == "AAABAAAAAAA"
    assert voices(ISLAND, heard) == f"AAA{expected}AAAAAAA"


def test_an_island_needs_a_sentence_that_is_mostly_anothers() -> None:
    words = said("So do I then. Good.")
    most = diarization(turns("A 0 2.4", "B 0.4 0.8"), turns("A 0 0.4", "B 0.4 0.8", "A 0.8 2.4"))
    half = diarization(turns("A 0 2.4", "B 0.4 1.2"), turns("A 0 0.4", "B 0.4 1.2", "A 1.2 2.4"))
    assert voices(words, most) == "AAAAA"
    assert voices(words, half) == "ABBAA"


@pytest.mark.parametrize("answer", ["Right.", "mm-hmm,", "Okay", "I see,"])
def test_a_backchannel_stays_its_speakers(answer: str) -> None:
    text = f"the bakery on {answer} the corner with the door."
    words, size = said(text), len(answer.split())
    end = 1.2 + 0.4 * size
    heard = diarization(turns("A 0 4", f"B 1.2 {end}"), turns("A 0 1.2", f"B 1.2 {end}", f"A {end} 4"))
    assert voices(words, heard) == "AAA" + "B" * size + "A" * 5


def test_a_word_at_the_end_of_a_sentence_is_an_island_only_in_a_flicker() -> None:
    words = said("Thank you, Clara. It was nice.")
    flicker = diarization(turns("B 0.1 0.3", "A 0.3 2.4"))
    brief = diarization(turns("B 0.0 0.4", "A 0.4 2.4"))
    assert covered(words, flicker) == covered(words, brief) == "BAAAAA"
    assert voices(words, flicker) == "AAAAAA"
    assert voices(words, brief) == "BAAAAA"


@pytest.mark.parametrize(("text", "expected"), [("Right, and so he went.", "BAAAA"), ("Then and so he went.", "AAAAA")])
def test_a_backchannel_before_anothers_sentence_is_not_pulled_for_being_brief(text: str, expected: str) -> None:
    heard = diarization(turns("B 0 1.4", "B 2 2.4", "A 2.4 4"))
    words = (Word("Yes.", 1.0, 1.4), *said(text, 2.0))
    assert covered(words, heard) == "BBAAAA"
    assert voices(words, heard) == f"B{expected}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Right, we all went there.", "BAAAA"),  # a backchannel
        ("Then we.", "BA"),  # as much one's as the other's
        ("Then we all went there.", "AAAAA"),
    ],
)
def test_at_an_end_of_a_sentence_only_a_flicker_is_an_island(text: str, expected: str) -> None:
    heard = diarization(turns("C 0 1.4", "B 2.1 2.3", "A 2.4 4"))
    words = (Word("Yes.", 1.0, 1.4), *said(text, 2.0))
    assert voices(words, heard) == f"C{expected}"


def test_a_flicker_from_which_its_voice_goes_on_is_no_island() -> None:
    words = (Word("Yes.", 1.0, 1.4), *said("Then we all saw that old man there.", 2.0))
    heard = diarization(turns("B 0 1.4", "B 2.1 2.3", "A 2.4 3.6", "B 3.6 4.4", "A 4.4 6"))
    assert voices(words, heard) == "BBAAABBAA"


def test_a_longer_island_is_moved_only_where_the_sentences_voice_is_heard_all_through_it() -> None:
    exclusive = turns("A 0 1.2", "B 1.2 2.4", "A 2.4 4.4")
    through = diarization(turns("A 0 4.4", "B 1.3 2.3"), exclusive)
    broken = diarization(turns("A 0 1.9", "B 1.3 2.3", "A 1.95 4.4"), exclusive)
    assert covered(ISLAND, through) == "AAABBBAAAAA"
    assert voices(ISLAND, through) == "AAAAAAAAAAA"
    assert voices(ISLAND, broken) == "AAABBBAAAAA"


ANSWER = said("and then it burns. That is true. My mother stood there.")
"""The answer lasts from 1.6 to 2.8 s."""


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("B 1.5 2.9", "AAAABBBAAAA"),
        ("B 1.5 3.5", "AAAAAAAAAAA"),  # lasts on: not this sentence's voice
        ("B 1.1 2.9", "AAAAAAAAAAA"),  # set in long before
        ("B 1.9 2.9", "AAAAAAAAAAA"),  # sets in when the sentence has begun
        ("B 1.5 2.3", "AAAAAAAAAAA"),  # silent at its last word
    ],
)
def test_a_sentence_goes_to_the_voice_that_sets_in_with_it_over_another(answer: str, expected: str) -> None:
    heard = diarization(turns("A 0 4.4", answer), turns("A 0 4.4"))
    assert voices(ANSWER, heard) == expected


def test_an_answer_over_the_end_of_a_turn_goes_on_in_the_next_sentence() -> None:
    heard = diarization(turns("A 0 2.9", "B 1.5 4.4"), turns("A 0 2.8", "B 2.8 4.4"))
    assert covered(ANSWER, heard) == "AAAAAAABBBB"
    assert voices(ANSWER, heard) == "AAAABBBBBBB"


def test_a_voice_that_sets_in_together_with_the_speakers_own_turn_takes_nothing() -> None:
    heard = diarization(turns("A 0 1.2", "A 1.55 4.4", "B 1.6 2.9"), turns("A 0 1.2", "A 1.55 4.4"))
    assert voices(ANSWER, heard) == "AAAAAAAAAAA"


def test_a_voice_that_comes_back_in_its_sentence_is_not_relieved() -> None:
    words = said("So it is. And every single one of them did. Yes.")
    heard = diarization(turns("A 0 1.8", "B 1.2 2.8", "A 2.8 4.4"), turns("A 0 1.6", "B 1.6 2.8", "A 2.8 4.4"))
    assert covered(words, heard) == "AAAABBBAAAA"
    assert voices(words, heard) == "AAAABBBAAAA"


def test_a_voice_that_was_there_before_in_its_sentence_keeps_its_end() -> None:
    words = said("So every single one of them left. And Tom.")
    heard = diarization(turns("A 0 0.4", "B 0.4 2.7", "A 2.3 4"), turns("A 0 0.4", "B 0.4 2.4", "A 2.4 4"))
    assert covered(words, heard) == "ABBBBBAAA"
    assert voices(words, heard) == "ABBBBBAAA"


def test_a_word_without_length_is_sure_where_its_voice_is() -> None:
    words = (*CHANGE[:3], Word("Okay", 1.2, 1.2), Word("then.", 1.6, 2.0))
    heard = diarization(turns("A 0 1.5", "B 1.5 2"))
    assert voices(words, heard) == covered(words, heard) == "AAAAB"


def test_a_sentence_may_wait_for_the_one_after_it() -> None:
    words = said("He said so to me. Then we left there now.")
    heard = diarization(turns("A 0 1.6", "B 1.6 2.0", "C 2.05 2.25", "B 2.25 4"))
    assert covered(words, heard) == "AAAABCBBBB"
    assert voices(words, heard) == "AAAAABBBBB"


def test_a_moved_word_is_less_certain_than_an_overlapped_one() -> None:
    heard = diarization(turns("A 0 1.3", "B 0.9 2"), turns("A 0 0.95", "B 0.95 2"))
    items = attribute(CHANGE, heard)
    assert [item.certainty for item in items] == pytest.approx([1.0, 1.0, 0.4, 0.5, 1.0])
    assert [item.overlapped for item in items] == [False, False, True, True, False]
    unheard = attribute(ISLAND, diarization(turns("A 0 1.2", "B 1.2 1.6", "A 1.6 4.4")))
    assert [item.certainty for item in unheard[2:5]] == pytest.approx([1.0, 0.2, 1.0])


WORDS = st.sampled_from(["so", "then", "and", "Right.", "no.", "What?", "I.", "yes.", "Mr.", "the", "door."])


@st.composite
def talks(draw: st.DrawFn) -> tuple[Word, ...]:
    """Words in the order of their starts, some of them without length."""
    starts = sorted(draw(st.lists(st.integers(0, 200), max_size=20)))
    return tuple(Word(draw(WORDS), start / 10, start / 10 + draw(st.integers(0, 6)) / 10) for start in starts)


def _changes(words: tuple[Word, ...], speakers: tuple[str, ...]) -> int:
    """Changes of voice inside sentences."""
    places = sentences([word.text for word in words])
    return sum(speakers[i] != speakers[i - 1] for sentence in places for i in sentence[1:])


@given(talks(), diarizations())
def test_repair_makes_no_sentence_worse_invents_no_voice_and_has_nothing_left_to_do(
    words: tuple[Word, ...], heard: Diarization
) -> None:
    if not heard.exclusive:
        return
    hearing = Hearing(heard)
    before = tuple(covering_voice(word, hearing) for word in words)
    after = repair(words, before, hearing)
    assert len(after) == len(before)
    assert set(after) <= set(before)
    assert _changes(words, after) <= _changes(words, before)
    assert repair(words, after, hearing) == after


@given(talks(), diarizations())
def test_words_stay_as_they_were_and_what_was_moved_is_less_certain(
    words: tuple[Word, ...], heard: Diarization
) -> None:
    attributed = attribute(words, heard)
    assert tuple(item.word for item in attributed) == words
    hearing = Hearing(heard)
    for item in attributed:
        assert 0.0 <= item.certainty <= (0.5 if item.overlapped else 1.0)
        if heard.exclusive and item.speaker != covering_voice(item.word, hearing):
            assert 0.2 <= item.certainty <= 0.4


@given(talks(), st.sampled_from("AB"))
def test_one_voice_alone_is_never_repaired(words: tuple[Word, ...], voice: str) -> None:
    heard = diarization(turns(f"{voice} 0 5", f"{voice} 9 12"))
    assert {item.speaker for item in attribute(words, heard)} <= {voice}
