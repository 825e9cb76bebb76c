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


def _find(tokens: Sequence[Token], _: Setting) -> Iterable[Edit]:
    texts = [token.text.translate(_STRAIGHT) for token in tokens]
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
        ("the workers', the bosses'.", "the workers', the bosses'."),
        ('He asked "why?", and left.', 'He asked "why?", and left.'),
    ),
    find=_find,
    trigger=re.compile('[“”„‟‘’‚‛]|"[,.]'),
)
