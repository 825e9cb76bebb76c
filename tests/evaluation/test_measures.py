"""Each kind of mistake shows up in the measures that are about it, and in no other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.evaluation.comparison import compare
from pipeline.evaluation.measures import MEASURES
from pipeline.evaluation.score import score
from pipeline.evaluation.sides import side_of
from pipeline.pages import parse_page
from pipeline.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.schema import Transcript

PAGE = (Path(__file__).parents[2] / "samples" / "kazakhstan" / "page.txt").read_bytes()
WORDS = {"wer", "cer", "cpwer", "orcwer"}
PERFECT = {"lower": 0.0, "higher": 1.0}


def wrong(hypothesis: Transcript) -> set[str]:
    """The measures of which the figure is not full marks, for a changed page against the page."""
    result = score(compare(side_of(parse_page(PAGE)), side_of(hypothesis), "english"))
    figures = {key: measure.read(result).value for key, measure in MEASURES.items()}
    return {key for key, value in figures.items() if value not in {None, PERFECT[MEASURES[key].better]}}


def edited(turn: int, paragraph: int, edit: Callable[[str], str]) -> Transcript:
    """The page with one paragraph's text changed."""
    document = parse_page(PAGE)
    turns = list(document.turns)
    paragraphs = list(turns[turn].paragraphs)
    text = edit(paragraphs[paragraph].text)
    paragraphs[paragraph] = paragraphs[paragraph].model_copy(update={"text": text, "verbatim": text})
    turns[turn] = turns[turn].model_copy(update={"paragraphs": tuple(paragraphs)})
    return document.model_copy(update={"turns": tuple(turns)})


def paragraphs() -> Iterator[tuple[int, int, str]]:
    for i, turn in enumerate(parse_page(PAGE).turns):
        for k, paragraph in enumerate(turn.paragraphs):
            yield i, k, paragraph.text


SENTENCES = [
    (i, k, words, sentence)
    for i, k, text in paragraphs()
    for words in [text.split()]
    for sentence in sentences(words)
    if len(sentence) < len(words)  # a paragraph that is one sentence would be lost with it
]
FIGURES = [(i, k, figure) for i, k, text in paragraphs() for figure in re.findall(r"\d[\d,]*", text)]


def test_the_page_against_itself_has_full_marks_on_every_measure_that_a_page_has() -> None:
    result = score(compare(side_of(parse_page(PAGE)), side_of(parse_page(PAGE)), "english"))
    figures = {key: measure.read(result).value for key, measure in MEASURES.items()}
    timed = {key for key, measure in MEASURES.items() if measure.group == "when"} | {"tcpwer"}
    assert figures == {key: None if key in timed else PERFECT[MEASURES[key].better] for key in MEASURES}


@pytest.mark.parametrize("number", range(1, 11))
def test_a_turn_under_the_other_name_is_a_mistake_about_speakers_alone(number: int) -> None:
    page = parse_page(PAGE)
    turns = list(page.turns)
    other = {"RASCOE": "MAYNES", "MAYNES": "RASCOE"}[turns[number].speaker or ""]
    turns[number] = turns[number].model_copy(update={"speaker": other})
    hypothesis = page.model_copy(update={"turns": tuple(turns)})
    assert wrong(hypothesis) == {"cpwer", "wder", "name_accuracy", "name_precision"}


@pytest.mark.parametrize(("turn", "paragraph", "words", "sentence"), SENTENCES)
def test_a_lost_sentence_is_missing_words_alone(turn: int, paragraph: int, words: list[str], sentence: range) -> None:
    kept = [*words[: sentence.start], *words[sentence.stop :]]
    found = wrong(edited(turn, paragraph, lambda _: " ".join(kept)))
    assert WORDS <= found <= WORDS | {"proper_names", "figures"}
    lost = " ".join(words[place] for place in sentence)
    assert ("figures" in found) == (re.search(r"\d|thousand", lost) is not None)


@pytest.mark.parametrize(("turn", "paragraph", "figure"), FIGURES)
def test_a_wrong_number_is_a_wrong_word_and_a_wrong_figure_alone(turn: int, paragraph: int, figure: str) -> None:
    mistaken = figure.replace(figure[0], str(int(figure[0]) % 9 + 1), 1)
    found = wrong(edited(turn, paragraph, lambda text: text.replace(figure, mistaken, 1)))
    assert found == WORDS | {"figures"}


def test_a_merged_paragraph_is_a_mistake_about_paragraphs_alone() -> None:
    page = parse_page(PAGE)
    turns = list(page.turns)
    (number,) = [i for i, turn in enumerate(turns) if len(turn.paragraphs) > 1]
    first, second = turns[number].paragraphs
    text = f"{first.text} {second.text}"
    merged = first.model_copy(update={"text": text, "verbatim": text})
    turns[number] = turns[number].model_copy(update={"paragraphs": (merged,)})
    assert wrong(page.model_copy(update={"turns": tuple(turns)})) == {"paragraphs", "paragraphs_within", "windowdiff"}
