"""The voice whose exclusive turns cover most of a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.attribution.hearing import Hearing
    from pipeline.timeline import Word


def covering_voice(word: Word, hearing: Hearing) -> str:
    """Who said ``word``, by the diarizer's exclusive turns alone, of which there must be one.

    Of a word that straddles one change, the voice that covers most of it is the one at its midpoint. Where voices
    change to and fro within a word, or pause in it, the midpoint would go by a moment; all of the word decides.
    Outside every turn it is the nearest turn's voice.
    """
    seconds = hearing.exclusive.seconds(word.span)
    if seconds:
        return max(seconds, key=seconds.__getitem__)
    middle = word.span.midpoint
    return min(hearing.exclusive.around(middle), key=lambda turn: turn.span.distance(middle)).speaker
