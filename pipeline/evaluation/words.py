"""Words: word error rate, and the share of words that carry the right name.

Both sides pass through Whisper's English normaliser first (lower case, no punctuation, numbers and spellings made one),
as published figures do. Alignment is jiwer's.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.evaluation.reference import Said


@dataclass(frozen=True, slots=True)
class WordCounts:
    """Counts over aligned words; they add, and ``WordCounts()`` is neutral."""

    reference: int = 0
    substitutions: int = 0
    deletions: int = 0
    insertions: int = 0
    right_speaker: int = 0
    """Of the words on both sides, equal or substituted, those that carry the reference's label."""

    def __add__(self, other: WordCounts) -> WordCounts:
        """The counts of both."""
        return WordCounts(
            self.reference + other.reference,
            self.substitutions + other.substitutions,
            self.deletions + other.deletions,
            self.insertions + other.insertions,
            self.right_speaker + other.right_speaker,
        )

    @property
    def aligned(self) -> int:
        """Words that both sides have."""
        return self.reference - self.deletions

    @property
    def word_error_rate(self) -> float | None:
        """Errors for each reference word; None without any."""
        errors = self.substitutions + self.deletions + self.insertions
        return errors / self.reference if self.reference else None

    @property
    def name_accuracy(self) -> float | None:
        """Share of aligned words under the right label, by name and not by the best permutation; None without any."""
        return self.right_speaker / self.aligned if self.aligned else None


def count_words(reference: Iterable[Said], hypothesis: Iterable[Said]) -> WordCounts:
    """Align two conversations word by word."""
    import jiwer

    expected, found = _labelled_words(reference), _labelled_words(hypothesis)
    if not expected or not found:
        return WordCounts(reference=len(expected), deletions=len(expected), insertions=len(found))
    output = jiwer.process_words(" ".join(word for word, _ in expected), " ".join(word for word, _ in found))
    right = sum(
        expected[chunk.ref_start_idx + i][1] == found[chunk.hyp_start_idx + i][1]
        for chunk in output.alignments[0]
        if chunk.type in {"equal", "substitute"}
        for i in range(chunk.ref_end_idx - chunk.ref_start_idx)
    )
    return WordCounts(len(expected), output.substitutions, output.deletions, output.insertions, right)


@cache
def _normaliser() -> Any:
    from whisper.normalizers import EnglishTextNormalizer

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves the file of its spellings open
        return EnglishTextNormalizer()


def _labelled_words(conversation: Iterable[Said]) -> Sequence[tuple[str, str | None]]:
    """Normalised words with their label; neighbours of one label are joined first, so that numbers stay whole."""
    joined: list[list[Any]] = []
    for said in conversation:
        if joined and joined[-1][0] == said.speaker:
            joined[-1][1] += " " + said.text
        else:
            joined.append([said.speaker, said.text])
    return [(word, speaker) for speaker, text in joined for word in _normaliser()(text).split()]
