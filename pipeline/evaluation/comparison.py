"""Two transcripts side by side: the words of each as they are compared, aligned, and who is who."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.evaluation.gaps import Text, settled
from pipeline.evaluation.normalisers import normalised
from pipeline.evaluation.people import is_named, same_people
from pipeline.evaluation.proper_names import proper_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.evaluation.gaps import Place
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

    @property
    def compares_words(self) -> bool:
        """Whether both sides are about words: voices alone say no word wrong, and miss none."""
        return not (self.reference.is_voices_alone or self.hypothesis.is_voices_alone)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The words that both sides have, equal or substituted, in their order."""
        return pairs_of(self.steps)

    @cached_property
    def proper_names(self) -> frozenset[int]:
        """Indices of the reference's words that are proper names."""
        return proper_names(self.reference, self.reference_words)

    def reference_speaker(self, word: int) -> str | None:
        """Label of who says a word of the reference."""
        return self.reference.speaker(self.reference_words[word].first)

    def hypothesis_speaker(self, word: int) -> str | None:
        """Label of who says a word of the hypothesis."""
        return self.hypothesis.speaker(self.hypothesis_words[word].first)

    @cached_property
    def has_speakers(self) -> bool:
        """Whether both sides say of any word who says it."""
        return self.reference.has_speakers and self.hypothesis.has_speakers

    @cached_property
    def reference_names(self) -> frozenset[str]:
        """Labels of the reference's speakers who have a real name."""
        return frozenset(speaker.label for speaker in self.reference.speakers if is_named(speaker))

    @cached_property
    def hypothesis_names(self) -> frozenset[str]:
        """Labels of the hypothesis's speakers who have a real name."""
        return frozenset(speaker.label for speaker in self.hypothesis.speakers if is_named(speaker))

    @cached_property
    def matching(self) -> Mapping[str, str]:
        """For each label of the hypothesis, the reference's label that it is matched with, whatever it is called.

        One to one, so that as many pairs of words as possible agree on who says them.
        """
        together: Counter[tuple[str, str]] = Counter()
        for pair in self.pairs:
            expected, found = self.reference_speaker(pair.reference), self.hypothesis_speaker(pair.hypothesis)
            if expected is not None and found is not None:
                together[found, expected] += 1
        return _best_matching(together)

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """For labels of the hypothesis, the reference's label of the same person.

        Names decide, where both sides have them; where one side only tells voices apart, the best matching does.
        """
        matched = {
            label: owner
            for label, owner in self.matching.items()
            if not (label in self.hypothesis_names and owner in self.reference_names)
        }
        return {**matched, **self.people}

    def robbed(self, step: Step) -> str | None:
        """Label of who says a word that both sides have, if the hypothesis gives it to somebody else or to nobody."""
        if not self.has_speakers or step.reference is None or step.hypothesis is None:
            return None
        said_by, given_to = self.reference_speaker(step.reference), self.hypothesis_speaker(step.hypothesis)
        return None if given_to is not None and self.owners.get(given_to) == said_by else said_by

    @cached_property
    def anchors(self) -> tuple[int | None, ...]:
        """For each word of the hypothesis, the word of the reference that it stands for or, if inserted, stands after.

        What is inserted before the first word goes with the first; None in an empty reference.
        """
        anchors: list[int | None] = []
        last = 0 if self.reference_words else None
        for step in self.steps:
            last = last if step.reference is None else step.reference
            if step.hypothesis is not None:
                anchors.append(last)
        return tuple(anchors)


def _best_matching(together: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """The one-to-one matching of first labels with second ones that has the largest sum; labels may stay alone."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    if not together:
        return {}
    firsts = {label: index for index, label in enumerate(dict.fromkeys(first for first, _ in together))}
    seconds = list(dict.fromkeys(second for _, second in together))
    columns = {label: index for index, label in enumerate(seconds)}
    # Sparse, as there may be thousands of labels. Everybody must be matched, and may be with a stand-in of weight 1,
    # which adds 1 to every sum.
    weights = [1 + number for number in together.values()] + [1] * len(firsts)
    rows = [firsts[first] for first, _ in together] + list(firsts.values())
    places = [columns[second] for _, second in together] + [len(seconds) + row for row in firsts.values()]
    matrix = csr_array((weights, (rows, places)), shape=(len(firsts), len(seconds) + len(firsts)), dtype=float)
    _, matched = min_weight_full_bipartite_matching(matrix, maximize=True)
    return {
        label: seconds[place] for label, place in zip(firsts, matched.tolist(), strict=True) if place < len(seconds)
    }


def pairs_of(steps: Sequence[Step]) -> tuple[Pair, ...]:
    """The pairs of words among ``steps``."""
    return tuple(
        Pair(step.reference, step.hypothesis, step.kind == "equal")
        for step in steps
        if step.reference is not None and step.hypothesis is not None
    )


def _introduced(hypothesis: Side, reference: Side, people: Mapping[str, str]) -> Side:
    """The hypothesis, its unlabelled introduction given to whom the reference proves to say it.

    Who says what no label stands before is a matter of proof; the words of the hypothesis are not wrong because the
    sentence that proves it is missing there.
    """
    said_by = {block.speaker for block in reference.blocks if block.introduction}
    label = next((label for label, person in people.items() if said_by == {person}), None)
    if label is None:
        return hypothesis
    blocks = (
        block._replace(speaker=label) if block.introduction and block.speaker is None else block
        for block in hypothesis.blocks
    )
    return replace(hypothesis, blocks=tuple(blocks))


def compare(reference: Side, hypothesis: Side, normaliser: NormaliserName) -> Comparison:
    """Normalise both sides as wholes, align them word by word (jiwer), and find out who is who by name.

    Each side is normalised as one text, so that neither turns nor speakers change a word: ``jiwer.wer`` of the two
    normalised texts is this comparison's word error rate. Of alignments that are equally short, the one is taken that
    fits the printed texts best (:mod:`pipeline.evaluation.gaps`).
    """
    # a page does not say its language; what the other side says decides whether signs are words
    expected = normalised(reference.tokens, normaliser, reference.language or hypothesis.language)
    found = normalised(hypothesis.tokens, normaliser, hypothesis.language or reference.language)
    places = _aligned([word.text for word in expected], [word.text for word in found])
    places = settled(places, Text(reference.tokens, expected), Text(hypothesis.tokens, found))
    steps = tuple(_step(place, expected, found) for place in places)
    people = same_people(reference.speakers, hypothesis.speakers)
    hypothesis = _introduced(hypothesis, reference, people)
    return Comparison(reference, hypothesis, normaliser, expected, found, steps, people)


def _aligned(reference: Sequence[str], hypothesis: Sequence[str]) -> list[Place]:
    """A shortest edit from one list of words to the other: indices that stand for each other; words hold no blanks."""
    import jiwer

    places: list[Place] = []
    for chunk in jiwer.process_words(" ".join(reference), " ".join(hypothesis)).alignments[0]:
        # a gap has no words on one side
        places += zip_longest(
            range(chunk.ref_start_idx, chunk.ref_end_idx), range(chunk.hyp_start_idx, chunk.hyp_end_idx)
        )
    return places


def _step(place: Place, reference: Sequence[Word], hypothesis: Sequence[Word]) -> Step:
    expected, found = place
    if expected is None:
        return Step("insertion", None, found)
    if found is None:
        return Step("deletion", expected, None)
    equal = reference[expected].text == hypothesis[found].text
    return Step("equal" if equal else "substitution", expected, found)
