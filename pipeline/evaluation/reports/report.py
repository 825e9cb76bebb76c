"""A validation as its published document."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from pipeline._version import __version__
from pipeline.evaluation.measures import MEASURES, sentence_marks
from pipeline.evaluation.passages import badness
from pipeline.evaluation.reports import document
from pipeline.text.spacing import join

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.evaluation.counts import DiarizationCounts, ErrorCounts, Retrieval
    from pipeline.evaluation.passages import Segment
    from pipeline.evaluation.score import Score
    from pipeline.evaluation.sides import Side
    from pipeline.evaluation.thresholds import Verdict
    from pipeline.evaluation.validation import Scored, Validation

MOST_FREQUENT = 20
"""Confusions, missing and added words that are listed."""
WORST = 10
"""Passages that are listed."""
PERCENTILES = (50, 75, 90, 95, 99, 100)


def report_of(
    validation: Validation, verdicts: Sequence[Verdict] = (), baseline: document.Baseline | None = None
) -> document.ValidationReport:
    """The report of ``validation``, its gates and its comparison with an earlier one."""
    return document.ValidationReport(
        byline_version=__version__,
        files=tuple(_file(file) for file in validation.files),
        pooled=document.Pooled(**_results(validation.score)),
        unmatched=tuple(encodable(str(path)) for path in validation.unmatched),
        failures=tuple(
            document.Failure(name=encodable(name), message=encodable(error.message))
            for name, error in validation.failures
        ),
        thresholds=tuple(document.ThresholdResult.model_validate(verdict._asdict()) for verdict in verdicts),
        baseline=baseline,
    )


def encodable(text: str) -> str:
    """``text`` without what UTF-8 cannot hold: the bytes of file names that are in no encoding the system knows."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def worst(file: Scored) -> list[int]:
    """The places of the worst passages among the file's segments, the worst first; those without errors are none."""
    errors = {place: badness(segment) for place, segment in enumerate(file.segments)}
    return sorted((place for place, bad in errors.items() if bad), key=lambda place: -errors[place])[:WORST]


def passage(file: Scored, place: int) -> document.Passage:
    """A segment of ``file`` as readers get it."""
    segment = file.segments[place]
    reference, hypothesis = file.comparison.reference, file.comparison.hypothesis
    return document.Passage(
        segment=place,
        start=_start(file, segment),
        speaker=_speaker(reference, segment.reference),
        hypothesis_speaker=_speaker(hypothesis, segment.hypothesis),
        reference=_text(reference, segment.reference),
        hypothesis=_text(hypothesis, segment.hypothesis),
        word_errors=segment.score.words.errors,
        wrong_speakers=segment.wrong_speakers,
    )


def columns(segments: Sequence[Segment]) -> dict[str, document.Column]:
    """The counts of each measure that is a rate and can be counted of a segment, where there is anything to count."""
    found = {}
    for key, measure in MEASURES.items():
        readings = [measure.read(segment.score) for segment in segments]
        numerators = tuple(reading.numerator for reading in readings if reading.numerator is not None)
        denominators = tuple(reading.denominator for reading in readings)
        if len(numerators) == len(readings) and (any(numerators) or any(denominators)):
            found[key] = document.Column(numerators=numerators, denominators=denominators)
    return found


def _file(file: Scored) -> document.FileResult:
    comparison = file.comparison
    return document.FileResult(
        **_results(file.score),
        name=encodable(file.name),
        hypothesis=encodable(str(file.hypothesis)),
        reference=encodable(str(file.reference)),
        reference_speakers=None if file.speakers is None else encodable(str(file.speakers)),
        normaliser=comparison.normaliser,
        reference_words_sha256=_sha256(word.text for word in comparison.reference_words),
        reference_sha256=_fingerprint(comparison.reference),
        left_out_of_reference=dict(comparison.reference.left_out),
        left_out_of_hypothesis=dict(comparison.hypothesis.left_out),
        notes=file.notes,
        worst_passages=tuple(passage(file, place) for place in worst(file)),
        segments=columns(file.segments),
    )


def _results(score: Score) -> dict[str, Any]:
    """The fields that a pair of files and all of them together have in common."""
    readings = {key: measure.read(score) for key, measure in MEASURES.items()}
    streams = score.streams
    edits = {
        "wer": score.words,
        "cer": score.characters,
        "cpwer": streams.cp,
        "tcpwer": streams.tcp,
        "orcwer": streams.orc,
    }
    retrieved = {
        "names": score.names,
        "punctuation": sentence_marks(score),
        "capitals": score.capitals,
        "paragraphs": score.paragraphs.breaks,
        "introduction": score.introduction,
    }
    speech = {"der": score.diarization, "der_collar": score.diarization_collar}
    return {
        "measures": {key: document.Figure(**reading._asdict()) for key, reading in readings.items()},
        "edits": {key: _edits(counts) for key, counts in edits.items()},
        "retrieved": {kind: _retrieved(counts) for kind, counts in retrieved.items()},
        "speech": {key: _speech(counts) for key, counts in speech.items()},
        "people": document.People(
            reference=score.speakers.reference,
            hypothesis=score.speakers.hypothesis,
            off=score.speakers.off,
            with_name=score.speakers.named.whole,
            named=score.speakers.named.part,
        ),
        "word_starts": document.WordStarts(
            words=score.word_starts.times.total(),
            percentiles_ms={str(part): score.word_starts.percentile(part / 100) for part in PERCENTILES},
        ),
        "by_speaker": tuple(
            document.SpeakerResult(label=label, words=_edits(counts.words), names=_retrieved(counts.names))
            for label, counts in sorted(score.by_speaker.items(), key=lambda item: -item[1].words.reference)
        ),
        "by_mark": tuple(
            document.MarkResult(mark=mark, found=_retrieved(counts))
            for mark, counts in sorted(score.marks.items(), key=lambda item: -item[1].reference)
        ),
        "substituted": tuple(
            document.Confusion(reference=words[0], hypothesis=words[1], count=count)
            for words, count in _most(score.confusions.substituted)
        ),
        "deleted": _words(score.confusions.deleted),
        "inserted": _words(score.confusions.inserted),
    }


def _edits(counts: ErrorCounts) -> document.Edits:
    return document.Edits(
        reference=counts.reference,
        substitutions=counts.substitutions,
        deletions=counts.deletions,
        insertions=counts.insertions,
    )


def _retrieved(counts: Retrieval) -> document.Retrieved:
    return document.Retrieved(
        both=counts.both,
        reference=counts.reference,
        hypothesis=counts.hypothesis,
        precision=counts.precision,
        recall=counts.recall,
        f1=counts.f1,
    )


def _speech(counts: DiarizationCounts) -> document.Speech:
    return document.Speech(
        speech=counts.speech, missed=counts.missed, false_alarm=counts.false_alarm, confusion=counts.confusion
    )


def _words(counter: Counter[str]) -> tuple[document.WordCount, ...]:
    return tuple(document.WordCount(word=word, count=count) for word, count in _most(counter))


def _most(counter: Counter[Any]) -> list[tuple[Any, int]]:
    """The most frequent first; what is as frequent as another stands by the alphabet, the same on every run."""
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:MOST_FREQUENT]


def _text(side: Side, tokens: range) -> str:
    return join((side.tokens[place].text for place in tokens), side.language)


def _speaker(side: Side, tokens: range) -> str | None:
    """Who says most of these tokens."""
    return Counter(map(side.speaker, tokens)).most_common(1)[0][0] if tokens else None


def _start(file: Scored, segment: Segment) -> float | None:
    """When a segment begins: by its words, or its paragraph, of the reference or else the hypothesis."""
    sides = ((file.comparison.reference, segment.reference), (file.comparison.hypothesis, segment.hypothesis))
    for side, places in sides:
        for place in places:
            token = side.tokens[place]
            start = token.start if token.start is not None else side.blocks[token.block].start
            if start is not None:
                return start
    return None


def _fingerprint(side: Side) -> str:
    """A digest of all that is scored of a reference."""
    people = [(speaker.label, speaker.name) for speaker in side.speakers]
    heard = None if side.heard is None else [(item.start, item.end, item.speaker) for item in side.heard]
    return _sha256([json.dumps([side.tokens, side.blocks, people, heard])])


def _sha256(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()
