"""What byline asks of pyannote.audio and what it makes of the answers; simple objects stand in for its pipelines."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from pyannote.core import Annotation, Segment

from pipeline.diarization.options import DiarizationOptions
from pipeline.diarization.pyannote import PyannoteDiarizer, load_default, load_pipeline
from pipeline.diarization.turn_voices import SOUND
from pipeline.errors import EngineFailedError, ModelUnreadableError, OutOfMemoryError
from pipeline.machine import Machine
from pipeline.progress import no_advance
from pipeline.timeline import ModelIdentity, SpeakerCount
from tests import builders
from tests.builders import noise, turns, waveform

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from pipeline.diarization.turn_voices import Sound
    from pipeline.timeline import Diarization, Span

REPOSITORY = Path(__file__).parents[2]


@dataclass
class Output:
    """A result with the attributes of pyannote's."""

    speaker_diarization: Annotation
    exclusive_speaker_diarization: Annotation
    speaker_embeddings: npt.NDArray[np.float64] | None


@dataclass
class Pipeline:
    """Answers with ``output``; keeps what it was given."""

    output: Output
    prints: str = ""
    raises: Exception | None = None
    reports: Sequence[tuple[str, Mapping[str, int]]] = ()
    sound: Sound | None = None
    file: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, Any] = field(default_factory=dict)

    def __call__(self, file: dict[str, Any], hook: Any, **asked: Any) -> Output:
        self.file, self.asked = file, asked
        for step, facts in self.reports:
            hook(step, None, file=file, **facts)
        if self.sound is not None:
            hook(SOUND, self.sound, file=file)
        if self.prints:
            print(self.prints)  # noqa: T201 - as the library's clustering does
            warnings.warn(self.prints, stacklevel=1)
        if self.raises:
            raise self.raises
        return self.output


def annotation(*lines: str) -> Annotation:
    """Lines like ``"A 0 2.5"``: who, from when, until when."""
    made = Annotation()
    for track, line in enumerate(lines):
        speaker, start, end = line.split()
        made[Segment(float(start), float(end)), track] = speaker
    return made


def output(*heard: str, embeddings: Sequence[Sequence[float]] | None = None) -> Output:
    made = annotation(*heard)
    return Output(made, made, None if embeddings is None else np.array(embeddings))


def diarize(pipeline: Pipeline, seconds: float = 10.0, options: DiarizationOptions | None = None) -> Diarization:
    diarizer = PyannoteDiarizer(pipeline, builders.ENGINE, options or DiarizationOptions(), Machine(2))
    return diarizer.diarize(waveform(noise(seconds)), no_advance)


def run_python(code: str, **environment: str) -> str:
    """What the code prints in a fresh interpreter."""
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)} | environment,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


# --- the library ---------------------------------------------------------------------------------------------------


FILTERBANK = """
import torch
import torchaudio.compliance.kaldi as kaldi
print(tuple(kaldi.fbank(torch.rand(1, 560), num_mel_bins=80).shape))
"""

BROKEN = """
import sys

class Unloadable:
    "Fails as torchaudio does where its compiled part was made for another torch."
    def find_spec(self, name, path=None, target=None):
        if name == "torchaudio._extension":
            raise ERROR

sys.meta_path.insert(0, Unloadable())
"""


def test_torchaudio_can_be_imported_and_used_whatever_torch_is_here() -> None:
    code = "from pipeline.diarization.pyannote import ensure_torchaudio\nensure_torchaudio()\n" + FILTERBANK

    assert run_python(code) == "(2, 80)\n"


@pytest.mark.parametrize(
    "error",
    [
        'OSError("libcudart.so: cannot open shared object file")',
        'RuntimeError("PyTorch and TorchAudio were compiled with different CUDA versions")',
    ],
)
def test_torchaudio_works_without_its_compiled_part_and_is_made_to_work_once(error: str) -> None:
    code = (
        BROKEN.replace("ERROR", error)
        + """
from pipeline.diarization.pyannote import ensure_torchaudio
ensure_torchaudio()
first = sys.modules["torchaudio"]
ensure_torchaudio()
assert sys.modules["torchaudio"] is first
"""
        + FILTERBANK
    )

    assert run_python(code) == "(2, 80)\n"


def test_a_torchaudio_that_works_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "torchaudio").mkdir()
    (tmp_path / "torchaudio" / "__init__.py").write_text("from torchaudio import _extension\n")
    (tmp_path / "torchaudio" / "_extension.py").write_text("compiled = True\n")
    code = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
from pipeline.diarization.pyannote import ensure_torchaudio
ensure_torchaudio()
print(sys.modules["torchaudio"].__file__)
print(sys.modules["torchaudio._extension"].compiled)
"""

    assert run_python(code).split() == [str(tmp_path / "torchaudio" / "__init__.py"), "True"]


def test_telemetry_is_off_even_where_the_user_has_turned_it_on(tmp_path: Path) -> None:
    code = f"""
import os
from pathlib import Path
from pipeline.diarization.options import DiarizationOptions
from pipeline.diarization.pyannote import load_pipeline
from pipeline.errors import ModelUnreadableError
from pipeline.machine import Machine
from pipeline.timeline import ModelIdentity, SpeakerCount
try:
    load_pipeline(Path({str(tmp_path)!r}), ModelIdentity("none", None), "cpu", DiarizationOptions(), Machine(2))
except ModelUnreadableError:
    from pyannote.audio.telemetry.metrics import is_metrics_enabled
    print(os.environ["PYANNOTE_METRICS_ENABLED"], is_metrics_enabled())
"""

    assert run_python(code, PYANNOTE_METRICS_ENABLED="1") == "0 False\n"


# --- its answers ---------------------------------------------------------------------------------------------------


def test_turns_come_back_in_order_under_the_labels_of_the_pipeline() -> None:
    heard = annotation("SPEAKER_01 4 6", "SPEAKER_00 0.5 4.5", "SPEAKER_01 1 2")
    exclusive = annotation("SPEAKER_01 4.5 6", "SPEAKER_00 0.5 4.5")

    found = diarize(Pipeline(Output(heard, exclusive, None)))

    assert found.turns == turns("SPEAKER_00 0.5 4.5", "SPEAKER_01 1 2", "SPEAKER_01 4 6")
    assert found.exclusive == turns("SPEAKER_00 0.5 4.5", "SPEAKER_01 4.5 6")
    assert found.voiceprints == {}
    assert found.engine is builders.ENGINE


def test_turns_are_cut_to_the_recording_and_those_outside_it_dropped() -> None:
    found = diarize(Pipeline(output("A -0.4 -0.1", "A -0.2 1", "B 9 10.03", "B 10 10.5")), seconds=10.0)

    assert found.turns == found.exclusive == turns("A 0 1", "B 9 10")


def test_turns_cut_to_the_same_start_stand_in_the_order_of_their_ends() -> None:
    heard = annotation("A -0.2 2", "B -0.1 1")

    assert diarize(Pipeline(Output(heard, annotation("A -0.2 2"), None))).turns == turns("B 0 1", "A 0 2")


def test_voiceprints_have_unit_length_and_stand_at_the_labels_in_the_order_of_the_pipeline() -> None:
    # rows of embeddings follow the labels as pyannote sorts them, not the order in which they are heard
    found = diarize(Pipeline(output("B 0 1", "A 2 3", embeddings=[[3.0, 4.0], [0.0, -2.0]])))

    assert found.speakers == ("B", "A")
    assert found.voiceprints == {"A": pytest.approx((0.6, 0.8)), "B": pytest.approx((0.0, -1.0))}
    assert all(type(value) is float for voiceprint in found.voiceprints.values() for value in voiceprint)


@pytest.mark.parametrize("nothing", [0.0, math.nan, math.inf])
def test_a_voice_that_could_not_be_measured_has_no_voiceprint_but_its_turns(nothing: float) -> None:
    found = diarize(Pipeline(output("A 0 1", "B 2 3", embeddings=[[nothing, nothing], [1.0, 0.0]])))

    assert found.voiceprints == {"B": (1.0, 0.0)}
    assert found.speakers == ("A", "B")


def test_a_recording_in_which_nobody_speaks_gives_no_turns() -> None:
    found = diarize(Pipeline(Output(Annotation(), Annotation(), np.zeros((0, 192)))))

    assert (found.turns, found.exclusive, found.speech, found.voiceprints) == ((), (), (), {})


@dataclass
class Listening:
    """Sound in which the voice changes at the times ``changes``; its voiceprints are the first seconds' voices."""

    voices: Mapping[float, tuple[float, ...]]
    changes: tuple[float, ...] = ()

    def voiceprint(self, spans: Iterable[Span]) -> tuple[float, ...] | None:
        return self.voices.get(next(iter(spans)).start)

    def likeness_across(self, span: Span, reach: float) -> list[tuple[float, float]]:
        return [(time, 0.3) for time in self.changes if span.start + reach <= time <= span.end - reach]


TWO_VOICES = Listening({0.0: (1.0, 0.0), 4.0: (0.0, 1.0)}, changes=(4.0,))


def test_a_pipeline_that_hands_out_sound_gives_a_voiceprint_for_each_turn_and_says_how_sure_the_number_is() -> None:
    found = diarize(Pipeline(output("A 0 4", "B 4 8", "B 8.5 9"), sound=TWO_VOICES))

    assert found.turn_voiceprints == ((1.0, 0.0), (0.0, 1.0), None)
    assert found.count == SpeakerCount(2, 1.0, 2, 2)


def test_a_turn_in_which_the_voice_changes_is_cut_and_keeps_its_label() -> None:
    found = diarize(Pipeline(output("A 0 8"), sound=TWO_VOICES))

    assert found.exclusive == turns("A 0 4", "A 4 8")
    assert found.turns == turns("A 0 8")
    assert found.turn_voiceprints == ((1.0, 0.0), (0.0, 1.0))
    assert found.count == SpeakerCount(1, 0.0, 1, 2)


def test_a_turn_goes_to_the_voice_that_it_is_most_like() -> None:
    voices = Listening({0.0: (1.0, 0.0), 4.0: (0.0, 1.0), 8.0: (0.0, 1.0)})
    pipeline = Pipeline(output("A 0 4", "B 4 8", "C 8 12"), sound=voices)

    three = diarize(pipeline, 12.0)
    moved = diarize(Pipeline(output("A 0 4", "B 4 8", "A 8 12"), sound=voices), 12.0)

    assert [turn.speaker for turn in three.exclusive] == ["A", "B", "C"]  # as like one as the other
    assert moved.exclusive == turns("SPEAKER_00 0 4", "SPEAKER_01 4 8", "SPEAKER_01 8 12")
    assert moved.count == SpeakerCount(2, 1.0, 2, 2)


@pytest.mark.parametrize(
    ("asked", "count"), [({}, 2), ({"speakers": 3}, 3), ({"min_speakers": 3}, 3), ({"min_speakers": 2}, 2)]
)
def test_turns_stay_where_they_are_where_fewer_voices_than_asked_for_would_be_left(
    asked: Mapping[str, Any], count: int
) -> None:
    blended = Listening({0.0: (1.0, 0.0), 4.0: (1.0, 0.0), 8.0: (0.0, 1.0), 10.0: (0.0, 1.0)})
    pipeline = Pipeline(output("A 0 4", "B 4 8", "B 8 10", "C 10 14"), sound=blended)

    assert len(diarize(pipeline, 14.0, DiarizationOptions(**asked)).speakers) == count


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"speakers": 1}, SpeakerCount(1, None, 1, 1)),
        ({"speakers": 3}, SpeakerCount(1, None, 1, 3)),
        ({"max_speakers": 1}, SpeakerCount(1, 0.0, 1, 1)),
        ({"min_speakers": 1, "max_speakers": 4}, SpeakerCount(1, 0.0, 1, 2)),
        ({"min_speakers": 2}, SpeakerCount(1, 0.0, 1, 2)),
    ],
)
def test_what_is_known_of_the_number_bounds_it(asked: Mapping[str, Any], count: SpeakerCount) -> None:
    assert diarize(Pipeline(output("A 0 8"), sound=TWO_VOICES), options=DiarizationOptions(**asked)).count == count


def test_a_pipeline_that_hands_out_none_gives_neither() -> None:
    found = diarize(Pipeline(output("A 0 8")))

    assert (found.turn_voiceprints, found.count) == ((), None)


# --- what it is given ----------------------------------------------------------------------------------------------


def test_the_pipeline_gets_the_samples_in_memory_and_the_known_number_of_speakers() -> None:
    pipeline = Pipeline(output())

    diarize(pipeline, 1.5, DiarizationOptions(speakers=3))

    assert pipeline.file["sample_rate"] == 16_000
    np.testing.assert_array_equal(pipeline.file["waveform"].numpy(), noise(1.5)[np.newaxis])
    assert pipeline.asked == {"num_speakers": 3, "min_speakers": None, "max_speakers": None}


def test_the_pipeline_gets_the_bounds_on_the_number_of_speakers() -> None:
    pipeline = Pipeline(output())

    diarize(pipeline, 1.5, DiarizationOptions(min_speakers=2, max_speakers=4))

    assert pipeline.asked == {"num_speakers": None, "min_speakers": 2, "max_speakers": 4}


def test_a_blink_of_sound_is_filled_up_with_silence_to_a_second_and_turns_end_with_the_sound() -> None:
    pipeline = Pipeline(output("A 0.1 0.9"))

    found = diarize(pipeline, 0.2)

    given = pipeline.file["waveform"].numpy()
    assert given.shape == (1, 16_000)
    np.testing.assert_array_equal(given[0, :3200], noise(0.2))
    assert not given[0, 3200:].any()
    assert found.turns == turns("A 0.1 0.2")


def test_what_the_library_prints_goes_to_the_error_stream_and_its_warnings_nowhere(
    capfd: pytest.CaptureFixture[str],
) -> None:
    diarize(Pipeline(output("A 0 1"), prints="too few clusters"))  # a warning would be an error in this test

    assert capfd.readouterr() == ("", "too few clusters\n")


def test_progress_is_one_count_that_grows_from_segmentation_to_embeddings() -> None:
    reports: list[tuple[str, dict[str, int]]] = [
        # pyannote counts whole batches, the last one too
        *(("segmentation", {"completed": done, "total": 4}) for done in (0, 2, 6)),
        ("segmentation", {}),  # its result, without a count
        ("speaker_counting", {}),
        ("speaker_counting", {"completed": 1, "total": 1}),  # a step that takes no time
        *(("embeddings", {"completed": done, "total": 8}) for done in (0, 4, 8)),
        ("embeddings", {}),
        ("discrete_diarization", {}),
    ]
    advances: list[tuple[float, float]] = []
    diarizer = PyannoteDiarizer(Pipeline(output(), reports=reports), builders.ENGINE, DiarizationOptions(), Machine(2))

    diarizer.diarize(waveform(2.0), lambda done, total: advances.append((done, total)))

    assert advances == [(done, 1.0) for done in (0.0, 0.25, 0.5, 0.5, 0.75, 1.0)]


def test_progress_of_nothing_is_not_reported() -> None:
    advances: list[float] = []
    pipeline = Pipeline(output(), reports=[("embeddings", {"completed": 0, "total": 0})])

    PyannoteDiarizer(pipeline, builders.ENGINE, DiarizationOptions(), Machine(2)).diarize(
        waveform(2.0), lambda done, _total: advances.append(done)
    )

    assert advances == []


# --- where it breaks -----------------------------------------------------------------------------------------------


def test_when_memory_runs_out_the_error_says_what_may_help() -> None:
    with pytest.raises(OutOfMemoryError, match="out of memory") as caught:
        diarize(Pipeline(output(), raises=RuntimeError("CUDA out of memory")))

    assert caught.value.engine == builders.ENGINE.name
    assert "--threads" in caught.value.remedy


def test_a_pipeline_that_refuses_what_it_is_asked_is_quoted() -> None:
    with pytest.raises(EngineFailedError, match="num_speakers must be provided"):
        diarize(Pipeline(output(), raises=ValueError("num_speakers must be provided when using KMeansClustering")))


OTHER_KIND = """
import pyannote.audio

class Whistler(pyannote.audio.Pipeline):
    def __init__(self, token=None, cache_dir=None):
        super().__init__()
"""


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        (None, r"config\.yaml"),
        ("pipeline: [\n", "ParserError"),
        ("vesion: 3.1\n", "KeyError: 'pipeline'"),
        ("pipeline:\n  name: pyannote.audio.pipelines.SpeakerDiarisation\n", "SpeakerDiarisation"),
        ("pipeline:\n  name: pyanote.audio.SpeakerDiarization\n", "No module named 'pyanote'"),
        (
            "pipeline:\n  name: pyannote.audio.pipelines.SpeakerDiarization\n  params: {segmentaton: x}\n",
            "unexpected keyword argument 'segmentaton'",
        ),
        ("dependencies: {pyannote.audio: 9.0.0}\npipeline: {name: x.Y}\n", "requires pyannote.audio ~ 9.0.0"),
        ("pipeline:\n  name: whistler.Whistler\n", "Whistler is no pipeline that tells speakers apart"),
    ],
)
def test_a_folder_that_is_no_pipeline_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: str | None, reason: str
) -> None:
    (tmp_path / "whistler.py").write_text(OTHER_KIND)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYANNOTE_METRICS_ENABLED", "0")  # put back afterwards
    if config is not None:
        (tmp_path / "config.yaml").write_text(config)

    with pytest.raises(ModelUnreadableError, match=reason) as caught:
        load_pipeline(tmp_path, ModelIdentity("mine", None), "cpu", DiarizationOptions(), Machine(2))

    assert caught.value.path == tmp_path
    assert "config.yaml" in caught.value.remedy


@pytest.mark.parametrize("content", [b"", b"damaged", b"\x80\x04N."], ids=["empty", "damaged", "a pickle of nothing"])
def test_damaged_weights_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setenv("PYANNOTE_METRICS_ENABLED", "0")
    (tmp_path / "campplus_cn_en_common.pt").write_bytes(content)

    with pytest.raises(ModelUnreadableError) as caught:
        load_default(tmp_path, tmp_path, (), "cpu", DiarizationOptions(), Machine(2))

    assert caught.value.path == tmp_path
    assert "byline models fetch" in caught.value.remedy
