"""Who says what, word by word: under any labels (WDER), and under real names.

Counted on words that both sides have, equal or substituted. Words of which the reference does not say who says them
are left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.evaluation.comparison import pairs_of
from pipeline.evaluation.counts import Counts, ErrorCounts, Keyed, Retrieval, Share, SpeakerCounts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.evaluation.comparison import Comparison, Step
    from pipeline.evaluation.normalisers import Word
    from pipeline.evaluation.sides import Side


@dataclass(frozen=True, slots=True)
class SpeakerScore(Counts):
    """Counts of what one speaker of the reference says."""

    words: ErrorCounts = field(default_factory=ErrorCounts)
    """An inserted word is the error of whoever says the word before it; at the very start, of the first speaker."""
    names: Retrieval = field(default_factory=Retrieval)
    """Words under this person's name."""


def count_wrong_speakers(comparison: Comparison, steps: Sequence[Step]) -> Share:
    """The word diarization error rate (Shafey et al. 2019, arXiv 1907.05337): pairs under the wrong speaker.

    Labels are matched one to one, over the whole comparison, so that as few as possible are wrong; a word without a
    speaker in the hypothesis is wrong. Nothing is counted if either side has no speakers.
    """
    if not comparison.has_speakers:
        return Share()
    matching = comparison.matching
    right = [found is not None and matching.get(found) == expected for expected, found in _labels(comparison, steps)]
    return Share(right.count(False), len(right))


def count_names(comparison: Comparison, steps: Sequence[Step]) -> Retrieval:
    """Words of people with real names: in the reference, in the hypothesis, and under the same person's name in both.

    Nothing is counted if the reference names nobody or the hypothesis has no speakers at all. Labels such as
    ``SPEAKER_1`` name nobody: then no word is under the right name.
    """
    if not comparison.reference_names or not comparison.has_speakers:
        return Retrieval()
    labels = list(_labels(comparison, steps))
    return Retrieval(
        both=sum(found is not None and comparison.people.get(found) == expected for expected, found in labels),
        reference=sum(expected in comparison.reference_names for expected, _ in labels),
        hypothesis=sum(found in comparison.hypothesis_names for _, found in labels),
    )


def count_speakers(comparison: Comparison) -> SpeakerCounts:
    """How many people say a word, or are heard where a side has no words; nothing if either side has no speakers."""
    reference = _speaking(comparison.reference, comparison.reference_words)
    hypothesis = _speaking(comparison.hypothesis, comparison.hypothesis_words)
    if not reference or not hypothesis:
        return SpeakerCounts()
    people = reference & comparison.reference_names
    found = {comparison.people[label] for label in hypothesis if label in comparison.people}
    off = abs(len(reference) - len(hypothesis))
    return SpeakerCounts(len(reference), len(hypothesis), off, Share(len(people & found), len(people)))


def score_speakers(comparison: Comparison, steps: Sequence[Step]) -> Keyed[SpeakerScore]:
    """Word errors and words under the right name for each label of the reference."""
    words: dict[str, Counter[str]] = {}
    for step in steps:
        place = step.reference if step.hypothesis is None else comparison.anchors[step.hypothesis]
        speaker = None if place is None else comparison.reference_speaker(place)
        if speaker is not None:
            words.setdefault(speaker, Counter())[step.kind] += 1
    names = _names_by_speaker(comparison, steps)
    return Keyed(
        (speaker, SpeakerScore(ErrorCounts.of_kinds(words.get(speaker, Counter())), names.get(speaker, Retrieval())))
        for speaker in {**words, **names}
    )


def _names_by_speaker(comparison: Comparison, steps: Sequence[Step]) -> dict[str, Retrieval]:
    if not comparison.reference_names or not comparison.has_speakers:
        return {}
    both, reference, hypothesis = Counter[str](), Counter[str](), Counter[str]()
    for expected, found in _labels(comparison, steps):
        person = None if found is None else comparison.people.get(found)
        reference[expected] += expected in comparison.reference_names
        if person is not None:
            hypothesis[person] += 1
            both[person] += person == expected
    return {label: Retrieval(both[label], reference[label], hypothesis[label]) for label in reference | hypothesis}


def _labels(comparison: Comparison, steps: Sequence[Step]) -> Iterator[tuple[str, str | None]]:
    """Who says each pair of words, in the reference and in the hypothesis."""
    for pair in pairs_of(steps):
        expected = comparison.reference_speaker(pair.reference)
        if expected is not None:
            yield expected, comparison.hypothesis_speaker(pair.hypothesis)


def _speaking(side: Side, words: Sequence[Word]) -> set[str]:
    if words:
        labels = {side.speaker(word.first) for word in words}
        return {label for label in labels if label is not None}
    return {heard.speaker for heard in side.heard or ()}
