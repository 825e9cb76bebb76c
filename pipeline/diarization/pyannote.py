"""Diarization with pyannote.audio 4.

By default: the steps of its pipeline with segmentation-3.0 and CAM++ voiceprints, which need no account, in code of
byline's own (:mod:`.frame_diarization`), which computes once what windows share and does not import pyannote.audio.
Any other pyannote pipeline, from the hub or a local folder, runs as it is.

Facts about pyannote.audio 4.0 that shape this module: it sends telemetry unless told not to; it decodes files through
torchcodec, which is broken on many machines, so it is only ever given waveforms; it insists on a PLDA even for a
clustering that needs none; its clustering prints to the output stream; importing it takes seconds.
"""

from __future__ import annotations

import contextlib
import dataclasses
import importlib.util
import math
import os
import pickle
import sys
import types
import warnings
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from pipeline._version import __version__
from pipeline.diarization.found import Found
from pipeline.diarization.turn_voices import SOUND, cut_at_changes, heard_alone, voiceprints_of
from pipeline.errors import EngineFailedError, EngineUnavailableError, ModelUnreadableError
from pipeline.hush import own_warnings
from pipeline.memory import running_out
from pipeline.timeline import SAMPLE_RATE, Diarization, EngineIdentity, ModelIdentity, Span, SpeakerCount, Turn, total
from pipeline.torch_threads import threads_at_most

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import torch

    from pipeline.diarization.campplus import CamPlusPlus
    from pipeline.diarization.frame_diarization import FrameDiarization
    from pipeline.diarization.options import DiarizationOptions
    from pipeline.diarization.turn_voices import Sound
    from pipeline.machine import Machine
    from pipeline.progress import Advance
    from pipeline.timeline import Waveform

ENGINE = "pyannote.audio"
OWN_ENGINE = "byline"
"""Who does the work of the default pipeline: the steps are pyannote's, the code is not."""
DEFAULT_MODELS = ("segmentation-3.0", "campplus")
"""The two models of the default pipeline, by their names in the store."""
SEGMENTATION_FILE = "pytorch_model.bin"
EMBEDDING_FILE = "campplus_cn_en_common.pt"

CLUSTERING_THRESHOLD = 0.68
"""Calibrated for CAM++ on several recordings; the tables are in ``docs/diarization.md``."""
_STOCK_THRESHOLD = 0.65
_STOCK_CLUSTER_SIZE = 12
"""pyannote's own least cluster. With this threshold and this size its window-by-window pipeline counts best: with 8 it
hears a third voice in the golden sample."""
_SHORTEST = 1.0
"""Seconds to which a shorter recording is filled up with silence: models need some sound to look at."""


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Keep the libraries' chatter away: warnings dropped, prints sent to the error stream."""
    with own_warnings(), contextlib.redirect_stdout(sys.stderr):
        warnings.simplefilter("ignore")
        yield


def ensure_torchaudio() -> None:
    """Make ``import torchaudio`` work where its compiled part cannot be loaded.

    torchaudio's wheels are linked against CUDA and fail to load beside a CPU-only torch. pyannote.audio uses its
    Python parts alone, so a stand-in for the module that loads the library is put in place, and only when the real
    one has failed.
    """
    if "torchaudio" in sys.modules:
        return
    try:
        import torchaudio
    except (OSError, RuntimeError):  # RuntimeError: built for another CUDA than torch
        for name in [name for name in sys.modules if name.split(".")[0] == "torchaudio"]:
            del sys.modules[name]
        stand_in = types.ModuleType("torchaudio._extension")
        vars(stand_in).update(
            _IS_TORCHAUDIO_EXT_AVAILABLE=False,
            _IS_ALIGN_AVAILABLE=False,
            _check_cuda_version=lambda: None,
            fail_if_no_align=lambda function: function,
        )
        sys.modules["torchaudio._extension"] = stand_in
        import torchaudio  # noqa: F401 - now without its compiled part


def _import_pyannote() -> None:
    os.environ["PYANNOTE_METRICS_ENABLED"] = "0"  # before the import: telemetry is set up by it
    if importlib.util.find_spec("pyannote") is None or importlib.util.find_spec("pyannote.audio") is None:
        raise EngineUnavailableError(ENGINE, "it is not installed", "Install it: pip install pyannote.audio")
    with _quietly():
        ensure_torchaudio()
        import pyannote.audio  # noqa: F401 - the import is what takes the time, and what warns


@dataclass(frozen=True, slots=True)
class PyannoteDiarizer:
    """A pyannote pipeline, loaded, with the number of speakers that is known."""

    pipeline: Any
    identity: EngineIdentity
    options: DiarizationOptions
    machine: Machine

    def diarize(self, waveform: Waveform, advance: Advance) -> Diarization:
        """Tell the voices of ``waveform`` apart (see :class:`pipeline.diarization.Diarizer`)."""
        import torch

        name = self.identity.name
        try:
            with running_out(name), _quietly(), torch.inference_mode(), threads_at_most(self.machine.threads):
                return self._diarize(waveform, advance)
        except (RuntimeError, ValueError) as error:  # ValueError: of a clustering that must be told a number, for one
            raise EngineFailedError(name, str(error)) from error

    def _diarize(self, waveform: Waveform, advance: Advance) -> Diarization:
        import torch

        samples = torch.from_numpy(waveform.samples)
        missing = math.ceil(_SHORTEST * SAMPLE_RATE) - len(samples)
        if missing > 0:
            samples = torch.nn.functional.pad(samples, (0, missing))
        hook = _Hook(advance, waveform)
        output = self.pipeline(
            {"waveform": samples.unsqueeze(0), "sample_rate": SAMPLE_RATE, "uri": waveform.name},
            num_speakers=self.options.speakers,
            min_speakers=self.options.min_speakers,
            max_speakers=self.options.max_speakers,
            hook=hook,
        )
        heard = output if isinstance(output, Found) else _found(output)
        found = _to_diarization(heard, waveform.duration, self.identity)
        return found if hook.sound is None else self._listen_to_turns(found, hook.sound)

    def _listen_to_turns(self, found: Diarization, sound: Sound) -> Diarization:
        """With a voiceprint of each turn, turns at the voice they are most like, and how sure the number is."""
        from pipeline.diarization.reassignment import reassigned

        exclusive = cut_at_changes(found.exclusive, sound)
        alone = heard_alone(exclusive, found.turns)
        voiceprints = voiceprints_of(alone, sound)
        told = dataclasses.replace(found, exclusive=exclusive, turn_voiceprints=voiceprints)
        least = self.options.speakers or self.options.min_speakers or 1
        heard = reassigned(told, [total(own) for own in alone], least)
        return dataclasses.replace(heard, count=self._count(len(heard.speakers), heard.exclusive, voiceprints))

    def _count(
        self, number: int, exclusive: tuple[Turn, ...], voiceprints: tuple[tuple[float, ...] | None, ...]
    ) -> SpeakerCount | None:
        from pipeline.diarization.count import count_voices

        options = self.options
        if options.speakers is not None:
            return SpeakerCount(number, None, min(number, options.speakers), max(number, options.speakers))
        count = count_voices(number, exclusive, voiceprints)
        if count is None:
            return None
        least = max(count.least, options.min_speakers or 0)
        most = min(count.most, options.max_speakers or count.most)
        return dataclasses.replace(count, least=min(number, least), most=max(number, most))


class _Hook:
    """Turns pyannote's progress calls into one count: segmentation is the first half, embeddings the second.

    ``sound`` is what byline's own pipeline hands out besides, to make voiceprints of turns from.
    """

    _BEGIN = types.MappingProxyType({"segmentation": 0.0, "embeddings": 0.5})

    def __init__(self, advance: Advance, waveform: Waveform) -> None:
        self._advance = advance
        self._waveform = waveform
        self.sound: Sound | None = None

    def __call__(self, step: str, artifact: Any, completed: int | None = None, **facts: Any) -> None:
        """Take a report of ``completed`` of ``facts["total"]`` items of ``step``."""
        self._waveform.let_go()  # of what was looked at for them
        if step == SOUND:
            self.sound = artifact
        total = facts.get("total")
        if step in self._BEGIN and completed is not None and total:
            share = min(1.0, float(completed / total))  # pyannote counts a last, partial batch as a whole one
            self._advance(self._BEGIN[step] + 0.5 * share, 1.0)


def _found(output: Any) -> Found:
    """What one of pyannote's pipelines returns, as byline's own does."""

    def turns(annotation: Any) -> list[tuple[float, float, str]]:
        return [(segment.start, segment.end, label) for segment, _, label in annotation.itertracks(yield_label=True)]

    labels = output.speaker_diarization.labels()
    embeddings = output.speaker_embeddings if output.speaker_embeddings is not None else ()
    voiceprints = dict(zip(labels, embeddings, strict=False))
    return Found(turns(output.speaker_diarization), turns(output.exclusive_speaker_diarization), voiceprints)


def _to_diarization(found: Found, duration: float, identity: EngineIdentity) -> Diarization:
    """What was found as byline's own values, cut to the recording's length."""
    whole = Span(0.0, duration)

    def turns(heard: list[tuple[float, float, str]]) -> tuple[Turn, ...]:
        clipped = [(Span(max(0.0, start), end) & whole, label) for start, end, label in heard if end > 0.0]
        ordered = sorted((span, label) for span, label in clipped if span is not None)
        return tuple(Turn(span.start, span.end, label) for span, label in ordered)

    voiceprints = {}
    for label, embedding in found.voiceprints.items():
        norm = float((embedding**2).sum()) ** 0.5
        if math.isfinite(norm) and norm > 0:
            voiceprints[label] = tuple(float(value) / norm for value in embedding)
    return Diarization(turns(found.turns), turns(found.exclusive), voiceprints, identity)


_UNREADABLE: tuple[type[Exception], ...] = (
    *(OSError, EOFError, pickle.UnpicklingError, RuntimeError),  # damaged
    *(AttributeError, ImportError, LookupError, TypeError, ValueError),  # made for another version
)


@contextlib.contextmanager
def _loading(folder: Path, remedy: str = "", besides: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Say of whatever goes wrong while files are made a network or a pipeline which folder they lie in."""
    unreadable = (*_UNREADABLE, *besides)
    try:
        with running_out(ENGINE), _quietly():
            yield
    except unreadable as error:
        raise ModelUnreadableError(folder, f"{type(error).__name__}: {error}", remedy) from error


def load_default(
    segmentation: Path,
    embedding: Path,
    models: tuple[ModelIdentity, ...],
    device: str,
    options: DiarizationOptions,
    machine: Machine,
    *,
    windowed: bool = False,
) -> PyannoteDiarizer:
    """The pipeline that needs no account, from the folders of its two models.

    ``windowed`` takes pyannote's own window-by-window pipeline instead: the yardstick of the benchmarks. It alone
    imports pyannote.audio.
    """
    with _quietly():
        ensure_torchaudio()
        import torch

        from pipeline.diarization import campplus
    with _loading(embedding):
        network = campplus.load(torch.load(embedding / EMBEDDING_FILE, map_location="cpu", weights_only=True))
    on = torch.device(device)
    if windowed:
        stock = _load_windowed(segmentation, network, on)
        return PyannoteDiarizer(stock, EngineIdentity(ENGINE, version("pyannote.audio"), models), options, machine)
    shared = _load_shared(segmentation, network, on, options.segmentation_step, machine)
    return PyannoteDiarizer(shared, EngineIdentity(OWN_ENGINE, __version__, models), options, machine)


def _load_shared(
    segmentation: Path, network: CamPlusPlus, device: torch.device, step: float | None, machine: Machine
) -> FrameDiarization:
    with _quietly():
        from pipeline.diarization import campplus, pyannet
        from pipeline.diarization.frame_diarization import FrameDiarization
        from pipeline.diarization.voice_clusters import VoiceClustering
        from pipeline.precision import numbers_for
    with _loading(segmentation):
        loaded = pyannet.load(segmentation / SEGMENTATION_FILE)
    with running_out(OWN_ENGINE):
        loaded.network.to(device)
        quick = campplus.quickened(network, numbers_for(device)).to(device)
    return FrameDiarization(loaded, quick, VoiceClustering(CLUSTERING_THRESHOLD), device, step, machine)


def _load_windowed(segmentation: Path, network: CamPlusPlus, device: torch.device) -> Any:
    _import_pyannote()
    with _quietly():
        from pipeline.diarization.stock_pipeline import build
    with _loading(segmentation):
        built = build(segmentation / SEGMENTATION_FILE, network)
    with _quietly():
        clustering = {
            "method": "centroid",
            "threshold": _STOCK_THRESHOLD,
            "min_cluster_size": _STOCK_CLUSTER_SIZE,
        }
        built.instantiate({"segmentation": {"min_duration_off": 0.0}, "clustering": clustering})
        built.to(device)
    return built


def load_pipeline(
    folder: Path, identity: ModelIdentity, device: str, options: DiarizationOptions, machine: Machine
) -> PyannoteDiarizer:
    """Another pyannote pipeline, from the folder that holds its ``config.yaml``."""
    _import_pyannote()
    import torch
    import yaml  # type: ignore[import-untyped]  # pyannote reads its configurations with it
    from pyannote.audio import Pipeline
    from pyannote.audio.pipelines import SpeakerDiarization
    from pyannote.audio.utils.dependencies import MissingDependency, WrongDependencyVersion

    remedy = "Name a folder that holds a pyannote pipeline: its config.yaml and the models named there."
    with _loading(folder, remedy, (yaml.YAMLError, MissingDependency, WrongDependencyVersion)):
        built = Pipeline.from_pretrained(folder)
        if not isinstance(built, SpeakerDiarization):
            raise TypeError(f"{type(built).__name__} is no pipeline that tells speakers apart")
    built.legacy = False  # asks for the whole result; a configuration may ask for the turns alone
    with running_out(ENGINE), _quietly():
        built.to(torch.device(device))
    return PyannoteDiarizer(built, EngineIdentity(ENGINE, version("pyannote.audio"), (identity,)), options, machine)
