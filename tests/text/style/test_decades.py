"""Decades: what the table of the rule cannot show."""

from __future__ import annotations

import pytest

from pipeline.text.style.decades import DECADES
from pipeline.text.style.number_words import TENS
from tests.text.style.scoring import scored
from tests.text.style.test_rules import applied, heard, text_of


def set_in_style(said: str) -> str:
    return text_of(applied(DECADES, heard(said), DECADES.setting))


@pytest.mark.parametrize("word", TENS)
def test_every_decade_of_a_century_is_printed_however_it_was_recognised(word: str) -> None:
    ten = TENS[word]
    for said in (f"nineteen {word[:-1]}ies", f"nineteen-{word[:-1]}ies", f"19{ten}s", f"19{ten}'s", f"19{ten}’s"):
        assert set_in_style(f"in the {said}, they say") == f"in the 19{ten}s, they say"
        assert set_in_style(f"the mid-{said}") == f"the mid-19{ten}s"
    for said in (f"{ten}s", f"{ten}'s", f"'{ten}s", f"'{ten}'s"):
        assert set_in_style(f"back in the {said}, they say") == f"back in the '{ten}s, they say"


@pytest.mark.parametrize(
    "said",
    [
        "highs in the 80s",
        "in the 80s tomorrow",
        "he is in his 80s",
        "scores in the 80s",
        "driving in the 80s, at such speeds",
        "approval in the 80s",
        "in the 30s",
        "the '80s and nineties",
        "He has 80s and 90s",
        "in the 90s-era building",
    ],
)
def test_degrees_ages_and_marks_are_no_decades(said: str) -> None:
    assert set_in_style(said) == said


def test_a_sentence_about_the_weather_says_nothing_of_the_next() -> None:
    assert (
        set_in_style("It rained: rain in the 90s! Born in the 90s.") == "It rained: rain in the 90s! Born in the '90s."
    )


@pytest.mark.parametrize(("said", "printed"), DECADES.examples)
def test_a_decade_says_the_same_as_before(said: str, printed: str) -> None:
    """Whisper's normaliser takes "1990's" for "1990 is", and knows no shortened decade after a full one."""
    said = said.replace("0's,", "0s,").replace("0's", "0s") if "best" not in said else said
    assert scored(said).replace("seventies", "70s") == scored(printed)
