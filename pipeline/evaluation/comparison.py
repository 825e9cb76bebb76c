"""Two transcripts side by side: the words of each as they are compared, aligned, and who is who."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.evaluation.normalisers import normalised
from pipeline.evaluation.people import same_people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.evaluation.normalisers import NormaliserName, Word
    from pipeline.evaluation.sides import Side


class Step(NamedTuple):
    """A step of the alignment; indices of words, None on the side that has none here."""

    kind: Literal["equal", "substitution", "deletion", "insertion"]
    reference: int | None
    hypothesis: int | None


class Pair(NamedTuple):
    """Words that stand for each other: indices of words; whether they are equal."""

    reference: int
    hypothesis: int
    equal: bool


@dataclass(frozen=True)
class Comparison:
    """What every measure is counted from; made by :func:`compare`."""

    reference: Side
    hypothesis: Side
    normaliser: NormaliserName
    reference_words: tuple[Word, ...]
    hypothesis_words: tuple[Word, ...]
    steps: tuple[Step, ...]
    people: Mapping[str, str]
    """For each label of the hypothesis that names somebody of the reference: the reference's label of that person."""

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The words that both sides have, equal or substituted, in their order."""
        return pairs_of(self.steps)

    def reference_speaker(self, word: int) -> str | None:
        """Label of who says a word of the reference."""
        return self.reference.speaker(self.reference_words[word].first)

    def hypothesis_speaker(self, word: int) -> str | None:
        """Label of who says a word of the hypothesis."""
        return self.hypothesis.speaker(self.hypothesis_words[word].first)


def pairs_of(steps: Sequence[Step]) -> tuple[Pair, ...]:
    """The pairs of words among ``steps``."""
    return tuple(
        Pair(step.reference, step.hypothesis, step.kind == "equal")
        for step in steps
        if step.reference is not None and step.hypothesis is not None
    )


def compare(reference: Side, hypothesis: Side, normaliser: NormaliserName) -> Comparison:
    """Normalise both sides as wholes, align them word by word (jiwer), and find out who is who by name.

    Each side is normalised as one text, so that neither turns nor speakers change a word: ``jiwer.wer`` of the two
    normalised texts is this comparison's word error rate.
    """
    expected = normalised(reference.tokens, normaliser, reference.language)
    found = normalised(hypothesis.tokens, normaliser, hypothesis.language)
    steps = align([word.text for word in expected], [word.text for word in found])
    people = same_people(reference.speakers, hypothesis.speakers)
    return Comparison(reference, hypothesis, normaliser, expected, found, steps, people)


def align(reference: Sequence[str], hypothesis: Sequence[str]) -> tuple[Step, ...]:
    """The steps of a shortest edit from one list of words to the other; words hold no blanks."""
    import jiwer

    if not reference or not hypothesis:  # jiwer refuses an empty reference
        return (
            *(Step("deletion", i, None) for i in range(len(reference))),
            *(Step("insertion", None, j) for j in range(len(hypothesis))),
        )
    steps: list[Step] = []
    for chunk in jiwer.process_words(" ".join(reference), " ".join(hypothesis)).alignments[0]:
        expected = range(chunk.ref_start_idx, chunk.ref_end_idx)
        found = range(chunk.hyp_start_idx, chunk.hyp_end_idx)
        if chunk.type == "delete":
            steps += [Step("deletion", i, None) for i in expected]
        elif chunk.type == "insert":
            steps += [Step("insertion", None, j) for j in found]
        else:
            kind: Literal["equal", "substitution"] = "equal" if chunk.type == "equal" else "substitution"
            steps += [Step(kind, i, j) for i, j in zip(expected, found, strict=True)]
    return tuple(steps)
