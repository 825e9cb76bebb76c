from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.edits import Edit
from pipeline.text.style.rule import Rule, Setting
from pipeline.text.style.styling import lower_words, style_paragraph
from tests.builders import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.text.style.edits import Token


def swap(old: str, new: str, trigger: str | None = None) -> Rule:
    """A rule that puts one text in the place of another."""

    def find(tokens: Sequence[Token], _: Setting) -> Iterable[Edit]:
        return (Edit(i, i + 1, new) for i, token in enumerate(tokens) if token.text == old)

    return Rule(f"{old}-{new}", f"{old} is {new}", (), find, re.compile(trigger) if trigger else None)


def test_rules_see_what_the_rules_before_them_have_made() -> None:
    styled = style_paragraph(said("a b a"), [swap("a", "b"), swap("b", "c")], Setting())
    assert styled.shown == ("c", "c", "c")
    assert [(change.rule, change.before, change.after) for change in styled.changes] == [
        ("a-b", "a", "b"),
        ("a-b", "a", "b"),
        ("b-c", "b", "c"),
        ("b-c", "b", "c"),
        ("b-c", "b", "c"),
    ]
    assert (styled.changes[1].start, styled.changes[1].end, styled.changes[1].reason) == (0.8, 1.2, "a is b")


def test_words_that_stand_as_they_were_said_are_told_apart_from_those_left_out() -> None:
    assert style_paragraph(said("we um went"), [swap("um", "")], Setting()).shown == (None, "", None)
    assert style_paragraph(said("um we went"), [swap("um", "")], Setting()).shown == ("", None, None)


def test_a_change_that_is_taken_back_leaves_the_word_as_said() -> None:
    assert style_paragraph(said("a"), [swap("a", "b"), swap("b", "a")], Setting()).shown == (None,)


def test_an_edit_that_changes_nothing_is_no_change() -> None:
    assert style_paragraph(said("a b"), [swap("a", "a")], Setting()).changes == ()


def test_a_rule_whose_trigger_is_not_in_the_text_is_not_asked() -> None:
    assert style_paragraph(said("a b"), [swap("a", "c", trigger="x")], Setting()).shown == (None, None)
    assert style_paragraph(said("a b"), [swap("a", "c", trigger="b")], Setting()).shown == ("c", None)


def test_the_words_in_lower_case_are_known_without_their_marks() -> None:
    assert lower_words([said("The “press,” said Maynes."), said("Press on, iPhone.")]) == {"press", "said", "on"}
