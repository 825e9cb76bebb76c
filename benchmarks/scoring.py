"""Errors in the words and voices of a result, counted as ``byline validate`` counts them, and nothing else of it.

    python -m benchmarks.scoring RESULT REFERENCE [VOICES.rttm]

Scoring six hours takes more memory than a benchmark may have that measures that of others
(:func:`benchmarks.measure.measure`), so that it runs in a process of its own; it prints one JSON object.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pipeline.evaluation.comparison import compare
from pipeline.evaluation.counting.voices import count_diarization
from pipeline.evaluation.counting.words import count_words
from pipeline.evaluation.sides import Side, side_of
from pipeline.reading import interpret, read_bytes


@dataclass(frozen=True)
class Errors:
    """Word and diarization error rates (no collar), None where there is nothing to count; how many voices there are."""

    wer: float | None
    der: float | None
    voices: int


def expected(reference: Path, speakers: Path | None) -> Side:
    """What is right: the text, and who is heard when where that stands in a file of its own."""
    side = side_of(interpret(read_bytes(reference), reference))
    return side if speakers is None else replace(side, heard=interpret(read_bytes(speakers), speakers).diarization)


def errors(result: Path, reference: Path, speakers: Path | None) -> Errors:
    """How wrong ``result`` is, a transcript or RTTM."""
    right, found = expected(reference, speakers), side_of(interpret(read_bytes(result), result))
    comparison = compare(right, found, "english")
    wer = count_words(comparison, comparison.steps).rate if comparison.compares_words else None
    heard = found.heard or ()
    return Errors(wer, count_diarization(right.heard, heard).error_rate, len({one.speaker for one in heard}))


if __name__ == "__main__":
    paths = [Path(argument) for argument in sys.argv[1:]]
    print(json.dumps(asdict(errors(paths[0], paths[1], paths[2] if len(paths) > 2 else None))))
