"""The rules of a style at work on a whole talk."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.text.style.edits import apply, tokens_of
from pipeline.text.style.rule import Setting
from pipeline.timeline import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.text.compose import ComposedTurn
    from pipeline.text.style.edits import Edit, Token
    from pipeline.text.style.rule import Rule
    from pipeline.text.terms import Terms
    from pipeline.timeline import Word


@dataclass(frozen=True, slots=True)
class Styled:
    """What readers get of a paragraph's words, and what was changed.

    ``shown`` has for every word None where it stands as it was said, else what stands in its place: an empty text
    where the word was taken out or is part of what is shown for another one.
    """

    shown: tuple[str | None, ...]
    changes: tuple[Change, ...] = ()


def style_paragraph(words: Sequence[Word], rules: Sequence[Rule], setting: Setting) -> Styled:
    """``words`` (at least one) after all ``rules``, one after the other."""
    tokens, changes = tokens_of(words), []
    text = _text(tokens)
    for rule in rules:
        if rule.trigger is not None and not rule.trigger.search(text):
            continue
        edits = tuple(rule.find(tokens, setting))
        if edits:
            changes += [change for edit in edits if (change := _change(rule, tokens, edit))]
            tokens = apply(tokens, edits)
            text = _text(tokens)
    shown = [""] * len(words)
    for token in tokens:
        shown[token.shown_at] = token.text
    return Styled(
        tuple(None if text == word.text else text for text, word in zip(shown, words, strict=True)), tuple(changes)
    )


def style_turn(
    turn: ComposedTurn, rules: Sequence[Rule], setting: Setting, labels: Mapping[str, str]
) -> tuple[Styled, ...]:
    """What readers get of each paragraph of a turn; ``labels`` are the published ones.

    A listener's answer that was folded into it is a note: "(RASCOE: Mm-hmm.)". No rule is asked about it.
    """
    noted: dict[int, dict[int, str]] = defaultdict(dict)
    for note in turn.notes:
        answer = turn.paragraphs[note.paragraph][note.first : note.stop]
        text = " ".join(item.word.text for item in answer)
        said = f"({text})" if note.speaker is None else f"({labels[note.speaker]}: {text})"
        noted[note.paragraph] |= {note.first: said, **dict.fromkeys(range(note.first + 1, note.stop), "")}
    return tuple(
        _with_notes([item.word for item in paragraph], noted.get(number, {}), rules, setting)
        for number, paragraph in enumerate(turn.paragraphs)
    )


def _with_notes(words: Sequence[Word], notes: Mapping[int, str], rules: Sequence[Rule], setting: Setting) -> Styled:
    own = style_paragraph([word for i, word in enumerate(words) if i not in notes], rules, setting)
    shown = iter(own.shown)
    return Styled(tuple(notes[i] if i in notes else next(shown) for i in range(len(words))), own.changes)


def setting_of(turns: Sequence[ComposedTurn], names: Iterable[str], terms: Terms) -> Setting:
    """What is known of a talk: the full ``names`` of its people, its terms, and how words are written in it."""
    paragraphs = [[item.word for item in words] for turn in turns for words in turn.paragraphs]
    return Setting(
        names=frozenset(word for name in names for word in name.split()),
        lower=lower_words(paragraphs),
        terms=terms.with_talk([tokens_of(words) for words in paragraphs]),
    )


def lower_words(paragraphs: Sequence[Sequence[Word]]) -> frozenset[str]:
    """The words that stand somewhere in the talk in lower case, without the marks around them."""
    texts = {word.text for word in chain.from_iterable(paragraphs)}
    return frozenset(bare for text in texts if (bare := text.strip("\"'“”‘’()[].,;:?!…-")).islower())


def _change(rule: Rule, tokens: Sequence[Token], edit: Edit) -> Change | None:
    replaced = tokens[edit.first : edit.last]
    before, after = _text(replaced), " ".join(edit.text.split())
    if before == after:
        return None
    end = max(token.end for token in replaced)
    return Change(rule.name, before, after, replaced[0].start, end, edit.reason or rule.summary)


def _text(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)
