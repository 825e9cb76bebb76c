"""``byline voices ...`` as a user runs it, as far as no model is needed; ``tests/live/test_voices.py`` has the rest."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from pipeline.__main__ import main
from pipeline.naming.voiceprints import Clip, Voice
from pipeline.timeline import ModelIdentity
from pipeline.voices.storage import VoiceFolder
from tests.builders import transcript, turn

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "kazakhstan" / "voice-RASCOE.mp3"
MODEL = ModelIdentity("campplus", "a" * 64)


class Outcome(Protocol):
    """Exit code, output stream and error stream of one run of ``byline voices``."""

    def __call__(self, command: str, *arguments: object) -> tuple[int, str, str]: ...


@pytest.fixture
def folder(tmp_path: Path) -> VoiceFolder:
    return VoiceFolder(tmp_path / "voices")


@pytest.fixture
def byline(folder: VoiceFolder, capsys: pytest.CaptureFixture[str]) -> Outcome:
    def run(command: str, *arguments: object) -> tuple[int, str, str]:
        code = main(["voices", command, *map(str, arguments), "--voices-dir", str(folder.root)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def clip(*embedding: float, origin: str = "one.wav", sha256: str = "1" * 64) -> Clip:
    return Clip(21.25, 0.93, origin, sha256, "2026-03-01", embedding)


def anna(
    identifier: str = "anna-park", clips: Sequence[Clip] = (clip(1.0, 0.0),), model: ModelIdentity = MODEL
) -> Voice:
    return Voice(identifier, "Anna Park", "host", ("Annie",), model, tuple(clips))


def test_nobody_is_enrolled_at_first(byline: Outcome, folder: VoiceFolder) -> None:
    assert byline("list") == (0, "", "")
    assert not folder.root.exists()


def test_list_is_a_line_of_columns_a_voice(byline: Outcome, folder: VoiceFolder) -> None:
    folder.write(anna())
    folder.write(Voice("tom", "Tom", None, (), MODEL, (clip(0.0, 1.0),)))
    code, output, errors = byline("list")
    assert (code, errors) == (0, "")
    assert output == "anna-park\tAnna Park\thost\t21.2\t1\t0.93\ntom\tTom\t-\t21.2\t1\t0.93\n"


def test_list_names_what_it_cannot_read_after_what_it_can(byline: Outcome, folder: VoiceFolder) -> None:
    folder.write(anna())
    (folder.root / "broken.json").write_text("{", encoding="utf-8")
    code, output, errors = byline("list")
    assert code == 8
    assert output.startswith("anna-park\t")
    assert str(folder.root / "broken.json") in errors
    assert "byline voices forget 'broken'" in errors


def test_show_tells_what_each_recording_gave_and_never_the_numbers(byline: Outcome, folder: VoiceFolder) -> None:
    folder.write(anna(clips=(clip(1.0, 0.0), clip(0.8, 0.6, origin="two.wav", sha256="2" * 64))))
    code, output, _ = byline("show", "annie")
    assert code == 0
    lines = output.splitlines()
    assert "name\tAnna Park" in lines
    assert f"model\tcampplus {'a' * 64}" in lines
    assert "speech\t42.5 s" in lines
    assert lines[-2:] == [
        "clip\tone.wav\t21.2 s\tquality 0.93\t2026-03-01\tlike the others 0.80",
        "clip\ttwo.wav\t21.2 s\tquality 0.93\t2026-03-01\tlike the others 0.80",
    ]
    assert "0.6" not in output.replace("0.60", "")


def test_forget_asks_nothing_says_what_is_gone_and_leaves_nothing(byline: Outcome, folder: VoiceFolder) -> None:
    path = folder.write(anna())
    code, output, errors = byline("forget", "Anna Park")
    assert (code, output) == (0, f"forgotten\t{path}\n")
    assert "copies that you exported" in errors
    assert list(folder.root.iterdir()) == []
    code, output, errors = byline("forget", "Anna Park")
    assert (code, output) == (8, "")
    assert "no voice of 'Anna Park' is enrolled" in errors


def test_a_slip_in_a_name_is_answered_with_who_may_have_been_meant(byline: Outcome, folder: VoiceFolder) -> None:
    folder.write(anna())
    code, _, errors = byline("show", "Anna Parc")
    assert code == 8
    assert "Did you mean 'Anna Park'?" in errors


def test_two_people_of_one_name_must_be_told_apart(byline: Outcome, folder: VoiceFolder) -> None:
    folder.write(anna())
    folder.write(anna("anna-park-2", [clip(0.0, 1.0)]))
    code, _, errors = byline("forget", "anna park")
    assert code == 8
    assert "anna-park, anna-park-2" in errors
    assert byline("forget", "anna-park-2")[0] == 0
    assert [voice.id for voice in folder.read()[0]] == ["anna-park"]


def test_an_export_is_the_voice_warns_and_can_be_taken_over_elsewhere(
    byline: Outcome, folder: VoiceFolder, tmp_path: Path
) -> None:
    folder.write(anna())
    copy = tmp_path / "anna.voice"
    code, output, errors = byline("export", "Anna Park", "-o", copy)
    assert (code, output) == (0, f"{copy}\n")
    assert "personal data" in errors
    if sys.platform != "win32":
        assert oct(copy.stat().st_mode & 0o777) == "0o600"
    byline("forget", "Anna Park")

    code, output, errors = byline("enroll", "--voice", copy)
    assert (code, errors) == (0, "")
    assert output == f"Anna Park\t21.2\t{folder.root / 'anna-park.json'}\n"
    assert folder.read() == ((anna(),), ())


def test_an_export_replaces_nothing_unasked(byline: Outcome, folder: VoiceFolder, tmp_path: Path) -> None:
    folder.write(anna())
    copy = tmp_path / "anna.voice"
    copy.write_text("mine")
    assert byline("export", "Anna Park", "-o", copy)[0] == 6
    assert copy.read_text() == "mine"
    assert byline("export", "Anna Park", "-o", copy, "--overwrite")[0] == 0
    assert byline("export", "Anna Park", "-o", tmp_path / "no" / "such" / "folder")[0] == 6


def exported(voice: Voice, folder: Path) -> Path:
    """A voice as another machine exported it."""
    return VoiceFolder(folder / "elsewhere").write(voice)


def test_taking_over_a_known_persons_voice_adds_its_clips(byline: Outcome, folder: VoiceFolder, tmp_path: Path) -> None:
    folder.write(anna())
    more = exported(anna(clips=(clip(1.0, 0.0), clip(0.8, 0.6, sha256="2" * 64))), tmp_path)
    assert byline("enroll", "--voice", more)[0] == 0
    (voice,) = folder.read()[0]
    assert [each.audio_sha256[0] for each in voice.clips] == ["1", "2"]


def test_another_persons_voice_is_not_added_under_a_name_that_is_taken(
    byline: Outcome, folder: VoiceFolder, tmp_path: Path
) -> None:
    folder.write(anna())
    stranger = exported(anna(clips=(clip(0.0, 1.0, sha256="2" * 64),)), tmp_path)
    code, output, errors = byline("enroll", "--voice", stranger)
    assert (code, output) == (8, "")
    assert "is not like that of Anna Park" in errors
    assert folder.read() == ((anna(),), ())

    assert byline("enroll", "--voice", stranger, "--new", "--role", "guest")[0] == 0
    assert [(voice.id, voice.role) for voice in folder.read()[0]] == [("anna-park", "host"), ("anna-park-2", "guest")]


def test_a_voice_made_with_another_model_is_not_mixed_in(byline: Outcome, folder: VoiceFolder, tmp_path: Path) -> None:
    folder.write(anna())
    other = exported(anna(model=ModelIdentity("older", "b" * 64)), tmp_path)
    code, _, errors = byline("enroll", "--voice", other)
    assert code == 8
    assert "made by the model campplus (aaaaaaaa" in " ".join(errors.split())
    other = exported(anna(model=ModelIdentity("campplus", "c" * 64)), tmp_path)
    assert "cannot be added to by campplus (cccccccc" in " ".join(byline("enroll", "--voice", other)[2].split())


def test_people_who_sound_alike_are_told_of(byline: Outcome, folder: VoiceFolder, tmp_path: Path) -> None:
    folder.write(anna())
    twin = exported(Voice("x", "Ella Park", None, (), MODEL, (clip(0.9, 0.43589),)), tmp_path)
    code, _, errors = byline("enroll", "--voice", twin)
    assert code == 0
    assert "Ella Park and Anna Park (anna-park) sound alike (similarity 0.90)" in " ".join(errors.split())


def test_a_corrupted_export_is_refused(byline: Outcome, folder: VoiceFolder, tmp_path: Path) -> None:
    (tmp_path / "x.voice").write_text("{}")
    code, _, errors = byline("enroll", "--voice", tmp_path / "x.voice")
    assert code == 8
    assert "voice_version is None" in errors
    assert "forget" not in errors  # that would remove the good voice of the same id
    assert not folder.root.exists()


def test_a_name_without_quotes_teaches_nobody(byline: Outcome, folder: VoiceFolder) -> None:
    code, _, errors = byline("enroll", "Ayesha", "Rascoe", SAMPLE)
    assert code == 3
    assert "no such file: Rascoe" in errors
    assert "in quotes" in errors
    assert not folder.root.exists()


def test_a_voice_is_not_printed(
    byline: Outcome, folder: VoiceFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder.write(anna())
    code, output, errors = byline("export", "anna-park", "-o", "-")
    assert (code, output) == (4, "")
    assert "a voice is not printed" in errors
    assert not Path("-").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hi.", "it is vtt, and only byline's own document"),
    ],
)
def test_only_a_document_knows_its_recording(content: bytes, said: str, byline: Outcome, tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes(content)
    code, _, errors = byline("enroll", "--from", path)
    assert code == 3
    assert said in errors


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("Anna Park",),
        ("Anna Park", "a.wav", "--from", "x.json"),
        ("Anna Park", "a.wav", "--speaker", "SPEAKER_1"),
        ("Anna Park", "a.wav", "b.wav", "--new"),
    ],
)
def test_what_to_learn_from_must_be_one_thing(arguments: tuple[str, ...], byline: Outcome) -> None:
    assert byline("enroll", *arguments)[0] == 4


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A transcript of Anna and of somebody without a name; its recording is not beside it."""
    made = transcript([turn("speech", "PARK", "Hello."), turn("speech", "SPEAKER_1", "Hi.", start=5.0)])
    data = json.loads(made.to_json())
    data["audio"] = {
        "name": "talk.mp3", "sha256": "0" * 64, "duration_seconds": 9.0, "sample_rate_hz": 16000, "channels": 1
    }  # fmt: skip
    data["speakers"][0]["name"] = "Anna Park"
    path = tmp_path / "talk.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_of_a_transcript_the_recording_must_be_there_and_be_the_one(byline: Outcome, document: Path) -> None:
    code, _, errors = byline("enroll", "--from", document)
    assert code == 4
    assert f"{document.parent / 'talk.mp3'} is not there" in errors
    code, _, errors = byline("enroll", "--from", document, "--audio", SAMPLE)
    assert code == 4
    assert "is not the recording" in errors


def test_who_was_recognised_by_the_voice_alone_is_passed_over(
    byline: Outcome, document: Path, folder: VoiceFolder
) -> None:
    data = json.loads(document.read_text(encoding="utf-8"))
    data["audio"]["sha256"] = hashlib.sha256(SAMPLE.read_bytes()).hexdigest()
    data["speakers"][0]["evidence"] = [{"kind": "voiceprint", "quote": "", "time": None, "weight": 0.9}]
    document.write_text(json.dumps(data), encoding="utf-8")
    code, output, errors = byline("enroll", "--from", document, "--audio", SAMPLE)
    assert (code, output) == (0, "")
    assert "Anna Park was recognised by the voice alone and is passed over" in " ".join(errors.split())
    assert folder.read() == ((), ())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--speaker", "PARC"), "Did you mean 'PARK'?"),
        (("--speaker", "SPEAKER_1"), "SPEAKER_1 has no name"),
        (("Tom Carter",), "names no Tom Carter"),
        (("--speaker", "anna park"), "talk.mp3 is not there"),
    ],
)
def test_who_is_learnt_must_be_in_the_transcript(
    arguments: tuple[str, ...], said: str, byline: Outcome, document: Path
) -> None:
    code, _, errors = byline("enroll", *arguments, "--from", document)
    assert code == 4
    assert said in errors


def test_the_variable_names_the_folder(folder: VoiceFolder) -> None:
    folder.write(anna())
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "voices", "list"],
        cwd=ROOT,
        env=os.environ | {"BYLINE_VOICES_DIR": str(folder.root)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("anna-park\t")


def test_nothing_heavy_is_imported_to_look_after_voices() -> None:
    modules = "pipeline.cli.voices, pipeline.voices.storage"
    code = f"import sys, {modules}; print(*{{'torch', 'numpy', 'av'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
