"""The published documents as a contract with other people's software: JSON Schema and TypeScript.

``docs/<document>.schema.json`` and ``docs/<document>.d.ts`` are written by these functions (``make contract``).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.errors import UnknownChoiceError
from pipeline.evaluation.reports.document import REPORT_VERSION, ValidationReport
from pipeline.schema import SCHEMA_VERSION, Transcript

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

DOCUMENTS: Mapping[str, tuple[type[BaseModel], str]] = {
    "transcript": (Transcript, SCHEMA_VERSION),
    "validation": (ValidationReport, REPORT_VERSION),
}
"""The kinds of documents and the version of each."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(document: str = "transcript") -> dict[str, Any]:
    """The JSON Schema (2020-12) of a written document: every field is there, and no other is.

    Raises:
        UnknownChoiceError: There is no such kind of document.

    """
    if document not in DOCUMENTS:
        raise UnknownChoiceError("document", document, DOCUMENTS)
    model, version = DOCUMENTS[document]
    schema = model.model_json_schema(mode="serialization")
    return {"$schema": _DIALECT, "$id": f"urn:byline:{document}:{version}", **schema}


def json_schema_text(document: str = "transcript") -> str:
    """The same as the text of a file."""
    return json.dumps(json_schema(document), indent=2, ensure_ascii=False) + "\n"


def typescript(document: str = "transcript") -> str:
    """TypeScript interfaces of the document, one for each table."""
    schema = json_schema(document)
    command = "byline schema" if document == "transcript" else f"byline schema {document}"
    head = f"// byline {document}, schema version {DOCUMENTS[document][1]}. Generated: {command} --typescript\n"
    definitions = {**schema["$defs"], schema["title"]: schema}
    return head + "".join("\n" + _interface(name, table) for name, table in definitions.items())


def _interface(name: str, table: dict[str, Any]) -> str:
    lines = [_comment(table, ""), f"export interface {name} {{"]
    for key, field in table["properties"].items():
        lines += [_comment(field, "  "), f"  {key}: {_type(field)};"]
    return "\n".join(line for line in [*lines, "}"] if line) + "\n"


def _comment(table: dict[str, Any], indent: str) -> str:
    text = " ".join(table.get("description", "").split())
    return f"{indent}/** {text} */" if text else ""


def _type(field: dict[str, Any]) -> str:
    """The TypeScript type of a field, of the few forms that the schema uses; another form is a KeyError."""
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "anyOf" in field:
        return " | ".join(dict.fromkeys(_type(option) for option in field["anyOf"]))  # integers are numbers too
    if "const" in field:
        return json.dumps(field["const"])
    if "enum" in field:
        return " | ".join(json.dumps(value) for value in field["enum"])
    if field["type"] == "array":
        inner = _type(field["items"])
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    if field["type"] == "object":
        values = field["additionalProperties"]
        return f"Record<string, {'unknown' if values is True else _type(values)}>"
    return {"string": "string", "number": "number", "integer": "number", "boolean": "boolean", "null": "null"}[
        field["type"]
    ]
