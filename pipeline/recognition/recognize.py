"""Recognition of a whole recording: plan the regions, decode them, and go back to speech that brought no words."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.progress import no_advance
from pipeline.recognition.regions import plan
from pipeline.timeline import Recognition, Repair, Span, subtract

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.progress import Advance
    from pipeline.recognition import Recognizer
    from pipeline.timeline import Waveform, Word

_REACH = 0.75
"""Seconds around a word in which speech counts as heard: word times are not exact, and breath is not speech."""
_LEAST_MISSED = 1.5
"""Seconds of speech without a word, between words, from which it is decoded again."""
_LEAST_MISSED_ALONE = 0.4
"""The same for a region that came back with no word at all."""
_MARGIN = 0.2
"""Seconds of sound kept around missed speech when it is decoded again."""
_LEAST_CONFIDENCE = 0.75
"""Words of a second attempt that are less sure than this on average are taken for invented: what was invented over
synthetic music reached 0.69, and any ten words in a row that were heard in the samples have 0.78 or more."""
_MOST_REPEATED = 0.4
"""Share of a second attempt's words that one pair of words may make up, or it goes round in circles."""


def recognize(
    recognizer: Recognizer, waveform: Waveform, speech: Sequence[Span], language: str | None, advance: Advance
) -> Recognition:
    """Every word said in ``speech``; without speech, no words and the language that was asked for.

    Speech in which the first pass heard nothing is decoded again on its own, with the engine's careful way. What was
    found, and what stayed without words, is listed in the repairs.
    """
    regions = plan(waveform, speech)
    if not regions:
        return Recognition((), language, recognizer.identity)
    spoken = language or recognizer.detect_language(waveform, regions)
    heard = recognizer.recognize(waveform, regions, spoken, advance)
    missed = [span for region, words in zip(regions, heard, strict=True) for span in _missed(region, words, speech)]
    found = recognizer.recognize(waveform, missed, spoken, no_advance, careful=True) if missed else ()
    repairs: list[Repair] = []
    accepted: list[Word] = []
    for span, words in zip(missed, found, strict=True):
        if words and _convinces(words):
            accepted.extend(words)
            text = " ".join(word.text for word in words)
            repairs.append(Repair("recovered", span.start, span.end, f"decoded again on its own: {text}"))
        else:
            repairs.append(Repair("unheard", span.start, span.end, "speech in which no words could be made out"))
    first = [word for words in heard for word in words]
    merged = sorted([*first, *accepted], key=lambda word: word.start)
    return Recognition(tuple(merged), spoken, recognizer.identity, tuple(repairs))


def _missed(region: Span, words: Sequence[Word], speech: Iterable[Span]) -> list[Span]:
    """Stretches of speech in ``region`` that are nowhere near a word, with a little sound around them."""
    inside = [shared for span in speech if (shared := span & region)]
    near = [Span(max(0.0, word.start - _REACH), word.end + _REACH) for word in words]
    least = _LEAST_MISSED if words else _LEAST_MISSED_ALONE
    spans = [Span(inside[0].start, inside[-1].end)] if inside and not words else subtract(inside, near)
    return [
        Span(max(region.start, span.start - _MARGIN), min(region.end, span.end + _MARGIN))
        for span in spans
        if span.duration >= least
    ]


def _convinces(words: Sequence[Word]) -> bool:
    """Whether the words of a second attempt were heard, not invented: they are sure, and do not go round in circles."""
    sure = [word.confidence for word in words if word.confidence is not None]
    if not sure or sum(sure) / len(sure) < _LEAST_CONFIDENCE:
        return False
    texts = [word.text.casefold().strip(".,?!") for word in words]
    pairs = Counter(pairwise(texts))
    return not pairs or 2 * max(pairs.values()) <= max(_MOST_REPEATED * len(texts), 2)
