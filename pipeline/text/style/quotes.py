"""Quotation marks and apostrophes as radio pages type them, and where a comma stands beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text.style.edits import Edit
from pipeline.text.style.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.text.style.edits import Token
    from pipeline.text.style.rule import Setting

_STRAIGHT = str.maketrans(dict.fromkeys("“”„‟", '"') | dict.fromkeys("‘’‚‛", "'"))
_OUTSIDE = re.compile(r'(?<=[^\W\d])"([,.])(?![\w.,])')
"""A comma or full stop behind a closing quote; after a figure the sign may mean inches."""
_MOST = 12
"""Tokens that a quotation in single quotes has at most; more may be an apostrophe's doing."""
_OPENED = re.compile(r"‘(?=\w)")
_CLOSED = re.compile(r"(?<=\w)([,.?!]?)’(?=[,.;:?!]*$)")
_GUILLEMETS = re.compile(r"«(?=\w)|(?<=[\w,.?!])»")


def _outer(texts: Sequence[str]) -> list[str]:
    """``texts`` with double quotes for single ones that surely are a pair and stand in no other quotation."""
    shown = [_GUILLEMETS.sub('"', text) for text in texts]
    if any(mark in text for text in shown for mark in '"“”„') or not any("‘" in text for text in texts):
        return shown
    opened: int | None = None
    for i, text in enumerate(texts):
        if opened is None and text.count("‘") == 1 and text[0] == "‘" and _OPENED.match(text):
            opened = i
        if opened is None or "’" not in text or text[0] in "’'":  # rock ’n’ roll
            continue
        closed = _CLOSED.search(text)
        sure = opened == i or (closed and (closed[1] or text[closed.start() - 1] != "s"))  # no workers’ rights
        if closed and sure and i - opened < _MOST:
            shown[opened] = '"' + shown[opened][1:]
            shown[i] = _CLOSED.sub(r'\1"', shown[i])
            opened = None
    return shown


def _find(tokens: Sequence[Token], _: Setting) -> Iterable[Edit]:
    texts = [text.translate(_STRAIGHT) for text in _outer([token.text for token in tokens])]
    if sum(text.count('"') for text in texts) % 2 == 0:
        texts = [_OUTSIDE.sub(r'\1"', text) if '"' in text else text for text in texts]
    for i, (token, text) in enumerate(zip(tokens, texts, strict=True)):
        if text != token.text:
            yield Edit(i, i + 1, text)


STRAIGHT_QUOTES = Rule(
    name="straight-quotes",
    summary="quotation marks are straight, and commas and full stops stand inside them",
    examples=(
        ("He said, “We don’t know.”", 'He said, "We don\'t know."'),
        ("She calls it “the long wait”, and sighs.", 'She calls it "the long wait," and sighs.'),
        ('They sang "Yesterday".', 'They sang "Yesterday."'),
        ("rock ’n’ roll in the ’60s", "rock 'n' roll in the '60s"),
        ("Did he say “never”?", 'Did he say "never"?'),
        ("He is 6'2\", I think, or 6'3\".", "He is 6'2\", I think, or 6'3\"."),
        ('It was called "hope, and nobody', 'It was called "hope, and nobody'),
        ('the end of it", she said', 'the end of it", she said'),
        ("They call it ‘the pit,’ and ‘home’.", 'They call it "the pit," and "home."'),
        ("“He said ‘no’,” she says.", "\"He said 'no',\" she says."),
        ("‘the workers’ rights", "'the workers' rights"),
        ("the ‘experts’ say it's ‘rock ’n’ roll,’ no?", 'the "experts" say it\'s "rock \'n\' roll," no?'),
        ("She wrote «merci» on it.", 'She wrote "merci" on it.'),
        ("the workers', the bosses'.", "the workers', the bosses'."),
        ('He asked "why?", and left.', 'He asked "why?", and left.'),
    ),
    find=_find,
    trigger=re.compile('[“”„‟‘’‚‛«»]|"[,.]'),
)
