from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import docx
import pytest

from pipeline.exporters.docx import to_docx
from pipeline.exporters.html import to_html
from pipeline.exporters.markdown import to_markdown
from pipeline.exporters.podcast_html import to_podcast_html
from pipeline.exporters.podcast_json import to_podcast_json
from pipeline.exporters.srt import to_srt
from pipeline.exporters.vtt import to_vtt
from tests.exporters.golden import WRITE, golden, short

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.schema import Transcript


def shown(document: bytes) -> str:
    """The text of a Word document, what is bold or italic between signs."""
    lines = []
    for paragraph in docx.Document(io.BytesIO(document)).paragraphs:
        runs = [f"*{run.text}*" if run.bold else f"_{run.text}_" if run.italic else run.text for run in paragraph.runs]
        assert paragraph.style is not None
        lines.append(f"[{paragraph.style.name}] {''.join(runs)}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("name", "export"),
    [
        ("short.md", to_markdown),
        ("short.html", to_html),
        ("short.vtt", to_vtt),
        ("short.srt", to_srt),
        ("short.podcast.json", to_podcast_json),
        ("short.podcast.html", to_podcast_html),
        ("short.docx.txt", lambda transcript: shown(to_docx(transcript))),
    ],
)
def test_the_sample_is_written_as_it_was_reviewed(name: str, export: Callable[[Transcript], str]) -> None:
    written = export(short())
    assert written == golden(name, written)


def test_goldens_are_compared_and_not_written_anew() -> None:
    assert not os.environ.get(WRITE), f"goldens were written: review them with git diff, then unset {WRITE}"
