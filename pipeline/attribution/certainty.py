"""How certain it is who said a word, and whether another voice is heard over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.timeline import AttributedWord

if TYPE_CHECKING:
    from pipeline.attribution.hearing import Hearing
    from pipeline.timeline import Word

_GAP_REACH = 2.0
"""Seconds from a turn at which a word outside every turn is not believed to belong to it any more than to another."""
_BRIEF = 0.5
"""Seconds of a turn below which the voice is the harder to tell the shorter it is."""
_CROSSTALK = 0.1
"""Seconds, or half of a shorter word, that another voice must be heard over it: turns' ends are not more exact."""


def weighed(word: Word, speaker: str, hearing: Hearing, *, moved: bool) -> AttributedWord:
    """``word`` as ``speaker``'s, with certainty and overlap.

    The certainty is the share of the word inside that speaker's exclusive turns, less where these are brief, and
    halved where another voice is heard over it. In a gap it falls from a half to nothing with the distance from the
    nearest turn. A word that was ``moved`` has two weak witnesses instead of a strong one: a fifth for its sentence,
    and up to a fifth for the share of it in which its speaker is heard at all.
    """
    overlapped = _is_overlapped(word, hearing)
    if moved:
        heard = _share(word, hearing.heard.seconds(word.span), speaker)
        return AttributedWord(word, speaker, 0.2 + 0.2 * heard, overlapped)
    exclusive = hearing.exclusive.seconds(word.span)
    if exclusive:
        longest = max(turn.span.duration for turn in hearing.exclusive.at(word.span) if turn.speaker == speaker)
        share = _share(word, exclusive, speaker) * min(1.0, longest / _BRIEF)
        return AttributedWord(word, speaker, share / 2 if overlapped else share, overlapped)
    middle = word.span.midpoint
    distance = min(turn.span.distance(middle) for turn in hearing.exclusive.around(middle))
    if distance == 0.0:  # a word without length, inside a turn
        return AttributedWord(word, speaker, 1.0)
    return AttributedWord(word, speaker, 0.5 * max(0.0, 1.0 - distance / _GAP_REACH), overlapped)


def _share(word: Word, seconds: dict[str, float], speaker: str) -> float:
    # a word without length lies in no turn
    return min(1.0, seconds[speaker] / word.span.duration) if speaker in seconds else 0.0


def _is_overlapped(word: Word, hearing: Hearing) -> bool:
    """Whether two voices are heard at once for long enough to matter."""
    seconds = hearing.crosstalk(word.span)
    return seconds > 0 and seconds >= min(_CROSSTALK, word.span.duration / 2)
