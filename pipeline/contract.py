"""The published document as a contract with other people's software: JSON Schema and TypeScript.

``docs/transcript.schema.json`` and ``docs/transcript.d.ts`` are written by these functions (``make contract``).
"""

from __future__ import annotations

import json
from typing import Any

from pipeline.schema import SCHEMA_VERSION, Transcript

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_HEAD = f"// byline transcript, schema version {SCHEMA_VERSION}. Generated: byline schema --typescript\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a written document: every field is there, and no other is."""
    schema = Transcript.model_json_schema(mode="serialization")
    return {"$schema": _DIALECT, "$id": f"urn:byline:transcript:{SCHEMA_VERSION}", **schema}


def json_schema_text() -> str:
    """The same as the text of a file."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def typescript() -> str:
    """TypeScript interfaces of the document, one for each table."""
    schema = json_schema()
    definitions = {**schema["$defs"], schema["title"]: schema}
    return _HEAD + "".join("\n" + _interface(name, table) for name, table in definitions.items())


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
        return " | ".join(_type(option) for option in field["anyOf"])
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
