"""A transcript becomes a page again: as it was read, with what has been corrected since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.pages.encoding import encode
from pipeline.pages.labels import read_label
from pipeline.pages.lines import one_line
from pipeline.pages.people import People
from pipeline.pages.plain import plain_layout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.schema import Page, PagePart, Speaker, Transcript

_NOBODY = "UNIDENTIFIED PERSON"
"""The label for a turn that was labelled once and is nobody's now."""


def write_page(transcript: Transcript) -> bytes:
    """The transcript as a station's page.

    A page that was parsed comes back byte for byte. Where a paragraph's text or a labelled turn's speaker has been
    corrected, that paragraph or label alone is printed anew; the page is in UTF-8 then if its own encoding lacks a
    character. Where a speaker was renamed, labels with the full name or the role are printed with the new ones. A turn
    that had no label gets none. A transcript without a page (made from a recording, or one whose paragraphs are no
    longer those of its page) is laid out plainly.

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
        return _label(part.text, labels.get(part.text, part.text), turn.speaker, transcript.speakers)
    text = turn.paragraphs[part.paragraph or 0].text
    return part.text if one_line(part.text) == one_line(text) else text


def _label(printed: str, shown: str, label: str | None, speakers: Iterable[Speaker]) -> str:
    """What is printed before a turn of ``label`` whose ``printed`` label stood for ``shown`` when the page was read."""
    if label is None:
        return _NOBODY
    speaker = next(each for each in speakers if each.label == label)
    if not _was_renamed(speaker):
        return printed if shown == label else label
    read = read_label(printed)
    if read is None or speaker.name is None or (read.role is None and read.shown == shown):
        return label
    # the page printed more than the label here, most often where somebody speaks for the first time
    full = f"{speaker.name.upper()}, {speaker.role.upper()}" if read.role and speaker.role else speaker.name.upper()
    return full if read_label(full) else label


def _was_renamed(speaker: Speaker) -> bool:
    """Whether the speaker is somebody else now than when the page was read, or is called otherwise."""
    if not speaker.previous:
        return False
    first = speaker.previous[0]
    return (first.label, first.name, first.role) != (speaker.label, speaker.name, speaker.role)
