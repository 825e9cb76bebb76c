"""Who said each word: recognised words against the diarizer's turns.

Words are never added, lost or reordered here; they only receive a speaker. In this order:

1. a word goes to the voice whose exclusive turns cover it (:mod:`.coverage`);
2. words on the wrong side of a change are moved, where sentence and sound agree (:mod:`.repair`);
3. each word gets its certainty, and whether another voice is heard over it (:mod:`.certainty`).

``docs/attribution.md`` has what each step does to the words of recordings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.attribution.certainty import weighed
from pipeline.attribution.coverage import covering_voice
from pipeline.attribution.hearing import Hearing
from pipeline.attribution.repair import repair
from pipeline.timeline import AttributedWord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.timeline import Diarization, Word

__all__ = ["attribute"]


def attribute(words: Iterable[Word], diarization: Diarization) -> tuple[AttributedWord, ...]:
    """Each word with its speaker (None without any turn), how certain that is, and whether voices overlap there.

    ``words`` are in the order of their starts, their times cut back to speech
    (:func:`pipeline.recognition.repair.clamp_words`).
    """
    spoken = tuple(words)
    if not diarization.exclusive:
        return tuple(AttributedWord(word, None, 0.0) for word in spoken)
    hearing = Hearing(diarization)
    covered = tuple(covering_voice(word, hearing) for word in spoken)
    repaired = repair(spoken, covered, hearing)
    return tuple(
        weighed(word, speaker, hearing, moved=speaker != first)
        for word, speaker, first in zip(spoken, repaired, covered, strict=True)
    )
