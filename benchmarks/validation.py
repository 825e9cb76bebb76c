"""Time and memory of ``byline validate`` for 30,000 words against 30,000 (two byline documents of about 4 MB).

    python -m benchmarks.validation [--rounds N]

The sentences of the golden sample, one after the other again and again, against themselves with every twelfth word or
so wrong, missing or doubled. Every sentence is a turn, so that there are as many as in lively talk.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.measure import ROOT, measure
from benchmarks.results import conditions, write_section
from pipeline import schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORDS = 30_000
VERSIONS = ("jiwer", "meeteval", "pyannote.metrics", "rapidfuzz", "openai-whisper")
_SENTENCES = ROOT / "samples" / "kazakhstan" / "kazakhstan.sentences.json"
_OFTEN = 0.03
"""Of the words, the share that each kind of mistake hits."""


class Sentence(NamedTuple):
    """What one person says in one go."""

    speaker: str
    start: float
    end: float
    words: Sequence[str]


def sentences(length: int) -> list[Sentence]:
    """The sample's sentences until there are ``length`` words, each round after the one before; speakers in turn."""
    sample = json.loads(_SENTENCES.read_text(encoding="utf-8"))
    duration = sample[-1]["end"] + 1
    found: list[Sentence] = []
    said = 0
    while said < length:
        part = sample[len(found) % len(sample)]
        offset = duration * (len(found) // len(sample))
        speaker = ("RASCOE", "MAYNES")[len(found) % 2]
        found.append(Sentence(speaker, part["start"] + offset, part["end"] + offset, part["text"].split()))
        said += len(found[-1].words)
    return found


def misheard(listed: Sequence[Sentence], seed: int = 5) -> Iterator[Sentence]:
    """The same with words replaced, lost and doubled."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    for sentence in listed:
        words: list[str] = []
        for word in sentence.words:
            kind = int(chance.random() / _OFTEN)
            if kind == 0:
                words.append(f"w{chance.randrange(5000)}")
            elif kind == 1:
                words += [word, word]
            elif kind != 2:
                words.append(word)
        yield sentence._replace(words=words or sentence.words)


def document(listed: Sequence[Sentence]) -> schema.Transcript:
    """A byline document of them, the words spread evenly over each sentence."""
    turns = []
    for sentence in listed:
        each = (sentence.end - sentence.start) / len(sentence.words)
        edges = [round(sentence.start + place * each, 3) for place in range(len(sentence.words) + 1)]
        text = " ".join(sentence.words)
        words = tuple(
            schema.Word(text=word, start=start, end=end, confidence=0.9, speaker=sentence.speaker, certainty=1.0)
            for word, start, end in zip(sentence.words, edges, edges[1:], strict=False)
        )
        paragraph = schema.Paragraph(text=text, verbatim=text, start=edges[0], end=edges[-1], words=words)
        turns.append(
            schema.Turn(
                kind="speech",
                speaker=sentence.speaker,
                start=edges[0],
                end=edges[-1],
                confidence=1.0,
                paragraphs=(paragraph,),
            )
        )
    return schema.Transcript(
        source=schema.Source(language="en"),
        audio=None,
        speakers=tuple(
            schema.Speaker(label=label, name=None, role=None, confidence=None) for label in ("RASCOE", "MAYNES")
        ),
        turns=tuple(turns),
        diarization=tuple(schema.Heard(start=s.start, end=s.end, speaker=s.speaker) for s in listed),
        provenance=None,
    )


def main() -> int:
    """Measure and write the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    right = sentences(WORDS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part, listed in (("reference", right), ("hypothesis", list(misheard(right)))):
            (folder / f"{part}.json").write_text(document(listed).to_json(), encoding="utf-8")
        size = (folder / "reference.json").stat().st_size / 1e6
        files = [str(folder / f"{part}.json") for part in ("hypothesis", "reference")]
        outputs = ["--overwrite", "--html", str(folder / "r.html"), "--json", str(folder / "r.json")]
        runs = [measure(sys.executable, "-m", "pipeline", "validate", *files, *outputs) for _ in range(rounds)]
        report = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    figures = report["pooled"]["measures"]
    rows = [
        ("time, loading included", f"{median(run.wall for run in runs):.1f} s", "30 s"),
        ("CPU time", f"{median(run.cpu for run in runs):.1f} s", ""),
        ("peak memory", f"{max(run.peak_gb for run in runs):.2f} GB", "1 GB"),
        ("reference", f"{figures['wer']['denominator']} words compared, {len(right)} turns, {size:.1f} MB", ""),
        *((key, f"{figures[key]['value']:.2%}", "") for key in ("wer", "cpwer", "tcpwer", "orcwer", "der")),
    ]
    table = "\n".join(f"| {title} | {value} | {limit} |" for title, value, limit in rows)
    note = f"\n\nMedians of {rounds} rounds (memory: the most). The report is written as JSON and as a page.\n\n"
    command = conditions(f"python -m benchmarks.validation --rounds {rounds}", VERSIONS)
    write_section("Validation of long texts", f"| | | limit |\n|---|---|---|\n{table}{note}{command}")
    print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
