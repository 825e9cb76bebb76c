"""Time and memory of every format for a transcript of three hours (about 30,000 words).

    python -m benchmarks.exporters

Each format is written in a process of its own, three times; the time is the median, the memory the most that the
process had, the transcript included. The table goes to ``benchmarks/RESULTS.md``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.results import conditions, write_section
from pipeline import load_transcript, schema
from pipeline.exporters import FORMATS

ROOT = Path(__file__).parents[1]
WORDS = 30_000


def long_transcript(length: int = WORDS) -> schema.Transcript:
    """An interview of ``length`` words between three people, each word with its times."""
    vocabulary = "well you know the harbor was closed for nine weeks and people were not happy about that".split()
    turns: list[schema.Turn] = []
    said = 0
    while said < length:
        words = []
        for place in range(90):
            text = vocabulary[(said + place) % len(vocabulary)] + ("." if place % 12 == 11 else "")
            start = (said + place) * 0.36
            words.append(
                schema.Word(
                    text=text,
                    start=start,
                    end=start + 0.3,
                    confidence=0.9,
                    speaker="ABC"[len(turns) % 3],
                    certainty=1.0,
                )
            )
        text = " ".join(word.text for word in words)
        paragraph = schema.Paragraph(
            text=text, verbatim=text, start=words[0].start, end=words[-1].end, words=tuple(words)
        )
        turns.append(
            schema.Turn(
                kind="speech",
                speaker="ABC"[len(turns) % 3],
                start=paragraph.start,
                end=paragraph.end,
                confidence=1.0,
                paragraphs=(paragraph,),
            )
        )
        said += len(words)
    speakers = tuple(schema.Speaker(label=label, name=f"Person {label}", role=None, confidence=None) for label in "ABC")
    return schema.Transcript(
        source=schema.Source(headline="Three hours"),
        audio=None,
        speakers=speakers,
        turns=tuple(turns),
        diarization=None,
        provenance=None,
    )


def peak_kib() -> int:
    """Peak resident memory of this process in KiB (Linux and macOS)."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak


def measure(document: Path, name: str) -> str:
    """One row: median seconds, peak memory of the process, size of the file."""
    transcript = load_transcript(document)
    times = []
    content: str | bytes = ""
    for _ in range(3):
        began = time.monotonic()
        content = FORMATS[name].export(transcript)
        times.append(time.monotonic() - began)
    return f"| {name} | {median(times):.2f} s | {peak_kib() / 1024:.0f} MB | {len(content) / 1e6:.1f} MB |"


def main() -> int:
    """Measure one format when it is named, else all of them."""
    if len(sys.argv) == 3:
        print(measure(Path(sys.argv[1]), sys.argv[2]))
        return 0
    rows = ["| format | time | peak memory | size |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "long.json"
        document.write_text(long_transcript().to_json(), encoding="utf-8")
        for name in FORMATS:
            command = [sys.executable, "-m", "benchmarks.exporters", str(document), name]
            done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
            rows.append(done.stdout.strip())
    table = "\n".join(rows)
    note = f"{WORDS:,} words (three hours). Limits: 2 s and 300 MB.\n\n"
    conditioned = conditions("python -m benchmarks.exporters", ("pydantic", "python-docx", "praatio", "pympi-ling"))
    write_section("Formats", f"{table}\n\n{note}{conditioned}")
    print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
