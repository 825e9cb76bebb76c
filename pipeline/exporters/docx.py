"""A Word document."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.exporters.characters import readable
from pipeline.exporters.people import Heading, full_names, name_and_role

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from pipeline.schema import Transcript, Turn

_LONGEST_PROPERTY = 255
"""Characters a core property may have (ECMA-376, part 2)."""
_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
"""Where archives begin to count: a document needs some date, and the same transcript is to be the same bytes."""


def to_docx(transcript: Transcript) -> bytes:
    """Office Open XML (ECMA-376): headline, introduction, speakers bold with their role at first, sound in italics.

    Characters that XML 1.0 cannot hold are left out. Dropped are times, labels (but where nobody knows the name),
    evidence, confidence, and line breaks within a paragraph.
    """
    import docx

    document = docx.Document()
    heading = Heading.of(transcript)
    _describe(document, transcript, heading.title)
    document.add_heading(heading.title, level=0)
    if heading.broadcast:
        document.add_paragraph(heading.broadcast, style="Subtitle")
    names = full_names(transcript)
    first = {speaker.label: name_and_role(speaker) for speaker in transcript.speakers}
    for turn in transcript.turns:
        label = turn.speaker if turn.kind == "speech" else None
        name = None if label is None else first.pop(label, names[label])
        _add_turn(document, turn, name)
    for line in filter(None, (*heading.notices, heading.address)):
        document.add_paragraph().add_run(line).italic = True
    return _saved(document)


def _add_turn(document: Document, turn: Turn, name: str | None) -> None:
    for i, text in enumerate(readable(paragraph.text) for paragraph in turn.paragraphs):
        paragraph: Paragraph = document.add_paragraph()
        if name is not None and i == 0:
            paragraph.add_run(f"{name}:").bold = True
            paragraph.add_run(" ")
        paragraph.add_run(text).italic = True if turn.kind == "sound" else None


def _describe(document: Document, transcript: Transcript, title: str) -> None:
    """Core properties, instead of those that the library's own template carries."""
    source = transcript.source
    properties = document.core_properties
    properties.title = title[:_LONGEST_PROPERTY]
    properties.author = readable(source.station or "")[:_LONGEST_PROPERTY]
    properties.subject = readable(source.program or "")[:_LONGEST_PROPERTY]
    properties.language = readable(source.language or "")[:_LONGEST_PROPERTY]
    properties.category = "Transcript"
    properties.comments = ""
    properties.last_modified_by = ""
    properties.created = properties.modified = _published(source.published)


def _published(date: str | None) -> datetime:
    try:
        published = datetime.fromisoformat(date or "")
    except ValueError:
        return _UNDATED
    return published.astimezone(UTC) if published.tzinfo else published.replace(tzinfo=UTC)


def _saved(document: Document) -> bytes:
    saved, settled = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(settled, "w") as archive:
        for name in parts.namelist():
            # a ZipInfo made by hand has no date
            archive.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
    return settled.getvalue()
