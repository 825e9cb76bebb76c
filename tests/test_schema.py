from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from pipeline import schema
from pipeline.schema import Transcript
from tests.builders import SHA256

WORD = {
    "text": "Well,",
    "start": 1.0,
    "end": 1.4,
    "confidence": 0.9,
    "speaker": "MAYNES",
    "certainty": 1.0,
    "overlapped": False,
    "shown": None,
}
PARAGRAPH = {"text": "Well,", "verbatim": "Well,", "start": 1.0, "end": 1.4, "words": [WORD]}
TURN = {
    "kind": "speech",
    "speaker": "MAYNES",
    "start": 1.0,
    "end": 1.4,
    "confidence": 1.0,
    "paragraphs": [PARAGRAPH],
}
EVIDENCE = {"kind": "hand-over", "quote": "Here is Charles Maynes.", "time": 0.5, "weight": 0.8, "said_by": None}
SPEAKER = {
    "label": "MAYNES",
    "name": "Charles Maynes",
    "role": "correspondent",
    "confidence": 0.8,
    "evidence": [EVIDENCE],
    "against": [],
    "considered": [
        {"name": "Charles Darwin", "role": None, "confidence": 0.1, "evidence": [EVIDENCE], "against": [EVIDENCE]}
    ],
    "previous": [{"label": "SPEAKER_2", "name": None, "role": None, "confidence": None, "evidence": [], "against": []}],
}
AUDIO = {"name": "talk.mp3", "sha256": SHA256, "duration_seconds": 60.0, "sample_rate_hz": 44100, "channels": 2}
PROVENANCE = {
    "byline_version": "0.1.0",
    "engines": [
        {"stage": "recognition", "name": "x", "version": "1", "models": [{"name": "base", "sha256": None}]},
    ],
    "configuration": {"recognition": {"model": "base", "language": None}, "terms": ["NATO"]},
    "notices": ["talk.mp3: damaged"],
    "repairs": [{"kind": "clamped", "start": 1.0, "end": 2.0, "detail": "a pause"}],
    "changes": [{"rule": "fillers", "before": "um", "after": "", "start": 1.0, "end": 1.4, "reason": "a filler"}],
    "timings": {"recognize": 21.4},
}
DOCUMENT = {
    "schema_version": "1.0",
    "source": {"program": "Weekend Edition Sunday", "language": "en", "notices": ["Copyright"]},
    "audio": AUDIO,
    "speakers": [SPEAKER],
    "speaker_count": {"number": 1, "confidence": 0.9, "least": 1, "most": 2},
    "not_heard": ["Linda Brandt"],
    "turns": [TURN],
    "diarization": [{"start": 1.0, "end": 1.4, "speaker": "MAYNES"}],
    "page": {"encoding": "utf-8", "parts": [{"kind": "furniture", "text": "Talk", "turn": None, "paragraph": None}]},
    "provenance": PROVENANCE,
}
"""A document in which every kind of value occurs."""


def document(*place: str | int, **changes: object) -> dict[str, Any]:
    """The document, with ``changes`` to the table at ``place``."""

    def changed(value: Any, rest: tuple[str | int, ...]) -> Any:
        if not rest:
            return {**value, **changes}
        if isinstance(value, dict):
            return {**value, rest[0]: changed(value[rest[0]], rest[1:])}
        return [changed(item, rest[1:]) if i == rest[0] else item for i, item in enumerate(value)]

    result: dict[str, Any] = changed(DOCUMENT, place)
    return result


def parse(data: dict[str, Any]) -> Transcript:
    return Transcript.model_validate(data)


PLACES = [
    (),
    ("source",),
    ("audio",),
    ("speakers", 0),
    ("speakers", 0, "evidence", 0),
    ("speakers", 0, "considered", 0),
    ("speakers", 0, "previous", 0),
    ("speaker_count",),
    ("turns", 0),
    ("turns", 0, "paragraphs", 0),
    ("turns", 0, "paragraphs", 0, "words", 0),
    ("diarization", 0),
    ("provenance",),
    ("provenance", "engines", 0),
    ("provenance", "engines", 0, "models", 0),
    ("provenance", "repairs", 0),
    ("provenance", "changes", 0),
    ("page",),
    ("page", "parts", 0),
]


def test_a_transcript_comes_back_from_json_without_loss() -> None:
    transcript = parse(DOCUMENT)
    assert Transcript.model_validate_json(transcript.model_dump_json()) == transcript
    dumped = transcript.model_dump(mode="json")
    assert dumped["provenance"] == PROVENANCE
    assert dumped["speakers"] == [SPEAKER]
    assert dumped["turns"] == [TURN]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_field_that_nobody_knows_is_refused_everywhere(place: tuple[str | int, ...]) -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        parse(document(*place, colour="red"))


def test_the_places_above_are_all_the_models_there_are() -> None:
    models = {model for model in vars(schema).values() if isinstance(model, type) and issubclass(model, BaseModel)} - {
        BaseModel,
        schema._Model,
    }
    assert len(models) == len(PLACES)


@pytest.mark.parametrize(
    ("place", "changes"),
    [
        (("turns", 0), {"start": 2.0}),
        (("turns", 0, "paragraphs", 0), {"start": 2.0}),
        (("turns", 0, "paragraphs", 0, "words", 0), {"start": 2.0}),
        (("diarization", 0), {"start": 2.0}),
    ],
)
def test_nothing_ends_before_it_starts(place: tuple[str | int, ...], changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="before it starts"):
        parse(document(*place, **changes))


@pytest.mark.parametrize(
    ("place", "changes", "message"),
    [
        ((), {"schema_version": "2.0"}, "schema_version"),
        ((), {"speakers": [SPEAKER, SPEAKER]}, "share a label"),
        ((), {"speakers": []}, r"labels that no speaker has: \['MAYNES'\]"),
        ((), {"turns": [{**TURN, "start": 5.0, "end": 6.0}, TURN]}, "not in the order"),
        (("audio",), {"duration_seconds": 1.3}, "after the recording"),
        (("audio",), {"sha256": "abc"}, "sha256"),
        (("turns", 0), {"paragraphs": []}, "paragraphs"),
        (("turns", 0), {"kind": "noise"}, "kind"),
        (("turns", 0), {"speaker": "RASCOE"}, "RASCOE"),
        (("speakers", 0, "evidence", 0), {"said_by": "RASCOE"}, "RASCOE"),
        (("speakers", 0, "considered", 0, "against", 0), {"said_by": "RASCOE"}, "RASCOE"),
        (("speaker_count",), {"least": 2}, "does not lie between"),
        (("turns", 0), {"end": None}, "both there or both null"),
        (("turns", 0), {"confidence": 1.2}, "confidence"),
        (("turns", 0, "paragraphs", 0), {"verbatim": "Well, well"}, "do not spell"),
        (("turns", 0, "paragraphs", 0, "words", 0), {"speaker": "RASCOE"}, "RASCOE"),
        (("turns", 0, "paragraphs", 0, "words", 0), {"shown": "Swell"}, "what is shown of the words does not spell"),
        (("turns", 0, "paragraphs", 0, "words", 0), {"text": ""}, "text"),
        (("turns", 0, "paragraphs", 0, "words", 0), {"start": -0.1}, "start"),
        (("turns", 0, "paragraphs", 0, "words", 0), {"end": float("inf")}, "finite"),
        (("diarization", 0), {"speaker": "RASCOE"}, "RASCOE"),
        (("provenance",), {"timings": {"recognize": float("nan")}}, "finite"),
    ],
)
def test_what_cannot_be_is_refused(place: tuple[str | int, ...], changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        parse(document(*place, **changes))


def test_a_page_has_no_times_no_audio_and_no_words() -> None:
    bare = {"start": None, "end": None}
    page = document(
        turns=[{**TURN, **bare, "confidence": None, "paragraphs": [{**PARAGRAPH, **bare, "words": []}]}],
        audio=None,
        diarization=None,
        provenance=None,
    )
    transcript = parse(page)
    assert Transcript.model_validate_json(transcript.model_dump_json()) == transcript
    assert transcript.turns[0].start is None


def test_readers_text_may_differ_from_what_was_said_and_blanks_do_not_count() -> None:
    transcript = parse(document("turns", 0, "paragraphs", 0, text="Well -", verbatim="Well ,"))
    assert transcript.turns[0].paragraphs[0].text == "Well -"


@pytest.mark.parametrize(("shown", "text"), [("Now,", "Now,"), ("", ""), (None, "Anything."), ("Well -", "Well -")])
def test_what_is_shown_of_the_words_spells_the_text(shown: str | None, text: str) -> None:
    transcript = parse(document("turns", 0, "paragraphs", 0, text=text, words=[{**WORD, "shown": shown}]))
    assert transcript.turns[0].paragraphs[0].words[0].shown == shown


def test_a_turn_may_end_a_rounded_millisecond_after_the_recording() -> None:
    assert parse(document("audio", duration_seconds=1.3995)).turns[0].end == 1.4


def test_a_transcript_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        parse(DOCUMENT).turns = ()


def test_every_field_of_the_published_document_is_described() -> None:
    undescribed = [
        f"{name}.{field}"
        for name, definition in Transcript.model_json_schema()["$defs"].items()
        for field, value in definition["properties"].items()
        if "description" not in value
    ]
    assert undescribed == []
