"""byline and the common recipe, side by side, on recordings that have references.

    python -m benchmarks.accuracy [--folder DIR [--show FILE]] [--rounds N] [--engine NAME]

Each round runs ``byline run`` and then the common recipe (``benchmarks/recipe.py``) on every recording, one after the
other, each in a fresh process: byline, recipe, byline, recipe. Both results are scored as ``byline validate`` does it,
the figures are checked against jiwer, meeteval and pyannote.metrics called directly (``benchmarks/verify.py``), and
all go to ``benchmarks/RESULTS.md``. ``benchmarks/collection.py`` says how references are named.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.collection import Item, default_items, find_items
from benchmarks.measure import Measured, measure
from benchmarks.recipe import ENGINES
from benchmarks.results import conditions, write_section
from benchmarks.verify import verify
from pipeline.evaluation.measures import MEASURES
from pipeline.evaluation.pairs import FilePair
from pipeline.evaluation.reports.figures import figure
from pipeline.evaluation.score import Score
from pipeline.evaluation.validation import validate
from pipeline.reading import load_transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.evaluation.validation import Scored

VERSIONS = (
    "faster-whisper", "ctranslate2", "openai-whisper", "pyannote.audio", "torch", "numpy",
    "jiwer", "meeteval", "pyannote.metrics",
)  # fmt: skip
_USUAL = {
    "faster-whisper": "faster-whisper's batched pipeline (int8, batches of 8, beam 5, its voice detection, word times)",
    "openai-whisper": "`whisper.transcribe` (float32, word times)",
}
_NAMES = ("name_accuracy", "name_precision", "people_named")


@dataclass
class Compared:
    """A recording: the runs of both on it, round by round, and what they wrote."""

    item: Item
    byline: list[Measured] = field(default_factory=list)
    recipe: list[Measured] = field(default_factory=list)
    documents: list[tuple[Path, Path]] = field(default_factory=list)
    """What byline and the recipe wrote in each round."""

    def run(self, engine: str, folder: Path) -> None:
        """One more round, written to ``folder``."""
        byline, recipe = folder / f"{self.item.audio.stem}.json", folder / f"{self.item.audio.stem}.recipe.json"
        show = ("--show", str(self.item.show)) if self.item.show else ()
        command = (sys.executable, "-m", "pipeline", "run", str(self.item.audio), "--out", str(folder), *show)
        self.byline.append(measure(*command, "--format", "json", "--engine", engine, "--quiet"))
        command = (sys.executable, "-m", "benchmarks.recipe", str(self.item.audio), str(recipe))
        self.recipe.append(measure(*command, "--engine", engine))
        self.documents.append((byline, recipe))

    def score(self) -> tuple[Scored, Scored]:
        """The last results of byline and of the recipe, scored."""
        byline, recipe = (self._scored(document) for document in self.documents[-1])
        return byline, recipe

    def _scored(self, document: Path) -> Scored:
        validation = validate([FilePair(self.item.name, document, self.item.reference, self.item.speakers)])
        if validation.failures:
            raise validation.failures[0][1]
        return validation.files[0]

    @property
    def seconds(self) -> float:
        """Length of the recording."""
        audio = load_transcript(self.documents[-1][0]).audio
        assert audio is not None  # noqa: S101 - a run always has one
        return audio.duration_seconds

    @property
    def repeatable(self) -> bool:
        """Whether every round heard the same."""
        heard = {
            (system, transcript.model_dump_json(include={"turns", "diarization"}))
            for round_ in self.documents
            for system, transcript in enumerate(map(load_transcript, round_))
        }
        return len(heard) == 2


def table(scores: tuple[Score, Score], runs: Sequence[tuple[Measured, Measured]], length: float) -> str:
    """Every measure of byline and of the recipe, and what they cost: one pair of runs a round, length in seconds."""
    rows = [
        (measure.title, measure.better, *(figure(key, measure.read(score).value) for score in scores))
        for key, measure in MEASURES.items()
    ]
    byline, recipe = zip(*runs, strict=True)
    walls = [median(run.wall for run in of) for of in (byline, recipe)]
    ratio = median(slow.wall / fast.wall for fast, slow in runs)
    rows += [
        ("whole run, loading included", "lower", *(f"{wall:.1f} s" for wall in walls)),
        ("share of the length", "lower", *(f"{wall / length:.3f}" for wall in walls)),
        ("time, byline = 1", "lower", "1", f"{ratio:.2f}"),
        ("peak memory", "lower", *(f"{max(run.peak_gb for run in of):.2f} GB" for of in (byline, recipe))),
    ]
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"| measure | better | byline | recipe |\n|---|---|---|---|\n{lines}\n"


def together(rounds: Sequence[Measured]) -> Measured:
    """Several runs in a row as one: their times added, the most memory any had."""
    return Measured(sum(run.wall for run in rounds), sum(run.cpu for run in rounds), max(r.peak_gb for r in rounds), "")


def report(compared: Sequence[Compared], engine: str) -> str:
    """The figures as Markdown."""
    results = [one.score() for one in compared]
    parts = [_introduction(compared, engine)]
    for one, (byline, recipe) in zip(compared, results, strict=True):
        lines = dict.fromkeys((*byline.notes, *recipe.notes, _checked(byline), _checked(recipe)))
        notes = "".join(f"- {line}\n" for line in lines)
        figures = table((byline.score, recipe.score), list(zip(one.byline, one.recipe, strict=True)), one.seconds)
        about = f"{one.seconds:.1f} s, {byline.score.words.reference} words."
        parts.append(f"### {one.item.name}\n\n{about}\n\n{figures}\n{notes}")
    if len(compared) > 1:
        pooled = tuple(Score.total(scored.score for scored in system) for system in zip(*results, strict=True))
        rounds = zip(*(zip(one.byline, one.recipe, strict=True) for one in compared), strict=True)
        runs = [(together([ours for ours, _ in pairs]), together([theirs for _, theirs in pairs])) for pairs in rounds]
        length = sum(one.seconds for one in compared)
        parts.append(f"### All recordings\n\n{length:.1f} s.\n\n{table((pooled[0], pooled[1]), runs, length)}")
    return "\n".join(parts)


def _checked(scored: Scored) -> str:
    """Which figures equal the libraries'; it is an error if one does not."""
    with tempfile.TemporaryDirectory() as folder:
        names = dict.fromkeys(name.partition(",")[0] for name in verify(scored, Path(folder)))
    return f"equal to what jiwer, meeteval and pyannote.metrics say, called directly: {', '.join(names)}"


def _introduction(compared: Sequence[Compared], engine: str) -> str:
    """What was compared, and how the figures are to be read."""
    names = ", ".join(f'"{MEASURES[name].title}"' for name in _NAMES)
    lines = [
        f"The recipe has labels and no names: by its nature nothing is right for it in {names}.",
        _rounds(compared),
        "A dash: nothing was there to measure. Figures of all recordings are of those that have one.",
    ]
    if told := [one.item.name for one in compared if one.item.show]:
        lines.insert(1, f"byline was given the show file, as its users give it, for: {', '.join(told)}.")
    return (
        f"The common recipe is {_USUAL[engine]}; the stock pyannote pipeline on the same two models, its clustering "
        "with the threshold and the least cluster at which it counts best; each word to the turn with the largest "
        "overlap. Both take Whisper base.\n\n" + "".join(f"- {line}\n" for line in lines)
    )


def _rounds(compared: Sequence[Compared]) -> str:
    rounds = len(compared[0].documents)
    if rounds == 1:
        return "One round."
    text = f"Times are medians of {rounds} rounds, byline and recipe in turn; memory is the most of any round."
    if other := [one.item.name for one in compared if not one.repeatable]:
        return f"{text} Rounds differ in what was heard of {', '.join(other)}; the figures are the last one's."
    return f"{text} All rounds heard the same."


def main() -> int:
    """Measure and write the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="your own recordings with references")
    parser.add_argument("--show", type=Path, help="show file for all of them")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engine", choices=ENGINES, default=ENGINES[0])
    arguments = parser.parse_args()
    items, lonely = find_items(arguments.folder, arguments.show) if arguments.folder else (default_items(), [])
    for path in lonely:
        print(f"{path.name} has no reference and is left aside")
    if not items:
        parser.error(f"there is no recording with a reference in {arguments.folder}")
    compared = [Compared(item) for item in items]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(1, arguments.rounds + 1):
            for one in compared:
                results = folder / str(number) / one.item.name
                results.mkdir(parents=True)
                one.run(arguments.engine, results)
                walls = f"byline {one.byline[-1].wall:.1f} s, recipe {one.recipe[-1].wall:.1f} s"
                print(f"round {number}, {one.item.name}: {walls}", flush=True)
        text = report(compared, arguments.engine)
    command = " ".join(("python -m benchmarks.accuracy", *sys.argv[1:]))
    place = f" in {arguments.folder.name}" if arguments.folder else ""
    section = f"Accuracy beside the common recipe, {arguments.engine}{place}"
    write_section(section, f"{text}\n{conditions(command, VERSIONS)}")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
