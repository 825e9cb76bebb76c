from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.pages import parse_page
from pipeline.text.openings import weight_of_opening
from pipeline.text.paragraphs import Speech, divide, usual_pause
from pipeline.text.sentences import ends_sentence
from tests.effort import steps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "samples" / "kazakhstan" / "page.txt"
DEVELOPMENT = "harbour bees vaccine teacher wildfire budget violin river recall language".split()
"""Answers that the weights were tried on."""
HELD_OUT = "mine chess hospital bread".split()
"""Answers that were written afterwards, and measured once."""
USUAL = 0.45


def speech(text: str, pauses: dict[int, float] | None = None) -> Speech:
    """Words with the usual pause after every sentence, and others before the words that ``pauses`` numbers."""
    texts = text.split()
    silences = [0.0] * len(texts)
    for i, (word, following) in enumerate(pairwise(texts), start=1):
        silences[i] = USUAL if ends_sentence(word, following) else 0.0
    for i, pause in (pauses or {}).items():
        silences[i] = pause
    return Speech(texts, silences)


def written(name: str) -> tuple[Speech, list[int]]:
    """An answer of ``paragraphs/``, and where its editor began paragraphs after the first."""
    paragraphs = (HERE / "paragraphs" / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")
    lengths = [len(paragraph.split()) for paragraph in paragraphs]
    return speech(" ".join(paragraphs)), [sum(lengths[:i]) for i in range(1, len(lengths))]


def sentences(words: int = 14, number: int = 12, first: str = "Somebody") -> str:
    """So many sentences of so many words each, no two with the same words."""
    return " ".join(" ".join([first, *(f"w{n}x{i}" for i in range(words - 2)), f"e{n}."]) for n in range(number))


def windows(breaks: Sequence[int], size: int, total: int) -> list[int]:
    """How many breaks lie in each window of ``size`` words."""
    return [sum(start < place <= start + size for place in breaks) for start in range(total - size)]


def score(names: Sequence[str], division: Callable[[Speech, int], list[int]]) -> dict[str, float]:
    """Breaks of all answers of more than one paragraph against the editor's; WindowDiff and Pk in words."""
    both = reference = hypothesis = different = unlike = measured = 0
    for name in names:
        said, expected = written(name)
        found = division(said, len(expected))
        both += len(set(found) & set(expected))
        reference += len(expected)
        hypothesis += len(found)
        if expected:
            total = len(said.texts)
            size = round(total / (len(expected) + 1) / 2)
            pairs = list(zip(windows(expected, size, total), windows(found, size, total), strict=True))
            different += sum(one != other for one, other in pairs)
            unlike += sum((one > 0) != (other > 0) for one, other in pairs)
            measured += len(pairs)
    return {
        "precision": both / max(1, hypothesis),
        "recall": both / reference,
        "windowdiff": different / measured,
        "pk": unlike / measured,
    }


def by_chance(seed: int) -> Callable[[Speech, int], list[int]]:
    chance = random.Random(seed)  # noqa: S311 - nothing secret

    def division(said: Speech, number: int) -> list[int]:
        ends = [i for i in range(1, len(said.texts)) if ends_sentence(said.texts[i - 1], said.texts[i])]
        return sorted(chance.sample(ends, number))

    return division


def test_the_samples_long_answers_are_divided_as_on_its_page() -> None:
    turns = parse_page(PAGE.read_bytes()).turns
    long = [turn for turn in turns if sum(len(part.text.split()) for part in turn.paragraphs) > 110]
    assert len(long) == 2
    for turn in long:
        lengths = [len(part.text.split()) for part in turn.paragraphs]
        said = speech(" ".join(part.text for part in turn.paragraphs))
        assert divide(said) == [sum(lengths[:i]) for i in range(len(lengths))]


@pytest.mark.parametrize(("names", "precision", "recall"), [(DEVELOPMENT, 0.60, 0.40), (HELD_OUT, 0.80, 0.50)])
def test_without_a_pause_to_go_by_breaks_are_far_better_than_chance(
    names: list[str], precision: float, recall: float
) -> None:
    ours = score(names, lambda said, _: divide(said)[1:])
    assert ours["precision"] >= precision
    assert ours["recall"] >= recall
    chances = [score(names, by_chance(seed)) for seed in range(20)]
    none = score(names, lambda *_: [])
    for measure in ("windowdiff", "pk"):
        assert ours[measure] < 0.7 * sum(chance[measure] for chance in chances) / len(chances)
        assert ours[measure] < 0.7 * none[measure]


def test_with_longer_pauses_where_the_editor_has_a_break_nearly_all_are_found() -> None:
    both = reference = hypothesis = 0
    for name in [*DEVELOPMENT, *HELD_OUT]:
        said, expected = written(name)
        silences = [2.2 * USUAL if i in expected else pause for i, pause in enumerate(said.silences)]
        found = divide(Speech(said.texts, silences))[1:]
        both += len(set(expected) & set(found))
        reference += len(expected)
        hypothesis += len(found)
    assert both >= 0.85 * reference
    assert both >= 0.9 * hypothesis


def test_a_turn_of_fewer_than_110_words_is_not_divided() -> None:
    for number in range(1, 8):
        text = sentences(number=number)
        pauses = dict.fromkeys(range(14, len(text.split()), 14), 3.0)
        assert divide(speech(text, pauses)) == [0]
    assert len(divide(speech(sentences(number=8), {56: 3.0}))) == 2


def test_a_pause_divides_where_it_is_long_for_this_voice() -> None:
    text = sentences()
    assert divide(speech(text, {56: 1.2}), usual=USUAL) == [0, 56]
    slow = speech(text, dict.fromkeys(range(14, 168, 14), 1.2))
    assert divide(slow, usual=1.2) != [0, 56]


def test_of_equal_places_that_with_the_stronger_opening_divides() -> None:
    texts = sentences().split()
    for index, opening in ((70, "He"), (84, "Meanwhile,"), (98, "And")):
        texts[index] = opening
    assert divide(speech(" ".join(texts))) == [0, 84]


def test_a_break_is_set_between_subjects() -> None:
    one = " ".join(f"The harbor and ships number{i} with cranes, dockers, harbor cranes." for i in range(10))
    other = " ".join(f"The hospital and nurses number{i} with patients, doctors, hospital patients." for i in range(10))
    assert divide(speech(f"{one} {other}", dict.fromkeys(range(10, 200, 10), 0.5))) == [0, 100]


def test_no_paragraph_is_short_and_few_are_long() -> None:
    said = speech(sentences(number=400), dict.fromkeys(range(14, 5600, 28), 2.0))
    lengths = [end - start for start, end in pairwise([*divide(said), 5600])]
    assert min(lengths) >= 35
    assert 50 < sorted(lengths)[len(lengths) // 2] < 150
    assert max(lengths) < 200


def test_a_turn_of_any_length_without_a_longer_pause_is_divided_all_through() -> None:
    for number in (30, 300, 2000):
        total = 14 * number
        lengths = [end - start for start, end in pairwise([*divide(speech(sentences(number=number))), total])]
        assert max(lengths) < 250


def test_a_pause_divides_nothing_where_less_than_35_words_would_stand_alone() -> None:
    for place in (28, 140):
        texts = sentences().split()
        texts[place] = "Meanwhile,"
        assert place not in divide(speech(" ".join(texts), {place: 9.0}))
    for place in (42, 126):
        assert divide(speech(sentences(), {place: 9.0})) == [0, place]


@pytest.mark.parametrize("word", ["word", "слово", "شيء", "🙂"])
def test_talk_without_a_full_stop_is_divided_at_long_pauses_only(word: str) -> None:
    text = " ".join([word] * 400)
    assert divide(speech(text)) == [0]
    assert divide(speech(text, dict.fromkeys(range(20, 400, 20), 0.6))) == [0]
    assert divide(speech(text, {100: 1.5, 203: 2.0, 310: 1.2})) == [0, 100, 203, 310]


def test_a_long_pause_within_a_sentence_that_ends_divides_nothing() -> None:
    assert divide(speech(sentences(number=12), {80: 4.0})) == divide(speech(sentences(number=12)))


def test_one_endless_word_is_a_paragraph() -> None:
    assert divide(speech("a" * 100_000)) == [0]
    assert divide(Speech([], [])) == [0]


def test_scripts_without_blanks_are_measured_by_their_signs() -> None:
    sentence = ["今日", "は", "港", "の", "話", "を", "し", "ます。"]
    said = Speech(sentence * 40, [2.0 if i == 160 else 0.0 for i in range(320)])
    assert divide(said) == [0, 160]
    joined = Speech(["今日は港の話をします。"] * 40, [2.0 if i == 20 else 0.0 for i in range(40)])
    assert divide(joined) == [0, 20]


def test_what_goes_on_in_small_letters_after_a_full_stop_is_no_beginning() -> None:
    texts = sentences().split()
    texts[84] = "somebody"
    assert divide(speech(" ".join(texts), {84: 3.0}))[1:] != [84]
    assert divide(speech(" ".join(texts).lower(), {84: 3.0})) == [0, 84]


def test_an_opening_that_is_known_by_more_words_counts_as_these() -> None:
    assert weight_of_opening(["The", "thing", "is,", "we"]) > 1 > weight_of_opening(["The", "thing", "that", "we"]) == 0
    assert weight_of_opening(["That’s", "why", "we"]) > weight_of_opening(["That’s", "not", "why"])
    assert weight_of_opening([]) == weight_of_opening(["…"]) == 0


def test_what_is_usual_is_the_voices_own_median_once_enough_is_known() -> None:
    few = speech("One. Two. Three.", {1: 2.0, 2: 2.0})
    assert usual_pause([]) == usual_pause([few]) == USUAL
    assert usual_pause([few, few]) == 2.0


@pytest.mark.parametrize(
    "said",
    [
        lambda size: speech(sentences(number=size // 14)),
        lambda size: Speech(["yes."] * size, [0.0] * size),
        lambda size: Speech(["yes"] * size, [0.0] * size),
        lambda size: Speech(["yes"] * size, [1.5] * size),
    ],
    ids=["sentences", "a stop after each word", "no stop", "no stop, and pauses"],
)
def test_work_grows_with_the_words_and_no_faster(said: Callable[[int], Speech]) -> None:
    some, twice = said(1400), said(2800)
    assert steps(lambda: divide(twice)) <= 2.2 * steps(lambda: divide(some))


WORDS = st.lists(st.tuples(st.sampled_from(["so", "Now,", "He", "end.", "何。", "Mr.", "💥?"]), st.floats(0, 4)))


@given(WORDS, st.integers(1, 40), st.floats(0, 3))
def test_any_words_are_divided_into_paragraphs_in_their_order(
    said: list[tuple[str, float]], times: int, usual: float
) -> None:
    texts, silences = [text for text, _ in said] * times, [silence for _, silence in said] * times
    starts = divide(Speech(texts, silences), usual)
    assert starts == divide(Speech(texts, silences), usual)
    assert starts[0] == 0
    if len(starts) > 1:
        assert all(end - start >= 35 for start, end in pairwise([*starts, len(texts)]))
