"""The HTML transcript of the podcast namespace ("Podcasting 2.0")."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pipeline.exporters.characters import readable
from pipeline.exporters.people import full_names
from pipeline.exporters.timestamps import clock, milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.schema import Transcript


def to_podcast_html(transcript: Transcript) -> str:
    """``<cite>Full Name:</cite>``, ``<time>0:00</time>``, ``<p>...</p>`` for each turn: a piece of HTML, not a page.

    Source: github.com/Podcastindex-org/podcast-namespace, docs/examples/transcripts. A name stands once a turn, a time
    at every paragraph that has one, to the second. Dropped are ends and fractions of times, the times of words, labels
    and roles, headline and notices, evidence and confidence.
    """
    return "".join(f"{line}\n" for line in _lines(transcript))


def _lines(transcript: Transcript) -> Iterator[str]:
    names = full_names(transcript)
    for turn in transcript.turns:
        if turn.kind != "sound" and turn.speaker is not None:
            yield f"<cite>{escape(names[turn.speaker])}:</cite>"
        for i, paragraph in enumerate(turn.paragraphs):
            start = turn.start if paragraph.start is None and i == 0 else paragraph.start
            if start is not None:
                yield f"<time>{clock(milliseconds(start))}</time>"
            yield f"<p>{escape(readable(paragraph.text))}</p>"
