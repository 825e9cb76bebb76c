"""Makes sound files for tests, whole ones and broken ones, with the same FFmpeg that byline carries."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, cast

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt
    from av.audio.stream import AudioStream
    from av.container import OutputContainer

    Samples = npt.NDArray[np.float32]

CODECS = {
    # suffix: FFmpeg's encoder
    ".mp3": "libmp3lame",
    ".m4a": "aac",
    ".mp4": "aac",
    ".ts": "aac",
    ".opus": "libopus",
    ".ogg": "libopus",
    ".mkv": "libopus",
    ".webm": "libopus",
    ".flac": "flac",
    ".wav": "pcm_s16le",
}


def melody(seconds: float, rate: int = 16_000, seed: int = 1) -> Samples:
    """Ten notes a second of random pitch, 200 to 3000 Hz: survives any codec, and sounds alike at no two times."""
    time = np.arange(round(seconds * rate)) / rate
    notes = (time * 10 + 1e-6).astype(int)
    pitches = np.random.default_rng(seed).uniform(200, 3000, int(seconds * 10) + 1)
    swell = np.abs(np.sin(np.pi * time * 10))
    samples: Samples = (0.5 * swell * np.sin(2 * np.pi * pitches[notes] * (time - notes / 10))).astype(np.float32)
    return samples


def write_sound(
    path: Path,
    samples: Samples,
    rate: int = 16_000,
    codec: str | None = None,
    options: dict[str, str] | None = None,
) -> Path:
    """Write samples, shape ``(samples,)`` or ``(channels, samples)``; the suffix names container and codec."""
    with av.open(str(path), "w", options=options or {}) as container:
        _encode(container, _add_track(container, codec or CODECS[path.suffix], rate, samples), rate, [(0.0, samples)])
    return path


def write_tracks(path: Path, tracks: Sequence[Samples], rate: int = 16_000) -> Path:
    """Write a file with several sound tracks."""
    with av.open(str(path), "w") as container:
        streams = [_add_track(container, CODECS[path.suffix], rate, samples) for samples in tracks]
        for stream, samples in zip(streams, tracks, strict=True):
            _encode(container, stream, rate, [(0.0, samples)])
    return path


def write_stamped(path: Path, pieces: Sequence[tuple[float, Samples]], rate: int = 16_000) -> Path:
    """Write pieces of uncompressed sound, each stamped with a time of its own, in seconds."""
    with av.open(str(path), "w") as container:
        _encode(container, _add_track(container, "pcm_s16le", rate, pieces[0][1]), rate, pieces)
    return path


def write_pictures(path: Path, sound: Samples | None = None, seconds: float = 1.0) -> Path:
    """Write a film, silent unless there is ``sound`` at 16 kHz."""
    with av.open(str(path), "w") as container:
        film = container.add_stream("mpeg4", rate=10)
        film.width, film.height, film.pix_fmt = 64, 48, "yuv420p"
        track = None if sound is None else _add_track(container, CODECS[path.suffix], 16_000, sound)
        for number in range(round(seconds * 10)):
            picture = VideoFrame.from_ndarray(np.full((48, 64, 3), number * 5 % 256, np.uint8), "rgb24")
            container.mux(film.encode(picture))
        container.mux(film.encode(None))
        if track is not None and sound is not None:
            _encode(container, track, 16_000, [(0.0, sound)])
    return path


def _add_track(container: OutputContainer, codec: str, rate: int, samples: Samples) -> AudioStream:
    layout = "mono" if samples.ndim == 1 else {1: "mono", 2: "stereo", 6: "5.1"}[len(samples)]
    return cast("AudioStream", container.add_stream(codec, rate=rate, layout=layout))


def _encode(
    container: OutputContainer, stream: AudioStream, rate: int, pieces: Sequence[tuple[float, Samples]]
) -> None:
    """Encode in frames of 0.1 s, so that a long file is never one frame."""
    for start, samples in pieces:
        channels = np.ascontiguousarray(np.atleast_2d(samples), dtype=np.float32)
        for at in range(0, channels.shape[1], rate // 10):
            part = np.ascontiguousarray(channels[:, at : at + rate // 10])
            frame = AudioFrame.from_ndarray(part, "fltp", stream.layout.name)
            frame.sample_rate = rate
            frame.pts = round(start * rate) + at
            container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def cut_off(path: Path, share: float) -> Path:
    """Drop the end of a file, so that ``share`` of its bytes is left."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def punch(path: Path, share: float, size: int) -> Path:
    """Overwrite ``size`` bytes with noise, from ``share`` of the file on."""
    data = bytearray(path.read_bytes())
    at = int(len(data) * share)
    data[at : at + size] = np.random.default_rng(1).bytes(size)
    path.write_bytes(data)
    return path


def id3_tag(frame_id: bytes, body: bytes) -> bytes:
    """An ID3v2.3 tag with one frame."""
    frame = frame_id + struct.pack(">IH", len(body), 0) + body
    size = bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + frame


def png() -> bytes:
    """A picture of one grey dot."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\x80")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def lag_seconds(heard: Samples, played: Samples, rate: int = 16_000) -> float:
    """How much later ``heard`` has what ``played`` has, in seconds, by cross-correlation."""
    size = 1 << int(len(heard) + len(played)).bit_length()
    product = np.fft.rfft(heard, size) * np.fft.rfft(played, size).conj()
    lag = int(np.fft.irfft(product, size).argmax())
    return (lag if lag < size // 2 else lag - size) / rate


def likeness(heard: Samples, played: Samples) -> float:
    """Correlation of two pieces of sound at no lag: 1 the same, 0 nothing in common, -1 upside down."""
    size = min(len(heard), len(played))
    return float(np.corrcoef(heard[:size], played[:size])[0, 1])
