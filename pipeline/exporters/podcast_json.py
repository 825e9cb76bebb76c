"""The JSON transcript of the podcast namespace ("Podcasting 2.0")."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.exporters.cues import Limits, cut_cues
from pipeline.exporters.people import full_names
from pipeline.exporters.timed_words import require_times

if TYPE_CHECKING:
    from pipeline.schema import Transcript

_LIMITS = Limits(line=130, lines=1)
"""About a sentence: what a player can light up while it is said."""


def to_podcast_json(transcript: Transcript) -> str:
    """``{"version": "1.0.0", "segments": [...]}`` with ``speaker``, ``startTime``, ``endTime`` (seconds) and ``body``.

    Source: github.com/Podcastindex-org/podcast-namespace, docs/examples/transcripts. A segment is about a sentence; one
    of sound, or of nobody known, has no ``speaker``. Dropped are paragraphs, labels and roles, headline and notices,
    evidence, confidence and the times of single words.

    Raises:
        UnsuitableFormatError: The transcript has no times.
    """
    require_times(transcript, "podcast-json")
    names = full_names(transcript)
    segments: list[dict[str, Any]] = []
    for cue in cut_cues(transcript, _LIMITS):
        speaker = {} if cue.speaker is None else {"speaker": names[cue.speaker]}
        times = {"startTime": cue.start_ms / 1000, "endTime": cue.end_ms / 1000}
        segments.append({**speaker, **times, "body": cue.lines[0]})
    return json.dumps({"version": "1.0.0", "segments": segments}, ensure_ascii=False, indent=2) + "\n"
