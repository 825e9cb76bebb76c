"""AssemblyAI's transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import UnreadableTranscriptError
from pipeline.importers.conversation import to_transcript
from pipeline.importers.json_data import Shape, read_json
from pipeline.importers.segments import Segment, SourceWord, utterances
from pipeline.importers.speakers import numbered

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.schema import Transcript


class _Word(Shape):
    text: str
    start: float
    end: float
    confidence: float | None = None
    speaker: str | None = None


class _Utterance(_Word):
    words: tuple[_Word, ...] = ()


class _Result(Shape):
    status: str = "completed"
    error: str | None = None
    language_code: str | None = None
    words: tuple[_Word, ...] | None = None
    utterances: tuple[_Utterance, ...] | None = None


def from_assemblyai(data: bytes, path: Path) -> Transcript:
    """The answer of ``GET /v2/transcript/ID``: times in milliseconds, speakers "A", "B" where they were asked for.

    The letters become SPEAKER_A, SPEAKER_B; names from its speaker identification stay names. Without utterances, words
    are cut into them at pauses. Format: AssemblyAI's API reference, "Get transcript".

    Raises:
        UnreadableTranscriptError: It is something else, is not completed, or an utterance ends before it starts.

    """
    result = read_json(_Result, data, path)
    if result.status != "completed":
        reason = f"its status is {result.status!r}{f': {result.error}' if result.error else ''}"
        raise UnreadableTranscriptError(path, reason)
    if result.utterances:
        segments = [_segment(number, utterance) for number, utterance in enumerate(result.utterances, start=1)]
    else:
        segments = utterances(_word(word) for word in result.words or ())
    return to_transcript(path, segments, result.language_code)


def _segment(number: int, utterance: _Utterance) -> Segment:
    return Segment(
        f"utterance {number}",
        utterance.start / 1000,
        utterance.end / 1000,
        utterance.text,
        numbered(utterance.speaker),
        tuple(_word(word) for word in utterance.words),
    )


def _word(word: _Word) -> SourceWord:
    return SourceWord(word.text, word.start / 1000, word.end / 1000, word.confidence, numbered(word.speaker))
