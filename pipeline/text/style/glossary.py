"""Names and terms as the show lists them, where recognition misheard them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.text.style.edits import Edit, Token, apply
from pipeline.text.style.rule import Rule, Setting
from pipeline.text.terms import Terms
from pipeline.text.terms.correction import corrections
from pipeline.text.terms.heard import heard_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.text.terms.correction import Correction
    from pipeline.text.terms.heard import Heard

_ROUNDS = 3
"""Times that a paragraph is looked through: a name that is right may tell what the words beside it are."""


def _find(tokens: Sequence[Token], setting: Setting) -> Iterable[Edit]:
    terms = setting.terms
    if not terms.listed:
        return []
    now, reasons = list(tokens), list[tuple[int, int, str]]()
    for _ in range(_ROUNDS):
        words = list(heard_words(now))
        edits = list(_edits(words, list(corrections(words, terms.listed, terms.talk))))
        if not edits:
            break
        reasons += [(now[edit.first].first, now[edit.last - 1].last, edit.reason) for edit in edits]
        now = apply(now, edits)
    return list(_differences(tokens, now, reasons))


def _edits(words: Sequence[Heard], found: Sequence[Correction]) -> Iterator[Edit]:
    """The corrections as edits of tokens; those that share a token are one."""
    printed = [word.form.before + word.form.text + word.form.after for word in words]
    groups: list[tuple[int, int, list[str]]] = []
    for correction in found:
        first, last = words[correction.first], words[correction.last - 1]
        printed[correction.first] = first.form.before + correction.text + last.form.after
        printed[correction.first + 1 : correction.last] = [""] * (correction.last - correction.first - 1)
        if groups and groups[-1][1] > first.token:
            start, _, reasons = groups.pop()
            groups.append((start, last.token + 1, [*reasons, correction.reason]))
        else:
            groups.append((first.token, last.token + 1, [correction.reason]))
    position = 0
    for start, end, reasons in groups:
        while words[position].token < start:
            position += 1
        stretch = position
        while stretch < len(words) and words[stretch].token < end:
            stretch += 1
        yield Edit(start, end, " ".join(filter(None, printed[position:stretch])), "; ".join(reasons))


def _differences(
    before: Sequence[Token], after: Sequence[Token], reasons: Iterable[tuple[int, int, str]]
) -> Iterator[Edit]:
    """What has to be changed in ``before`` so that it becomes ``after``, which stands for the same words.

    ``reasons`` are those of the words from one to another (exclusive).
    """
    why = {word: reason for first, last, reason in reasons for word in range(first, last)}
    i = j = 0
    while i < len(before):
        first, start = i, j
        i, j = i + 1, j + 1
        if before[first] is after[start]:
            continue
        while before[i - 1].last != after[j - 1].last:
            if before[i - 1].last < after[j - 1].last:
                i += 1
            else:
                j += 1
        text = " ".join(token.text for token in after[start:j])
        if text != " ".join(token.text for token in before[first:i]):
            yield Edit(first, i, text, why.get(before[first].first, ""))


GLOSSARY = Rule(
    name="glossary",
    summary="names and terms are spelled as they are listed",
    examples=(
        ("president, Kasim Joe Mart Tokayev, fired", "president, Kassym-Jomart Tokayev, fired"),
        ("This was Nursultan Nasr Bayev from his post.", "This was Nursultan Nazarbayev from his post."),
        ("his intelligence chief, Karim Masimov, was", "his intelligence chief, Karim Massimov, was"),
        ("justification for Tokaev to invite", "justification for Tokayev to invite"),
        ("That was Masimov's.", "That was Massimov's."),
        ("He met the Nazarbaevs in Kasakstan.", "He met the Nazarbayevs in Kazakhstan."),
        ("Charles Mains reports.", "Charles Maynes reports."),
        ("It's Covid 19, Nato says.", "It's COVID-19, NATO says."),
        ("president Tokayev and Karim Massimov", "president Tokayev and Karim Massimov"),
        ("Charles Barnes is not Charles Manning.", "Charles Barnes is not Charles Manning."),
        ("Dariga Nazarbayeva, his daughter", "Dariga Nazarbayeva, his daughter"),
        ("Islam Karimov and Massimo were there.", "Islam Karimov and Massimo were there."),
        ("a Kazakh poet, in Iran, on Plato", "a Kazakh poet, in Iran, on Plato"),
        ("Water mains burst. The apples, an Apple Store.", "Water mains burst. The apples, an Apple Store."),
    ),
    find=_find,
    setting=Setting(
        terms=Terms.build(
            [
                "Kassym-Jomart Tokayev",
                "Nursultan Nazarbayev",
                "Karim Massimov",
                "Kazakhstan",
                "NATO",
                "COVID-19",
                "Iraq",
                "Apple",
            ],
            [("Charles Maynes", ("Charles Mains",)), ("Ayesha Rascoe", ())],
        )
    ),
)
