"""The voiceprint of one person from stretches of a recording, made as the diarizer makes those of its voices.

The network is the diarizer's own, and so are the features (:mod:`.features`): what is enrolled with this module can be
compared with the voiceprints of a :class:`~pipeline.timeline.Diarization`, and with nothing else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.progress import no_advance
from pipeline.timeline import Span, total, union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    import numpy.typing as npt

    from pipeline.diarization import Diarizer
    from pipeline.progress import Advance
    from pipeline.timeline import EngineIdentity, ModelIdentity, Waveform

_PART = 5.0
"""Seconds of speech in a part: long enough for a steady voiceprint, so short that two voices seldom share one."""
_SHORTEST = 0.4
"""Seconds below which a stretch is left out: it holds hardly a syllable, and its edges are the diarizer's guess."""


@dataclass(frozen=True, slots=True)
class EncodedVoice:
    """A voiceprint: unit-length embedding, the seconds of speech it was made from, and how steady the voice was.

    ``quality`` is the mean cosine of the parts, of about 5 s each, to the whole; None where there is one part only.
    ``lowest`` is that of the part least like the whole.
    """

    embedding: tuple[float, ...]
    seconds: float
    quality: float | None
    lowest: float | None


@dataclass(frozen=True, slots=True)
class VoiceEncoder:
    """An embedding network, loaded, and which weights it has."""

    network: Any
    device: Any
    model: ModelIdentity

    def encode(self, waveform: Waveform, spans: Iterable[Span], advance: Advance = no_advance) -> EncodedVoice | None:
        """The voiceprint of the voice that is heard alone in ``spans`` (seconds); None where hardly anything is left.

        Stretches under 0.4 s are left out. Overlapped speech must be: the caller knows where it is.
        """
        import numpy as np

        whole_recording = Span(0.0, waveform.duration)
        inside = [span & whole_recording for span in union(spans)]
        stretches = [span for span in inside if span is not None and span.duration >= _SHORTEST]
        parts = self._parts(waveform, stretches, advance)
        if not parts:
            return None
        weights = np.array([seconds for seconds, _ in parts])
        prints = np.stack([embedding for _, embedding in parts])
        mean = weights @ prints
        whole = mean / np.linalg.norm(mean)
        likeness = prints @ whole
        alone = len(parts) == 1
        return EncodedVoice(
            tuple(float(value) for value in whole),
            float(weights.sum()),
            None if alone else float(weights @ likeness / weights.sum()),
            None if alone else float(likeness.min()),
        )

    def _parts(
        self, waveform: Waveform, stretches: Sequence[Span], advance: Advance
    ) -> list[tuple[float, npt.NDArray[np.float64]]]:
        """Seconds and unit-length embedding of each part, a part made of as many stretches as it takes."""
        import torch

        from pipeline.diarization.features import FrameFeatures

        features = FrameFeatures(self.network, torch.from_numpy(waveform.samples), self.device, heard=stretches)
        found = []
        for part in _divide(stretches, _PART):
            sound = torch.cat([features.window(span.start, span.duration) for span in part], dim=1)
            with torch.inference_mode():
                weights = torch.ones(1, 1, sound.shape[1], device=sound.device)
                pooled = self.network.pool(sound.unsqueeze(0), weights)[0, 0].cpu().numpy().astype("float64")
            norm = float((pooled**2).sum()) ** 0.5
            if math.isfinite(norm) and norm > 0:
                found.append((total(part), pooled / norm))
            waveform.let_go()
            advance(part[-1].end, stretches[-1].end)
        return found


def _divide(stretches: Sequence[Span], seconds: float) -> Iterator[list[Span]]:
    """The stretches in parts of equal length, of about ``seconds`` each and in order; one that does not fit is cut."""
    length = total(stretches)
    if length == 0:
        return
    size = length / max(1, round(length / seconds))
    part: list[Span] = []
    room = size
    for stretch in stretches:
        start = stretch.start
        while stretch.end - start > room:
            yield [*part, Span(start, start + room)]
            start, part, room = start + room, [], size
        part.append(Span(start, stretch.end))
        room -= stretch.end - start
    if total(part) >= _SHORTEST:  # a float's rounding may leave a crumb
        yield part


def embedding_model(engine: EngineIdentity) -> ModelIdentity | None:
    """The weights that make a diarizer's voiceprints: the last of its models, as they work one after the other."""
    return engine.models[-1] if engine.models else None


def encoder_of(diarizer: Diarizer) -> VoiceEncoder:
    """An encoder on the network of byline's default diarizer, which is not loaded again."""
    from pipeline.diarization.frame_diarization import FrameDiarization
    from pipeline.diarization.pyannote import PyannoteDiarizer

    pipeline = diarizer.pipeline if isinstance(diarizer, PyannoteDiarizer) else None
    if not isinstance(pipeline, FrameDiarization):
        raise TypeError(f"{type(diarizer).__name__} has no network that could be shared")
    model = embedding_model(diarizer.identity)
    assert model is not None  # noqa: S101 - a loaded pipeline always says what it was loaded from
    return VoiceEncoder(pipeline.network, pipeline.device, model)
