"""What was said: the recogniser's protocol and the engines that fulfil it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from pipeline.errors import EngineUnavailableError, UnknownChoiceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipeline.machine import Machine
    from pipeline.progress import Advance, Tell
    from pipeline.timeline import EngineIdentity, ModelIdentity, Span, Waveform, Word

ENGINES: Mapping[str, str] = {
    "faster-whisper": "faster_whisper",
    "openai-whisper": "whisper",
}
"""Engines by name, the faster ones first, with the package that each needs. The module of the same name in this
folder has ``load(model, identity, device, machine, tell)``."""

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Heard:
    """What an engine made of one region, and what it thinks of it."""

    words: tuple[Word, ...] = ()
    """In the order of the text; times are seconds from the start of the recording and lie inside the region."""
    avg_logprob: float | None = None
    """Mean log probability of the tokens; None where the engine does not say."""
    no_speech_prob: float | None = None
    """How probable it is that nobody speaks; None where the engine does not say."""


class Recognizer(Protocol):
    """A speech recogniser with its model loaded.

    Obligations of an implementation:

    - It decodes each region on its own, in batches of its own choosing, and never looks outside it.
    - It returns what it hears, one :class:`Heard` per region in the regions' order: it drops nothing and mends nothing
      by its own measures, but hands them on. What is a loop, silence or invented is judged once for all engines
      (:mod:`.artefacts`, :mod:`.recognize`). Its words have a confidence: without one no second hearing convinces.
    - ``prompt`` is shown to the model before each region, as text that might have come before it.
    - ``careful`` asks for the slow and safe way (each region on its own, with beams and a second try, never
      taking a region for silence): it is for what came back empty or suspicious.
    - It keeps no state between calls and leaves no thread behind.
    """

    @property
    def identity(self) -> EngineIdentity:
        """Library, version and weights, for the provenance."""

    @property
    def languages(self) -> frozenset[str]:
        """What can be asked of the loaded model, as ISO 639-1 codes."""

    def detect_language(self, waveform: Waveform, regions: Sequence[Span]) -> str:
        """The language spoken in ``regions`` as ISO 639-1 code; a model that knows one language names that one."""

    def recognize(
        self,
        waveform: Waveform,
        regions: Sequence[Span],
        language: str,
        advance: Advance,
        *,
        careful: bool = False,
        prompt: str | None = None,
    ) -> tuple[Heard, ...]:
        """What each region says. Regions are at most :data:`~pipeline.recognition.regions.MAX_REGION` long."""


def choose_engine(asked: str, model: str) -> str:
    """The engine to use: the one asked for, or for ``auto`` the fastest that is installed and can load ``model``."""
    if asked != AUTO:
        if asked not in ENGINES:
            raise UnknownChoiceError("engine", asked, [AUTO, *ENGINES])
        if find_spec(ENGINES[asked]) is None:
            raise EngineUnavailableError(asked, "it is not installed", f"Install it: pip install {asked}")
        return asked
    if model.endswith(".pt"):  # OpenAI's own checkpoint format
        return "openai-whisper"
    for name, package in ENGINES.items():
        if find_spec(package) is not None:
            return name
    raise EngineUnavailableError(AUTO, "no recogniser is installed", "Install one: pip install faster-whisper")


def load(engine: str, model: Path, identity: ModelIdentity, device: str, machine: Machine, tell: Tell) -> Recognizer:
    """The engine called ``engine`` with the weights in ``model``, on ``cpu`` or ``cuda``.

    ``tell`` hears what it has to do otherwise than planned, such as smaller batches where memory runs out.
    """
    module = import_module(f"pipeline.recognition.{engine.replace('-', '_')}")
    recognizer: Recognizer = module.load(model, identity, device, machine, tell)
    return recognizer
