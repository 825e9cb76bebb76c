"""The formats a transcript can be written in: one pure function each.

To add a format: write ``exporters/<format>.py`` with a function from :class:`~pipeline.schema.Transcript` to ``str``
(or ``bytes``), say in its docstring and in ``drops`` what the format cannot hold, and name it in :data:`FORMATS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import UnknownChoiceError
from pipeline.exporters.ctm import to_ctm
from pipeline.exporters.document import to_json
from pipeline.exporters.docx import to_docx
from pipeline.exporters.elan import to_elan
from pipeline.exporters.html import to_html
from pipeline.exporters.markdown import to_markdown
from pipeline.exporters.podcast_html import to_podcast_html
from pipeline.exporters.podcast_json import to_podcast_json
from pipeline.exporters.rttm import to_rttm
from pipeline.exporters.seglst import to_seglst
from pipeline.exporters.srt import to_srt
from pipeline.exporters.stm import to_stm
from pipeline.exporters.text import to_text
from pipeline.exporters.textgrid import to_textgrid
from pipeline.exporters.tsv import to_tsv
from pipeline.exporters.vtt import to_vtt
from pipeline.pages import write_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.schema import Transcript


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a transcript: its name, the ending of its files, the function, and what it cannot hold."""

    name: str
    extension: str
    export: Callable[[Transcript], str | bytes]
    drops: str
    aliases: tuple[str, ...] = ()


_ALL = (
    Format("json", "json", to_json, ""),
    Format("page", "page.txt", write_page, "times, full names, evidence and confidence"),
    Format("text", "txt", to_text, "times, full names, evidence and confidence", aliases=("txt",)),
    Format("markdown", "md", to_markdown, "times, labels, evidence and confidence", aliases=("md",)),
    Format(
        "html",
        "html",
        to_html,
        "ends and confidence of words, what was said where the text was edited, overlaps, provenance",
    ),
    Format("vtt", "vtt", to_vtt, "paragraphs, labels, roles, evidence, confidence and the times of single words"),
    Format(
        "srt",
        "srt",
        to_srt,
        "paragraphs, full names, roles, headline, notices, evidence, confidence and the times of single words",
    ),
    Format(
        "podcast-json",
        "podcast.json",
        to_podcast_json,
        "paragraphs, labels, roles, headline, notices, evidence, confidence and the times of single words",
    ),
    Format(
        "podcast-html",
        "podcast.html",
        to_podcast_html,
        "ends of times, word times, labels, roles, headline, notices, evidence and confidence",
    ),
    Format("docx", "docx", to_docx, "times, labels, evidence and confidence"),
    Format("tsv", "tsv", to_tsv, "kind of turn, words as said and their times, roles, evidence and confidence"),
    Format("stm", "stm", to_stm, "sounds, full names, edited text, times of words and confidence"),
    Format("ctm", "ctm", to_ctm, "who spoke, sounds, paragraphs and edited text"),
    Format("rttm", "rttm", to_rttm, "all text, full names and the turns of nobody known"),
    Format("seglst", "seglst.json", to_seglst, "sounds, full names, edited text, times of words and confidence"),
    Format("textgrid", "TextGrid", to_textgrid, "paragraphs, full names, roles, evidence and confidence"),
    Format("elan", "eaf", to_elan, "paragraphs, roles, evidence and confidence"),
)
FORMATS = {form.name: form for form in _ALL}
_ALIASES = {alias: form.name for form in _ALL for alias in form.aliases}


def find_format(name: str) -> Format:
    """The format called ``name``."""
    try:
        return FORMATS[_ALIASES.get(name, name)]
    except KeyError:
        raise UnknownChoiceError("format", name, [*FORMATS, *_ALIASES]) from None


def find_formats(names: str) -> tuple[Format, ...]:
    """The formats in a list divided by commas, each once; there must be one."""
    found = dict.fromkeys(find_format(name.strip()) for name in names.split(",") if name.strip())
    if not found:
        raise UnknownChoiceError("format", names, FORMATS)
    return tuple(found)
