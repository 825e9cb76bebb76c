"""Words: right, substituted, missing, too many; the same in characters; and proper names and figures apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.evaluation.counts import Counts, ErrorCounts, Share

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.evaluation.comparison import Comparison, Step


@dataclass(frozen=True, slots=True)
class Confusions(Counts):
    """Which words went wrong, as they are compared, and how often."""

    substituted: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Word of the reference, and what stands in its place."""
    deleted: Counter[str] = field(default_factory=Counter)
    inserted: Counter[str] = field(default_factory=Counter)


def count_words(comparison: Comparison, steps: Sequence[Step]) -> ErrorCounts:
    """Word errors; of all steps, they are those of ``jiwer.process_words``."""
    del comparison  # the steps say it all; the signature is that of every count by steps
    return ErrorCounts.of_kinds(Counter(step.kind for step in steps))


def count_characters(comparison: Comparison) -> ErrorCounts:
    """Character errors of the normalised texts, words joined by blanks, by ``jiwer.process_characters``.

    The shortest edit in characters is another one than that in words, so that it has no counts by steps.
    """
    import jiwer

    reference = " ".join(word.text for word in comparison.reference_words)
    hypothesis = " ".join(word.text for word in comparison.hypothesis_words)
    found = jiwer.process_characters(reference, hypothesis)
    return ErrorCounts(len(reference), found.substitutions, found.deletions, found.insertions)


def count_proper_names(comparison: Comparison, steps: Sequence[Step]) -> Share:
    """Of the reference's proper names (:attr:`Comparison.proper_names`), word by word, those recognised exactly."""
    return _recognised(steps, comparison.proper_names.__contains__)


def count_figures(comparison: Comparison, steps: Sequence[Step]) -> Share:
    """Of the reference's words that hold a digit once they are normalised, those recognised.

    Whisper's English normaliser writes numbers as figures, "twenty-five hundred" as 2500, but for "one". It also
    writes the "oh" of "Oh, well" as 0; that is no figure here.
    """
    return _recognised(steps, lambda word: is_figure(comparison, word))


def count_confusions(comparison: Comparison, steps: Sequence[Step]) -> Confusions:
    """Each wrong word, and what it was taken for."""
    expected, found = comparison.reference_words, comparison.hypothesis_words
    result = Confusions()
    for kind, reference, hypothesis in steps:
        if kind == "equal":
            continue
        if reference is not None and hypothesis is not None:
            result.substituted[expected[reference].text, found[hypothesis].text] += 1
        elif reference is not None:
            result.deleted[expected[reference].text] += 1
        elif hypothesis is not None:
            result.inserted[found[hypothesis].text] += 1
    return result


def is_figure(comparison: Comparison, index: int) -> bool:
    """Whether a word of the reference is a figure."""
    word, tokens = comparison.reference_words[index], comparison.reference.tokens
    if not any(sign.isdigit() for sign in word.text):
        return False
    printed = " ".join(token.text for token in tokens[word.first : word.last + 1])
    return word.text.strip("0") != "" or "zero" in printed.casefold() or any(sign.isdigit() for sign in printed)


def _recognised(steps: Sequence[Step], wanted: Callable[[int], bool]) -> Share:
    """Of the ``wanted`` words of the reference, those that are equal."""
    kinds = [step.kind for step in steps if step.reference is not None and wanted(step.reference)]
    return Share(kinds.count("equal"), len(kinds))
