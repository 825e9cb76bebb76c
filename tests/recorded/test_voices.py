"""Enrolled voices in whole runs on what the real engines returned; the voices are those of the other sample."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import engines
from pipeline.__main__ import main
from pipeline.cast import gather
from pipeline.config import Config
from pipeline.naming.voiceprints import Clip, Voice
from pipeline.progress import JsonReporter
from pipeline.recordings import read_recording
from pipeline.run import run_pipeline
from pipeline.schema import Transcript
from pipeline.timeline import ModelIdentity
from pipeline.voices.storage import VoiceFolder
from tests.recorded.replay import Replay

if TYPE_CHECKING:
    import pytest

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples" / "kazakhstan"
LONG = read_recording(HERE / "kazakhstan.json")


def voice(name: str, place: int) -> Voice:
    """The voice heard as the first, second ... in the long sample."""
    diarization = LONG.diarization
    embedding = diarization.voiceprints[diarization.speakers[place]]
    clip = Clip(60.0, 0.9, "kazakhstan.mp3", LONG.audio_sha256, "2026-01-01", embedding)
    return Voice(name, name, "host", (), diarization.engine.models[-1], (clip,))


def run(*voices: Voice, notices: tuple[str, ...] = ()) -> Transcript:
    listeners = Replay(read_recording(HERE / "short.json"))
    return run_pipeline(SAMPLES / "short.mp3", listeners, Config(), gather(), JsonReporter(), voices, notices)


def names(transcript: Transcript) -> list[str | None]:
    return [speaker.name for speaker in transcript.speakers]


def test_without_a_voice_or_a_show_file_nobody_knows_the_host() -> None:
    assert names(run()) == [None, "Charles Maynes"]


def test_a_host_whose_voice_is_enrolled_is_recognised_although_nobody_says_her_name() -> None:
    transcript = run(voice("Ayesha Rascoe", 0))
    assert names(transcript) == ["Ayesha Rascoe", "Charles Maynes"]
    host = transcript.speakers[0]
    assert (host.label, host.role) == ("RASCOE", "host")
    (proof,) = host.evidence
    assert proof.kind == "voiceprint"
    assert "Ayesha Rascoe" in proof.quote
    assert host.confidence is not None
    assert 0.5 < host.confidence < 1.0


def test_an_enrolled_voice_of_another_person_is_not_matched() -> None:
    embedding = voice("x", 0).embedding
    stranger = replace(voice("x", 0).clips[0], embedding=(*embedding[96:], *embedding[:96]))
    assert names(run(replace(voice("Linda Brandt", 0), clips=(stranger,)))) == [None, "Charles Maynes"]


def test_two_enrolled_people_with_one_voice_mean_nobody() -> None:
    assert names(run(voice("Ayesha Rascoe", 0), voice("Linda Brandt", 0))) == [None, "Charles Maynes"]


def test_no_voiceprint_is_written_into_a_transcript() -> None:
    text = run(voice("Ayesha Rascoe", 0)).to_json()
    assert "embedding" not in text
    for place in (0, 1):
        for value in voice("x", place).embedding:
            if len(f"{abs(value):.4f}".strip("0.")) > 3:
                assert f"{value:.4f}" not in text


def test_a_voice_of_another_model_is_left_aside_with_a_notice(capsys: pytest.CaptureFixture[str]) -> None:
    other = replace(voice("Ayesha Rascoe", 0), model=ModelIdentity("older", "b" * 64))
    transcript = run(other)
    assert names(transcript) == [None, "Charles Maynes"]
    said = "enrolled voices left aside because another model made them: 1"
    assert transcript.provenance is not None
    assert said in transcript.provenance.notices
    assert said in [json.loads(line).get("message") for line in capsys.readouterr().err.splitlines()]


def test_what_is_wrong_with_a_voice_file_stands_in_the_transcript(capsys: pytest.CaptureFixture[str]) -> None:
    transcript = run(notices=("cannot read x.json",))
    assert transcript.provenance is not None
    assert transcript.provenance.notices[0] == "cannot read x.json"
    assert "cannot read x.json" in capsys.readouterr().err


def test_the_command_uses_the_folder_of_voices_unless_it_is_told_not_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded = Replay(read_recording(HERE / "short.json"))
    monkeypatch.setattr(engines, "Engines", lambda *_: recorded)
    folder = VoiceFolder(tmp_path / "voices")
    folder.write(replace(voice("Ayesha Rascoe", 0), id="ayesha-rascoe"))
    (folder.root / "damaged.json").write_text("{", encoding="utf-8")

    def run_command(*options: str) -> Transcript:
        where = ["--out", str(tmp_path), "--overwrite", "--voices-dir", str(folder.root)]
        assert main(["run", str(SAMPLES / "short.mp3"), *where, *options]) == 0
        return Transcript.model_validate_json((tmp_path / "short.json").read_text(encoding="utf-8"))

    used = run_command()
    assert names(used) == ["Ayesha Rascoe", "Charles Maynes"]
    assert used.provenance is not None
    told = "enrolled voices left aside because their files cannot be read: 1"
    assert told in used.provenance.notices
    assert not any("damaged.json" in notice for notice in used.provenance.notices)
    assert "damaged.json" in capsys.readouterr().err

    unused = run_command("--no-voices")
    assert names(unused) == [None, "Charles Maynes"]
    assert unused.provenance is not None
    assert told not in unused.provenance.notices
    assert "damaged.json" not in capsys.readouterr().err


def test_a_folder_of_voices_that_is_asked_for_must_be_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(SAMPLES / "short.mp3"), "--voices-dir", str(tmp_path / "none"), "--offline"]) == 4
    assert "--voices-dir: there is no folder" in capsys.readouterr().err
