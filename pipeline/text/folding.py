"""A listener's short answers inside what another says: which of them may be folded into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.backchannels import is_backchannel
from pipeline.text.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.timeline import AttributedWord

_BRIEF = 1.0
"""Seconds below which an answer is a listener's."""
_SPOKEN_BEFORE, _SPOKEN_AFTER = 5, 3
"""Words that one says, at least, before and after a listener's answer: less is talk to and fro."""
_LOOKED_AT = 60
"""Words of a sentence that are looked at for its question mark."""
_CLOSERS = "\"'”’)]»"
_QUESTION_MARKS = ("?", "？", "؟")


def fold(runs: Sequence[Sequence[AttributedWord]]) -> list[list[AttributedWord]]:
    """``runs`` of one voice each, in their order, with listeners' answers made part of the run they interrupt.

    An answer is folded if the same voice speaks before and after it, if it is nothing but a backchannel of less than a
    second, and if nobody was asked: neither does the sentence before it end in a question mark, nor, where that
    sentence was complete, the one that follows.
    """
    folded: list[list[AttributedWord]] = []
    i = 0
    while i < len(runs):
        own = list(runs[i])
        while i + 2 < len(runs) and _is_listeners(own, runs[i + 1], runs[i + 2]):
            own += [*runs[i + 1], *runs[i + 2]]
            i += 2
        folded.append(own)
        i += 1
    return folded


def _is_listeners(
    before: Sequence[AttributedWord], answer: Sequence[AttributedWord], after: Sequence[AttributedWord]
) -> bool:
    speaker = before[0].speaker
    if speaker is None or answer[0].speaker is None or after[0].speaker != speaker:
        return False
    if len(before) < _SPOKEN_BEFORE or len(after) < _SPOKEN_AFTER:
        return False
    if answer[-1].word.end - answer[0].word.start >= _BRIEF or not is_backchannel([item.word.text for item in answer]):
        return False
    return not _is_asked(before[-1].word.text) and not (
        ends_sentence(before[-1].word.text, after[0].word.text) and _asks(after)
    )


def _asks(words: Sequence[AttributedWord]) -> bool:
    """Whether the first sentence of ``words`` is a question."""
    looked_at = [item.word.text for item in words[:_LOOKED_AT]]
    following: list[str | None] = [*looked_at[1:], None]
    ending = (text for text, after in zip(looked_at, following, strict=True) if ends_sentence(text, after))
    return _is_asked(next(ending, ""))


def _is_asked(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(_QUESTION_MARKS)
