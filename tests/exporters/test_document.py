from __future__ import annotations

import json

import pytest

from pipeline.errors import UnknownChoiceError
from pipeline.exporters import FORMATS, find_format
from pipeline.exporters.document import to_json
from pipeline.schema import Transcript
from tests.builders import transcript, turn

TALK = transcript([turn("speech", "ORDOÑEZ", "Hello. ¿Qué tal?"), turn("speech", None, "Hm.", start=9.0)], "Talk")


def test_the_document_is_read_back_without_loss() -> None:
    text = to_json(TALK)
    assert Transcript.model_validate_json(text) == TALK
    assert to_json(Transcript.model_validate_json(text)) == text


def test_the_document_is_text_for_people_too() -> None:
    text = to_json(TALK)
    assert text.startswith('{\n  "schema_version": "1.0",\n')
    assert text.endswith("}\n")
    assert "ORDOÑEZ" in text
    assert "¿Qué tal?" in text


def test_every_field_is_written_whether_it_is_set_or_not() -> None:
    document = json.loads(to_json(TALK))
    assert set(document) == set(Transcript.model_fields)
    assert document["audio"] is None
    assert document["turns"][1]["speaker"] is None


def test_a_format_is_found_by_its_name() -> None:
    assert [find_format(name) for name in FORMATS] == list(FORMATS.values())
    assert find_format("json").export is to_json
    assert find_format("txt") is find_format("text")


def test_an_unknown_format_is_answered_with_the_choices() -> None:
    with pytest.raises(UnknownChoiceError, match=r"unknown format 'jso'\. Did you mean 'json'\?\nChoices: json, page"):
        find_format("jso")
