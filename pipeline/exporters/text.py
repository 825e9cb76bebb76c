"""Plain text in the layout of a public-radio transcript page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.pages.plain import plain_layout

if TYPE_CHECKING:
    from pipeline.schema import Transcript


def to_text(transcript: Transcript) -> str:
    """The plain layout of a page (:func:`~pipeline.pages.plain.plain_layout`), with a line end after the last line.

    The format holds no times, no full names, no evidence and no confidence.
    """
    text = plain_layout(transcript)
    return text + "\n" if text else ""
