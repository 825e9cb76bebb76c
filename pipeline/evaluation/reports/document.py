"""The published report of a validation: what ``byline validate --json`` writes.

Version rule: within a major version fields are only added. Rates are null where there was nothing to measure, and every
rate stands beside the counts it was made of, so that reports can be pooled by adding.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

REPORT_VERSION: Literal["1.0"] = "1.0"

_NUMBERS = re.compile(r"\[\n\s+[-+.\deE]+(?:,\n\s+[-+.\deE]+)*\n\s+\]")
"""A list of numbers as JSON writes it, one a line. In a text no line ends, so none can look like one."""

Number = int | float
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Figure(_Model):
    """A measure's figure. Where it is a rate, it is numerator over denominator, and each of them adds."""

    value: Number | None = Field(
        description="Share, milliseconds or speakers; null: nothing to measure.", examples=[0.02]
    )
    numerator: Number | None = Field(description="What is counted; null where the figure is no rate.", examples=[15])
    denominator: Number = Field(description="Out of how many.", examples=[760])


class Edits(_Model):
    """Edits that turn the reference into the hypothesis."""

    reference: int = Field(description="Words or characters of the reference.", examples=[760])
    substitutions: int = Field(description="Replaced.", examples=[10])
    deletions: int = Field(description="Missing in the hypothesis.", examples=[3])
    insertions: int = Field(description="Only in the hypothesis.", examples=[2])

    @property
    def errors(self) -> int:
        """All edits."""
        return self.substitutions + self.deletions + self.insertions


class Retrieved(_Model):
    """What the reference has, what the hypothesis has, and what both have."""

    both: int = Field(description="In both.", examples=[50])
    reference: int = Field(description="In the reference.", examples=[54])
    hypothesis: int = Field(description="In the hypothesis.", examples=[52])
    precision: float | None = Field(description="Both, of the hypothesis.", examples=[0.96])
    recall: float | None = Field(description="Both, of the reference.", examples=[0.93])
    f1: float | None = Field(description="Harmonic mean of the two.", examples=[0.94])


class Speech(_Model):
    """Seconds of speech, and of what is wrong with who is heard in them."""

    speech: float = Field(description="Speech in the reference.", examples=[250.1])
    missed: float = Field(description="Nobody where somebody speaks.", examples=[1.2])
    false_alarm: float = Field(description="Somebody where nobody speaks.", examples=[0.4])
    confusion: float = Field(description="Somebody else.", examples=[3.0])


class People(_Model):
    """How many speak, and how many of those with real names are found under them."""

    reference: int = Field(description="Speakers there.", examples=[2])
    hypothesis: int = Field(description="Speakers found.", examples=[3])
    off: int = Field(description="Too many or too few, summed over files.", examples=[1])
    with_name: int = Field(description="Of those there, how many have a real name.", examples=[2])
    named: int = Field(description="Of these, how many the hypothesis calls so.", examples=[2])


class WordStarts(_Model):
    """How far off the starts of equal words are."""

    words: int = Field(description="Words with times on both sides.", examples=[700])
    percentiles_ms: dict[str, int | None] = Field(
        description="Difference in milliseconds that so many per cent do not exceed.", examples=[{"50": 40, "95": 210}]
    )


class SpeakerResult(_Model):
    """What became of a speaker of the reference."""

    label: str = Field(description="Label in the reference.", examples=["MAYNES"])
    words: Edits = Field(description="The words this speaker says.")
    names: Retrieved = Field(description="Words under this speaker's name.")


class MarkResult(_Model):
    """How well one punctuation mark is set."""

    mark: str = Field(description="The mark.", examples=[","])
    found: Retrieved = Field(description="After words that both sides have.")


class Confusion(_Model):
    """A word that was taken for another."""

    reference: str = Field(description="What was said.", examples=["tokayev"])
    hypothesis: str = Field(description="What was understood.", examples=["tokay"])
    count: int = Field(description="How often.", examples=[2])


class WordCount(_Model):
    """A word that is missing, or was added."""

    word: str = Field(description="The word, normalised.", examples=["the"])
    count: int = Field(description="How often.", examples=[3])


class _Results(_Model):
    """What a pair of files and all of them together have in common."""

    measures: dict[str, Figure] = Field(
        description="Every measure by its key.",
        examples=[{"wer": {"value": 0.02, "numerator": 15, "denominator": 750}}],
    )
    edits: dict[str, Edits] = Field(description="By the key of the error rate: wer, cer, cpwer, tcpwer, orcwer.")
    retrieved: dict[str, Retrieved] = Field(
        description="By kind: names, punctuation, capitals, paragraphs, introduction."
    )
    speech: dict[str, Speech] = Field(description="By the key of the error rate: der, der_collar.")
    people: People = Field(description="Speakers found and there.")
    word_starts: WordStarts = Field(description="Word times.")
    by_speaker: tuple[SpeakerResult, ...] = Field(description="The reference's speakers, who says most first.")
    by_mark: tuple[MarkResult, ...] = Field(description="Punctuation marks, the most frequent first.")
    substituted: tuple[Confusion, ...] = Field(description="The most frequent confusions.")
    deleted: tuple[WordCount, ...] = Field(description="The words that are missing most often.")
    inserted: tuple[WordCount, ...] = Field(description="The words that were added most often.")


class Passage(_Model):
    """About a sentence of the reference, with what the hypothesis has in its place."""

    segment: int = Field(ge=0, description="Its place among the file's segments.", examples=[17])
    start: float | None = Field(description="When it begins, in seconds, where either side says so.", examples=[93.4])
    speaker: str | None = Field(description="Who says it, or most of it, in the reference.", examples=["MAYNES"])
    hypothesis_speaker: str | None = Field(description="Who does in the hypothesis.", examples=["SPEAKER_1"])
    reference: str = Field(description="What was said.", examples=["Tokayev spoke."])
    hypothesis: str = Field(description="What was understood.", examples=["Tokay spoke."])
    word_errors: int = Field(description="Wrong, missing and added words.", examples=[1])
    wrong_speakers: int = Field(description="Words given to the wrong speaker.", examples=[0])

    @property
    def badness(self) -> int:
        """Wrong words, and words under the wrong speaker."""
        return self.word_errors + self.wrong_speakers


class Column(_Model):
    """A measure's counts, segment by segment."""

    numerators: tuple[Number, ...] = Field(description="What is counted.", examples=[[0, 2, 1]])
    denominators: tuple[Number, ...] = Field(description="Out of how many.", examples=[[12, 30, 7]])

    @model_validator(mode="after")
    def _check(self) -> Column:
        if len(self.numerators) != len(self.denominators):
            raise ValueError("there are not as many numerators as denominators")
        return self


class FileResult(_Results):
    """A pair of files."""

    name: str = Field(description="What both files are called.", examples=["kazakhstan"])
    hypothesis: str = Field(description="Path of what was scored.", examples=["out/kazakhstan.json"])
    reference: str = Field(description="Path of what it was scored against.", examples=["references/kazakhstan.txt"])
    reference_speakers: str | None = Field(
        description="Path of the RTTM file that says who is heard when in the reference; null where it is none apart.",
        examples=["references/kazakhstan.rttm"],
    )
    normaliser: Literal["none", "basic", "english"] = Field(
        description="How words were made comparable.", examples=["english"]
    )
    reference_words_sha256: Digest = Field(
        description="SHA-256 of the reference's words as they were compared.", examples=["5f" * 32]
    )
    reference_sha256: Digest = Field(
        description="SHA-256 of all that was scored of the reference: words, speakers, times, paragraphs.",
        examples=["0c" * 32],
    )
    left_out_of_reference: dict[str, int] = Field(
        description="What is printed and was not scored, and how often.", examples=[{"stage directions": 2}]
    )
    left_out_of_hypothesis: dict[str, int] = Field(description="The same.", examples=[{"stage directions": 1}])
    notes: tuple[str, ...] = Field(
        description="What a reader of the figures should know.", examples=[["the reference has no speakers"]]
    )
    worst_passages: tuple[Passage, ...] = Field(description="The passages with most errors, the worst first.")
    segments: dict[str, Column] = Field(
        description="The measures that can be counted sentence by sentence, by key: what a comparison draws from."
    )

    @model_validator(mode="after")
    def _check(self) -> FileResult:
        if len({len(column.numerators) for column in self.segments.values()}) > 1:
            raise ValueError("the measures have not all as many segments")
        return self


class Pooled(_Results):
    """All pairs of files together."""


class Failure(_Model):
    """A pair that could not be scored."""

    name: str = Field(description="What the files are called.", examples=["kazakhstan"])
    message: str = Field(description="Why.", examples=["cannot read out/kazakhstan.json as a transcript: no JSON"])


class ThresholdResult(_Model):
    """A threshold, and whether the pooled figure keeps it."""

    measure: str = Field(description="Key of the measure.", examples=["wer"])
    kind: Literal["max", "min"] = Field(description="Which side of the limit is allowed.", examples=["max"])
    limit: float = Field(description="The limit; it is itself allowed.", examples=[0.05])
    value: Number | None = Field(description="The figure; null, which has failed: not measured.", examples=[0.02])
    passed: bool = Field(description="Whether it is kept.", examples=[True])


class Change(_Model):
    """A measure now and earlier, over the files that both reports have."""

    measure: str = Field(description="Key of the measure.", examples=["wer"])
    file: str | None = Field(description="Name of the file; null for all files together.", examples=["kazakhstan"])
    earlier: Number | None = Field(description="Earlier figure.", examples=[0.03])
    now: Number | None = Field(description="Figure now.", examples=[0.02])
    low: float | None = Field(
        description="Lower end of the 95 % interval of now less earlier (paired bootstrap); null: not tested.",
        examples=[-0.02],
    )
    high: float | None = Field(description="Its upper end.", examples=[-0.004])
    probability_better: float | None = Field(
        description="Share of the draws in which it is better now; null: not tested.", examples=[0.99]
    )
    units: Literal["segments", "files"] | None = Field(
        description="What was drawn; null: not tested, because there are too few or they are no rates.",
        examples=["segments"],
    )
    count: int = Field(ge=0, description="How many of them there are.", examples=[64])
    verdict: Literal["better", "worse", "same", "unclear"] = Field(
        description="`unclear`: the figures differ, which may be chance or could not be tested.", examples=["better"]
    )


class WorsePassage(_Model):
    """A passage with more word errors than earlier."""

    file: str = Field(description="Name of the file.", examples=["kazakhstan"])
    earlier: int = Field(description="Word errors earlier.", examples=[0])
    passage: Passage = Field(description="The passage now.")


class Baseline(_Model):
    """What has changed since an earlier report."""

    path: str = Field(description="Path of the earlier report.", examples=["main.json"])
    byline_version: str = Field(description="Version of byline that wrote it.", examples=["0.1.0"])
    files: int = Field(description="Files that were compared: in both reports, with the same reference.", examples=[12])
    changes: tuple[Change, ...] = Field(description="By measure: of all files together, then of each.")
    worse_passages: tuple[WorsePassage, ...] = Field(description="The passages whose word errors rose most.")
    notes: tuple[str, ...] = Field(
        description="What could not be compared, and why.", examples=[["b: it was not scored earlier"]]
    )


class ValidationReport(_Model):
    """How good transcripts are, measured against references."""

    def to_json(self) -> str:
        """The report as JSON: indented, every field written, each list of numbers on one line."""
        return _NUMBERS.sub(lambda found: " ".join(found[0].split()), self.model_dump_json(indent=2)) + "\n"

    schema_version: Literal["1.0"] = Field(
        default=REPORT_VERSION, description="Version of this format.", examples=[REPORT_VERSION]
    )
    byline_version: str = Field(description="Version of byline.", examples=["0.1.0"])
    files: tuple[FileResult, ...] = Field(description="Each pair of files.")
    pooled: Pooled = Field(description="All of them together: their counts added.")
    unmatched: tuple[str, ...] = Field(description="Files without a partner.", examples=[["out/interview.json"]])
    failures: tuple[Failure, ...] = Field(description="Pairs that could not be scored.")
    thresholds: tuple[ThresholdResult, ...] = Field(description="The thresholds that were set.")
    baseline: Baseline | None = Field(description="Comparison with an earlier report; null where none was asked for.")
