"""What was said, cut where the document has paragraphs: the unit that scorers compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import UnsuitableFormatError
from pipeline.exporters.fields import field
from pipeline.exporters.timestamps import milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.schema import Paragraph, Transcript, Turn


class Utterance(NamedTuple):
    """The words of one speaker in one go."""

    start_ms: int
    end_ms: int
    speaker: str | None
    words: tuple[str, ...]
    """As they were said, before any rule of style; none has a blank in it (:func:`pipeline.exporters.fields.field`)."""


def utterances(transcript: Transcript, name: str) -> list[Utterance]:
    """The paragraphs of all turns that are speech, in the order of their start; a turn where paragraphs have no times.

    Raises:
        UnsuitableFormatError: Words have no times, not even their turn's; the format is called ``name``.
    """
    found = [
        utterance
        for turn in transcript.turns
        if turn.kind != "sound"
        for utterance in _utterances(turn, name)
        if utterance.words
    ]
    return sorted(found, key=lambda utterance: utterance.start_ms)


def _utterances(turn: Turn, name: str) -> Iterator[Utterance]:
    if all(paragraph.start is not None for paragraph in turn.paragraphs):
        for paragraph in turn.paragraphs:
            yield _utterance(paragraph, turn, [paragraph], name)
    else:
        yield _utterance(turn, turn, turn.paragraphs, name)


def _utterance(timed: Paragraph | Turn, turn: Turn, paragraphs: Iterable[Paragraph], name: str) -> Utterance:
    if timed.start is None or timed.end is None:
        raise UnsuitableFormatError(name, "times")
    words = tuple(field(word) for paragraph in paragraphs for word in spoken(paragraph))
    return Utterance(milliseconds(timed.start), milliseconds(timed.end), turn.speaker, words)


def spoken(paragraph: Paragraph) -> list[str]:
    """The words of a paragraph; where it has none of its own, what stands between the blanks of its verbatim text."""
    return [word.text for word in paragraph.words] or paragraph.verbatim.split()
