"""Deepgram's answer to a prerecorded request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.importers.conversation import to_transcript
from pipeline.importers.json_data import Shape, read_json
from pipeline.importers.segments import SourceWord, utterances
from pipeline.importers.speakers import numbered

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.schema import Transcript


class _Word(Shape):
    word: str
    start: float
    end: float
    confidence: float | None = None
    speaker: int | str | None = None
    punctuated_word: str | None = None


class _Alternative(Shape):
    words: tuple[_Word, ...] = ()


class _Channel(Shape):
    alternatives: tuple[_Alternative, ...] = ()
    detected_language: str | None = None


class _Results(Shape):
    channels: tuple[_Channel, ...]


class _Answer(Shape):
    results: _Results


def from_deepgram(data: bytes, path: Path) -> Transcript:
    """The answer of ``POST /v1/listen``: the first alternative of each channel, word by word.

    Speakers 0, 1 become SPEAKER_0, SPEAKER_1. With several channels and no speakers each channel is one; with both, the
    second speaker of the first channel is SPEAKER_0_1. ``utterances`` and ``paragraphs`` repeat the words and are not
    read: words are cut into utterances at pauses, as Deepgram does. Format: Deepgram's API reference, "Transcribe
    audio files".

    Raises:
        UnreadableTranscriptError: It is something else.

    """
    channels = read_json(_Answer, data, path).results.channels
    segments = []
    for number, channel in enumerate(channels):
        words = channel.alternatives[0].words if channel.alternatives else ()
        segments += utterances(_word(word, number if len(channels) > 1 else None) for word in words)
    language = next((channel.detected_language for channel in channels if channel.detected_language), None)
    return to_transcript(path, segments, language)


def _word(word: _Word, channel: int | None) -> SourceWord:
    if channel is None:
        speaker = numbered(word.speaker)
    elif word.speaker is None:
        speaker = numbered(channel)
    else:
        speaker = f"SPEAKER_{channel}_{word.speaker}"
    return SourceWord(word.punctuated_word or word.word, word.start, word.end, word.confidence, speaker)
