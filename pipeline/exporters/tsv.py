"""A table for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from pipeline.exporters.characters import readable
from pipeline.exporters.timestamps import milliseconds

if TYPE_CHECKING:
    from pipeline.schema import Transcript

_HEADER = ("start", "end", "speaker", "name", "text")


def to_tsv(transcript: Transcript) -> str:
    """A header and one row a paragraph: start and end in whole milliseconds, label, full name, display text.

    Whole milliseconds as in openai-whisper's own table: no reader takes a decimal point for a thousands mark. Cells are
    empty where the document has null, so a page without times can be written too. Tabs and line ends inside a text
    become blanks; a cell with a quotation mark is quoted as CSV is (RFC 4180, with tabs). Dropped: what kind of turn it
    is, the words as they were said and their times, roles, evidence, confidence.
    """
    names = {speaker.label: speaker.name for speaker in transcript.speakers}
    table = io.StringIO()
    writer = csv.writer(table, dialect="excel-tab", lineterminator="\n")
    writer.writerow(_HEADER)
    for turn in transcript.turns:
        name = names[turn.speaker] if turn.speaker is not None else None
        for paragraph in turn.paragraphs:
            times = (_cell(paragraph.start), _cell(paragraph.end))
            writer.writerow([*times, *(readable(text or "") for text in (turn.speaker, name, paragraph.text))])
    return table.getvalue()


def _cell(time: float | None) -> str:
    return "" if time is None else str(milliseconds(time))
