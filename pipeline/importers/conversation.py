"""From the segments of another tool to a document: the part of importing that is the same for every format."""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING

from pipeline import schema
from pipeline.errors import UnreadableTranscriptError
from pipeline.importers.speakers import speakers_of
from pipeline.importers.turns import in_ms, paragraph_of, turns_of_paragraphs, turns_of_words
from pipeline.languages import LANGUAGES
from pipeline.text.spacing import join
from pipeline.timeline import AttributedWord, Span, Word, union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.importers.segments import Segment

_SOUND = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[♪♫].*[♪♫]")


def is_sound(text: str) -> bool:
    """Whether a whole text is one note in brackets, or between musical notes: ``[MUSIC]``, ``(LAUGHTER)``."""
    return _SOUND.fullmatch(text) is not None


def to_transcript(path: Path, segments: Iterable[Segment], language: str | None = None) -> schema.Transcript:
    """The document that ``segments`` make, put in the order of their start; none is lost, and overlaps stay.

    Where words have times, they are composed into turns and paragraphs like recognised ones. Where no word has, each
    segment is a paragraph with its own times and no words. Segments of one speaker in a row are one turn. A note in
    brackets that nobody says is a sound, and ends the turn before it. The diarization is when each speaker's segments
    are; null without speakers.

    Args:
        path: Named in errors.
        segments: In any order.
        language: A code of which the first part is taken ("en" of "en_us"), or anything else, which is left out.

    Raises:
        UnreadableTranscriptError: A segment ends before it starts, or has a time that is none.

    """
    known = _language(language)
    ordered = in_order(path, segments)
    by_word = any(segment.words for segment in ordered)
    runs = [(sounds, list(run)) for sounds, run in groupby(ordered, key=lambda segment: _is_sound(segment, known))]
    said = [
        segment.timed_words() if by_word else [_whole(segment)] for sounds, run in runs if not sounds for segment in run
    ]
    people = speakers_of(word.speaker for words in said for word in words if word.speaker is not None)
    labels = {name: speaker.label for name, speaker in people.items()}
    turns: list[schema.Turn] = []
    left = iter(said)
    for sounds, run in runs:
        if sounds:
            turns += [_sound(paragraph_of(_text(segment, known), segment.start, segment.end)) for segment in run]
        else:
            words = [word for words in islice(left, len(run)) for word in words]
            turns += turns_of_words(words, labels, known) if by_word else _turns_of_wholes(words, labels)
    return schema.Transcript(
        source=schema.Source(language=known),
        audio=None,
        speakers=tuple(people.values()),
        turns=tuple(sorted(turns, key=lambda turn: turn.start or 0.0)),
        diarization=_diarization(said, labels),
        provenance=None,
    )


def in_order(path: Path, segments: Iterable[Segment]) -> list[Segment]:
    """The segments that say something, tidied and in the order of their start.

    Raises:
        UnreadableTranscriptError: A segment ends before it starts, or has a time that is none.

    """
    listed = list(segments)
    for segment in listed:
        if fault := segment.fault:
            raise UnreadableTranscriptError(path, fault)
    tidied = [segment.tidied() for segment in listed]
    return sorted((segment for segment in tidied if segment.words or segment.text), key=lambda segment: segment.start)


def _is_sound(segment: Segment, language: str | None) -> bool:
    return segment.speaker is None and is_sound(_text(segment, language))


def _text(segment: Segment, language: str | None) -> str:
    return join((word.text for word in segment.words), language) if segment.words else segment.text


def _language(code: str | None) -> str | None:
    first = re.split("[-_]", code or "")[0].lower()
    return first if first in LANGUAGES else None


def _whole(segment: Segment) -> AttributedWord:
    """A segment as if it were one word: attributed, and a paragraph in the end."""
    return AttributedWord(Word(segment.text, segment.start, segment.end), segment.speaker, 1.0)


def _turns_of_wholes(wholes: Iterable[AttributedWord], labels: Mapping[str, str]) -> list[schema.Turn]:
    return turns_of_paragraphs(
        (
            None if item.speaker is None else labels[item.speaker],
            paragraph_of(item.word.text, item.word.start, item.word.end),
        )
        for item in wholes
    )


def _sound(paragraph: schema.Paragraph) -> schema.Turn:
    return schema.Turn(
        kind="sound",
        speaker=None,
        start=paragraph.start,
        end=paragraph.end,
        confidence=None,
        paragraphs=(paragraph,),
    )


def _diarization(
    segments: Iterable[Sequence[AttributedWord]], labels: Mapping[str, str]
) -> tuple[schema.Heard, ...] | None:
    spans: dict[str, list[Span]] = {}
    for speaker, span in _voices(segments):
        spans.setdefault(labels[speaker], []).append(span)
    heard = sorted((span, label) for label, parts in spans.items() for span in union(parts))
    return tuple(schema.Heard(start=in_ms(s.start), end=in_ms(s.end), speaker=label) for s, label in heard) or None


def _voices(segments: Iterable[Sequence[AttributedWord]]) -> Iterator[tuple[str, Span]]:
    """Who was heard when: the words that a speaker has in a row within a segment."""
    for words in segments:
        for speaker, run in groupby(words, key=lambda word: word.speaker):
            group = [item.word for item in run]
            if speaker is not None:
                yield speaker, Span(group[0].start, max(word.end for word in group))
