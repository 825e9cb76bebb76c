"""Voices enrolled and recognised with the real models, as a user does it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pipeline import audio
from pipeline.schema import Transcript
from pipeline.timeline import SAMPLE_RATE, Span
from pipeline.voices.storage import VoiceFolder
from tests.sounds import write_sound

if TYPE_CHECKING:
    import numpy.typing as npt

    from pipeline.models import ModelStore

pytestmark = pytest.mark.live

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples" / "kazakhstan"
RASCOE = SAMPLES / "voice-RASCOE.mp3"


def byline(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


@pytest.fixture(scope="module")
def folder(models: ModelStore, tmp_path_factory: pytest.TempPathFactory) -> VoiceFolder:
    """One voice, learnt from a clip of 13 seconds."""
    root = tmp_path_factory.mktemp("enrolled") / "voices"
    result = byline("voices", "enroll", "Ayesha Rascoe", RASCOE, "--role", "host", *options(models, root))
    assert result.returncode == 0, result.stderr
    name, seconds, path = result.stdout.rstrip("\n").split("\t")
    assert (name, path) == ("Ayesha Rascoe", str(root / "ayesha-rascoe.json"))
    assert float(seconds) == pytest.approx(13.2, abs=0.2)  # where speech begins depends a little on the processor
    assert "from 20 s on a voice is known better" in result.stderr
    return VoiceFolder(root)


def options(models: ModelStore, root: Path) -> list[object]:
    return ["--voices-dir", root, "--models-dir", models.root]


@pytest.fixture(scope="module")
def transcribed(folder: VoiceFolder, models: ModelStore, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The short sample's transcript, made without a show file, beside a damaged voice; and the error stream."""
    out = tmp_path_factory.mktemp("out")
    (folder.root / "damaged.json").write_text("{", encoding="utf-8")
    result = byline("run", SAMPLES / "short.mp3", "--out", out, *options(models, folder.root))
    (folder.root / "damaged.json").unlink()
    assert result.returncode == 0, result.stderr
    return out / "short.json", result.stderr


def test_a_host_is_recognised_although_nobody_says_her_name(transcribed: tuple[Path, str], folder: VoiceFolder) -> None:
    path, errors = transcribed
    transcript = Transcript.model_validate_json(path.read_text(encoding="utf-8"))
    assert [(speaker.label, speaker.name) for speaker in transcript.speakers] == [
        ("RASCOE", "Ayesha Rascoe"),
        ("MAYNES", "Charles Maynes"),
    ]
    assert "voiceprint" in {evidence.kind for evidence in transcript.speakers[0].evidence}
    assert "voiceprint" not in {evidence.kind for evidence in transcript.speakers[1].evidence}
    assert transcript.provenance is not None
    damaged = str(folder.root / "damaged.json")
    assert not any(damaged in notice for notice in transcript.provenance.notices)
    assert any("cannot be read: 1" in notice for notice in transcript.provenance.notices)
    assert damaged in errors


def test_a_transcript_teaches_the_voices_of_those_it_names(
    transcribed: tuple[Path, str], models: ModelStore, tmp_path: Path
) -> None:
    path, _ = transcribed
    where = ["--from", path, "--audio", SAMPLES / "short.mp3", *options(models, tmp_path / "voices")]
    result = byline("voices", "enroll", *where)
    assert result.returncode == 0, result.stderr
    assert "Ayesha Rascoe was recognised by the voice alone" in " ".join(result.stderr.split())
    (learnt,) = VoiceFolder(tmp_path / "voices").read()[0]
    assert (learnt.name, learnt.role) == ("Charles Maynes", "correspondent")
    assert 25 < learnt.seconds < 36
    assert learnt.clips[0].origin == "short.mp3"

    again = byline("voices", "enroll", "Charles Maynes", SAMPLES / "voice-MAYNES.mp3", *where[4:])
    assert again.returncode == 0, again.stderr
    (learnt,) = VoiceFolder(tmp_path / "voices").read()[0]
    assert [clip.origin for clip in learnt.clips] == ["short.mp3", "voice-MAYNES.mp3"]

    stranger = byline("voices", "enroll", "Charles Maynes", RASCOE, *where[4:])
    assert stranger.returncode == 8
    assert "is not like that of Charles Maynes" in " ".join(stranger.stderr.split())
    assert VoiceFolder(tmp_path / "voices").read()[0] == (learnt,)


def over_a_telephone(samples: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    spectrum = np.fft.rfft(samples)
    pitches = np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE)
    spectrum[(pitches < 300) | (pitches > 3400)] = 0
    return np.fft.irfft(spectrum, len(samples)).astype(np.float32)


def test_clips_that_cannot_teach_a_voice_are_refused_by_name_and_the_next_is_tried(
    models: ModelStore, tmp_path: Path
) -> None:
    waveform = audio.load(SAMPLES / "short.mp3")
    clips = {"both": waveform.crop(Span(20.0, 60.0)), "brief": waveform.crop(Span(1.0, 4.0))}
    clips["silence"] = np.zeros(8 * SAMPLE_RATE, np.float32)
    clips["phone"] = over_a_telephone(audio.load(RASCOE).samples)
    paths = [write_sound(tmp_path / f"{name}.wav", samples, SAMPLE_RATE) for name, samples in clips.items()]
    root = tmp_path / "voices"
    result = byline("voices", "enroll", "Ayesha Rascoe", *paths, RASCOE, *options(models, root))
    said = " ".join(result.stderr.split())
    assert result.returncode == 3
    assert f"no voice can be learnt from {paths[0]}: 2 voices are heard in it" in said
    assert f"no voice can be learnt from {paths[1]}: only" in said
    assert f"no voice can be learnt from {paths[2]}: nobody is heard speaking" in said
    assert f"no voice can be learnt from {paths[3]}: it sounds as over a telephone" in said
    (learnt,) = VoiceFolder(root).read()[0]
    assert [clip.origin for clip in learnt.clips] == ["voice-RASCOE.mp3"]
