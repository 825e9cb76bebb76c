from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pipeline import load_transcript
from pipeline.errors import InputNotFoundError, NotAFileError, OtherSchemaError, UnreadableTranscriptError
from pipeline.reading import parse_document
from tests.builders import transcript, turn

if TYPE_CHECKING:
    from pathlib import Path

TALK = transcript([turn("speech", "ORDOÑEZ", "Hello. ¿Qué tal?"), turn("speech", None, "Hm.", start=9.0)], "Talk")


def written(folder: Path, **changes: object) -> Path:
    path = folder / "talk.json"
    path.write_text(json.dumps({**json.loads(TALK.to_json()), **changes}), encoding="utf-8")
    return path


def test_what_was_written_is_read_back_without_loss(tmp_path: Path) -> None:
    path = tmp_path / "talk.json"
    path.write_text(TALK.to_json(), encoding="utf-8")
    assert load_transcript(path) == TALK
    assert load_transcript(path).to_json() == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("version", ["2.0", "1.1", "0.9", 1, None])
def test_a_version_that_is_not_known_is_refused_with_what_is(version: object, tmp_path: Path) -> None:
    with pytest.raises(OtherSchemaError, match=r"this byline reads 1\.0\n") as caught:
        load_transcript(written(tmp_path, schema_version=version))
    assert str(version) in caught.value.message


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is not JSON"),
        (b'{"schema_version": "1.0",', "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b'{"schema_version": "\xff"}', "it is not UTF-8 text"),
        (b"[]", "no byline document"),
        (b'{"segments": []}', "no byline document"),
        (b'{"schema_version": "1.0"}', "source: Field required"),
    ],
)
def test_what_is_no_document_is_refused_with_the_reason(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "talk.json"
    path.write_bytes(data)
    with pytest.raises(UnreadableTranscriptError, match=reason):
        load_transcript(path)


def test_a_field_that_nobody_knows_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTranscriptError, match=r"colour: Extra inputs are not permitted"):
        load_transcript(written(tmp_path, colour="red"))


def test_no_file_and_a_folder_have_errors_of_their_own(tmp_path: Path) -> None:
    with pytest.raises(InputNotFoundError):
        load_transcript(tmp_path / "missing.json")
    with pytest.raises((NotAFileError, UnreadableTranscriptError)):
        load_transcript(tmp_path)


def test_a_document_of_an_earlier_version_is_brought_up_to_date_step_by_step(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    old = {**json.loads(TALK.to_json()), "schema_version": "0.8"}
    old["persons"] = old.pop("speakers")
    old["sound"] = old.pop("audio")

    def speakers(document: dict[str, Any]) -> dict[str, Any]:
        return {**{key: value for key, value in document.items() if key != "persons"}, "speakers": document["persons"]}

    def audio(document: dict[str, Any]) -> dict[str, Any]:
        return {**{key: value for key, value in document.items() if key != "sound"}, "audio": document["sound"]}

    upgraders = {"0.8": ("0.9", speakers), "0.9": ("1.0", audio)}
    assert parse_document(json.dumps(old).encode(), path, upgraders) == TALK
    with pytest.raises(OtherSchemaError, match=r"reads 0\.9, 1\.0"):
        parse_document(json.dumps(old).encode(), path, {"0.9": ("1.0", audio)})
