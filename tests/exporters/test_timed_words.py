from __future__ import annotations

import pytest

from pipeline import schema
from pipeline.exporters.timed_words import Displayed, displayed


def paragraph(text: str, *words: tuple[str, str | None]) -> schema.Paragraph:
    """Words of half a second each, with what is shown of them."""
    timed = tuple(
        schema.Word(text=said, start=i / 2, end=i / 2 + 0.5, confidence=None, speaker=None, shown=shown)
        for i, (said, shown) in enumerate(words)
    )
    verbatim = " ".join(said for said, _ in words)
    return schema.Paragraph(text=text, verbatim=verbatim, start=0.0, end=len(words) / 2, words=timed)


def test_what_is_shown_has_the_time_of_all_the_words_that_it_stands_for() -> None:
    spoken = [("Kasim", "Kassym-Jomart"), ("Joe", ""), ("Mart", ""), ("Tokaev,", "Tokayev,"), ("fired", None)]
    assert displayed(paragraph("Kassym-Jomart Tokayev, fired", *spoken)) == [
        Displayed("Kassym-Jomart", False, (0, 1500)),
        Displayed("Tokayev,", True, (1500, 2000)),
        Displayed("fired", True, (2000, 2500)),
    ]


def test_a_text_of_several_words_shares_the_time_of_the_one_it_stands_for() -> None:
    assert displayed(paragraph("got - they", ("got", "got -"), ("they", None))) == [
        Displayed("got", False, (0, 333)),
        Displayed("-", True, (333, 500)),
        Displayed("they", True, (500, 1000)),
    ]


def test_words_left_out_at_the_beginning_have_no_place() -> None:
    assert displayed(paragraph("So.", ("Um,", ""), ("so.", "So."))) == [Displayed("So.", False, (500, 1000))]


@pytest.mark.parametrize("text", ["go on", "go  on"])
def test_words_as_they_were_said_keep_their_times(text: str) -> None:
    assert [piece.times for piece in displayed(paragraph(text, ("go", None), ("on", None)))] == [(0, 500), (500, 1000)]


@pytest.mark.parametrize("nothing", ["\x00", "\ufeff", "\x00 \ufeff"])
def test_what_no_file_can_hold_is_no_word(nothing: str) -> None:
    spoken = [("go", "Go"), ("well", nothing), ("on", None)]
    shown = paragraph(f"Go {nothing} on", *spoken)
    assert displayed(shown) == [Displayed("Go", False, (0, 500)), Displayed("on", True, (1000, 1500))]
