"""What is suspected and what is not, one region at a time; each kind with what looks like it and is real."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.recognition import Heard
from pipeline.recognition.artefacts import find_artefacts, repeats_of
from pipeline.recognition.prompt import prompt_of
from pipeline.timeline import Span, Word
from tests.builders import said

ALL = (Span(0, 30),)
REAL = "We cut the nets, because if you think about it you start to count the money."
PROMPT = prompt_of(["Ayesha Rascoe", "Charles Maynes", "Kassym-Jomart Tokayev"])


def found(
    words: tuple[Word, ...],
    speech: tuple[Span, ...] = ALL,
    language: str = "en",
    prompt: str | None = None,
    region: Span = ALL[0],
) -> list[tuple[str, str]]:
    """Kind and text of each suspicion."""
    artefacts = find_artefacts(Heard(words), region, speech, language, prompt)
    return [(a.kind, " ".join(word.text for word in words[a.first : a.last])) for a in artefacts]


@pytest.mark.parametrize(
    "loop",
    [
        "thank you " * 6,
        "no " * 7,
        "I'm sorry. " * 5,
        "Let's go to the river. " * 3,
        "Nooooooooooooooooooooooooooooooooooooooooooooooooo",
        "ha" * 60,
        "да " * 7,
        "👍 " * 8,
    ],
)
def test_what_is_said_too_often_is_a_loop_at_the_end_of_a_text_and_alone(loop: str) -> None:
    loop = loop.strip()
    assert found(said(f"{REAL} {loop}", each=0.3)) == [("loop", loop)]
    assert [kind for kind, _ in found(said(loop, each=0.3))] == ["loop"]


@pytest.mark.parametrize(
    "text",
    [
        "No, no, no. That is not what I said.",
        "No, no, no, no, no!",
        "It was very, very, very cold up there.",
        "Thank you. Thank you. Thank you very much.",
        "Row, row, row your boat gently down the stream, merrily, merrily, merrily, merrily, life is but a dream.",
        "Location, location, location, as they say.",
        "Five, five, five, one two one two is the number.",
        "We shall fight on the beaches, we shall fight on the landing grounds, we shall fight in the fields.",
        REAL,
        "नमस्ते, आप कैसे हैं? मैं ठीक हूँ।",
        "مرحبا بكم في برنامجنا هذا المساء",
        "one",
    ],
)
def test_emphasis_and_refrains_are_no_loop(text: str) -> None:
    assert found(said(text)) == []


def test_a_text_that_packs_too_well_is_a_loop_whatever_repeats_in_it() -> None:
    shuffled = "a b b a b a a b b b a a b a b a a a b b a b b a b a b b a a " * 3
    ((kind, _),) = found(said(shuffled.strip(), each=0.3))
    assert kind == "loop"


def test_the_longest_loop_is_found_with_the_size_of_its_phrase() -> None:
    assert repeats_of(said("well I mean I mean I mean I mean I mean yes")) == (1, 11, 2)
    assert repeats_of(said(REAL)) is None
    assert repeats_of(()) is None


CREDITS = [
    "Thanks for watching!",
    "Thank you so much for watching.",
    "Please subscribe!",
    "Don't forget to subscribe.",
    "Subtitles by the Amara.org community",
    "Transcribed by ESO, translated by",
    "Sous-titres réalisés par la communauté d'Amara.org",
    "Untertitelung des ZDF, 2020",
    "Субтитры сделал DimaTorzok",
]


@pytest.mark.parametrize("text", CREDITS)
def test_thanks_and_credits_where_nobody_speaks_are_unspoken(text: str) -> None:
    words = (*said("That was the news.", 1.0), *said(text, 4.0, confidence=0.95))
    assert found(words, (Span(1, 2.6),)) == [("unspoken", text)]


@pytest.mark.parametrize("text", CREDITS)
def test_thanks_and_credits_with_speech_under_them_stay(text: str) -> None:
    assert found((*said("That was the news.", 1.0), *said(text, 4.0)), (Span(1, 2.6), Span(3.9, 8))) == []


def test_thanks_that_are_hardly_believed_are_unspoken_over_speech_too() -> None:
    words = said("Thanks for watching!", 4.0, confidence=0.3)
    assert found(words) == [("unspoken", "Thanks for watching!")]


def test_ordinary_talk_of_watching_is_no_credit_even_when_unsure() -> None:
    words = said("They like and share it, thank you, for we were watching the next video by the river.", confidence=0.4)
    assert found(words) == []


def test_japanese_and_korean_thanks_are_known_without_blanks() -> None:
    assert found(said("ご視聴 ありがとう ござい ました", 4.0), (Span(0, 1),), "ja")[0][0] == "unspoken"
    assert found(said("시청해 주셔서 감사합니다.", 4.0), (Span(0, 1),), "ko")[0][0] == "unspoken"


def test_unsure_words_where_nobody_speaks_are_unspoken() -> None:
    words = (*said("Right.", 1.0), *said("Bye bye.", 4.0, confidence=0.6))
    assert found(words, (Span(1, 1.4),)) == [("unspoken", "Bye bye.")]


def test_sure_words_where_nobody_speaks_and_words_some_tenths_from_speech_stay() -> None:
    words = (*said("Right.", 1.0), *said("Mm-hmm.", 4.0, confidence=0.9))
    assert found(words, (Span(1, 1.4),)) == []
    assert found(said("Right.", 1.6, confidence=0.3), (Span(1, 1.4),)) == []


def test_text_faster_than_anyone_speaks_is_suspicious() -> None:
    words = (*said("Well, yes.", 1.0), *said(REAL, 3.0, each=0.1))
    ((kind, text),) = found(words)
    assert kind == "too fast"
    assert text.endswith("count the money.")


def test_signs_count_where_words_are_long() -> None:
    long = (
        "Donaudampfschifffahrt Rindfleischetikettierung Verantwortungsbewusstsein Straßenverkehrsordnung "
        "Bundesausbildungsgesetz Lebensmittelunverträglichkeit Nahrungsergänzungsmittel Krankenversicherungskarte "
        "Unabhängigkeitserklärung Geschwindigkeitsbegrenzung Wirtschaftswachstum Hochleistungsrechner"
    )
    assert [kind for kind, _ in found(said(long, each=0.4))] == ["too fast"]
    assert found(said(long, each=0.8)) == []


def test_fast_talk_and_a_few_words_on_one_instant_are_not_too_fast() -> None:
    assert found(said(f"{REAL} {REAL[:-1]}, so to say, and nothing else.", each=0.14)) == []
    squeezed = (*said("So we all", 1.0), *(Word(w, 2.2, 2.2, 0.9) for w in "went out to sea".split()))
    assert found((*squeezed, *said("and came back in the evening", 2.2))) == []


def test_a_short_region_with_more_words_than_it_has_time_for_is_too_fast() -> None:
    region = Span(10, 10.5)
    words = said("You can see it all here", 10.0, each=0.08)
    assert found(words, (region,), region=region) == [("too fast", "You can see it all here")]


@pytest.mark.parametrize(
    ("text", "leaked"),
    [
        ("Ayesha Rascoe, Charles Maynes.", "Ayesha Rascoe, Charles Maynes."),
        ("Charles Maynes, Kassym-Jomart Tokayev and so on", "Charles Maynes, Kassym-Jomart Tokayev"),
        ("Charles Maynes.", "Charles Maynes."),
        ("ayesha rascoe charles Good morning.", "ayesha rascoe charles"),
    ],
)
def test_what_was_shown_as_a_prompt_is_suspicious_at_the_beginning(text: str, leaked: str) -> None:
    assert found(said(text), prompt=PROMPT) == [("prompt", leaked)]
    assert found(said(text)) == []


@pytest.mark.parametrize("text", ["Charles Maynes joins us.", "I'm Ayesha Rascoe, Charles Maynes is here.", "Charles."])
def test_a_name_of_the_prompt_in_a_sentence_is_no_leak(text: str) -> None:
    assert found(said(text), prompt=PROMPT) == []


def test_what_whisper_itself_calls_silence_is_unspoken_and_a_sure_or_spoken_text_is_not() -> None:
    words = said("Thank you.", 1.0)
    assert [a.kind for a in find_artefacts(Heard(words, -1.2, 0.9), ALL[0], ALL, "en")] == ["unspoken"]
    for measures in ((-0.5, 0.9), (-1.2, 0.3), (None, 0.9), (-1.2, None)):
        assert find_artefacts(Heard(words, *measures), ALL[0], ALL, "en") == ()


@pytest.mark.parametrize(
    ("sure", "no_speech", "suspected"),
    [(0.1, None, True), (0.1, 0.2, True), (0.3, None, False), (0.4, 0.9, True), (0.6, 0.9, False), (None, 0.9, False)],
)
def test_a_region_that_the_recogniser_hardly_believes_is_unspoken(
    sure: float | None, no_speech: float | None, suspected: bool
) -> None:
    heard = Heard(said("you", 1.0, confidence=sure), -0.8, no_speech)
    assert [a.kind for a in find_artefacts(heard, ALL[0], ALL, "en")] == ["unspoken"] * suspected


def test_of_suspicions_that_share_words_the_stronger_stands() -> None:
    words = (*said("Right.", 0.0), *said("thank you " * 6, 10.0, confidence=0.2))
    assert found(words, (Span(0, 0.4),)) == [("loop", " ".join(["thank you"] * 6))]


TEXTS = st.text(st.sampled_from("ab.,!é中🙂ا"), min_size=1, max_size=5).filter(lambda text: text == text.strip())
TIMES = st.floats(0, 30)


@given(
    st.lists(st.tuples(TEXTS, TIMES, TIMES, st.none() | st.floats(0, 1)), max_size=60), st.sampled_from(["en", "ja"])
)
def test_suspicions_are_in_order_disjoint_and_within_the_words(
    drawn: list[tuple[str, float, float, float | None]], language: str
) -> None:
    words = tuple(Word(text, min(a, b), max(a, b), sure) for text, a, b, sure in drawn)
    artefacts = find_artefacts(Heard(words), ALL[0], (Span(5, 9), Span(10, 12)), language, "a b ab.")
    bounds = [bound for a in artefacts for bound in (a.first, a.last)]
    assert bounds == sorted(bounds)
    assert all(a.first < a.last <= len(words) for a in artefacts)
