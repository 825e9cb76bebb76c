"""Names of one talk made consistent with themselves: one that is nearly always spelled one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.text.style.edits import Edit, Token
from pipeline.text.style.rule import Rule, Setting
from pipeline.text.terms import Terms
from pipeline.text.terms.heard import heard_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TALK = (
    "Now Tokayev insists. We saw Tokayev in 2019. Then Tokayev had him arrested. Later Tokaev spoke. "
    "I called Masimov. He called Massimov. "
    "It was Nazarbayev who ruled. He met Nazarbayev. She saw Nazarbayev there. They met Nazarbayeva, his daughter. "
    "Then Peter Lehrer spoke. Now Lehrer asks. Ask Lehrer. Then Anna Lerer sang. "
    "We went to Jordan. They live in Jordan. It is near Jordan. She asked Jordon why. "
    "So Ndongo said. Then Ndongo left. When Ndongo met Ndonggo they laughed. "
    "The kombucha was good. Water mains burst."
)


def _find(tokens: Sequence[Token], setting: Setting) -> Iterable[Edit]:
    usual = setting.terms.talk.usual
    text = " ".join(token.text for token in tokens).casefold()
    if not any(word in text for word in usual):
        return
    printed: dict[int, list[str]] = {}
    reasons: dict[int, str] = {}
    for word in heard_words(tokens):
        name = word.form.text
        if len(word.pieces) == 1 and word.pieces[0] in usual and word.form.has_capital and not word.form.is_shouted:
            name, times, own = usual[word.pieces[0]]
            reasons[word.token] = (
                f'the talk has "{name}" {times} times, "{word.form.text}" {"once" if own == 1 else "twice"}'
            )
        printed.setdefault(word.token, []).append(word.form.before + name + word.form.after)
    for index, reason in reasons.items():
        yield Edit(index, index + 1, " ".join(printed[index]), reason)


USUAL_SPELLING = Rule(
    name="usual-spelling",
    summary="a name is spelled as it nearly always is in this talk",
    examples=(
        ("justification for Tokaev to invite", "justification for Tokayev to invite"),
        ("Later Tokaev's men, and “Tokaev,” spoke.", "Later Tokayev's men, and “Tokayev,” spoke."),
        ("Masimov and Massimov", "Masimov and Massimov"),
        ("They met Nazarbayeva, his daughter.", "They met Nazarbayeva, his daughter."),
        ("Then Anna Lerer sang.", "Then Anna Lerer sang."),
        ("She asked Jordon why.", "She asked Jordon why."),
        ("When Ndongo met Ndonggo they laughed.", "When Ndongo met Ndonggo they laughed."),
        ("Tokayev, Barnes and a tokaev", "Tokayev, Barnes and a tokaev"),
        ("TOKAEV", "TOKAEV"),
    ),
    find=_find,
    setting=Setting(
        terms=Terms.build([]).with_talk([[Token(word, i, i + 1, i, 0.0, 0.0) for i, word in enumerate(_TALK.split())]])
    ),
)
