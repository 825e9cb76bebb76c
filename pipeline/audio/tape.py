"""Where decoded sound is put, to end up as the mono 16 kHz samples of a :class:`~pipeline.audio.reel.Reel`.

Frames of any rate, sample format and number of channels go in; a second of them at a time is brought to 16 kHz, with
one channel or two, and two are mixed here, block by block: only then can it be seen that they cancel each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.audio.reel import Reel
from pipeline.timeline import SAMPLE_RATE

if TYPE_CHECKING:
    import mmap

    import numpy.typing as npt
    from av.audio.fifo import AudioFifo
    from av.audio.frame import AudioFrame
    from av.audio.resampler import AudioResampler

    Samples = npt.NDArray[np.float32]

BLOCK = SAMPLE_RATE
"""Samples mixed at once: a second, long enough to tell channels that cancel each other from a chance of phase."""
LOUDEST = 1e6
"""Float files hold sound up to about 1, some up to 32768; what lies beyond this is damage."""
CANCELLED = 0.01
"""Left and right cancel each other where their mean has less than this share of the stronger one's power (-20 dB).

That takes two channels nearly as strong as each other (within 2 dB), so that either does in place of their mean.
"""


class Tape:
    """Takes frames and silence in their order; :meth:`finished` gives the samples.

    Two channels become their mean, or the left one where they cancel each other; more than two are first brought to
    two by FFmpeg's downmix. Values that are no sound (NaN, infinite) become 0.
    """

    def __init__(self, expected_seconds: float) -> None:
        self._reel = Reel(round(expected_seconds * SAMPLE_RATE))
        self._pending: list[Samples] = []
        self._resampler: AudioResampler | None = None
        self._queue: AudioFifo | None = None
        """What is to be resampled together: done frame by frame, of 26 ms in an MP3, it took twice the time."""
        self._kind: tuple[str, str, int] | None = None
        self.broken_samples = 0
        """Values at 16 kHz that were no sound."""
        self.cancelled_seconds = 0.0
        """How long only the left of two channels was taken."""

    @property
    def refusal(self) -> str:
        """Why a long recording is in memory and not in a file, in the system's words; empty where it is not."""
        return self._reel.refusal

    def put(self, frame: AudioFrame) -> None:
        """Add a frame, which loses its time stamp; one of another kind (a joined file) gets a resampler of its own."""
        from av.audio.fifo import AudioFifo
        from av.audio.resampler import AudioResampler

        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        if self._queue is None or kind != self._kind:
            self._drain()
            layout = "mono" if frame.layout.nb_channels == 1 else "stereo"
            self._resampler = AudioResampler(format="fltp", layout=layout, rate=SAMPLE_RATE)
            self._queue = AudioFifo()
            self._kind = kind
        frame.pts = None  # the queue takes no stamps but those without a hole
        self._queue.write(frame)
        if self._queue.samples >= frame.sample_rate:
            self._resample(self._queue.read())

    def put_silence(self, seconds: float) -> None:
        """Add silence; sound before and after it is resampled apart, so that neither rings into it."""
        self._drain()
        self._reel.append(np.zeros(round(seconds * SAMPLE_RATE), np.float32))

    def finished(self) -> tuple[Samples, mmap.mmap | None]:
        """All samples, shape ``(samples,)``, and the mapping that they lie in, if any; the tape is used up by this."""
        self._drain()
        return self._reel.finished()

    def _resample(self, frame: AudioFrame | None) -> None:
        if self._resampler is None:
            return
        for resampled in self._resampler.resample(frame):
            if resampled is not None:  # what flushing a resampler gives that had nothing to do
                self._pending.append(resampled.to_ndarray().astype(np.float32, copy=False))
        if sum(part.shape[1] for part in self._pending) >= BLOCK:
            self._mix()

    def _drain(self) -> None:
        if self._queue is not None and (rest := self._queue.read()) is not None:
            self._resample(rest)
        self._resample(None)
        self._queue = self._resampler = self._kind = None
        self._mix()

    def _mix(self) -> None:
        if not self._pending:
            return
        block = np.concatenate(self._pending, axis=1)
        self._pending.clear()
        broken = ~(np.abs(block) < LOUDEST)  # written so that NaN is broken too
        if broken.any():
            block[broken] = 0
            self.broken_samples += int(broken.any(axis=0).sum())
        self._reel.append(block[0] if len(block) == 1 else self._mean(block[0], block[1]))

    def _mean(self, left: Samples, right: Samples) -> Samples:
        mean = (left + right) * np.float32(0.5)
        power = max(float(left @ left), float(right @ right))
        if float(mean @ mean) >= CANCELLED * power:
            return mean
        self.cancelled_seconds += len(mean) / SAMPLE_RATE
        return left
