"""Other tools' transcripts: one pure function a format, from bytes to a :class:`~pipeline.schema.Transcript`.

To add a format: write ``importers/<format>.py`` with a function that takes the bytes of a file and its path (named in
errors, never opened), makes :class:`~pipeline.importers.segments.Segment` values and hands them to
:func:`~pipeline.importers.conversation.to_transcript`; name it in :data:`IMPORTERS`, and teach
:mod:`~pipeline.importers.detection` what it looks like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.importers.assemblyai import from_assemblyai
from pipeline.importers.beside import with_speakers
from pipeline.importers.ctm import from_ctm
from pipeline.importers.deepgram import from_deepgram
from pipeline.importers.detection import detect
from pipeline.importers.faster_whisper import from_faster_whisper
from pipeline.importers.openai_whisper import from_openai_whisper
from pipeline.importers.podcast_json import from_podcast_json
from pipeline.importers.rttm import from_rttm
from pipeline.importers.seglst import from_seglst
from pipeline.importers.srt import from_srt
from pipeline.importers.stm import from_stm
from pipeline.importers.vtt import from_vtt
from pipeline.importers.whisperx import from_whisperx

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pipeline.schema import Transcript

    Importer = Callable[[bytes, Path], Transcript]

__all__ = ["IMPORTERS", "detect", "with_speakers"]

IMPORTERS: Mapping[str, Importer] = {
    "whisperx": from_whisperx,
    "openai-whisper": from_openai_whisper,
    "faster-whisper": from_faster_whisper,
    "rttm": from_rttm,
    "vtt": from_vtt,
    "srt": from_srt,
    "podcast-json": from_podcast_json,
    "stm": from_stm,
    "ctm": from_ctm,
    "seglst": from_seglst,
    "assemblyai": from_assemblyai,
    "deepgram": from_deepgram,
}
