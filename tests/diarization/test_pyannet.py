"""PyanNet without pyannote.audio, against pyannote's own with the same weights."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from pipeline.diarization.pyannet import load

REPOSITORY = Path(__file__).parents[2]

WRITE = """
import io, sys, warnings
warnings.simplefilter("ignore")
from pipeline.diarization.pyannote import _import_pyannote
_import_pyannote()
import torch
from pyannote.audio.core.task import Problem, Resolution, Specifications
from pyannote.audio.models.segmentation import PyanNet

torch.manual_seed(7)
model = PyanNet(sincnet={"stride": 10}, lstm={"num_layers": 2, "hidden_size": 16})
model.specifications = Specifications(
    problem=Problem.MONO_LABEL_CLASSIFICATION, resolution=Resolution.FRAME, duration=10.0, classes=["a", "b", "c"],
    powerset_max_classes=POWERSET, permutation_invariant=True,
)
model.build()
model.eval()
sound = torch.randn(2, 1, 32000) * 0.1
checkpoint = {"state_dict": model.state_dict(), "hyper_parameters": dict(model.hparams), "epoch": 0}
model.on_save_checkpoint(checkpoint)
checkpoint["pyannote.audio"]["architecture"]["class"] = "KIND"
torch.save(checkpoint, sys.argv[1] + "/checkpoint.bin")
field = model.receptive_field
with torch.inference_mode():
    scores = model(sound)
facts = {"sound": sound, "scores": scores, "frame": (field.start, field.duration, field.step)}
if model.specifications.powerset:
    from pyannote.audio.utils.powerset import Powerset
    facts["speech"] = Powerset(3, 2).to_multilabel(scores)
torch.save(facts, sys.argv[1] + "/facts.bin")
"""


def write(folder: Path, powerset: int | None, kind: str = "PyanNet") -> None:
    """A checkpoint of a small network as pyannote.audio writes it, and what that network says to some noise."""
    done = subprocess.run(
        [sys.executable, "-c", WRITE.replace("POWERSET", str(powerset)).replace("KIND", kind), str(folder)],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pyannet")
    write(made, 2)
    return made


def test_the_scores_are_those_of_pyannote(folder: Path) -> None:
    facts = torch.load(folder / "facts.bin")

    loaded = load(folder / "checkpoint.bin")

    with torch.inference_mode():
        scores = loaded.network(facts["sound"])
    assert loaded.duration == 10.0
    assert (0.0, *loaded.network.frame) == pytest.approx(facts["frame"])
    torch.testing.assert_close(scores, facts["scores"], atol=1e-5, rtol=0)
    torch.testing.assert_close(loaded.speech(facts["scores"]), facts["speech"], atol=0, rtol=0)


def test_another_network_is_refused(tmp_path: Path) -> None:
    write(tmp_path, 2, kind="SSeRiouSS")

    with pytest.raises(ValueError, match="SSeRiouSS, not PyanNet"):
        load(tmp_path / "checkpoint.bin")


def test_scores_of_single_speakers_are_refused(tmp_path: Path) -> None:
    write(tmp_path, None)

    with pytest.raises(ValueError, match="scores each speaker alone"):
        load(tmp_path / "checkpoint.bin")


def test_a_checkpoint_that_calls_something_is_not_obeyed(tmp_path: Path) -> None:
    class Call:
        def __reduce__(self) -> tuple[Any, ...]:
            return (Path.touch, (tmp_path / "called",))

    torch.save({"pyannote.audio": Call()}, tmp_path / "checkpoint.bin")

    with pytest.raises(pickle.UnpicklingError):
        load(tmp_path / "checkpoint.bin")
    assert not (tmp_path / "called").exists()
