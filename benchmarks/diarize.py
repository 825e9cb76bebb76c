"""One diarization in a process of its own: the stock pyannote.audio pipeline, or byline's, on the same weights.

    python -m benchmarks.diarize RECORDING [--byline] [--threads N]

Run by ``benchmarks/sample.py`` and ``benchmarks/speed.py``; prints one JSON object with the seconds it took and the
turns it found. The common recipe (``benchmarks/recipe.py``) diarizes with the stock pipeline too.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from pipeline import audio
from pipeline.diarization import pyannote
from pipeline.diarization.options import DiarizationOptions
from pipeline.machine import Machine, cores
from pipeline.memory import keep_memory
from pipeline.models import ModelStore, default_root
from pipeline.progress import no_advance


def load(store: ModelStore, threads: int, *, stock: bool = True) -> pyannote.PyannoteDiarizer:
    """The pipeline that goes window by window, with the clustering that byline's own has; or byline's own."""
    segmentation, embedding = (store.path(name) for name in pyannote.DEFAULT_MODELS)
    identities = tuple(store.identity(name) for name in pyannote.DEFAULT_MODELS)
    machine = Machine(threads)
    return pyannote.load_default(
        segmentation, embedding, identities, "cpu", DiarizationOptions(), machine, windowed=stock
    )


def main() -> int:
    """Diarize the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recording", type=Path)
    parser.add_argument("--byline", action="store_true", help="byline's own pipeline")
    parser.add_argument("--threads", type=int, default=cores(), help="torch's threads; all cores without")
    arguments = parser.parse_args()
    if arguments.byline:
        keep_memory()  # as byline's command does
    began = time.monotonic()
    diarizer = load(ModelStore(default_root()), arguments.threads, stock=not arguments.byline)
    waveform = audio.load(arguments.recording)
    import torch

    torch.set_num_threads(arguments.threads)
    loaded, used = time.monotonic(), time.process_time()
    diarization = diarizer.diarize(waveform, no_advance)
    print(
        json.dumps(
            {
                "load_seconds": loaded - began,
                "diarize_seconds": time.monotonic() - loaded,
                "diarize_cpu_seconds": time.process_time() - used,
                "length": waveform.duration,
                "turns": [(turn.start, turn.end, turn.speaker) for turn in diarization.turns],
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
