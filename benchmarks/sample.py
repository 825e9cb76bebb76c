"""Speed, memory and accuracy of a whole run on the golden sample, beside the stock diarization pipeline.

    python -m benchmarks.sample [--rounds N] [--engine NAME]

Each round runs ``byline run`` and then the stock pyannote.audio pipeline on the same weights, each in a fresh process,
so that whatever else the machine does hits both alike. Medians go to ``benchmarks/RESULTS.md``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.measure import ROOT, Measured, measure
from benchmarks.results import conditions, write_section
from benchmarks.scoring import expected
from pipeline.evaluation.comparison import compare
from pipeline.evaluation.counting.voices import count_diarization
from pipeline.evaluation.measures import MEASURES
from pipeline.evaluation.score import score
from pipeline.evaluation.sides import side_of
from pipeline.schema import Transcript
from pipeline.timeline import Turn

SAMPLE = ROOT / "samples" / "kazakhstan" / "kazakhstan.mp3"
SHOW = ROOT / "configs" / "shows" / "weekend-edition-sunday.toml"
VERSIONS = ("torch", "pyannote.audio", "faster-whisper", "ctranslate2", "openai-whisper", "numpy")


@dataclass(frozen=True)
class Round:
    """A run of byline and one of the stock pipeline, one right after the other."""

    byline: Measured
    transcript: Transcript
    stock: Measured
    stock_seconds: float
    stock_turns: tuple[Turn, ...]

    @property
    def diarize_seconds(self) -> float:
        """What byline's diarization took, models loaded."""
        assert self.transcript.provenance is not None  # noqa: S101 - a run always has one
        return self.transcript.provenance.timings["diarize"]


def one_round(folder: Path, engine: str) -> Round:
    """Measure both once."""
    run = [sys.executable, "-m", "pipeline", "run", str(SAMPLE), "--show", str(SHOW), "--out", str(folder)]
    byline = measure(*run, "--overwrite", "--quiet", "--engine", engine)
    transcript = Transcript.model_validate_json((folder / "kazakhstan.json").read_text(encoding="utf-8"))
    stock = measure(sys.executable, "-m", "benchmarks.diarize", str(SAMPLE))
    answer = json.loads(stock.output)
    turns = tuple(Turn(*turn) for turn in answer["turns"])
    return Round(byline, transcript, stock, answer["diarize_seconds"], turns)


def report(rounds: list[Round], engine: str) -> str:
    """The figures as Markdown."""
    last = rounds[-1].transcript
    assert last.audio is not None  # noqa: S101 - a run always has one
    length = last.audio.duration_seconds
    reference = expected(SAMPLE.with_name("page.txt"), SAMPLE.with_suffix(".rttm"))
    result = score(compare(reference, side_of(last), "english"))
    names = MEASURES["name_accuracy"].read(result).value
    theirs = count_diarization(reference.heard, rounds[-1].stock_turns)
    wall = median(r.byline.wall for r in rounds)
    diarize = median(r.diarize_seconds for r in rounds)
    stock = median(r.stock_seconds for r in rounds)
    ratio = median(r.stock_seconds / r.diarize_seconds for r in rounds)
    labelled = [turn.speaker for turn in last.turns if turn.kind == "speech"]
    rows = [
        ("speakers named", ", ".join(f"{s.label} ({s.name})" for s in last.speakers), "RASCOE and MAYNES"),
        ("labelled turns", f"{len(labelled)}, {'in order' if labelled == ['RASCOE', 'MAYNES'] * 5 else 'wrong'}", "10"),
        ("WER", f"{result.words.rate:.2%} of {result.words.reference} words", "at most 3 %"),
        ("aligned words under the right name", f"{names:.2%}", "at least 99 %"),
        ("DER, no collar", f"{result.diarization.error_rate:.2%}", "at most 4 %"),
        ("whole run, loading included", f"{wall:.1f} s, {wall / length:.3f} of the length", "at most 0.35"),
        ("CPU time of it", f"{median(r.byline.cpu for r in rounds):.1f} s", ""),
        ("peak memory", f"{max(r.byline.peak_gb for r in rounds):.2f} GB", "at most 2 GB"),
        ("diarization, models loaded", f"{diarize:.1f} s, {diarize / length:.3f} of the length", ""),
        ("stock diarization, models loaded", f"{stock:.1f} s, {stock / length:.3f} of the length", ""),
        ("stock / byline, diarization", f"{ratio:.1f} times", ""),
        ("stock DER, no collar", f"{theirs.error_rate:.2%}", ""),
        ("stock peak memory", f"{max(r.stock.peak_gb for r in rounds):.2f} GB", ""),
    ]
    table = "\n".join(f"| {name} | {value} | {limit} |" for name, value, limit in rows)
    return (
        f"| measure | value | limit |\n|---|---|---|\n{table}\n\n"
        f"{length:.1f} s of sound. Medians of {len(rounds)} rounds (memory: the most), Whisper base, in "
        "turn with the stock pipeline.\n\n"
        + conditions(f"python -m benchmarks.sample --rounds {len(rounds)} --engine {engine}", VERSIONS)
    )


def main() -> int:
    """Measure and write the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engine", default="faster-whisper")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rounds = []
        for number in range(arguments.rounds):
            rounds.append(one_round(Path(folder), arguments.engine))
            print(f"round {number + 1}: byline {rounds[-1].byline.wall:.1f} s, stock {rounds[-1].stock.wall:.1f} s")
    text = report(rounds, arguments.engine)
    write_section(f"The golden sample, {arguments.engine}", text)
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
