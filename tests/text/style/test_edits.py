from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.style.edits import Edit, Token, apply, parts_of, tokens_of
from pipeline.timeline import Word
from tests.builders import said


def layout(tokens: list[Token]) -> list[str]:
    """Tokens as lines: text, the words it stands for, and in whose place it is shown."""
    return [f"{token.text} {token.first}-{token.last} @{token.shown_at}" for token in tokens]


def edited(text: str, *edits: Edit) -> list[str]:
    return layout(apply(tokens_of(said(text)), edits))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Hello,", ("", "Hello", ",")),
        ("“Hello,”", ("“", "Hello", ",”")),
        ("U.S.", ("", "U.S", ".")),
        ("$3.2", ("", "$3.2", "")),
        ("12%.", ("", "12%", ".")),
        ("'em", ("", "'em", "")),
        ("¿Qué?", ("¿", "Qué", "?")),
        ("-", ("", "", "-")),
        ("🎙", ("", "", "🎙")),
        ("", ("", "", "")),
        ("שלום.", ("", "שלום", ".")),
    ],
)
def test_a_token_is_marks_a_word_and_marks(text: str, parts: tuple[str, str, str]) -> None:
    assert parts_of(text) == parts


@given(st.text())
def test_the_parts_of_a_text_are_the_text(text: str) -> None:
    assert "".join(parts_of(text)) == text


def test_as_many_pieces_as_words_stand_for_one_word_each() -> None:
    assert edited("on March sixth then", Edit(1, 3, "Mar. 6")) == [
        "on 0-1 @0",
        "Mar. 1-2 @1",
        "6 2-3 @2",
        "then 3-4 @3",
    ]


def test_fewer_pieces_share_the_words_by_their_length() -> None:
    assert edited("Kasim Joe Mart Tokayev, fired", Edit(0, 4, "Kassym-Jomart Tokayev,")) == [
        "Kassym-Jomart 0-3 @0",
        "Tokayev, 3-4 @3",
        "fired 4-5 @4",
    ]


def test_more_pieces_than_words_stay_in_one_text() -> None:
    assert edited("Joemart left", Edit(0, 1, "Joe Mart")) == ["Joe Mart 0-1 @0", "left 1-2 @1"]


def test_what_is_taken_out_leaves_its_words_with_its_neighbour() -> None:
    assert edited("we, uh, went", Edit(0, 2, "we")) == ["we 0-2 @0", "went 2-3 @2"]
    assert edited("we uh um went", Edit(1, 2, ""), Edit(2, 3, " ")) == ["we 0-3 @0", "went 3-4 @3"]
    assert edited("uh um went on", Edit(0, 1, ""), Edit(1, 2, "")) == ["went 0-3 @2", "on 3-4 @3"]


def test_the_last_token_is_never_taken_out() -> None:
    assert edited("um uh", Edit(0, 2, "")) == ["um 0-1 @0", "uh 1-2 @1"]


def test_a_token_of_several_words_has_their_times_and_the_least_confidence() -> None:
    words = [Word("Joe", 1.0, 1.5, 0.9), Word("Mart", 1.5, 2.0, 0.4), Word("left", 2.0, 2.5, None)]
    first, second = apply(tokens_of(words), [Edit(0, 2, "Jomart")])
    assert (first.start, first.end, first.confidence) == (1.0, 2.0, 0.4)
    assert (second.start, second.end, second.confidence) == (2.0, 2.5, None)


@pytest.mark.parametrize("edits", [[Edit(0, 2, "x"), Edit(1, 2, "y")], [Edit(1, 1, "x")], [Edit(2, 4, "x")]])
def test_edits_that_overlap_or_lie_outside_are_a_mistake_of_the_rule(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlap or lie outside"):
        apply(tokens_of(said("one two three")), edits)


@given(
    st.lists(st.text("abc", min_size=1, max_size=6), min_size=1, max_size=12).flatmap(
        lambda words: st.tuples(
            st.just(words),
            st.lists(st.integers(0, len(words)), max_size=6).map(sorted),
            st.lists(st.sampled_from(["", " ", "x", "x y", "x y z", "longer - text"]), min_size=6, max_size=6),
        )
    )
)
def test_whatever_is_edited_every_word_belongs_to_one_token_in_their_order(
    drawn: tuple[list[str], list[int], list[str]],
) -> None:
    words, cuts, texts = drawn
    edits = [
        Edit(a, b, text) for (a, b), text in zip(zip(cuts[::2], cuts[1::2], strict=False), texts, strict=False) if a < b
    ]
    tokens = apply(tokens_of(said(" ".join(words))), edits)
    assert [token.first for token in tokens] == [0, *(token.last for token in tokens[:-1])]
    assert tokens[-1].last == len(words)
    assert all(token.first <= token.shown_at < token.last and token.text for token in tokens)
    spliced, done = [], 0
    for edit in edits:
        spliced += [*words[done : edit.first], *edit.text.split()]
        done = edit.last
    spliced += words[done:]
    assert " ".join(token.text for token in tokens).split() == (spliced or words)
