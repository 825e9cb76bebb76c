"""How long a sound file says it is, so that one that was cut off can be told from a short one.

FFmpeg's ``duration`` mixes what a file states with what its size suggests: an MP3 without a Xing header gets a guess
from its first bit rate, a WAV that was cut off gets what is left of it. A guess must not become an alarm, so only
statements count here. Sources: the Xing/Info header as LAME writes it, RIFF's chunk size, Ogg's page header (RFC 3533).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

    from av.audio.stream import AudioStream
    from av.container import InputContainer

STATING = frozenset({"flac", "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "aiff", "caf"})
"""FFmpeg's names of the formats whose length is written in the file itself."""
STREAMED = 0x7FFF_0000
"""RIFF sizes from here on are what programs write that pipe a WAV and cannot know its size."""


def stated_seconds(
    container: InputContainer, stream: AudioStream, file: BinaryIO, decoded_seconds: float, rate_hz: int
) -> float | None:
    """The length in seconds that the file states for ``stream``; None when it states none, or none that is worth a try.

    Args:
        container: The file as FFmpeg reads it.
        stream: The stream in question.
        file: The same file; it is read anywhere and left anywhere.
        decoded_seconds: What could be decoded of the stream.
        rate_hz: Sample rate of the stream.

    """
    if container.format.name == "mp3":
        return mp3_seconds(file, rate_hz)
    if container.format.name == "wav":
        return decoded_seconds * riff_share(file)
    if container.format.name not in STATING:
        return None
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    # What the container states is the longest stream, and pictures may well go on when the sound has ended.
    if container.duration is None or container.streams.video:
        return None
    # It is counted from the zero of the time stamps (Matroska), not from where the sound begins.
    begin = float((stream.start_time or 0) * stream.time_base) if stream.time_base is not None else 0.0
    return container.duration / 1_000_000 - begin


def mp3_seconds(file: BinaryIO, rate_hz: int) -> float | None:
    """The length that the Xing or Info header of an MP3 states; None without one."""
    file.seek(0)
    tag = file.read(10)
    start = 0
    if tag[:3] == b"ID3" and len(tag) == 10:
        # a "syncsafe" number: seven bits a byte (ID3v2.4, section 6.2)
        start = 10 + (tag[6] << 21 | tag[7] << 14 | tag[8] << 7 | tag[9])
    file.seek(start)
    frame = file.read(64)
    # behind the frame's header and side information: MPEG-2 mono, MPEG-1 mono or MPEG-2 stereo, MPEG-1 stereo
    for at in (13, 21, 36):
        if frame[at : at + 4] in (b"Xing", b"Info") and frame[at + 7] & 1:
            # MPEG-1, from 32 kHz, has 1152 samples a frame; MPEG-2 and 2.5 have 576
            return int.from_bytes(frame[at + 8 : at + 12], "big") * (1152 if rate_hz >= 32_000 else 576) / rate_hz
    return None


def riff_share(file: BinaryIO) -> float:
    """How long a RIFF header says the file is, as a share of what it is: over 1 when some of it is missing.

    1 where the header says nothing: there is none, or its program had no way back to it when all was written.
    """
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(8)
    announced = int.from_bytes(head[4:8], "little")
    return (announced + 8) / size if head[:4] == b"RIFF" and 0 < announced < STREAMED else 1.0


def has_tag_behind(file: BinaryIO) -> bool:
    """Whether something begins where a RIFF header says that the file ends: a tag, or another chunk.

    Players' tags (ID3v2, ID3v1, APE) are put there, and chunks that a program added without mending the header.
    """
    file.seek(4)
    announced = int.from_bytes(file.read(4), "little") + 8
    size = file.seek(0, 2)
    file.seek(announced)
    name = file.read(8)
    if name.startswith((b"ID3", b"TAG", b"APETAGEX")):
        return True
    is_name = len(name) == 8 and all(0x20 <= letter < 0x7F for letter in name[:4])
    return is_name and announced + 8 + int.from_bytes(name[4:], "little") <= size


def ogg_is_closed(file: BinaryIO) -> bool:
    """Whether the last page of an Ogg file is marked as the end of its stream."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_536))
    tail = file.read()
    page = tail.rfind(b"OggS")
    return page >= 0 and len(tail) > page + 5 and bool(tail[page + 5] & 4)
