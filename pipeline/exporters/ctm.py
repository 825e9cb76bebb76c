"""CTM, the time marked words that speech scorers take as a system's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import UnsuitableFormatError
from pipeline.exporters.fields import field, recording, seconds
from pipeline.exporters.timestamps import milliseconds

if TYPE_CHECKING:
    from pipeline.schema import Transcript


def to_ctm(transcript: Transcript) -> str:
    """One line a word in the order of their start: recording, channel 1, begin, duration (seconds), word, confidence.

    The confidence (three decimals) is left out where there is none; blanks inside a word are written ``_``. Dropped:
    who spoke (six columns have no place for it; STM and SegLST do), sounds, paragraphs, display text. Format: NIST
    OpenASR20 evaluation plan, appendix.

    Raises:
        UnsuitableFormatError: A word has no times of its own.
    """
    name = recording(transcript)
    words: list[tuple[int, str]] = []
    for turn in transcript.turns:
        if turn.kind == "sound":
            continue
        for paragraph in turn.paragraphs:
            if paragraph.verbatim.strip() and not paragraph.words:
                raise UnsuitableFormatError("ctm", "times of words")
            for word in paragraph.words:
                if word.start is None or word.end is None:
                    raise UnsuitableFormatError("ctm", "times of words")
                start, end = milliseconds(word.start), milliseconds(word.end)
                confidence = "" if word.confidence is None else f" {word.confidence:.3f}"
                words.append(
                    (start, f"{name} 1 {seconds(start)} {seconds(end - start)} {field(word.text)}{confidence}\n")
                )
    return "".join(line for _, line in sorted(words, key=lambda word: word[0]))
