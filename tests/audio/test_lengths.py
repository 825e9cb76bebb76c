"""Files whose headers lie about their length or rate, and files of next to nothing: no memory on a header's word."""

from __future__ import annotations

import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import platformdirs
import pytest

from pipeline.audio import load, reel
from pipeline.errors import NoSoundError, UnreadableAudioError
from pipeline.timeline import SAMPLE_RATE, Span, Waveform
from tests.sounds import melody, write_sound

Make = Callable[[Path, float], Path]
TEN_HOURS = 36_000 * SAMPLE_RATE * 2
"""Bytes of sound at 16 bits and 16 kHz."""
UNKNOWN = 0xFFFFFFFF


def overwritten(path: Path, at: int, new: bytes) -> Path:
    data = bytearray(path.read_bytes())
    data[at : at + len(new)] = new
    path.write_bytes(data)
    return path


def wav(folder: Path, riff: int, sound: int) -> Path:
    """Twenty seconds; its header says that so many bytes follow, and so many of sound."""
    path = write_sound(folder / "a.wav", melody(20))
    overwritten(path, path.read_bytes().index(b"data") + 4, struct.pack("<I", sound))
    return overwritten(path, 4, struct.pack("<I", riff))


def mp3(folder: Path, times: float) -> Path:
    """Twenty seconds, of which the Xing header (LAME's Info) makes ``times`` as much."""
    path = write_sound(folder / "a.mp3", melody(20, 44_100), 44_100)
    data = path.read_bytes()
    at = max(data.find(b"Xing"), data.find(b"Info")) + 8
    frames = int.from_bytes(data[at : at + 4], "big")
    return overwritten(path, at, min(UNKNOWN, round(frames * times)).to_bytes(4, "big"))


def flac(folder: Path, times: float) -> Path:
    """Twenty seconds, of which STREAMINFO (RFC 9639, 8.2) makes ``times`` as much in its 36 bits."""
    path = write_sound(folder / "a.flac", melody(20))
    packed = int.from_bytes(path.read_bytes()[21:26], "big")
    rest, samples = packed >> 36 << 36, packed & (1 << 36) - 1
    return overwritten(path, 21, (rest | min((1 << 36) - 1, round(samples * times))).to_bytes(5, "big"))


def m4a(folder: Path, times: float) -> Path:
    """Twenty seconds, of which the headers of the film, the track and the media make ``times`` as much."""
    path = write_sound(folder / "a.m4a", melody(20))
    for box, place in ((b"mvhd", 16), (b"tkhd", 20), (b"mdhd", 16)):  # ISO 14496-12, 8.2.2, 8.3.2, 8.4.2
        data = path.read_bytes()
        at = data.index(box) + 4 + place
        overwritten(
            path, at, min(UNKNOWN - 1, round(int.from_bytes(data[at : at + 4], "big") * times)).to_bytes(4, "big")
        )
    return path


def mkv(folder: Path, seconds: float) -> Path:
    """Twenty seconds, which Matroska's Duration, a float of eight bytes in milliseconds, calls so many."""
    path = write_sound(folder / "a.mkv", melody(20))
    return overwritten(path, path.read_bytes().index(b"\x44\x89\x88") + 3, struct.pack(">d", seconds * 1000))


def loaded_without_much_memory(path: Path) -> Waveform:
    """The recording, which has not taken more memory than any may."""
    load(path)  # what is imported for the first time is not what is asked for
    tracemalloc.start()
    try:
        waveform = load(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * reel.MOST_IN_MEMORY + 20_000_000  # bytes that were asked for, whether they were written to or not
    return waveform


class TestLongerThanTheFile:
    @pytest.mark.parametrize(
        ("make", "size", "told"),
        [
            (mp3, 100, "20.0 s of 2003.6 s"),
            (mp3, 1e12, "20.0 s of 112195064.0 s"),
            (flac, 100, "20.0 s of 2000.0 s"),
            (flac, 1e9, "20.0 s of 4294967.3 s"),
            (mkv, 1e6, "20.0 s of 1000000.0 s"),
        ],
    )
    def test_what_is_there_is_read_and_what_is_missing_told(
        self, tmp_path: Path, make: Make, size: float, told: str
    ) -> None:
        waveform = loaded_without_much_memory(make(tmp_path, size))
        assert waveform.duration == pytest.approx(20, abs=0.05)
        assert waveform.notices == (f"the file ends early: {told} could be read",)

    def test_a_wav_of_ten_hours_that_has_twenty_seconds(self, tmp_path: Path) -> None:
        waveform = loaded_without_much_memory(wav(tmp_path, TEN_HOURS + 36, TEN_HOURS))
        assert waveform.duration == 20
        (notice,) = waveform.notices
        assert notice.startswith("the file ends early: 20.0 s of 3599")

    def test_an_m4a_whose_index_knows_better_than_its_headers_lacks_nothing(self, tmp_path: Path) -> None:
        waveform = loaded_without_much_memory(m4a(tmp_path, 100))
        assert waveform.duration == pytest.approx(20, abs=0.07)
        assert waveform.notices == ()


class TestShorterThanTheFile:
    @pytest.mark.parametrize(
        ("riff", "sound"),
        [(0, 0), (36, 0), (UNKNOWN, UNKNOWN), (0x7FFFFFFF, 0x7FFFFFFF), (320_036, 320_000)],
        ids=["zero", "never finished", "piped", "piped by another", "counted beyond its bits"],
    )
    def test_all_of_a_wav_is_read_whatever_its_header_counts(self, tmp_path: Path, riff: int, sound: int) -> None:
        waveform = load(wav(tmp_path, riff, sound))
        np.testing.assert_allclose(waveform.samples, melody(20), atol=1e-4)
        assert waveform.notices == ()

    @pytest.mark.parametrize("make", [mp3, flac, m4a])
    @pytest.mark.parametrize("times", [0.5, 0])
    def test_all_of_the_sound_is_read(self, tmp_path: Path, make: Make, times: float) -> None:
        waveform = load(make(tmp_path, times))
        assert waveform.duration == pytest.approx(20, abs=0.07)
        assert waveform.notices == ()

    @pytest.mark.parametrize("seconds", [10.0, 0.0, -5.0, 1e300, float("nan")])
    def test_nonsense_about_the_length_does_no_harm(self, tmp_path: Path, seconds: float) -> None:
        waveform = load(mkv(tmp_path, seconds))
        assert waveform.duration == pytest.approx(20, abs=0.05)
        assert waveform.notices == ()

    @pytest.mark.parametrize(
        "tag",
        [
            b"TAG" + b"A title".ljust(125, b"\0"),
            b"ID3\x04\0\0" + bytes(200_000),
            b"APETAGEX" + bytes(200_000),
            b"id3 " + struct.pack("<I", 200_000) + bytes(200_000),
        ],
        ids=["ID3v1", "ID3v2 with a picture", "APE", "a chunk"],
    )
    def test_a_tag_behind_the_end_of_a_wav_is_no_sound(self, tmp_path: Path, tag: bytes) -> None:
        path = write_sound(tmp_path / "a.wav", melody(20))
        path.write_bytes(path.read_bytes() + tag)
        assert load(path).duration == 20


class TestRates:
    @pytest.mark.parametrize("rate", [1, 999, 1_000_001, 2**31 - 1])
    def test_a_rate_that_no_sound_has_is_refused(self, tmp_path: Path, rate: int) -> None:
        path = write_sound(tmp_path / "a.wav", melody(20))
        overwritten(path, path.read_bytes().index(b"fmt ") + 12, struct.pack("<I", rate))
        with pytest.raises(UnreadableAudioError, match=f"it says to have {rate} samples a second"):
            load(path)

    def test_a_telephones_rate_is_heard(self, tmp_path: Path) -> None:
        waveform = load(write_sound(tmp_path / "a.wav", melody(3, 8_000), 8_000, codec="pcm_mulaw"))
        assert (waveform.source_rate_hz, waveform.duration, waveform.notices) == (8_000, 3, ())


class TestNextToNothing:
    def test_one_sample_is_a_recording(self, tmp_path: Path) -> None:
        for suffix in (".wav", ".flac"):
            waveform = load(write_sound(tmp_path / f"a{suffix}", np.array([0.5], np.float32)))
            assert (len(waveform.samples), waveform.notices) == (1, ())
            assert waveform.samples[0] == pytest.approx(0.5, abs=1e-4)

    @pytest.mark.parametrize("rate", [8_000, 44_100, 192_000])
    def test_one_sample_of_another_rate_is_none_at_16_khz(self, tmp_path: Path, rate: int) -> None:
        with pytest.raises(NoSoundError, match="nothing is left of it at 16 kHz"):
            load(write_sound(tmp_path / "a.wav", np.array([0.5], np.float32), rate))

    def test_long_silence_takes_time_and_no_memory(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(platformdirs, "user_cache_path", lambda name: tmp_path / name)
        monkeypatch.setattr(reel, "MOST_IN_MEMORY", 10 * SAMPLE_RATE)
        path = write_sound(tmp_path / "a.flac", np.zeros(900 * SAMPLE_RATE, np.float32))
        waveform = loaded_without_much_memory(path)
        assert path.stat().st_size < 500_000
        assert (waveform.duration, waveform.notices) == (900, ())
        assert not any(block.any() for block in waveform.blocks(Span(0, 900), 60 * SAMPLE_RATE))
