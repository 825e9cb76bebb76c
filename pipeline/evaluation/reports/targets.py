"""The files that a validation's reports are written to."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InvalidValueError, OutputNotWritableError
from pipeline.evaluation.reports.index import to_index
from pipeline.evaluation.reports.junit import to_junit
from pipeline.evaluation.reports.page import to_page
from pipeline.outputs import check_free, write_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.evaluation.pairs import FilePair
    from pipeline.evaluation.reports.document import ValidationReport
    from pipeline.evaluation.validation import Scored, Validation

_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Targets:
    """One file for each kind of report that was asked for, and a page for each pair of files."""

    json: Path | None = None
    junit: Path | None = None
    index: Path | None = None
    pages: Mapping[str, Path] = field(default_factory=dict)
    """Files of the pages, by the name of the pair."""

    @classmethod
    def of(
        cls, pairs: Sequence[FilePair], json: Path | None, junit: Path | None, html: Path | None, *, folder: bool
    ) -> Targets:
        """The files for ``pairs``; ``folder`` says that ``html`` is a folder of pages and not one page."""
        if html is None:
            return cls(json, junit)
        if not folder:
            return cls(json, junit, None, {pair.name: html for pair in pairs})
        used = {_INDEX}
        pages = {}
        for pair in pairs:
            file = f"{pair.name}.html"
            while file.casefold() in used:  # to macOS and Windows "A.html" and "a.html" are one file
                file = f"_{file}"
            used.add(file.casefold())
            pages[pair.name] = html / file
        return cls(json, junit, html / _INDEX, pages)

    def check(self, inputs: Iterable[Path | None], *, overwrite: bool) -> None:
        """Prove, before the work, that all can be written, and make the folder of the pages.

        Raises:
            InvalidValueError: Two reports share a file, or one would take the place of what is read.
            OutputExistsError: A file is there already, and is not to be replaced.
            OutputNotWritableError: There is no such folder.

        """
        files = list(self._files())
        read = {path.expanduser().resolve() for path in inputs if path is not None}
        if len({file.resolve() for file in files}) < len(files) or read & {file.resolve() for file in files}:
            raise InvalidValueError(
                "--json, --junit and --html",
                "two of them, or one of them and what is read, are the same file",
                "Give each its own file.",
            )
        pages = None if self.index is None else self.index.parent
        for file in files:
            check_free(file, overwrite=overwrite)
            if file.parent != pages and not file.parent.is_dir():
                raise OutputNotWritableError(file, "there is no such folder")
        if pages is not None:
            try:
                pages.mkdir(parents=True, exist_ok=True)
            except FileExistsError as error:
                raise OutputNotWritableError(pages, "it is a file and no folder") from error
            except OSError as error:
                raise OutputNotWritableError(pages, error.strerror or str(error)) from error

    def write(self, validation: Validation, report: ValidationReport) -> list[Path]:
        """Write all reports, complete, or none."""
        contents = {}
        if self.json is not None:
            contents[self.json] = report.to_json()
        if self.junit is not None:
            contents[self.junit] = to_junit(report)
        if self.index is not None:
            contents[self.index] = to_index(report, [self.pages[scored.name].name for scored in validation.files])
        for scored, result in zip(validation.files, report.files, strict=True):
            if scored.name in self.pages:
                page = self.pages[scored.name]
                contents[page] = to_page(scored, result, audio_beside(scored, page))
        return write_files(contents)

    def _files(self) -> Iterator[Path]:
        yield from (file for file in (self.json, self.junit, self.index) if file is not None)
        yield from self.pages.values()


def audio_beside(scored: Scored, page: Path) -> str | None:
    """The recording's path from the folder of ``page``, divided by ``/``.

    It is looked for beside the page, the hypothesis and the reference, by its name in the transcript.
    """
    if scored.audio is None:
        return None
    name = scored.audio.name.replace("\\", "/").rpartition("/")[2]
    for neighbour in (page, scored.hypothesis, scored.reference):
        with contextlib.suppress(OSError, ValueError):  # a name that no system takes; another drive on Windows
            if (file := neighbour.parent / name).is_file():
                return Path(os.path.relpath(file.resolve(), page.parent.resolve())).as_posix()
    return None
