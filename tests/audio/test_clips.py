"""Cutting and exporting clips."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pipeline.audio import load
from pipeline.audio.clips import CODECS, cut, export_clip
from pipeline.errors import OutputNotWritableError, UnknownChoiceError
from pipeline.timeline import SAMPLE_RATE, Span, Waveform
from tests.sounds import lag_seconds, likeness, melody

if TYPE_CHECKING:
    from pathlib import Path

RECORDING = Waveform(melody(10), "a.wav", "0" * 64, SAMPLE_RATE, 1)


def test_a_clip_is_the_sound_of_its_span() -> None:
    segment = cut(RECORDING, Span(2.5, 4.0), fade=0)
    assert (segment.frame_rate, segment.channels, segment.sample_width, len(segment)) == (SAMPLE_RATE, 1, 2, 1500)
    np.testing.assert_allclose(
        np.array(segment.get_array_of_samples()) / 32767, RECORDING.crop(Span(2.5, 4.0)), atol=1e-4
    )


def test_both_ends_are_faded_and_the_middle_is_not() -> None:
    flat = Waveform(np.full(SAMPLE_RATE, 0.5, np.float32), "a.wav", "0" * 64, SAMPLE_RATE, 1)
    samples = np.array(cut(flat, Span(0, 1), fade=0.1).get_array_of_samples())
    assert abs(samples[0]) < 200
    assert abs(samples[-1]) < 200
    np.testing.assert_allclose(samples[1700:-1700], 16384, atol=1)


def test_a_clip_too_short_for_its_fades_is_still_a_clip() -> None:
    assert len(cut(RECORDING, Span(1, 1.01), fade=5)) == 10


def test_a_span_that_reaches_beyond_the_recording_is_shortened() -> None:
    assert len(cut(RECORDING, Span(9, 12))) == 1000
    assert len(cut(RECORDING, Span(11, 12))) == 0


def test_what_is_too_loud_is_clipped_and_not_wrapped_round() -> None:
    loud = Waveform(np.array([2.0, -2.0, 0.0], np.float32).repeat(1600), "a.wav", "0" * 64, SAMPLE_RATE, 1)
    samples = np.array(cut(loud, Span(0, 1), fade=0).get_array_of_samples())
    assert (samples[0], samples[1600], samples[3200]) == (32767, -32767, 0)


@pytest.mark.parametrize("suffix", [".wav", ".WAV", *CODECS])
def test_every_format_can_be_heard_again(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"clip{suffix}"
    export_clip(cut(RECORDING, Span(1, 4)), path)
    waveform = load(path)
    assert waveform.notices == ()
    assert waveform.duration == pytest.approx(3, abs=0.08)  # AAC ends with a whole frame
    assert abs(lag_seconds(waveform.samples, melody(10)[SAMPLE_RATE : 4 * SAMPLE_RATE])) < 0.001
    assert likeness(waveform.samples, melody(10)[SAMPLE_RATE : 4 * SAMPLE_RATE]) > 0.9


def test_a_clip_that_was_made_stereo_is_written_mono(tmp_path: Path) -> None:
    segment = cut(RECORDING, Span(1, 4)).set_channels(2).set_frame_rate(44_100)
    export_clip(segment, tmp_path / "clip.mp3")
    waveform = load(tmp_path / "clip.mp3")
    assert (waveform.source_rate_hz, waveform.source_channels) == (SAMPLE_RATE, 1)
    assert waveform.duration == pytest.approx(3, abs=0.08)


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownChoiceError, match=r"Choices: \.wav, \.mp3, \.m4a, \.ogg, \.flac"):
        export_clip(cut(RECORDING, Span(1, 2)), tmp_path / "clip.aiff")


def test_a_folder_that_is_not_there_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputNotWritableError):
        export_clip(cut(RECORDING, Span(1, 2)), tmp_path / "no" / "clip.mp3")


def test_the_import_of_pydub_says_nothing_where_there_is_no_ffmpeg_program(tmp_path: Path) -> None:
    code = (
        "import numpy as np, warnings; from pipeline.audio.clips import cut;"
        "from pipeline.timeline import Span, Waveform;"
        "warnings.simplefilter('error');"
        "print(len(cut(Waveform(np.zeros(16000, np.float32), 'a', '', 16000, 1), Span(0, 1))))"
    )
    # Without a PATH there is no ffmpeg, and without compiled modules pydub's own text is compiled anew.
    command = [sys.executable, "-X", f"pycache_prefix={tmp_path}", "-c", code]
    environment = os.environ | {"PATH": "", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert (done.stdout, done.stderr) == ("1000\n", "")
