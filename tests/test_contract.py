"""The published schema: whether it is the one of the code, and whether an independent validator agrees with both."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from pipeline import schema
from pipeline.__main__ import main
from pipeline.cast.show import load_show
from pipeline.contract import DOCUMENTS, json_schema, json_schema_text, typescript
from tests.builders import transcript, turn
from tests.recorded.test_replay import SHOW, replay

DOCS = Path(__file__).parents[1] / "docs"
SCHEMA: dict[str, Any] = json.loads((DOCS / "transcript.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_stands_in_docs_is_what_the_code_says(document: str) -> None:
    for name, generated in (
        (f"{document}.schema.json", json_schema_text(document)),
        (f"{document}.d.ts", typescript(document)),
    ):
        assert (DOCS / name).read_text(encoding="utf-8") == generated, "run: make contract"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_it_is_a_valid_schema_of_2020_12(document: str) -> None:
    schema = json_schema(document)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_command_prints_it(document: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", document]) == 0
    assert capsys.readouterr().out == json_schema_text(document)
    assert main(["schema", document, "--typescript"]) == 0
    assert capsys.readouterr().out == typescript(document)


def test_without_a_name_it_is_the_transcript_and_another_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == json_schema_text("transcript")
    assert main(["schema", "validator"]) == 4
    assert "Did you mean 'validation'?" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["kazakhstan", "short"])
def test_an_independent_validator_accepts_a_real_run(name: str) -> None:
    VALIDATOR.validate(json.loads(replay(name, load_show(SHOW)).to_json()))


def test_an_independent_validator_accepts_the_least_and_refuses_what_the_code_refuses() -> None:
    document = json.loads(transcript([turn("speech", "A", "Hello.")]).to_json())
    VALIDATOR.validate(document)
    wrong = [
        {**document, "schema_version": "2.0"},
        {**document, "colour": "red"},
        {key: value for key, value in document.items() if key != "turns"},
        {**document, "turns": [{**document["turns"][0], "kind": "song"}]},
        {**document, "turns": [{**document["turns"][0], "start": -1.0}]},
        {**document, "turns": [{**document["turns"][0], "paragraphs": []}]},
    ]
    for changed in wrong:
        assert not VALIDATOR.is_valid(changed), changed
        with pytest.raises(ValueError, match="validation error"):
            schema.Transcript.model_validate(changed)


def models() -> list[type[BaseModel]]:
    found = [value for value in vars(schema).values() if isinstance(value, type) and issubclass(value, BaseModel)]
    return [model for model in found if model.model_fields]


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_field_is_described_and_every_plain_one_has_an_example(model: type[BaseModel]) -> None:
    for name, field in model.model_fields.items():
        assert field.description, name
        holds_tables = "pipeline.schema." in str(field.annotation)
        assert field.examples or holds_tables, name


@pytest.mark.skipif(not shutil.which("tsc"), reason="needs TypeScript's compiler")
def test_the_types_compile(tmp_path: Path) -> None:
    for document in DOCUMENTS:
        shutil.copy(DOCS / f"{document}.d.ts", tmp_path)
    use = 'import type { Transcript } from "./transcript";\nexport const f = (t: Transcript) => t.speakers[0].name;\n'
    use += 'import type { ValidationReport } from "./validation";\n'
    use += "export const g = (r: ValidationReport): number | null => r.pooled.measures.wer.value;\n"
    (tmp_path / "use.ts").write_text(use)
    compiler = str(shutil.which("tsc"))
    result = subprocess.run([compiler, "--noEmit", "--strict", "use.ts"], cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout
