"""What loading the default diarizer and recogniser imports, and what it must not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
NOT_NEEDED = {
    "lightning",
    "matplotlib",
    "opentelemetry",
    "pandas",
    "pyannote.audio",
    "pyannote.core",
    "sklearn",
    "torch._dynamo",
    "torchmetrics",
    "transformers",
    "whisper",
}
"""Seconds of import each, or brought along by one that takes them."""

IMPORT = """
import contextlib, sys
from pathlib import Path
from pipeline.diarization import pyannote
from pipeline.diarization.options import DiarizationOptions
from pipeline.errors import BylineError
from pipeline.machine import Machine
from pipeline.recognition import faster_whisper
import torch
from pipeline.diarization.campplus import CamPlusPlus

folder = Path(sys.argv[1])
torch.save(CamPlusPlus().state_dict(), folder / pyannote.EMBEDDING_FILE)
with contextlib.suppress(BylineError):  # there is no segmentation model, which is looked for last
    pyannote.load_default(folder, folder, (), "cpu", DiarizationOptions(), Machine(2))
assert "pipeline.diarization.frame_diarization" in sys.modules
import faster_whisper
print(" ".join(sys.modules))
"""


def test_a_default_run_imports_nothing_that_its_engines_are_trained_with(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT, str(tmp_path)],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    imported = set(done.stdout.split())
    assert {"torch", "torchaudio", "scipy.cluster.hierarchy", "ctranslate2"} <= imported
    assert imported & NOT_NEEDED == set()
