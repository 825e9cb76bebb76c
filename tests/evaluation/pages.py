"""Report pages of small real files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.evaluation.pairs import FilePair
from pipeline.evaluation.reports.page import to_page
from pipeline.evaluation.reports.report import report_of
from pipeline.evaluation.validation import validate
from tests.builders import transcript, turn

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.schema import Transcript


def page_of(
    folder: Path, hypothesis: Transcript, reference: Transcript, audio: str | None = None, name: str = "talk"
) -> str:
    """The page about two transcripts, which are written to files first."""
    paths = [folder / "hypothesis.json", folder / "reference.json"]
    for path, document in zip(paths, (hypothesis, reference), strict=True):
        path.write_text(document.to_json(), encoding="utf-8")
    validation = validate([FilePair(name, *paths)])
    return to_page(validation.files[0], report_of(validation).files[0], audio)


def reference() -> Transcript:
    """A conversation without times: two people, one question, two answers, one figure, two names in running text."""
    return without_times(
        transcript(
            [
                turn("speech", "RASCOE", "Good morning from Washington, and welcome to the programme."),
                turn("speech", "MAYNES", "Hello. There were 25 people in the square in Almaty. They went home later."),
                turn("speech", "RASCOE", "Thank you so much for your time."),
            ]
        )
    )


def hypothesis() -> Transcript:
    """The same with times, 0.4 s a word: three words are replaced, a name and a figure among them, one is missing, one
    added, and four of MAYNES are under RASCOE's name.
    """
    return transcript(
        [
            turn("speech", "RASCOE", "Good morning from Washington, and welcome here to the show."),
            turn("speech", "MAYNES", "Hello. There were 35 people in the square in Almati.", start=4.0),
            turn("speech", "RASCOE", "They went home later. Thank you so for your time.", start=8.0),
        ]
    )


def without_times(document: Transcript) -> Transcript:
    """What a station page says: text and no times."""
    nothing = {"start": None, "end": None}
    return document.model_copy(
        update={
            "turns": tuple(
                spoken.model_copy(
                    update=nothing
                    | {"paragraphs": tuple(p.model_copy(update=nothing | {"words": ()}) for p in spoken.paragraphs)}
                )
                for spoken in document.turns
            )
        }
    )
