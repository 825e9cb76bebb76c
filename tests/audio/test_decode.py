"""Loading sound: whole files of all kinds, broken ones, and files that are no sound."""

from __future__ import annotations

import hashlib
import os
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from pipeline.audio import load
from pipeline.errors import (
    EmptyFileError,
    InputError,
    InputNotFoundError,
    NoSoundError,
    NotAFileError,
    UnreadableAudioError,
)
from pipeline.timeline import SAMPLE_RATE
from tests.sounds import (
    CODECS,
    cut_off,
    id3_tag,
    lag_seconds,
    likeness,
    melody,
    png,
    punch,
    write_pictures,
    write_sound,
    write_stamped,
    write_tracks,
)

KAZAKHSTAN = Path(__file__).parents[2] / "samples" / "kazakhstan"
MILLISECOND = 0.001
FASTSTART = {"movflags": "faststart"}
"""Puts the index of an m4a in front, as podcasts do, so that a file that was cut off can be read."""


class TestWholeFiles:
    def test_the_sample_has_its_length_rate_and_hash_and_nothing_to_report(self) -> None:
        path = KAZAKHSTAN / "kazakhstan.mp3"
        waveform = load(path)
        assert waveform.duration == pytest.approx(266.858, abs=0.001)
        assert (waveform.source_rate_hz, waveform.source_channels) == (24_000, 1)
        assert waveform.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert (waveform.name, waveform.notices) == ("kazakhstan.mp3", ())
        assert 0.3 < np.abs(waveform.samples).max() < 1.1

    @pytest.mark.parametrize("suffix", CODECS)
    def test_every_format_gives_the_sample_back_at_the_same_time(self, tmp_path: Path, suffix: str) -> None:
        speech = load(KAZAKHSTAN / "short.mp3").samples[: 10 * SAMPLE_RATE]
        waveform = load(write_sound(tmp_path / f"again{suffix}", speech))
        late = lag_seconds(waveform.samples, speech)
        # an MPEG transport stream says nothing of the encoder's delay, one frame of AAC
        assert abs(late - (0.064 if suffix == ".ts" else 0.0)) <= MILLISECOND
        assert waveform.duration == pytest.approx(10, abs=0.13 if suffix == ".ts" else 0.07)
        assert likeness(waveform.samples[round(late * SAMPLE_RATE) :], speech) > 0.9
        assert waveform.notices == ()

    @pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000, 96_000])
    def test_every_rate_becomes_16_khz_without_a_shift(self, tmp_path: Path, rate: int) -> None:
        waveform = load(write_sound(tmp_path / "a.wav", melody(2, rate), rate))
        assert waveform.source_rate_hz == rate
        assert abs(len(waveform.samples) - 2 * SAMPLE_RATE) <= 1
        assert likeness(waveform.samples, melody(2)) > 0.98

    def test_sixteen_bits_at_16_khz_come_through_unchanged(self, tmp_path: Path) -> None:
        played = np.rint(melody(1) * 32768).astype(np.float32) / np.float32(32768)
        waveform = load(write_sound(tmp_path / "a.flac", played))
        np.testing.assert_array_equal(waveform.samples, played)

    def test_a_fifth_of_a_second_is_enough(self, tmp_path: Path) -> None:
        for suffix in (".wav", ".mp3", ".m4a", ".ogg"):
            assert load(write_sound(tmp_path / f"a{suffix}", melody(0.2))).duration == pytest.approx(0.2, abs=0.07)

    def test_names_need_not_be_plain(self, tmp_path: Path) -> None:
        name = "Folge 12 – 100%d [Ü] #1.wav" if os.name == "nt" else "https: Folge 12 – 100%d [Ü] #1?.wav"
        waveform = load(write_sound(tmp_path / "a.wav", melody(0.2)).rename(tmp_path / name))
        assert waveform.name == name

    def test_a_wrong_suffix_does_not_matter(self, tmp_path: Path) -> None:
        path = write_sound(tmp_path / "a.m4a", melody(1)).rename(tmp_path / "a.mp3")
        assert load(path).duration == pytest.approx(1, abs=0.07)

    def test_cover_art_is_not_in_the_way(self, tmp_path: Path) -> None:
        path = write_sound(tmp_path / "a.mp3", melody(1))
        path.write_bytes(id3_tag(b"APIC", b"\x00image/png\x00\x03\x00" + png()) + path.read_bytes())
        waveform = load(path)
        assert waveform.duration == pytest.approx(1, abs=0.01)
        assert waveform.notices == ()

    def test_the_sound_of_a_film_is_taken_though_its_pictures_go_on(self, tmp_path: Path) -> None:
        for suffix in (".mp4", ".mkv"):
            waveform = load(write_pictures(tmp_path / f"film{suffix}", melody(2), seconds=5))
            assert waveform.duration == pytest.approx(2, abs=0.07)
            assert waveform.notices == ()

    def test_metadata_in_a_foreign_encoding_does_not_matter(self, tmp_path: Path) -> None:
        path = write_sound(tmp_path / "a.wav", melody(0.5))
        data = path.read_bytes()
        name = b"LIST\x10\x00\x00\x00INFOINAM\x04\x00\x00\x00\xe9\xe8\xff\x00"
        data = data.replace(b"data", name + b"data", 1)
        path.write_bytes(data[:4] + (len(data) - 8).to_bytes(4, "little") + data[8:])
        assert load(path).duration == pytest.approx(0.5)

    def test_a_wav_that_was_piped_and_does_not_know_its_size_is_whole(self, tmp_path: Path) -> None:
        path = write_sound(tmp_path / "a.wav", melody(1))
        data = path.read_bytes()
        path.write_bytes(data[:4] + b"\xff\xff\xff\xff" + data[8:])
        assert load(path).notices == ()

    def test_progress_grows_to_all_of_it(self, tmp_path: Path) -> None:
        steps: list[tuple[float, float]] = []
        waveform = load(write_sound(tmp_path / "a.mp3", melody(30)), lambda done, total: steps.append((done, total)))
        done = [step[0] for step in steps]
        assert len(done) > 5
        assert done == sorted(done)
        assert done[-1] == steps[-1][1] == pytest.approx(waveform.duration)

    def test_an_interrupt_goes_through(self, tmp_path: Path) -> None:
        def interrupt(_done: float, _total: float) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            load(write_sound(tmp_path / "a.mp3", melody(5)), interrupt)

    @pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from Linux's /proc")
    @pytest.mark.parametrize("known_length", [True, False])
    def test_memory_holds_the_result_once_and_no_more(self, tmp_path: Path, *, known_length: bool) -> None:
        path = write_sound(tmp_path / "a.flac", np.tile(melody(1, 24_000), (2, 600)), 24_000)
        if not known_length:  # as in a recording of a stream: STREAMINFO (RFC 9639, 8.2) with no number of samples
            data = bytearray(path.read_bytes())
            data[21:26] = bytes([data[21] & 0xF0, 0, 0, 0, 0])
            path.write_bytes(data)
        write_sound(tmp_path / "short.flac", melody(1))
        # In a process of its own, where nothing else has been larger before; the short file brings the imports.
        code = (
            "import re, sys; from pathlib import Path; from pipeline.audio import load;"
            "peak = lambda: 1024 * int(re.search(r'VmHWM:\\s*(\\d+)', Path('/proc/self/status').read_text())[1]);"
            "load(Path(sys.argv[1])); before = peak();"
            "print(load(Path(sys.argv[2])).samples.nbytes, peak() - before)"
        )
        command = [sys.executable, "-c", code, str(tmp_path / "short.flac"), str(path)]
        result, more = map(int, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
        assert result == 600 * SAMPLE_RATE * 4
        assert more < result * (1.1 if known_length else 1.25) + 4_000_000


class TestChannels:
    def test_two_channels_become_their_mean_and_do_not_clip(self, tmp_path: Path) -> None:
        left, right = melody(3), melody(3, seed=2)
        waveform = load(write_sound(tmp_path / "a.wav", np.stack([left, right])))
        np.testing.assert_allclose(waveform.samples, (left + right) / 2, atol=1e-4)
        assert (waveform.source_channels, waveform.notices) == (2, ())
        loud = load(write_sound(tmp_path / "b.wav", np.ones((2, 1600), np.float32)))
        assert 0.99 < loud.samples.max() <= 1

    def test_a_silent_channel_is_no_reason_to_say_anything(self, tmp_path: Path) -> None:
        waveform = load(write_sound(tmp_path / "a.wav", np.stack([melody(3), np.zeros(48_000, np.float32)])))
        np.testing.assert_allclose(waveform.samples, melody(3) / 2, atol=1e-4)
        assert waveform.notices == ()

    def test_channels_that_cancel_each_other_are_heard_all_the_same(self, tmp_path: Path) -> None:
        waveform = load(write_sound(tmp_path / "a.wav", np.stack([melody(5), -0.9 * melody(5)])))
        np.testing.assert_allclose(waveform.samples, melody(5), atol=1e-4)
        assert waveform.notices == ("left and right cancel each other for 5 s; the left one was taken there",)

    def test_six_channels_are_mixed(self, tmp_path: Path) -> None:
        channels = np.zeros((6, 48_000), np.float32)
        channels[2] = melody(3)  # the centre, where films put speech
        waveform = load(write_sound(tmp_path / "a.flac", channels))
        assert waveform.source_channels == 6
        assert likeness(waveform.samples, melody(3)) > 0.99

    def test_of_several_tracks_the_first_is_taken_and_the_reader_told(self, tmp_path: Path) -> None:
        waveform = load(write_tracks(tmp_path / "a.mkv", [melody(2), melody(2, seed=2)]))
        assert likeness(waveform.samples, melody(2)) > 0.9
        assert waveform.notices == ("the file has 2 sound tracks; the first was taken",)

    def test_values_that_are_no_numbers_become_silence(self, tmp_path: Path) -> None:
        played = melody(2)
        played[5_000:5_010] = np.nan
        played[9_000] = np.inf
        played[9_500] = -1e30
        waveform = load(write_sound(tmp_path / "a.wav", played, codec="pcm_f32le"))
        assert np.abs(waveform.samples).max() <= 1
        assert not waveform.samples[5_000:5_010].any()
        assert waveform.notices == ("12 samples were no sound (NaN, infinite); they became silence",)

    def test_files_of_different_kinds_can_be_joined_end_to_end(self, tmp_path: Path) -> None:
        first = write_sound(tmp_path / "a.mp3", np.stack([melody(3, 44_100)] * 2), 44_100)
        second = write_sound(tmp_path / "b.mp3", melody(3, 22_050, seed=2), 22_050)
        cover = id3_tag(b"PRIV", np.random.default_rng(1).bytes(60_000))
        first.write_bytes(first.read_bytes() + cover + second.read_bytes())
        waveform = load(first)
        assert waveform.notices == ()
        assert waveform.duration == pytest.approx(6, abs=0.15)
        assert abs(lag_seconds(waveform.samples, melody(3, seed=2)) - 3) < 0.15


class TestTime:
    def test_time_zero_is_the_first_sample_whatever_its_stamp(self, tmp_path: Path) -> None:
        waveform = load(write_stamped(tmp_path / "a.mkv", [(1.2, melody(2))]))
        np.testing.assert_allclose(waveform.samples, melody(2), atol=1e-4)
        assert waveform.notices == ()

    def test_a_hole_in_the_stamps_becomes_silence(self, tmp_path: Path) -> None:
        waveform = load(write_stamped(tmp_path / "a.mkv", [(1.0, melody(2)), (6.5, melody(2, seed=2))]))
        assert waveform.duration == pytest.approx(7.5, abs=0.001)
        assert not waveform.samples[round(2.01 * SAMPLE_RATE) : round(5.49 * SAMPLE_RATE)].any()
        assert lag_seconds(waveform.samples, melody(2, seed=2)) == pytest.approx(5.5, abs=MILLISECOND)
        assert waveform.notices == ("3.5 s of sound are missing, at 2.0 s; silence stands in for them",)

    def test_a_stamp_that_cannot_be_meant_brings_no_silence(self, tmp_path: Path) -> None:
        waveform = load(write_stamped(tmp_path / "a.mkv", [(0.0, melody(2)), (36_000.0, melody(2, seed=2))]))
        assert waveform.duration == pytest.approx(4, abs=0.001)
        assert waveform.notices[0] == "the time stamps jump at 2.0 s; the sound was joined there"

    def test_no_silence_is_put_behind_the_length_that_the_file_states(self, tmp_path: Path) -> None:
        path = write_stamped(tmp_path / "a.mkv", [(0.0, melody(2)), (200.0, melody(2, seed=2))])
        data = path.read_bytes()
        at = data.index(b"\x44\x89\x88") + 3  # Matroska's Duration, a float of eight bytes
        path.write_bytes(data[:at] + struct.pack(">d", 4_000.0) + data[at + 8 :])
        waveform = load(path)
        assert waveform.duration == pytest.approx(4, abs=0.001)
        assert waveform.notices == ("the time stamps jump at 2.0 s; the sound was joined there",)

    def test_stamps_that_run_backward_bring_neither_silence_nor_loss(self, tmp_path: Path) -> None:
        first = write_sound(tmp_path / "a.ts", melody(5))
        second = write_sound(tmp_path / "b.ts", melody(3, seed=2))
        first.write_bytes(first.read_bytes() + second.read_bytes())
        waveform = load(first)
        assert waveform.duration == pytest.approx(8, abs=0.3)
        assert any("the time stamps jump at 5." in notice for notice in waveform.notices)


class TestBrokenFiles:
    @pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".flac", ".wav", ".mkv"])
    def test_what_is_there_of_a_file_that_was_cut_off_is_read(self, tmp_path: Path, suffix: str) -> None:
        options = FASTSTART if suffix == ".m4a" else None
        whole = load(write_sound(tmp_path / f"a{suffix}", melody(30), options=options))
        waveform = load(cut_off(tmp_path / f"a{suffix}", 0.4))
        assert 10 < waveform.duration < 14
        np.testing.assert_allclose(waveform.samples[:128_000], whole.samples[:128_000], atol=1e-4)
        early = rf"the file ends early: {waveform.duration:.1f} s of (29\.9|30\.\d) s could be read"
        assert re.fullmatch(early, waveform.notices[-1])
        assert whole.notices == ()

    @pytest.mark.parametrize("suffix", [".ogg", ".opus"])
    def test_an_ogg_file_that_was_cut_off_lacks_its_closing_mark(self, tmp_path: Path, suffix: str) -> None:
        waveform = load(cut_off(write_sound(tmp_path / f"a{suffix}", melody(30)), 0.4))
        assert 10 < waveform.duration < 14
        assert waveform.notices[-1] == (
            f"the file ends without its closing mark after {waveform.duration:.1f} s; the rest may be missing"
        )

    @pytest.mark.parametrize(("suffix", "codec"), [(".mp3", "libmp3lame"), (".aac", "aac")])
    def test_a_guess_at_the_length_is_no_reason_for_an_alarm(self, tmp_path: Path, suffix: str, codec: str) -> None:
        quiet_then_busy = np.concatenate([np.zeros(160_000, np.float32), melody(10)])
        options = {"write_xing": "0"} if suffix == ".mp3" else None
        waveform = load(write_sound(tmp_path / f"a{suffix}", quiet_then_busy, codec=codec, options=options))
        assert waveform.duration == pytest.approx(20, abs=0.2)
        assert waveform.notices == ()

    @pytest.mark.parametrize(
        ("suffix", "late"), [(".mp3", 0.05), (".m4a", MILLISECOND), (".flac", MILLISECOND), (".ogg", MILLISECOND)]
    )
    def test_sound_behind_damage_keeps_its_time(self, tmp_path: Path, suffix: str, late: float) -> None:
        options = FASTSTART if suffix == ".m4a" else None
        path = write_sound(tmp_path / f"a{suffix}", melody(30), options=options)
        size = path.stat().st_size // 40
        waveform = load(punch(path, 0.5, size))
        behind = lag_seconds(waveform.samples[22 * SAMPLE_RATE :], melody(30)[22 * SAMPLE_RATE :])
        assert abs(behind) <= late
        assert waveform.duration == pytest.approx(30, abs=0.1)
        assert "of sound are missing, at 1" in waveform.notices[-1]
        assert not any("jump" in notice for notice in waveform.notices)

    def test_damaged_packets_are_counted_and_the_first_is_placed(self, tmp_path: Path) -> None:
        path = write_sound(tmp_path / "a.m4a", melody(30), options=FASTSTART)
        waveform = load(punch(path, 0.5, path.stat().st_size // 40))
        assert " damaged packets were skipped, at 1" in waveform.notices[0]
        assert 8 <= int(waveform.notices[0].split()[0]) <= 16

    def test_nothing_of_this_reaches_the_terminal(self, tmp_path: Path) -> None:
        path = punch(write_sound(tmp_path / "a.m4a", melody(10), options=FASTSTART), 0.5, 5_000)
        code = f"from pathlib import Path; from pipeline.audio import load; print(load(Path({str(path)!r})).notices)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert "damaged" in done.stdout
        assert done.stderr == ""


class TestWhatIsNoSound:
    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        for name in ("no.mp3", "no/no.mp3", "no\0.mp3"):
            with pytest.raises(InputNotFoundError):
                load(tmp_path / name)

    def test_a_folder_is_not_a_file(self, tmp_path: Path) -> None:
        with pytest.raises(NotAFileError):
            load(tmp_path)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
    def test_a_pipe_is_not_a_file_and_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.mp3")
        with pytest.raises(NotAFileError):
            load(tmp_path / "pipe.mp3")

    def test_a_file_in_place_of_a_folder_and_a_name_too_long_are_input_errors(self, tmp_path: Path) -> None:
        (tmp_path / "a.mp3").write_bytes(b"x")
        for path in (tmp_path / "a.mp3" / "b.mp3", tmp_path / ("a" * 300)):
            with pytest.raises(InputError):
                load(path)

    def test_an_empty_file_is_told_from_a_broken_one(self, tmp_path: Path) -> None:
        (tmp_path / "a.mp3").touch()
        with pytest.raises(EmptyFileError):
            load(tmp_path / "a.mp3")

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
    def test_a_file_that_may_not_be_read_says_so(self, tmp_path: Path) -> None:
        path = write_sound(tmp_path / "a.wav", melody(0.2))
        path.chmod(0)
        with pytest.raises(UnreadableAudioError, match="permission denied"):
            load(path)

    @pytest.mark.parametrize("suffix", [".mp3", ".wav", ".m4a", ".flac", ".aac", ".ogg", ".txt"])
    @pytest.mark.parametrize("times", [1, 25])
    def test_text_is_not_audio_whatever_its_name(self, tmp_path: Path, suffix: str, times: int) -> None:
        path = tmp_path / f"page{suffix}"
        path.write_text((KAZAKHSTAN / "page.txt").read_text(encoding="utf-8") * times, encoding="utf-8")
        with pytest.raises(UnreadableAudioError) as caught:
            load(path)
        assert caught.value.reason
        assert "[Errno" not in caught.value.reason

    @pytest.mark.parametrize("suffix", [".mp3", ".aac", ".flac", ".bin"])
    @pytest.mark.parametrize("kilobytes", [64, 1024])
    def test_random_bytes_are_not_audio(self, tmp_path: Path, suffix: str, kilobytes: int) -> None:
        for seed in range(3):
            path = tmp_path / f"noise{seed}{suffix}"
            path.write_bytes(np.random.default_rng(seed).bytes(kilobytes * 1024))
            with pytest.raises(UnreadableAudioError):
                load(path)

    def test_other_documents_are_not_audio(self, tmp_path: Path) -> None:
        noise = np.random.default_rng(1).bytes(100_000)
        (tmp_path / "pdf.mp3").write_bytes(b"%PDF-1.7\n" + noise + b"\n%%EOF\n")
        (tmp_path / "zeros.mp3").write_bytes(bytes(100_000))
        (tmp_path / "html.mp3").write_text("<!DOCTYPE html><html><body>404</body></html>", encoding="utf-8")
        with zipfile.ZipFile(tmp_path / "zip.mp3", "w") as archive:
            archive.writestr("noise", noise)
        for name in ("pdf", "zeros", "html", "zip"):
            with pytest.raises(UnreadableAudioError):
                load(tmp_path / f"{name}.mp3")

    def test_pictures_and_subtitles_have_no_sound(self, tmp_path: Path) -> None:
        (tmp_path / "picture.mp3").write_bytes(png())
        (tmp_path / "titles.mp3").write_text("1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n" * 9, encoding="utf-8")
        write_pictures(tmp_path / "film.mp4")
        for name, kind in (("picture.mp3", "video"), ("titles.mp3", "subtitle"), ("film.mp4", "video")):
            with pytest.raises(NoSoundError, match=f"it holds {kind} but no audio stream"):
                load(tmp_path / name)

    def test_a_track_without_a_sample_has_no_sound(self, tmp_path: Path) -> None:
        path = write_sound(tmp_path / "a.wav", melody(1))
        data = path.read_bytes()
        at = data.index(b"data")
        path.write_bytes(data[:at] + b"data\0\0\0\0")
        with pytest.raises(NoSoundError, match="not one sample"):
            load(path)

    def test_sound_that_ffmpeg_cannot_decode_is_an_error_in_words(self, tmp_path: Path) -> None:
        path = write_sound(tmp_path / "a.wav", melody(1))
        data = path.read_bytes()
        path.write_bytes(data[:20] + b"\x77\x77" + data[22:])  # a format tag that nobody uses
        with pytest.raises(UnreadableAudioError, match="no decoder"):
            load(path)

    def test_a_playlist_opens_no_other_file(self, tmp_path: Path) -> None:
        write_sound(tmp_path / "a.mp3", melody(1))
        playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\na.mp3\n#EXT-X-ENDLIST\n"
        (tmp_path / "show.m3u8").write_text(playlist, encoding="utf-8")
        with pytest.raises(UnreadableAudioError, match="names other files"):
            load(tmp_path / "show.m3u8")
