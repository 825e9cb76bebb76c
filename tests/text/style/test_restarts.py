from __future__ import annotations

import pytest

from pipeline.text.style.restarts import MARK_RESTARTS
from pipeline.text.style.rule import Setting
from tests.text.style.scoring import scored
from tests.text.style.station_page import page_paragraphs
from tests.text.style.test_rules import applied, heard, text_of


def printed(said: str) -> str:
    return text_of(applied(MARK_RESTARTS, heard(said), Setting()))


@pytest.mark.parametrize(
    "said",
    [
        "They wanted to, they told us. We had to, we knew.",
        "I never asked how old he was... he looked ill.",
        "He was at home... She was... They left.",
        "As I've got, I've to give. What it's, it's not.",
        "We left, we lost, we tried to. We came.",
        "You know, you're right, and if they've got, they've got.",
        "We were, we still are. He has, he always did.",
        "the shed's, he's",
    ],
)
def test_what_may_be_a_whole_clause_stays(said: str) -> None:
    assert printed(said) == said


def test_each_of_several_breaks_is_marked() -> None:
    assert printed("He's, he was... he had the— he left.") == "He's - he was - he had the - he left."
    assert printed("HE WAS GOING TO... HE LEFT") == "HE WAS GOING TO - HE LEFT"


@pytest.mark.parametrize("said", [said.replace("…", "...") for said, _ in MARK_RESTARTS.examples])
def test_a_marked_restart_counts_as_the_same_words(said: str) -> None:
    assert scored(printed(said)) == scored(said)  # Whisper's own reading of "…" leaves a dot between words


@pytest.mark.parametrize("paragraph", page_paragraphs())
def test_a_station_page_stays_as_it_is(paragraph: str) -> None:
    assert printed(paragraph) == paragraph
