"""byline's figures against those of the field's own libraries, called as anybody would call them.

Texts, SegLST and RTTM files are written to disk, and jiwer, meeteval and pyannote read them from there: nothing of
:mod:`pipeline.evaluation` is used but what it found to be the words, paragraphs and voices of either side.
"""

from __future__ import annotations

import json
import math
import warnings
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.evaluation.counting.streams import COLLAR as TIME_COLLAR
from pipeline.evaluation.counting.voices import COLLAR
from pipeline.languages import UNSPACED_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pipeline.evaluation.counts import ErrorCounts
    from pipeline.evaluation.normalisers import Word
    from pipeline.evaluation.sides import Side
    from pipeline.evaluation.validation import Scored
    from pipeline.schema import Heard

_SESSION = "recording"
_NOBODY = "UNKNOWN"
_CLOSE = 1e-12
"""Sums of seconds are floats, and depend on the order of adding in their last bits."""


Segment = dict[str, Any]
Figure = tuple[str, float, float]
"""Name, byline's value, the library's."""


class DisagreementError(Exception):
    """A figure is not what the library says."""


def verify(scored: Scored, folder: Path) -> tuple[str, ...]:
    """What was found to be equal; files go to ``folder``.

    Raises:
        DisagreementError: A figure differs from the library's.

    """
    figures = [*_words(scored, folder), *_streams(scored, folder), *_voices(scored, folder)]
    for name, ours, theirs in figures:
        if not math.isclose(ours, theirs, rel_tol=_CLOSE, abs_tol=_CLOSE):
            raise DisagreementError(f"{scored.name}: {name} is {ours!r} here and {theirs!r} there")
    return tuple(name for name, _, _ in figures)


def _words(scored: Scored, folder: Path) -> Iterator[Figure]:
    """Word and character error rates: jiwer."""
    import jiwer

    comparison = scored.comparison
    sides = {"reference": comparison.reference, "hypothesis": comparison.hypothesis}
    language = comparison.reference.language or comparison.hypothesis.language
    for name, side in sides.items():
        text = _normalised(
            " ".join(token.text for token in side.tokens), comparison.normaliser, side.language or language
        )
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    reference, hypothesis = ((folder / f"{name}.txt").read_text(encoding="utf-8") for name in sides)
    if not reference:
        return
    words, characters = jiwer.process_words(reference, hypothesis), jiwer.process_characters(reference, hypothesis)
    yield from _counts("WER", scored.score.words, words, jiwer.wer(reference, hypothesis))
    yield from _counts("CER", scored.score.characters, characters, jiwer.cer(reference, hypothesis))


def _normalised(text: str, normaliser: str, language: str | None) -> str:
    """``text`` as Whisper's normalisers leave it, its words divided by single blanks.

    As in byline, typographic apostrophes are made plain before, soft hyphens and stray brackets are dropped, and so is
    afterwards what holds no letter or digit.
    """
    from whisper.normalizers import BasicTextNormalizer, EnglishTextNormalizer

    if normaliser == "none":
        return " ".join(text.split())
    plain = text.translate(str.maketrans({"’": "'", "\u00ad": None} | dict.fromkeys("()[]<>")))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves the file of its spellings open
        basic = BasicTextNormalizer(split_letters=language in UNSPACED_LANGUAGES)
        function = EnglishTextNormalizer() if normaliser == "english" else basic
    return " ".join(word for word in function(plain).split() if any(sign.isalnum() for sign in word))


def _counts(name: str, ours: ErrorCounts, theirs: Any, rate: float) -> Iterator[Figure]:
    """The rate, and each kind of edit in it."""
    yield name, ours.rate or 0.0, rate
    for kind in ("substitutions", "deletions", "insertions"):
        yield f"{name}, {kind}", getattr(ours, kind), getattr(theirs, kind)


def _streams(scored: Scored, folder: Path) -> Iterator[Figure]:
    """Words by speakers: meeteval, which takes a segment of known length for words spread over it by their letters."""
    from meeteval import wer

    comparison, streams = scored.comparison, scored.score.streams
    if streams.notes:  # something was too long for meeteval's plain forms
        return
    if not (comparison.reference.has_speakers and comparison.hypothesis.has_speakers):
        return
    sides = {
        "reference": (comparison.reference, comparison.reference_words),
        "hypothesis": (comparison.hypothesis, comparison.hypothesis_words),
    }
    paragraphs = [_seglst(folder / f"{name}.seglst.json", _paragraphs(*side)) for name, side in sides.items()]
    have_times = [all("start_time" in segment for segment in side) for side in paragraphs]
    # a side without times is in the order of its text, which meeteval would assume as well, but say so each time
    order = {f"{name}_sort": "segment" if timed else False for name, timed in zip(sides, have_times, strict=True)}
    cp, orc = wer.cp_word_error_rate(*paragraphs, **order), wer.orc_word_error_rate(*paragraphs, **order)
    yield from _counts("cpWER", streams.cp, cp, cp.error_rate)
    yield from _counts("ORC-WER", streams.orc, orc, orc.error_rate)
    if all(have_times):
        timed = [_seglst(folder / f"{name}.timed.seglst.json", _timed(*side)) for name, side in sides.items()]
        tcp = wer.time_constrained_minimum_permutation_word_error_rate(*timed, collar=TIME_COLLAR)
        yield from _counts("tcpWER", streams.tcp, tcp, tcp.error_rate)


def _seglst(path: Path, segments: Sequence[Segment]) -> Any:
    """The segments, written and read again."""
    from meeteval.io import SegLST

    path.write_text(json.dumps(segments, indent=1), encoding="utf-8")
    return SegLST(json.loads(path.read_text(encoding="utf-8")))


def _paragraphs(side: Side, words: Sequence[Word]) -> list[Segment]:
    """One segment a paragraph, with times where it has them."""
    segments = []
    for place, said in groupby(words, key=lambda word: side.tokens[word.first].block):
        block = side.blocks[place]
        times = {} if block.start is None else {"start_time": block.start, "end_time": block.end}
        segments.append(_segment(block.speaker, said) | times)
    return segments


def _timed(side: Side, words: Sequence[Word]) -> list[Segment]:
    """One segment a printed word in paragraphs of which all words have times of their own, else the paragraph."""
    segments = []
    for _, run in groupby(words, key=lambda word: side.tokens[word.first].block):
        said = list(run)
        if any(side.tokens[word.first].start is None or side.tokens[word.last].end is None for word in said):
            segments += _paragraphs(side, said)
            continue
        for (first, last), spelled in groupby(said, key=lambda word: (word.first, word.last)):
            times = {"start_time": side.tokens[first].start, "end_time": side.tokens[last].end}
            segments.append(_segment(side.speaker(first), spelled) | times)
    return segments


def _segment(speaker: str | None, words: Iterable[Word]) -> Segment:
    text = " ".join(word.text for word in words)
    return {"session_id": _SESSION, "speaker": _NOBODY if speaker is None else speaker, "words": text}


def _voices(scored: Scored, folder: Path) -> Iterator[Figure]:
    """Who was heard when: pyannote.metrics."""
    from pyannote.core import Annotation
    from pyannote.database.util import load_rttm
    from pyannote.metrics.diarization import DiarizationErrorRate, JaccardErrorRate

    score = scored.score
    sides = {"reference": scored.comparison.reference.heard, "hypothesis": scored.comparison.hypothesis.heard}
    if any(heard is None for heard in sides.values()):
        return
    files = {name: folder / f"{name}.rttm" for name in sides}
    for name, heard in sides.items():
        files[name].write_text("".join(map(_line, heard or ())), encoding="utf-8")
    if scored.speakers is not None:  # the file itself, not what byline made of it
        files["reference"] = scored.speakers
    reference, hypothesis = (next(iter(load_rttm(path).values()), Annotation()) for path in files.values())
    for collar, errors, jaccard in (
        (0.0, score.diarization, score.jaccard),
        (COLLAR, score.diarization_collar, score.jaccard_collar),
    ):
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="'uem' was approximated")
            yield f"DER, collar {collar}", errors.error_rate or 0.0, DiarizationErrorRate(collar)(reference, hypothesis)
            yield f"JER, collar {collar}", jaccard.rate or 0.0, JaccardErrorRate(collar)(reference, hypothesis)


def _line(heard: Heard) -> str:
    label = "_".join(heard.speaker.split())
    return f"SPEAKER {_SESSION} 1 {heard.start!r} {heard.end - heard.start!r} <NA> <NA> {label} <NA> <NA>\n"
