"""What was said, cut where the document has paragraphs: the unit that scorers compare."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import UnsuitableFormatError
from pipeline.exporters.fields import field
from pipeline.exporters.timestamps import milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.schema import Paragraph, Transcript, Turn, Word


class Utterance(NamedTuple):
    """The words of one speaker in one go."""

    start_ms: int
    end_ms: int
    speaker: str | None
    words: tuple[str, ...]
    """As they were said, before any rule of style; none has a blank in it (:func:`pipeline.exporters.fields.field`)."""


def utterances(transcript: Transcript, name: str) -> list[Utterance]:
    """The paragraphs of all turns that are speech, in the order of their start; a turn where paragraphs have no times.

    A listener's answer that was folded into a paragraph is an utterance of its own, inside the time of the paragraph's.

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
        heard = listeners(turn)
        for paragraph in turn.paragraphs:
            own = _utterance(paragraph, turn, [paragraph], name)
            answers = [_answer(group, own) for group in _answers(paragraph, heard)] if heard else []
            if answers:
                own = own._replace(
                    words=tuple(field(word.text) for word in paragraph.words if word.speaker not in heard)
                )
            yield own
            yield from answers
    else:
        yield _utterance(turn, turn, turn.paragraphs, name)


def _utterance(timed: Paragraph | Turn, turn: Turn, paragraphs: Iterable[Paragraph], name: str) -> Utterance:
    if timed.start is None or timed.end is None:
        raise UnsuitableFormatError(name, "times")
    words = tuple(field(word) for paragraph in paragraphs for word in spoken(paragraph))
    return Utterance(milliseconds(timed.start), milliseconds(timed.end), turn.speaker, words)


def listeners(turn: Turn) -> frozenset[str]:
    """Whose answers are folded into a turn: the voices of its words besides its own; none where no word is its own."""
    voices = {word.speaker for paragraph in turn.paragraphs for word in paragraph.words if word.speaker is not None}
    return frozenset(voices - {turn.speaker}) if turn.speaker in voices else frozenset()


def _answers(paragraph: Paragraph, heard: frozenset[str]) -> Iterator[list[Word]]:
    for speaker, group in groupby(paragraph.words, key=lambda word: word.speaker):
        if speaker in heard:
            yield list(group)


def _answer(said: Sequence[Word], inside: Utterance) -> Utterance:
    """What a listener said; without times of its own it has those of what it is ``inside``."""
    start, end = said[0].start, said[-1].end
    return Utterance(
        inside.start_ms if start is None else milliseconds(start),
        inside.end_ms if end is None else milliseconds(end),
        said[0].speaker,
        tuple(field(word.text) for word in said),
    )


def spoken(paragraph: Paragraph) -> list[str]:
    """The words of a paragraph; where it has none of its own, what stands between the blanks of its verbatim text."""
    return [word.text for word in paragraph.words] or paragraph.verbatim.split()
