"""Turns of the published document from what was imported."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline import schema
from pipeline.text.compose import compose
from pipeline.text.spacing import join

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.timeline import AttributedWord


def turns_of_words(
    words: Sequence[AttributedWord], labels: Mapping[str, str], language: str | None, *, measured: bool = False
) -> list[schema.Turn]:
    """Turns and paragraphs of ``words``, composed like recognised ones.

    Args:
        words: In the order in which they are to be read.
        labels: The label of each speaker.
        language: Decides whether there are blanks between words.
        measured: Whether the certainties were measured here and belong in the document; another tool states none.

    """
    turns = []
    for turn in compose(words):
        label = None if turn.speaker is None else labels[turn.speaker]
        paragraphs = tuple(_paragraph(group, label, language, measured=measured) for group in turn.paragraphs)
        certainties = [word.certainty for group in turn.paragraphs for word in group]
        confidence = round(sum(certainties) / len(certainties), 3) if measured else None
        turns.append(_turn(paragraphs, label, confidence))
    return turns


def turns_of_paragraphs(paragraphs: Iterable[tuple[str | None, schema.Paragraph]]) -> list[schema.Turn]:
    """Turns of paragraphs that have times, each with its speaker's label."""
    return [
        _turn(tuple(paragraph for _, paragraph in group), label, None)
        for label, group in groupby(paragraphs, key=lambda item: item[0])
    ]


def paragraph_of(text: str, start: float, end: float) -> schema.Paragraph:
    """A paragraph of which only the whole has times (seconds)."""
    return schema.Paragraph(text=text, verbatim=text, start=in_ms(start), end=in_ms(end))


def in_ms(seconds: float) -> float:
    """Seconds at the document's precision."""
    return round(seconds, 3)


def _turn(paragraphs: tuple[schema.Paragraph, ...], label: str | None, confidence: float | None) -> schema.Turn:
    return schema.Turn(
        kind="speech",
        speaker=label,
        start=min(paragraph.start or 0.0 for paragraph in paragraphs),
        end=max(paragraph.end or 0.0 for paragraph in paragraphs),
        confidence=confidence,
        paragraphs=paragraphs,
    )


def _paragraph(
    words: Sequence[AttributedWord], label: str | None, language: str | None, *, measured: bool
) -> schema.Paragraph:
    text = join((item.word.text for item in words), language)
    return schema.Paragraph(
        text=text,
        verbatim=text,
        start=in_ms(min(item.word.start for item in words)),
        end=in_ms(max(item.word.end for item in words)),
        words=tuple(
            schema.Word(
                text=item.word.text,
                start=in_ms(item.word.start),
                end=in_ms(item.word.end),
                confidence=None if item.word.confidence is None else round(item.word.confidence, 3),
                speaker=label,
                certainty=round(item.certainty, 3) if measured else None,
            )
            for item in words
        ),
    )
