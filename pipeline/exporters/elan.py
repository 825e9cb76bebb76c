"""ELAN's annotation file (.eaf), written by pympi."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from pipeline.exporters.tiers import tiers

if TYPE_CHECKING:
    from pipeline.schema import Transcript

_KINDS = {"wav": "audio/x-wav", "mp3": "audio/mpeg", "m4a": "audio/mp4", "mp4": "video/mp4"}
_EPOCH = "1970-01-01T00:00:00+00:00"
"""The same transcript gives the same file whenever it is written."""


def to_elan(transcript: Transcript) -> str:
    """An EAF 2.8 document: for each speaker a tier of turns and a tier of words, as in ``tiers``; milliseconds.

    The full name is the tier's participant. The recording is linked by its file's name, beside the annotation file.
    What overlaps in one tier is moved apart. Dropped: paragraphs, roles, evidence, confidence. Format: "EAF 2.8",
    EAFv2.8.xsd of the Max Planck Institute for Psycholinguistics.

    Raises:
        UnsuitableFormatError: A turn has no times.
    """
    from pympi.Elan import Eaf, to_string

    document = Eaf(author="byline")
    document.adocument["DATE"] = _EPOCH
    document.remove_tier("default")
    if transcript.audio is not None:
        name = transcript.audio.name
        place = "./" + quote(name)
        document.add_linked_file(place, place, _KINDS.get(name.rpartition(".")[2].lower(), "unknown"))
    for tier in tiers(transcript, "elan"):
        document.add_tier(tier.name, part=tier.participant or None)
        for start, end, text in tier.intervals:
            document.add_annotation(tier.name, start, end, text)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + str(to_string(document)) + "\n"
