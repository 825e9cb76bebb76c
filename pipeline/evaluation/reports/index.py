"""The page that leads to the pages of several validated files."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pipeline.evaluation.measures import MEASURES
from pipeline.evaluation.reports.figures import MAIN, figure
from pipeline.exporters.characters import readable
from pipeline.exporters.html_shell import beside, html_document, packaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.evaluation.reports.document import FileResult, Pooled, ValidationReport


def to_index(report: ValidationReport, pages: Sequence[str]) -> str:
    """An HTML page with a row for each file; ``pages`` are the names of their own pages, which lie beside it."""
    style = packaged("pipeline.evaluation.reports", "page", "report.css")
    return html_document("Validation", "\n".join(_body(report, pages)), style, "", "en")


def _body(report: ValidationReport, pages: Sequence[str]) -> Iterator[str]:
    yield '<header>\n<h1>Validation</h1>\n</header>\n<main>\n<table>\n<thead><tr><th scope="col">File</th>'
    yield '<th scope="col">words</th>'
    for key in MAIN:
        yield f'<th scope="col" title="{escape(MEASURES[key].meaning)}">{escape(MEASURES[key].title)}</th>'
    yield "</tr></thead>\n<tbody>"
    for file, page in zip(report.files, pages, strict=True):
        link = f'<a href="{escape(beside(page))}">{escape(readable(file.name))}</a>'
        yield f'<tr><th scope="row"><bdi>{link}</bdi></th>{_figures(file)}</tr>'
    yield f'</tbody>\n<tfoot><tr><th scope="row">all together</th>{_figures(report.pooled)}</tr></tfoot>\n</table>'
    listed = [(failure.name, failure.message) for failure in report.failures]
    listed += [(path, "it has no partner in the other folder") for path in report.unmatched]
    yield from (f"<p><bdi>{escape(readable(name))}</bdi>: {escape(readable(reason))}</p>" for name, reason in listed)
    yield "</main>"


def _figures(results: FileResult | Pooled) -> str:
    cells = [str(results.edits["wer"].reference), *(figure(key, results.measures[key].value) for key in MAIN)]
    return "".join(f"<td>{cell}</td>" for cell in cells)
