"""byline's own diarization: pyannote's steps with segmentation-3.0 and CAM++, in torch and numpy alone.

Windows of 10 s are told apart by who speaks when in them, each local speaker gets a voiceprint, voiceprints are
clustered, and the windows are stitched together. The results are those of pyannote.audio's pipeline with the same
networks; it is not imported, because that alone takes longer than all of this on a short recording.

Imports torch at its head: only the adapter in :mod:`.pyannote` imports this module, and lazily.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn import functional

from pipeline.diarization.campplus import EMBEDDING_SIZE
from pipeline.diarization.features import FRAMES_PER_SECOND, FrameFeatures
from pipeline.diarization.found import Found, labels_in_order
from pipeline.diarization.segmentation import FILTER_STRIDE, SharedSegmentation, starts_of
from pipeline.diarization.stitching import NOBODY, Windows, speakers_at_once, stitched
from pipeline.diarization.turn_voices import SOUND
from pipeline.diarization.voice_clusters import Bounds, VoiceClustering
from pipeline.diarization.workers import working
from pipeline.precision import numbers_for
from pipeline.timeline import SAMPLE_RATE, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

    from pipeline.diarization.campplus import CamPlusPlus
    from pipeline.diarization.pyannet import Segmentation
    from pipeline.machine import Machine

    Speech = npt.NDArray[np.uint8]

_WINDOWS_AT_ONCE = 16
_LEAST_SPEECH = 0.5
"""Seconds of speech without crosstalk that a voiceprint is made from; with less in a window, crosstalk counts too."""
_LEAST_HEARD = 0.1
"""Seconds of speech in a whole recording below which nobody is heard: not even a syllable is so short."""
_CLUSTER_SECONDS = 8.0
"""Seconds that the windows of a voice begin in, at least: 8 windows at a step of 1 s, 4 at 2 s."""
_STEP, _LONG_STEP = 1.0, 2.0
"""Seconds from one window to the next where the user did not say: in a recording of up to ``_LONG``, and above. Half
the windows are half the time of segmentation, which a short recording hardly has; on the mean DER they cost nothing,
but in half a minute a few turns that change hands are much (``docs/diarization.md``)."""
_LONG = 600.0
_PIECE_BYTES = 256 * 1024**2
"""What a worker takes beside the others, at most: for so many windows, or for a block of features."""


@dataclass(frozen=True, slots=True)
class FrameDiarization:
    """The networks, on their device, how voices are clustered, and what of the machine may be used.

    ``step`` is the time from one window to the next, in seconds; None takes one that suits the recording's length.
    """

    segmentation: Segmentation
    network: CamPlusPlus
    clustering: VoiceClustering
    device: torch.device
    step: float | None
    machine: Machine

    def stride(self, samples: int) -> int:
        """The step in samples, for a recording of so many: a whole number of the first filters' strides."""
        step = self.step or (_LONG_STEP if samples > _LONG * SAMPLE_RATE else _STEP)
        return round(step * SAMPLE_RATE / FILTER_STRIDE) * FILTER_STRIDE

    def __call__(
        self,
        file: dict[str, Any],
        hook: Callable[..., None],
        num_speakers: int | None = None,
        min_speakers: int | None = None,
        max_speakers: int | None = None,
    ) -> Found:
        """Who is heard when in ``file["waveform"]``, of shape (1, samples) at 16 kHz.

        Called as one of pyannote's pipelines is, and with the same calls of ``hook``.

        Raises:
            ValueError: the numbers of speakers contradict each other.

        """
        bounds = Bounds.of(num_speakers, min_speakers, max_speakers)
        samples = file["waveform"][0]
        stride = self.stride(len(samples))
        speech = self.speech(samples, hook)
        windows = self._windows(len(speech), speech.shape[1], stride)
        count = speakers_at_once(speech, windows)
        if np.count_nonzero(count) * self.segmentation.network.frame[1] < _LEAST_HEARD:
            return Found([], [], {})
        embeddings = self.embeddings(samples, speech, hook)
        enough = round(_CLUSTER_SECONDS * SAMPLE_RATE / stride)
        voices, centres = self.clustering.cluster(embeddings, speech, bounds, enough)
        voices[~speech.any(axis=1)] = NOBODY
        count = np.minimum(count, bounds.most).astype(np.uint8)
        turns = self._turns(speech, voices, count, windows)
        exclusive = self._turns(speech, voices, np.minimum(count, 1), windows)
        labels = labels_in_order(voice for _, _, voice in sorted(turns))
        return Found(
            [(start, end, labels[voice]) for start, end, voice in turns],
            [(start, end, labels[voice]) for start, end, voice in exclusive],
            {label: centres[voice] for voice, label in labels.items() if voice < len(centres)},
        )

    def speech(self, samples: torch.Tensor, hook: Callable[..., None]) -> Speech:
        """Who speaks when in each window, shape (windows, frames, local speakers): 1 where one speaks."""

        def advance(done: int) -> None:
            hook("segmentation", None, total=len(starts), completed=done)

        def converted(scores: torch.Tensor) -> torch.Tensor:
            return self.segmentation.speech(scores).to(torch.uint8)

        duration = self.segmentation.duration
        size = round(duration * SAMPLE_RATE)
        starts = starts_of(len(samples), size, self.stride(len(samples)))
        shared = SharedSegmentation(self.segmentation.network, converted, self.device, numbers_for(self.device))
        with working(self.device, self._workers) as workers:
            return shared.windows(samples, starts, size, _WINDOWS_AT_ONCE, workers, advance)

    def embeddings(self, samples: torch.Tensor, speech: Speech, hook: Callable[..., None]) -> npt.NDArray[np.float32]:
        """The voiceprint of each window's speakers, shape (windows, speakers, 192); NaN where one is silent."""
        duration = self.segmentation.duration
        frames = round(duration * FRAMES_PER_SECOND)
        made = np.empty((len(speech), speech.shape[2], EMBEDDING_SIZE), np.float32)
        starts = _starts(len(speech), self.stride(len(samples)))
        with working(self.device, self._workers) as workers:
            heard = _heard(speech, starts, duration)
            features = FrameFeatures(self.network, samples, self.device, workers, heard)
            for first in range(0, len(speech), _WINDOWS_AT_ONCE):
                batch = speech[first : first + _WINDOWS_AT_ONCE]
                begins = starts[first : first + len(batch)].tolist()
                sound = torch.stack([features.window(start, duration) for start in begins])
                masks = np.stack([_own_speech(mask, duration) for mask in batch])
                weights = torch.from_numpy(masks.transpose(0, 2, 1).astype(np.float32)).to(sound.device)
                with torch.inference_mode():
                    weights = functional.interpolate(weights, size=frames, mode="nearest")
                    made[first : first + len(batch)] = self.network.pool(sound, weights).cpu().numpy()
                hook("embeddings", None, total=len(speech), completed=first + len(batch))
        hook(SOUND, features.sliced)
        return made

    @property
    def _workers(self) -> int:
        return self.machine.room_for(_PIECE_BYTES, self.machine.threads)

    def _windows(self, count: int, frames: int, stride: int) -> Windows:
        """Where the frames of each window lie among those of the recording."""
        _, step = self.segmentation.network.frame
        duration = self.segmentation.duration
        starts = _starts(count, stride)
        return Windows(np.rint(starts / step).astype(np.intp), frames, round((starts[-1] + duration) / step) + 1)

    def _turns(
        self, speech: Speech, voices: npt.NDArray[np.intp], count: Speech, windows: Windows
    ) -> list[tuple[float, float, int]]:
        """Turns from the middle of their first frame to that of the first after them, with the numbers of the voices.

        The recording ends in the middle of its last frame.
        """
        runs = stitched(speech, voices, count, windows)
        size, step = self.segmentation.network.frame
        starts = runs.firsts * step + size / 2
        ends = np.minimum(runs.ends, windows.total - 1) * step + size / 2
        turns = zip(starts.tolist(), ends.tolist(), runs.voices.tolist(), strict=True)
        return [turn for turn in turns if turn[0] < turn[1]]


def _starts(count: int, stride: int) -> npt.NDArray[np.float64]:
    """When each of the windows begins, in seconds."""
    return np.asarray(np.arange(count) * (stride / SAMPLE_RATE))


def _heard(speech: Speech, starts: npt.NDArray[np.float64], duration: float) -> Iterator[Span]:
    """Where anybody speaks, window by window, in seconds of the recording."""
    frame = duration / speech.shape[1]
    for start, mask in zip(starts.tolist(), speech, strict=True):
        changes = np.flatnonzero(np.diff(mask.any(axis=1), prepend=False, append=False)) * frame
        for first, end in changes.reshape(-1, 2).tolist():
            yield Span(start + first, start + end)


def _own_speech(mask: npt.NDArray[Any], duration: float) -> npt.NDArray[Any]:
    """``mask`` ``(frames, speakers)`` without crosstalk, for each speaker who has enough speech besides it."""
    alone = mask * (mask.sum(axis=1, keepdims=True) < 2)
    enough = alone.sum(axis=0) * duration / len(mask) > _LEAST_SPEECH
    return np.where(enough, alone, mask)
