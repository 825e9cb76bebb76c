"""What every rule promises: its table, and the obligations of :class:`pipeline.text.style.rule.Find`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.style import RULES
from pipeline.text.style.edits import Token, apply, tokens_of
from pipeline.timeline import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.text.style.rule import Rule, Setting

EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def heard(text: str) -> list[Token]:
    """The tokens of ``text``, a quarter of a second each and very sure."""
    return tokens_of([Word(word, i * 0.25, i * 0.25 + 0.25, 0.95) for i, word in enumerate(text.split())])


def applied(rule: Rule, tokens: Sequence[Token], setting: Setting) -> list[Token]:
    if rule.trigger is not None and not rule.trigger.search(" ".join(token.text for token in tokens)):
        return list(tokens)
    return apply(tokens, rule.find(tokens, setting))


def text_of(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


TABLE = [pytest.param(rule, *example, id=f"{rule.name}: {example[0]}") for rule in RULES for example in rule.examples]
WORDS = sorted({word for rule in RULES for example in rule.examples for text in example for word in text.split()})
"""What the tables are made of: put together at random, they meet each other as nobody would have thought."""
UNLIKELY = st.text(st.characters(codec="utf-8", exclude_categories=("Z", "Cc", "Cs")), min_size=1, max_size=8).filter(
    lambda text: text == text.strip() and len(text.split()) == 1
)
TALK = st.lists(st.sampled_from(WORDS) | UNLIKELY, min_size=1, max_size=30).map(" ".join)


@pytest.mark.parametrize(("rule", "said", "printed"), TABLE)
def test_a_rule_does_what_its_table_says(rule: Rule, said: str, printed: str) -> None:
    assert text_of(applied(rule, heard(said), rule.setting)) == printed


@pytest.mark.parametrize(("rule", "said", "printed"), TABLE)
def test_what_a_table_has_as_output_stays_as_it_is(rule: Rule, said: str, printed: str) -> None:
    del said
    assert text_of(applied(rule, heard(printed), rule.setting)) == printed


@EVERY_RULE
def test_a_table_tells_what_changes_and_what_does_not(rule: Rule) -> None:
    assert any(said != printed for said, printed in rule.examples)
    assert any(said == printed for said, printed in rule.examples)


@EVERY_RULE
@given(talk=TALK)
def test_a_rule_raises_for_nothing_loses_no_word_and_changes_nothing_a_second_time(rule: Rule, talk: str) -> None:
    tokens = heard(talk)
    once = applied(rule, tokens, rule.setting)
    assert [token.first for token in once] == [0, *(token.last for token in once[:-1])]
    assert once[-1].last == len(tokens)
    assert all(token.first <= token.shown_at < token.last and token.text.strip() for token in once)
    assert text_of(applied(rule, once, rule.setting)) == text_of(once)
    assert text_of(applied(rule, heard(text_of(once)), rule.setting)) == text_of(once)
