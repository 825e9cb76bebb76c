"""The stock pyannote.audio diarization pipeline on the same weights, in a process of its own.

Run by ``benchmarks/sample.py``; prints one JSON object with the seconds it took and the turns it found. The common
recipe (``benchmarks/recipe.py``) diarizes with it too.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from pipeline import audio
from pipeline.diarization import pyannote
from pipeline.diarization.options import DiarizationOptions
from pipeline.machine import Machine, cores
from pipeline.models import ModelStore, default_root


def load(store: ModelStore) -> pyannote.PyannoteDiarizer:
    """The pipeline that goes window by window, with the clustering that byline's own has."""
    segmentation, embedding = (store.path(name) for name in pyannote.DEFAULT_MODELS)
    identities = tuple(store.identity(name) for name in pyannote.DEFAULT_MODELS)
    return pyannote.load_default(
        segmentation, embedding, identities, "cpu", DiarizationOptions(), Machine(cores()), windowed=True
    )


def main() -> int:
    """Diarize the file named on the command line."""
    began = time.monotonic()
    diarizer = load(ModelStore(default_root()))
    waveform = audio.load(Path(sys.argv[1]))
    loaded = time.monotonic()
    diarization = diarizer.diarize(waveform, lambda _done, _total: None)
    print(
        json.dumps(
            {
                "load_seconds": loaded - began,
                "diarize_seconds": time.monotonic() - loaded,
                "turns": [(turn.start, turn.end, turn.speaker) for turn in diarization.turns],
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
