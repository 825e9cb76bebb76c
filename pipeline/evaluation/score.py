"""Everything that is counted of a comparison, in one value that adds up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.evaluation.counting.form import (
    ParagraphCounts,
    count_capitals,
    count_introduction,
    count_marks,
    count_paragraphs,
)
from pipeline.evaluation.counting.labels import (
    SpeakerScore,
    count_names,
    count_speakers,
    count_wrong_speakers,
    score_speakers,
)
from pipeline.evaluation.counting.streams import StreamCounts, count_streams
from pipeline.evaluation.counting.times import count_times
from pipeline.evaluation.counting.voices import COLLAR, count_diarization, count_jaccard
from pipeline.evaluation.counting.words import (
    Confusions,
    count_characters,
    count_confusions,
    count_figures,
    count_proper_names,
    count_words,
)
from pipeline.evaluation.counts import (
    Counts,
    DiarizationCounts,
    ErrorCounts,
    JaccardCounts,
    Keyed,
    Retrieval,
    Share,
    SpeakerCounts,
    TimeErrors,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.evaluation.comparison import Comparison, Step


@dataclass(frozen=True, slots=True)
class Score(Counts):
    """The counts behind every measure; of a stretch of text only those that it has (:func:`score_steps`)."""

    words: ErrorCounts = field(default_factory=ErrorCounts)
    proper_names: Share = field(default_factory=Share)
    figures: Share = field(default_factory=Share)
    confusions: Confusions = field(default_factory=Confusions)
    wrong_speakers: Share = field(default_factory=Share)
    names: Retrieval = field(default_factory=Retrieval)
    by_speaker: Keyed[SpeakerScore] = field(default_factory=Keyed)
    word_starts: TimeErrors = field(default_factory=TimeErrors)
    marks: Keyed[Retrieval] = field(default_factory=Keyed)
    capitals: Retrieval = field(default_factory=Retrieval)
    introduction: Retrieval = field(default_factory=Retrieval)
    characters: ErrorCounts = field(default_factory=ErrorCounts)
    streams: StreamCounts = field(default_factory=StreamCounts)
    speakers: SpeakerCounts = field(default_factory=SpeakerCounts)
    paragraphs: ParagraphCounts = field(default_factory=ParagraphCounts)
    diarization: DiarizationCounts = field(default_factory=DiarizationCounts)
    diarization_collar: DiarizationCounts = field(default_factory=DiarizationCounts)
    jaccard: JaccardCounts = field(default_factory=JaccardCounts)
    jaccard_collar: JaccardCounts = field(default_factory=JaccardCounts)


def score_steps(comparison: Comparison, steps: Sequence[Step]) -> Score:
    """What can be counted step by step, of some steps of the alignment; the scores of all stretches add up."""
    return Score(
        words=count_words(comparison, steps),
        proper_names=count_proper_names(comparison, steps),
        figures=count_figures(comparison, steps),
        confusions=count_confusions(comparison, steps),
        wrong_speakers=count_wrong_speakers(comparison, steps),
        names=count_names(comparison, steps),
        by_speaker=score_speakers(comparison, steps),
        word_starts=count_times(comparison, steps),
        marks=count_marks(comparison, steps),
        capitals=count_capitals(comparison, steps),
        introduction=count_introduction(comparison, steps),
    )


def score(comparison: Comparison) -> Score:
    """Everything."""
    reference, hypothesis = comparison.reference, comparison.hypothesis
    voices = Score(
        speakers=count_speakers(comparison),
        diarization=count_diarization(reference.heard, hypothesis.heard),
        diarization_collar=count_diarization(reference.heard, hypothesis.heard, COLLAR),
        jaccard=count_jaccard(reference.heard, hypothesis.heard),
        jaccard_collar=count_jaccard(reference.heard, hypothesis.heard, COLLAR),
    )
    if not comparison.compares_words:
        return voices
    words = Score(
        characters=count_characters(comparison),
        streams=count_streams(comparison),
        paragraphs=count_paragraphs(comparison),
    )
    return score_steps(comparison, comparison.steps) + words + voices
