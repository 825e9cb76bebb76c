"""Long recordings, whose samples are in a file: the same samples, little memory, and nothing that stays behind."""

from __future__ import annotations

import errno
import hashlib
import mmap
import re
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import numpy as np
import platformdirs
import pytest

from pipeline.audio import load, reel
from pipeline.timeline import SAMPLE_RATE, Span, Waveform
from tests.sounds import melody, write_sound

SECOND = SAMPLE_RATE
ON_LINUX = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="it is asked of Linux's /proc")
IN_A_PROCESS = """
import os, re, sys
from pathlib import Path
import platformdirs
from pipeline.audio import load, reel
from pipeline.timeline import Span
sound, cache = map(Path, sys.argv[1:])
platformdirs.user_cache_path = lambda name: cache / name
reel.MOST_IN_MEMORY = 16_000
"""


def in_a_process(code: str, sound: Path, cache: Path) -> list[str]:
    """What a program prints that keeps one second of sound in memory, and its files in ``cache``."""
    command = [sys.executable, "-c", IN_A_PROCESS + code, str(sound), str(cache)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.fixture
def kept_in_memory(tmp_path: Path) -> Waveform:
    """Ten seconds."""
    return load(write_sound(tmp_path / "a.flac", melody(10)))


@pytest.fixture
def cache(kept_in_memory: Waveform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own; beyond two seconds, sound is kept there from now on."""
    assert kept_in_memory.mapping is None
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name: tmp_path / "cache" / name)
    monkeypatch.setattr(reel, "MOST_IN_MEMORY", 2 * SECOND)
    return tmp_path / "cache"


def on_file(tmp_path: Path) -> Waveform:
    """The ten seconds, read again."""
    return load(tmp_path / "a.flac")


class TestSamplesInAFile:
    @pytest.mark.usefixtures("cache")
    def test_they_are_the_same_as_in_memory(self, kept_in_memory: Waveform, tmp_path: Path) -> None:
        filed = on_file(tmp_path)
        assert filed.notices == ()
        assert filed.mapping is not None
        assert filed.samples.dtype == np.float32
        np.testing.assert_array_equal(filed.samples, kept_in_memory.samples)

    @pytest.mark.usefixtures("cache")
    def test_a_recording_at_the_limit_stays_in_memory(self, tmp_path: Path) -> None:
        for length, kept_in_a_file in ((2 * SECOND, False), (2 * SECOND + 1, True)):
            waveform = load(write_sound(tmp_path / "a.flac", melody(3)[:length]))
            assert len(waveform.samples) == length
            assert (waveform.mapping is not None) is kept_in_a_file

    @pytest.mark.usefixtures("cache")
    def test_silence_over_the_limit_is_as_long_as_it_should_be(self) -> None:
        tape = reel.Reel(0)
        tape.append(melody(1))
        tape.append(np.zeros(100 * SECOND, np.float32))
        tape.append(melody(1, seed=2))
        samples, mapping = tape.finished()
        assert mapping is not None
        expected = np.concatenate([melody(1), np.zeros(100 * SECOND, np.float32), melody(1, seed=2)])
        np.testing.assert_array_equal(samples, expected)

    @pytest.mark.usefixtures("cache")
    def test_torch_takes_them_without_a_word(self, tmp_path: Path) -> None:
        import torch

        filed = on_file(tmp_path)
        assert torch.from_numpy(filed.samples).data_ptr() == filed.samples.ctypes.data

    @pytest.mark.usefixtures("cache")
    def test_a_crop_is_a_copy_and_blocks_are_all_of_it(self, kept_in_memory: Waveform, tmp_path: Path) -> None:
        filed = on_file(tmp_path)
        span = Span(0.5, 7.3)
        crop = filed.crop(span)
        assert not np.shares_memory(crop, filed.samples)
        np.testing.assert_array_equal(crop, kept_in_memory.crop(span))
        for waveform in (filed, kept_in_memory):
            np.testing.assert_array_equal(np.concatenate(list(waveform.blocks(span, 1_000))), crop)

    @pytest.mark.usefixtures("cache")
    def test_they_outlive_being_let_go(self, tmp_path: Path) -> None:
        filed = on_file(tmp_path)
        before = filed.samples.copy()
        filed.let_go()
        np.testing.assert_array_equal(filed.samples, before)

    @ON_LINUX
    def test_they_take_no_memory_however_long_they_are(self, tmp_path: Path) -> None:
        sound = write_sound(tmp_path / "a.flac", np.tile(melody(1), 1_200))
        code = """
def memory(kind):
    return int(re.search(kind + r":\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
load(sound.with_name("short.flac"))
before = memory("VmHWM")
waveform = load(sound)
decoded = memory("VmHWM")
print(sum(float(block.max()) for block in waveform.blocks(Span(0, waveform.duration), 480_000)) > 0)
print(waveform.samples.nbytes // 2**20, decoded - before, memory("VmHWM") - decoded)
waveform.samples.max()
print(memory("VmRSS"))
waveform.let_go()
print(memory("VmRSS"))
"""
        write_sound(tmp_path / "short.flac", melody(1))
        heard, sizes, held, let_go = in_a_process(code, sound, tmp_path / "cache")
        assert heard == "True"
        size, decoding, reading = map(int, sizes.split())
        assert size == 73
        assert decoding < 10
        assert reading < 10
        assert int(held) - int(let_go) > 60


class TestTheFile:
    @pytest.mark.parametrize("end", ["raise SystemExit", "os._exit(0)"], ids=["an end", "a death"])
    def test_nothing_stays_behind(self, tmp_path: Path, end: str) -> None:
        sound = write_sound(tmp_path / "a.flac", melody(5))
        code = f"waveform = load(sound); print(waveform.mapping is not None, flush=True); {end}"
        assert in_a_process(code, sound, tmp_path / "cache") == ["True"]
        assert [path for path in (tmp_path / "cache").rglob("*") if not path.is_dir()] == []

    @pytest.mark.skipif(sys.platform == "win32", reason="on Windows a file has a name until it is closed")
    def test_it_has_no_name_even_while_it_is_used(self, tmp_path: Path) -> None:
        sound = write_sound(tmp_path / "a.flac", melody(5))
        code = "waveform = load(sound); print([path for path in cache.rglob('*') if not path.is_dir()])"
        assert in_a_process(code, sound, tmp_path / "cache") == ["[]"]

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit on the size of files")
    @pytest.mark.parametrize("limit", [16_000, 400_000], ids=["at once", "halfway"])
    def test_where_the_disk_is_full_they_stay_in_memory_and_the_reader_is_told(
        self, tmp_path: Path, limit: int
    ) -> None:
        sound = write_sound(tmp_path / "a.flac", melody(10))
        code = f"""
import hashlib, resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
waveform = load(sound)
print(waveform.mapping, hashlib.sha256(waveform.samples.tobytes()).hexdigest())
print(*waveform.notices, sep="\\n")
"""
        expected = hashlib.sha256(load(sound).samples.tobytes()).hexdigest()
        assert in_a_process(code, sound, tmp_path / "cache") == [
            f"None {expected}",
            "the decoded sound is kept in memory, as no file could be had for it: file too large",
        ]

    def test_where_there_can_be_no_folder_they_stay_in_memory_and_the_reader_is_told(
        self, kept_in_memory: Waveform, tmp_path: Path, cache: Path
    ) -> None:
        cache.touch()
        waveform = on_file(tmp_path)
        assert waveform.mapping is None
        (notice,) = waveform.notices
        assert re.match("the decoded sound is kept in memory, as no file could be had for it: [a-z]", notice)
        np.testing.assert_array_equal(waveform.samples, kept_in_memory.samples)

    @pytest.mark.usefixtures("cache")
    def test_where_files_cannot_be_mapped_they_are_read_back(
        self, kept_in_memory: Waveform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> NoReturn:
            raise OSError(errno.ENODEV, "No such device")

        monkeypatch.setattr(mmap, "mmap", refuse)
        waveform = on_file(tmp_path)
        assert waveform.mapping is None
        assert waveform.notices[0].endswith(": no such device")
        np.testing.assert_array_equal(waveform.samples, kept_in_memory.samples)
