"""The measures: what each is called, what it means, which way is better, and how it is read off a :class:`Score`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.evaluation.counts import ErrorCounts, Retrieval, Share

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.evaluation.score import Score


class Reading(NamedTuple):
    """A measure's figure. Where it is a rate, it is a numerator over a denominator, and each of them adds."""

    value: float | None
    """None where there was nothing to measure."""
    numerator: float | None
    denominator: float


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure."""

    title: str
    group: Literal["words", "who", "when", "form"]
    better: Literal["lower", "higher"]
    unit: Literal["share", "milliseconds", "speakers"]
    meaning: str
    read: Callable[[Score], Reading]


GROUPS = {"words": "Words", "who": "Who", "when": "When", "form": "Form"}
"""The groups of measures in their order, with their headings."""
SENTENCE_MARKS = (".", "?", "!", ",")
"""The marks that the one figure for punctuation is about: sentence ends and commas."""


def sentence_marks(score: Score) -> Retrieval:
    """The counts of those marks together."""
    return Retrieval.total(score.marks[mark] for mark in SENTENCE_MARKS if mark in score.marks)


def _rate(numerator: float, denominator: float) -> Reading:
    return Reading(numerator / denominator if denominator else None, numerator, denominator)


def _errors(counts: ErrorCounts) -> Reading:
    return _rate(counts.errors, counts.reference)


def _share(counts: Share) -> Reading:
    return _rate(counts.part, counts.whole)


def _f1(counts: Retrieval) -> Reading:
    return _rate(2 * counts.both, counts.reference + counts.hypothesis)


def _late(score: Score, share: float) -> Reading:
    return Reading(score.word_starts.percentile(share), None, score.word_starts.times.total())


def _off(score: Score) -> Reading:
    known = score.speakers.reference
    return Reading(score.speakers.off if known else None, None, known)


MEASURES: Mapping[str, Measure] = {
    "wer": Measure(
        "word error rate", "words", "lower", "share",
        "substituted, deleted and inserted words for each word of the reference",
        lambda score: _errors(score.words),
    ),
    "cer": Measure(
        "character error rate", "words", "lower", "share",
        "the same in characters, blanks included",
        lambda score: _errors(score.characters),
    ),
    "proper_names": Measure(
        "proper names right", "words", "higher", "share",
        "of the reference's words that are proper names, those recognised exactly",
        lambda score: _share(score.proper_names),
    ),
    "figures": Measure(
        "figures right", "words", "higher", "share",
        "of the reference's words with digits, once numbers are written as figures, those recognised exactly",
        lambda score: _share(score.figures),
    ),
    "cpwer": Measure(
        "cpWER", "who", "lower", "share",
        "word errors when each speaker's words are one text, under the best one-to-one matching of speakers (meeteval)",
        lambda score: _errors(score.streams.cp),
    ),
    "tcpwer": Measure(
        "tcpWER", "who", "lower", "share",
        "the same where words match only if they are within 5 s of each other (meeteval)",
        lambda score: _errors(score.streams.tcp),
    ),
    "orcwer": Measure(
        "ORC-WER", "who", "lower", "share",
        "word errors when each paragraph of the reference goes to the best stream of the hypothesis (meeteval)",
        lambda score: _errors(score.streams.orc),
    ),
    "wder": Measure(
        "word diarization error rate", "who", "lower", "share",
        "of the words that both sides have, those given to a wrong speaker under the best matching (arXiv 1907.05337)",
        lambda score: _share(score.wrong_speakers),
    ),
    "name_accuracy": Measure(
        "words under the right name", "who", "higher", "share",
        "of the words that both sides have and somebody with a real name says, those that carry this name",
        lambda score: _rate(score.names.both, score.names.reference),
    ),
    "name_precision": Measure(
        "names right where given", "who", "higher", "share",
        "of the words that both sides have and the hypothesis gives a real name, those that are this person's",
        lambda score: _rate(score.names.both, score.names.hypothesis),
    ),
    "people_named": Measure(
        "people under their name", "who", "higher", "share",
        "of the people with a real name in the reference, those whom the hypothesis calls so",
        lambda score: _share(score.speakers.named),
    ),
    "speaker_count": Measure(
        "speakers too many or too few", "who", "lower", "speakers",
        "difference in the number of speakers, summed over files",
        _off,
    ),
    "der": Measure(
        "DER", "when", "lower", "share",
        "seconds missed, of false alarm and under the wrong speaker for each second of speech (pyannote.metrics)",
        lambda score: _rate(score.diarization.wrong, score.diarization.speech),
    ),
    "der_collar": Measure(
        "DER, collar", "when", "lower", "share",
        "the same, leaving out a quarter of a second on both sides of each boundary of the reference",
        lambda score: _rate(score.diarization_collar.wrong, score.diarization_collar.speech),
    ),
    "jer": Measure(
        "JER", "when", "lower", "share",
        "Jaccard error of each reference speaker, averaged (pyannote.metrics)",
        lambda score: _rate(score.jaccard.errors, score.jaccard.speakers),
    ),
    "jer_collar": Measure(
        "JER, collar", "when", "lower", "share",
        "the same, leaving out a quarter of a second on both sides of each boundary of the reference",
        lambda score: _rate(score.jaccard_collar.errors, score.jaccard_collar.speakers),
    ),
    "word_start_median": Measure(
        "word starts off, median", "when", "lower", "milliseconds",
        "difference of the start of equal words, where both sides have word times",
        lambda score: _late(score, 0.5),
    ),
    "word_start_p95": Measure(
        "word starts off, 95th percentile", "when", "lower", "milliseconds",
        "the same, exceeded by one word in twenty",
        lambda score: _late(score, 0.95),
    ),
    "punctuation": Measure(
        "punctuation F1", "form", "higher", "share",
        "sentence ends (. ? !) and commas after words that both sides have",
        lambda score: _f1(sentence_marks(score)),
    ),
    "capitals": Measure(
        "capitals F1", "form", "higher", "share",
        "capital letters at the start of words that are equal on both sides",
        lambda score: _f1(score.capitals),
    ),
    "paragraphs": Measure(
        "paragraphs F1", "form", "higher", "share",
        "places where a new paragraph begins, at a new turn or within one, between words that both sides have",
        lambda score: _f1(score.paragraphs.breaks),
    ),
    "paragraphs_within": Measure(
        "paragraphs within turns", "form", "higher", "share",
        "of the places where the reference begins a new paragraph within a turn, those where the hypothesis does",
        lambda score: _share(score.paragraphs.inner),
    ),
    "windowdiff": Measure(
        "WindowDiff", "form", "lower", "share",
        "stretches of half a paragraph's length with another number of paragraph breaks (Pevzner and Hearst 2002)",
        lambda score: _share(score.paragraphs.windows),
    ),
    "introduction": Measure(
        "introduction F1", "form", "higher", "share",
        "words of the unlabelled introduction that are in the introduction on both sides",
        lambda score: _f1(score.introduction),
    ),
}  # fmt: skip
