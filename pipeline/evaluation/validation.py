"""Pairs of files, read, compared and scored; a pair that cannot be read is named and passed over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.errors import BylineError, NothingToCompareError
from pipeline.evaluation.comparison import Comparison, compare
from pipeline.evaluation.counts import Keyed
from pipeline.evaluation.normalisers import main_script
from pipeline.evaluation.passages import Segment, segments
from pipeline.evaluation.score import Score, score
from pipeline.evaluation.sides import side_of
from pipeline.reading import interpret, read_bytes
from pipeline.schema import Source, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.evaluation.normalisers import NormaliserName
    from pipeline.evaluation.pairs import FilePair
    from pipeline.evaluation.sides import Side
    from pipeline.schema import Audio

DEFAULT: NormaliserName = "english"
_ANOTHER_TEXT = 0.9
"""Word error rate above which two texts are hardly of one recording."""
_ENOUGH_WORDS = 20
"""Words on either side below which a high rate proves nothing."""


@dataclass(frozen=True)
class Scored:
    """One pair of files and everything that was found out about it."""

    name: str
    hypothesis: Path
    reference: Path
    speakers: Path | None
    """The RTTM file that says who is heard when in the reference, where that is a file of its own."""
    comparison: Comparison
    score: Score
    segments: tuple[Segment, ...]
    audio: Audio | None
    """The recording, where either transcript says which."""
    notes: tuple[str, ...]
    """What a reader of the figures should know."""


@dataclass(frozen=True)
class Validation:
    """All pairs."""

    files: tuple[Scored, ...]
    failures: tuple[tuple[str, BylineError], ...] = ()
    """Pairs that could not be read: the name of the pair, and why."""
    unmatched: tuple[Path, ...] = ()
    """Files that have no partner in the other folder."""

    @property
    def score(self) -> Score:
        """The counts of all pairs together; of speakers, those who have a name: every file has a SPEAKER_1."""
        total = Score.total(file.score for file in self.files)
        if len(self.files) == 1:
            return total
        named = {label for file in self.files for label in file.comparison.reference_names}
        speakers = Keyed({label: counts for label, counts in total.by_speaker.items() if label in named})
        return replace(total, by_speaker=speakers)


def validate(
    pairs: Sequence[FilePair],
    *,
    unmatched: Sequence[Path] = (),
    normaliser: NormaliserName | None = None,
    hypothesis_kind: str | None = None,
    reference_kind: str | None = None,
) -> Validation:
    """Score each pair.

    Args:
        pairs: What is compared.
        unmatched: Files without a partner, to be listed.
        normaliser: Which one; without, Whisper's English normaliser, and its basic one for a pair that says that it is
            in another language.
        hypothesis_kind: What the hypotheses are (:data:`pipeline.reading.SOURCES`); found out without.
        reference_kind: What the references are.

    """
    files, failures = [], []
    for pair in pairs:
        try:
            files.append(_scored(pair, normaliser, hypothesis_kind, reference_kind))
        except BylineError as error:
            failures.append((pair.name, error))
    return Validation(tuple(files), tuple(failures), tuple(unmatched))


def _scored(
    pair: FilePair, normaliser: NormaliserName | None, hypothesis_kind: str | None, reference_kind: str | None
) -> Scored:
    hypothesis = _read(pair.hypothesis, hypothesis_kind)
    reference = _read(pair.reference, reference_kind)
    if pair.speakers is not None:
        heard = _read(pair.speakers, "rttm")
        reference = reference.model_copy(update={"diarization": heard.diarization})
    expected, found = side_of(reference), side_of(hypothesis)
    _require_something_common(pair, expected, found)
    language = expected.language or found.language
    chosen = normaliser or (DEFAULT if language in {None, "en"} else "basic")
    comparison = compare(expected, found, chosen)
    result = score(comparison)
    return Scored(
        pair.name,
        pair.hypothesis,
        pair.reference,
        pair.speakers,
        comparison,
        result,
        segments(comparison),
        hypothesis.audio or reference.audio,
        tuple(_notes(comparison, result, chosen_by_language=normaliser is None and chosen != DEFAULT)),
    )


def _read(path: Path, kind: str | None) -> Transcript:
    """The transcript at ``path``. Nothing at all is a transcript as well: tools that hear nothing write such files."""
    data = read_bytes(path)
    if data:
        return interpret(data, path, kind)
    nobody = () if kind == "rttm" or path.suffix.lower() == ".rttm" else None
    return Transcript(source=Source(), audio=None, speakers=(), turns=(), diarization=nobody, provenance=None)


def _require_something_common(pair: FilePair, expected: Side, found: Side) -> None:
    """Refuse voices without words on one side and words without voices on the other; no words at all is a result."""
    for side, other in ((expected, found), (found, expected)):
        if side.is_voices_alone and other.heard is None:
            raise NothingToCompareError(pair.hypothesis, pair.reference)


def _notes(comparison: Comparison, result: Score, *, chosen_by_language: bool) -> Iterator[str]:
    reference, hypothesis = comparison.reference, comparison.hypothesis
    if result.words.rate is not None and _are_of_different_recordings(comparison, result):
        yield f"WER {result.words.rate:.0%}: these two seem not to be of the same recording"
    if reference.language and hypothesis.language and reference.language != hypothesis.language:
        yield f"the reference is in another language ({reference.language}) than the hypothesis ({hypothesis.language})"
    scripts = [main_script(token.text for token in side.tokens) for side in (reference, hypothesis)]
    if None not in scripts and len(set(scripts)) > 1:
        yield f"the reference is written in {scripts[0]} letters, the hypothesis in {scripts[1]} ones"
    if chosen_by_language:
        said_by = "reference" if reference.language else "hypothesis"
        yield f"not in English, as the {said_by} says: compared with the basic normaliser"
    for side, name in ((reference, "reference"), (hypothesis, "hypothesis")):
        if not side.tokens:
            yield f"the {name} has no words"
        elif not side.has_speakers:
            yield f"the {name} has no speakers"
    yield from _introduction(reference)
    yield from dict.fromkeys(result.streams.notes)


def _are_of_different_recordings(comparison: Comparison, result: Score) -> bool:
    """Whether little of either text is in the other; a clip of the other, or a text that ends early, is."""
    words = result.words
    shorter = min(len(comparison.reference_words), len(comparison.hypothesis_words))
    equal = words.reference - words.substitutions - words.deletions
    return shorter >= _ENOUGH_WORDS and (words.rate or 0) > _ANOTHER_TEXT and equal < shorter / 2


def _introduction(reference: Side) -> Iterator[str]:
    blocks = [block for block in reference.blocks if block.introduction]
    if not blocks:
        return
    if (speaker := blocks[0].speaker) is not None:
        yield f"the reference's unlabelled introduction counts as {speaker}'s, as its text or its source proves"
    else:
        yield (
            "nothing proves whose the reference's introduction is: it is nobody's, not scored by name, and a speaker of"
            " its own in cpWER, which is the higher for it"
        )
