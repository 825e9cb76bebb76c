"""faster-whisper's model and batches, which encode of a sound what a CPU should spend its time on.

Imports faster_whisper at its head: only the engine imports this, when it has work to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from ctranslate2 import StorageView
from faster_whisper import BatchedInferencePipeline, WhisperModel

if TYPE_CHECKING:
    import numpy.typing as npt
    from faster_whisper.tokenizer import Tokenizer
    from faster_whisper.transcribe import TranscriptionOptions


class Model(WhisperModel):  # type: ignore[misc]  # which tells no types
    """A model that encodes the sounds of a batch one by one on a CPU.

    Together they take longer, up to a third for each of eight, because what attention makes of them no longer lies near
    the processor; and they take eight times the memory.
    """

    def encode(self, features: npt.NDArray[np.float32]) -> StorageView:
        """The encoder's states for spectrograms ``(sounds, mels, frames)``, ``(sounds, frames / 2, states)``."""
        if self.model.device != "cpu" or features.ndim == 2 or len(features) == 1:
            return super().encode(features)
        states = [np.asarray(super(Model, self).encode(one[None])) for one in features]
        return StorageView.from_array(np.concatenate(states))


class Batch(BatchedInferencePipeline):  # type: ignore[misc]
    """A batch of which the encoder gets the first so many seconds."""

    def __init__(self, model: Model, seconds: float) -> None:
        super().__init__(model)
        self._frames = round(seconds * model.frames_per_second)

    def generate_segment_batched(
        self, features: npt.NDArray[np.float32], tokenizer: Tokenizer, options: TranscriptionOptions
    ) -> tuple[StorageView, list[dict[str, Any]]]:
        """What the sounds say, of spectrograms ``(sounds, mels, 3000)``, with the encoder's states for them."""
        return super().generate_segment_batched(features[..., : self._frames], tokenizer, options)  # type: ignore[no-any-return]
