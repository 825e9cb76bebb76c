"""Short pieces of a recording as sound files of their own: what is listened to when a transcript is looked over.

pydub's AudioSegment is the type of a clip. pydub compresses by calling the ffmpeg program; here PyAV does that, so that
nothing has to be installed.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from pipeline.errors import OutputNotWritableError, UnknownChoiceError
from pipeline.timeline import SAMPLE_RATE

if TYPE_CHECKING:
    from pathlib import Path

    from av.audio.stream import AudioStream
    from pydub import AudioSegment

    from pipeline.timeline import Span, Waveform

CODECS = {
    # suffix: FFmpeg's container and encoder
    ".mp3": ("mp3", "libmp3lame"),
    ".m4a": ("ipod", "aac"),
    ".ogg": ("ogg", "libopus"),
    ".flac": ("flac", "flac"),
}


def cut(waveform: Waveform, span: Span, fade: float = 0.01) -> AudioSegment:
    """The sound of ``span`` as 16-bit mono at 16 kHz; empty where the span lies outside the recording.

    Args:
        waveform: The recording; values beyond -1 to 1 are clipped.
        span: What to cut out, in seconds.
        fade: Seconds faded in at the start and out at the end, so that the cuts do not click; in a clip too short for
            both, half of the clip each.

    """
    samples = np.clip(waveform.crop(span), -1.0, 1.0)
    pcm = np.rint(samples * 32767).astype("<i2")
    segment = _segment_type()(data=pcm.tobytes(), sample_width=2, frame_rate=SAMPLE_RATE, channels=1)
    faded_ms = min(round(fade * 1000), len(segment) // 2)
    return segment.fade_in(faded_ms).fade_out(faded_ms) if faded_ms else segment


def export_clip(segment: AudioSegment, path: Path) -> None:
    """Write a clip as 16-bit mono at 16 kHz, in the format that the suffix names: wav, mp3, m4a, ogg (Opus) or flac.

    Raises:
        UnknownChoiceError: The suffix is none of these.
        OutputNotWritableError: The file cannot be written.

    """
    suffix = path.suffix.lower()
    if suffix != ".wav" and suffix not in CODECS:
        raise UnknownChoiceError("clip format", suffix, [".wav", *CODECS])
    segment = segment.set_frame_rate(SAMPLE_RATE).set_channels(1).set_sample_width(2)
    # In memory first: what encodes at all is written whole or not at all, and clips are short.
    buffer = io.BytesIO()
    if suffix == ".wav":
        segment.export(buffer, format="wav")
    else:
        _encode(np.frombuffer(segment.raw_data, "<i2"), buffer, *CODECS[suffix])
    try:
        path.write_bytes(buffer.getvalue())
    except OSError as error:
        raise OutputNotWritableError(path, error.strerror or str(error)) from error


def _encode(pcm: Any, buffer: io.BytesIO, container_name: str, codec: str) -> None:
    import av
    from av.audio.frame import AudioFrame

    with av.open(buffer, "w", format=container_name) as container:
        stream = cast("AudioStream", container.add_stream(codec, rate=SAMPLE_RATE, layout="mono"))
        frame = AudioFrame.from_ndarray(pcm[np.newaxis], format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = 0  # without a stamp the encoder's delay would not be written down, and be heard as silence
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _segment_type() -> Any:
    """The class of a clip, without the warnings of its import that no user of byline can act on."""
    with warnings.catch_warnings():
        # It looks for the programs ffmpeg and ffprobe, which are never called here.
        warnings.filterwarnings("ignore", "Couldn't find ff", RuntimeWarning)
        # Python 3.13 dropped audioop; byline requires its replacement there.
        warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
        # Backslashes in its regular expressions, seen when it is compiled; a SyntaxWarning from Python 3.12 on.
        warnings.filterwarnings("ignore", "invalid escape sequence", DeprecationWarning)
        warnings.filterwarnings("ignore", "invalid escape sequence", SyntaxWarning)
        from pydub import AudioSegment
    return AudioSegment
