"""A transcript becomes a page again: as it was read, with what has been corrected since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.pages.encoding import encode
from pipeline.pages.labels import read_label
from pipeline.pages.lines import one_line
from pipeline.pages.people import People
from pipeline.pages.plain import plain_layout

if TYPE_CHECKING:
    from pipeline.schema import Page, PagePart, Transcript

_NOBODY = "UNIDENTIFIED PERSON"
"""The label for a turn that was labelled once and is nobody's now."""


def write_page(transcript: Transcript) -> bytes:
    """The transcript as a station's page.

    A page that was parsed comes back byte for byte. Where a paragraph's text or a labelled turn's speaker has been
    corrected, that paragraph or label alone is printed anew; the page is in UTF-8 then if its own encoding lacks a
    character. A turn that had no label gets none. A transcript without a page (made from a recording, or one whose
    paragraphs are no longer those of its page) is laid out plainly.

    Raises:
        InvalidValueError: the page's encoding is unknown.
    """
    if transcript.page is None or not _fits(transcript, transcript.page):
        return plain_layout(transcript).encode("utf-8")
    people = _people(transcript.page)
    return encode(
        "".join(_printed(part, transcript, people) for part in transcript.page.parts), transcript.page.encoding
    )


def _fits(transcript: Transcript, page: Page) -> bool:
    """Whether the page has exactly the transcript's paragraphs, and labels for its turns only."""
    there = {(i, j) for i, turn in enumerate(transcript.turns) for j in range(len(turn.paragraphs))}
    placed = [(part.turn, part.paragraph) for part in page.parts if part.kind == "paragraph"]
    labelled = [part.turn for part in page.parts if part.kind == "label"]
    turns = range(len(transcript.turns))
    return len(placed) == len(there) and set(placed) == there and all(turn in turns for turn in labelled)


def _people(page: Page) -> dict[str, str]:
    """For each printed label the one its turns had when the page was parsed, found from the labels as it was then."""
    labels = [(part.text, read_label(part.text)) for part in page.parts if part.kind == "label"]
    people = People([label for _, label in labels if label])
    return {printed: people.person(label).shown for printed, label in labels if label}


def _printed(part: PagePart, transcript: Transcript, labels: dict[str, str]) -> str:
    if part.kind == "furniture" or part.turn is None:
        return part.text
    turn = transcript.turns[part.turn]
    if part.kind == "label":
        return part.text if labels.get(part.text, part.text) == turn.speaker else turn.speaker or _NOBODY
    text = turn.paragraphs[part.paragraph or 0].text
    return part.text if one_line(part.text) == one_line(text) else text
