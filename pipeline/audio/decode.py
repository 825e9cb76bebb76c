"""Sound files: any that FFmpeg knows becomes one mono 16 kHz :class:`~pipeline.timeline.Waveform`.

PyAV carries FFmpeg, so no program has to be installed. Decoding streams: of a file of any length only the 16 kHz result
is kept, once, and of one longer than an hour not in memory (:mod:`.reel`). What is broken is got around and told in
``Waveform.notices``; what cannot be transcribed at all is an :class:`~pipeline.errors.InputError`. FFmpeg's own
complaints never reach the terminal: PyAV keeps them off unless the program around it has turned them on.
"""

from __future__ import annotations

import hashlib
import stat
from typing import TYPE_CHECKING, NoReturn

from pipeline.audio.headers import has_tag_behind, ogg_is_closed, riff_share, stated_seconds
from pipeline.audio.tape import Tape
from pipeline.errors import EmptyFileError, InputNotFoundError, NoSoundError, NotAFileError, UnreadableAudioError
from pipeline.progress import no_advance
from pipeline.timeline import Waveform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet

    from pipeline.progress import Advance

TOLERANCE = 0.1
"""Seconds that time stamps may differ from the sound counted so far before it means something."""
MAX_GAP = 300.0
"""Seconds; a greater hole between two time stamps is taken for a false time stamp and not filled."""
MISSING = 0.5
"""Seconds that may lack at the end before the file is said to end early: headers count padding that is not sound."""
WHOLE = 0.99
"""Share of a WAV that its header must count to be believed: some programs put a tag behind the end."""
LEAST_RATE, MOST_RATE = 1_000, 1_000_000
"""Sample rates that sound has, in Hz. A header that is damaged may say 1, and an hour become five years."""
MIN_DECODED = 0.1
"""Share of packets that must decode; random bytes named .mp3 hold a frame here and there by chance."""


def load(path: Path, advance: Advance = no_advance) -> Waveform:
    """Decode the first sound track of a file to mono float32 at 16 kHz, and take the SHA-256 of its bytes.

    Time zero is the first sample, whatever time stamp the file puts on it. Encoder delay and padding are cut off where
    the file states them, as FFmpeg does. Channels are mixed as :class:`.tape.Tape` says. Holes are filled with
    silence as far as the file tells of them, so that what follows keeps its time. ``advance`` gets seconds done and
    seconds in all, if the file tells its length.

    Raises:
        InputNotFoundError: There is nothing at ``path``.
        NotAFileError: It is a directory or a device.
        EmptyFileError: It has no bytes.
        UnreadableAudioError: It is not sound, is damaged beyond use, or may not be read.
        NoSoundError: It is a media file without one sample of sound.

    """
    import av

    _check_is_file(path)
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            with _opened(path, file) as container:
                track = _Track(path, container, advance)
                track.decode()
                samples, mapping = track.tape.finished()
                if not len(samples):
                    raise NoSoundError(path, "it is so short that nothing is left of it at 16 kHz")
                notices = track.notices(file)
    except (av.FFmpegError, OSError) as error:
        raise UnreadableAudioError(path, _reason(error)) from error
    return Waveform(samples, _printable(path.name), sha256, track.rate_hz, track.channels, notices, mapping)


def _printable(name: str) -> str:
    """A file name as text that can be written anywhere: bytes that are no UTF-8 (Linux allows them) are escaped."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _check_is_file(path: Path) -> None:
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: a zero byte in the name
        raise InputNotFoundError(path) from error
    except OSError as error:
        raise UnreadableAudioError(path, _reason(error)) from error
    if not stat.S_ISREG(status.st_mode):
        raise NotAFileError(path)
    if not status.st_size:
        raise EmptyFileError(path)


def _opened(path: Path, file: BinaryIO) -> InputContainer:
    import av

    # Playlists (HLS, concat, DASH) name other files, or addresses: nothing but this file is ever opened.
    refuse = _refusal(path)
    # A WAV longer than its header says was not finished, or has more than the 4 GB that the header can count. FFmpeg
    # would stop where the header does; told not to, it reads on.
    options = {"ignore_length": "1"} if riff_share(file) < WHOLE and not has_tag_behind(file) else {}
    file.seek(0)
    try:
        return av.open(file, "r", options=options, io_open=refuse)
    except UnicodeDecodeError:
        # A title in Latin-1, say. PyAV before 19 insists on UTF-8 unless told otherwise; from 19 on it cannot be told.
        file.seek(0)
        return av.open(file, "r", options=options, io_open=refuse, metadata_errors="replace")


def _reason(error: Exception) -> str:
    """What the system or FFmpeg says went wrong, without numbers and file names."""
    text: str = getattr(error, "strerror", None) or str(error)
    return text[:1].lower() + text[1:]


def _places(times: Sequence[float]) -> str:
    return f"at {times[0]:.1f} s{' and later' if len(times) > 1 else ''}"


def _refusal(path: Path) -> Callable[[str, int, dict[str, str]], NoReturn]:
    def refuse(_url: str, _flags: int, _options: dict[str, str]) -> NoReturn:
        raise UnreadableAudioError(path, "it holds no sound itself but names other files, as playlists do")

    return refuse


class _Clock:
    """How long the tape is, held against the time stamps of the file: their holes become silence, within reason."""

    def __init__(self, limit: float | None, *, counted: bool) -> None:
        self._limit = limit or 0.0
        """Seconds: no silence is put behind the length that the file has by FFmpeg's reckoning."""
        self._counted = counted
        """The stamps are FFmpeg's own count of frames, so that bytes it could not read are no hole in them."""
        self.seconds = 0.0
        self.decoded_bytes = 0
        self.gaps: list[tuple[float, float]] = []
        """Where silence was put, and how much, in seconds."""
        self.jumps: list[float] = []
        """Where stamps could not be believed."""
        self._shift: float | None = None
        self._lost_bytes = 0
        self._in_tag = False

    def lose(self, data: bytes) -> bool:
        """Note a packet that cannot be decoded; False when it is no sound but a tag in the middle of joined files."""
        if not self._lost_bytes:
            self._in_tag = self._counted and data.startswith((b"ID3", b"TAG", b"APETAGEX"))
        self._lost_bytes += len(data)
        return not self._in_tag

    def silence_before(self, time: float | None) -> float:
        """Seconds of silence due before a frame stamped ``time``, already added to :attr:`seconds`."""
        lost, self._lost_bytes = self._lost_bytes, 0
        in_tag, self._in_tag = self._in_tag, False
        if time is None:
            return 0.0
        if self._shift is None:
            self._shift = -time
        ahead = time + self._shift - self.seconds
        gap = ahead
        if self._counted and lost and self.seconds:
            sound = self.seconds - sum(length for _, length in self.gaps)
            gap = max(ahead, lost * sound / self.decoded_bytes)
        if abs(gap) <= TOLERANCE and not in_tag:
            return 0.0
        if in_tag or gap < 0 or gap > MAX_GAP or self.seconds + gap > self._limit + MISSING:
            self._shift -= ahead
            if not in_tag:
                self.jumps.append(self.seconds)
            return 0.0
        self._shift += gap - ahead
        self.gaps.append((self.seconds, gap))
        self.seconds += gap
        return gap


class _Track:
    """One pass over the first audio stream of a container: packets in, sound on the tape, damage counted."""

    def __init__(self, path: Path, container: InputContainer, advance: Advance) -> None:
        if not container.streams.audio:
            kinds = " and ".join(sorted({stream.type for stream in container.streams})) or "metadata"
            raise NoSoundError(path, f"it holds {kinds} but no audio stream")
        self._stream: AudioStream = container.streams.audio[0]
        if self._stream.codec_context is None:
            raise UnreadableAudioError(path, "FFmpeg knows no decoder for its sound")
        self._path = path
        self._container = container
        self._advance = advance
        stated = container.duration or 0
        self._expected = stated / 1_000_000 if stated > 0 else None  # a damaged header may state less than nothing
        self.tape = Tape(self._expected or 0.0)
        self.clock = _Clock(self._expected, counted=container.format.name == "mp3")
        self.rate_hz = 0
        self.channels = 0
        self._decoded = 0
        self._damaged: list[float] = []
        self._stop_reason = ""

    def decode(self) -> None:
        """Put all that can be decoded on the tape.

        Raises:
            UnreadableAudioError: Next to nothing can.
            NoSoundError: There is nothing to decode.

        """
        import av

        try:
            for packet in self._container.demux(self._stream):
                self._take(packet)
        except av.FFmpegError as error:
            self._stop_reason = _reason(error)
        packets = self._decoded + len(self._damaged)
        if self._stop_reason and not packets:
            raise UnreadableAudioError(self._path, self._stop_reason)
        if self._decoded < MIN_DECODED * packets or not self._stream.rate:
            codec = self._stream.codec_context.name
            raise UnreadableAudioError(self._path, f"{self._decoded} of {packets} packets could be decoded as {codec}")
        if not self.rate_hz:
            raise NoSoundError(self._path, "its audio stream has not one sample")
        seconds = self.clock.seconds
        self._advance(seconds, seconds)

    def _take(self, packet: Packet[AudioStream]) -> None:
        import av

        try:
            for frame in packet.decode():
                self._put(frame)
        except av.FFmpegError:
            if self.clock.lose(bytes(packet)):
                self._damaged.append(self.clock.seconds)
        else:
            self._decoded += bool(packet.size)  # the last one is empty: it flushes the decoder
            self.clock.decoded_bytes += packet.size
        if self._expected and self._decoded and not self._decoded % 64:
            self._advance(min(self.clock.seconds, self._expected), self._expected)

    def _put(self, frame: AudioFrame) -> None:
        if not frame.samples or not frame.sample_rate:
            return
        if not LEAST_RATE <= frame.sample_rate <= MOST_RATE:
            raise UnreadableAudioError(self._path, f"it says to have {frame.sample_rate} samples a second")
        if not self.rate_hz:
            self.rate_hz, self.channels = frame.sample_rate, frame.layout.nb_channels
        if silence := self.clock.silence_before(frame.time):
            self.tape.put_silence(silence)
        self.tape.put(frame)
        self.clock.seconds += frame.samples / frame.sample_rate

    def notices(self, file: BinaryIO) -> tuple[str, ...]:
        """What the reader should know, in full phrases; to be asked when the tape is finished."""
        clock, tape = self.clock, self.tape
        told: list[str] = []
        if (tracks := len(self._container.streams.audio)) > 1:
            told.append(f"the file has {tracks} sound tracks; the first was taken")
        if self._damaged:
            packets = (
                "1 damaged packet was" if len(self._damaged) == 1 else f"{len(self._damaged)} damaged packets were"
            )
            told.append(f"{packets} skipped, {_places(self._damaged)}")
        if clock.gaps:
            starts, lengths = zip(*clock.gaps, strict=True)
            told.append(f"{sum(lengths):.1f} s of sound are missing, {_places(starts)}; silence stands in for them")
        if clock.jumps:
            told.append(f"the time stamps jump {_places(clock.jumps)}; the sound was joined there")
        if tape.broken_samples:
            told.append(f"{tape.broken_samples} samples were no sound (NaN, infinite); they became silence")
        if tape.cancelled_seconds > 1:
            length = f"{tape.cancelled_seconds:.0f} s"
            told.append(f"left and right cancel each other for {length}; the left one was taken there")
        if tape.refusal:
            told.append(f"the decoded sound is kept in memory, as no file could be had for it: {tape.refusal.lower()}")
        return (*told, *self._end(file))

    def _end(self, file: BinaryIO) -> Iterator[str]:
        seconds = self.clock.seconds
        if self._stop_reason:
            yield f"reading stopped at {seconds:.1f} s: {self._stop_reason}"
        stated = stated_seconds(self._container, self._stream, file, seconds, self.rate_hz)
        if stated is not None and stated - seconds > MISSING:
            yield f"the file ends early: {seconds:.1f} s of {stated:.1f} s could be read"
        elif self._container.format.name == "ogg" and not ogg_is_closed(file):
            yield f"the file ends without its closing mark after {seconds:.1f} s; the rest may be missing"
