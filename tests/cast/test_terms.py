from __future__ import annotations

import time

import pytest

from pipeline.cast.terms import terms_in


def test_names_of_people_places_and_things_are_terms() -> None:
    notes = "<p>Host Ayesha Rascoe talks to NPR's Charles Maynes about Kassym-Jomart Tokayev's crackdown in Almaty.</p>"
    assert terms_in("Russian troops have crossed the border into Kazakhstan", notes) == (
        "Kazakhstan",
        "Ayesha Rascoe",
        "NPR",
        "Charles Maynes",
        "Kassym-Jomart Tokayev",
        "Almaty",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Officials said nothing. Protesters went home.",
        "Why The Moon Matters Now",
        "THE LONG READ: WHO OWNS THE RIVER",
        "Write to us at Studio@Example.org or see www.Example.org/Shows/Today.",
        "",
        "🎙️ 12 … — !",
    ],
)
def test_what_only_begins_a_sentence_a_headline_or_an_address_is_none(line: str) -> None:
    assert terms_in(line, line) == ()


def test_two_words_are_a_term_even_where_a_sentence_begins_with_them() -> None:
    assert terms_in("", "São Paulo floods again. Then the rain stopped.") == ("São Paulo",)


def test_a_word_that_only_leads_is_left_out() -> None:
    assert terms_in("", "The White House said so to Dr. Linda Brandt of the Harbor Museum.") == (
        "White House",
        "Linda Brandt of the Harbor Museum",
    )


def test_a_word_without_an_end_takes_no_time() -> None:
    began = time.perf_counter()
    assert terms_in("Talk", f"<p>It is {'A' * 200_000}</p>")
    assert terms_in("Talk", f"<p>We ask {'a' * 5000}@example.org and Ana Park</p>") == ("Ana Park",)
    assert time.perf_counter() - began < 1
