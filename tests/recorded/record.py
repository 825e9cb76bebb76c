"""Writes anew what the real engines return for the samples: ``make recordings``.

Look at the difference before committing it: it is what a change of engine, weights or settings does to the answers.
"""

from __future__ import annotations

import json
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import audio
from pipeline.config import Config
from pipeline.engines import Engines
from pipeline.models import ModelStore, default_root
from pipeline.progress import TerminalReporter, no_advance
from pipeline.recognition.recognize import recognize
from pipeline.recordings import Recording, write_recording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.progress import Advance
    from pipeline.recognition import Heard, Recognizer
    from pipeline.timeline import EngineIdentity, Span, Waveform, Word

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples" / "kazakhstan"
RECORDED = ("kazakhstan", "short")
VERSIONS = ("torch", "pyannote.audio", "faster-whisper", "ctranslate2", "numpy")


class Taping:
    """A recogniser that keeps what the one inside it returns."""

    def __init__(self, inner: Recognizer) -> None:
        self._inner = inner
        self.words: dict[bool, list[Word]] = {False: [], True: []}

    @property
    def identity(self) -> EngineIdentity:
        return self._inner.identity

    @property
    def languages(self) -> frozenset[str]:
        return self._inner.languages

    def detect_language(self, waveform: Waveform, regions: Sequence[Span]) -> str:
        return self._inner.detect_language(waveform, regions)

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
        found = self._inner.recognize(waveform, regions, language, advance, careful=careful, prompt=prompt)
        self.words[careful].extend(word for heard in found for word in heard.words)
        return found


def main() -> int:
    """Record every sample, and the versions it was done with."""
    reporter = TerminalReporter()
    engines = Engines(Config(), ModelStore(default_root(), reporter=reporter), reporter)
    for name in RECORDED:
        waveform = audio.load(SAMPLES / f"{name}.mp3", no_advance)
        with reporter.stage(f"diarize {name}") as advance:
            diarization = engines.diarizer.diarize(waveform, advance)
        taping = Taping(engines.recognizer)
        with reporter.stage(f"recognise {name}") as advance:
            recognition = recognize(taping, waveform, diarization.speech, None, advance)
        write_recording(
            HERE / f"{name}.json",
            Recording(
                waveform.sha256,
                diarization,
                taping.identity,
                recognition.language or "",
                tuple(taping.words[False]),
                tuple(taping.words[True]),
            ),
        )
    manifest = {
        "recorded": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "versions": {name: version(name) for name in VERSIONS},
        "files": [f"{name}.json" for name in RECORDED],
    }
    (HERE / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
