"""The JSON Schema of a scenario file, made from the models that read it, so that editors can complete and check."""

from __future__ import annotations

import json

from bedmodel.field_texts import one_line
from bedmodel.scenario.files import FORMAT
from bedmodel.scenario.json_parts import Parts
from bedmodel.scenario.json_slots import Schema
from bedmodel.scenario.overlay import FILE_KEYS
from bedmodel.scenario.schema import ScenarioFile
from bedmodel.scenario.schema_library import LibraryFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = "scenario.schema.json"
"""The name it is published under."""
_FILES: Schema = {"type": "array", "items": {"type": "string"}}
_KEYS: dict[str, Schema] = {
    "extends": {"type": "string", "description": "One other scenario to start from, relative to this file."},
    "include": _FILES | {"description": "Libraries whose numbers are used as library.name, relative to this file."},
    "remove": _FILES | {"description": "Parts of the parent to take out, by their paths, such as levers.home."},
}


def schema_text() -> str:
    """The schema as JSON, the same bytes every time."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def json_schema() -> Schema:
    """The schema of a file: a scenario, a scenario that extends another, or a library."""
    parts = Parts()
    whole, child = _scenario(parts, whole=True), _scenario(parts, whole=False)
    definitions = {"Scenario": whole, "ChildScenario": child, "Library": _library(parts), **parts.definitions}
    return {
        "$schema": DIALECT,
        "title": f"bedmodel scenario, format {FORMAT}",
        "description": "A scenario, a scenario that extends another, or a library of numbers with their sources.",
        "type": "object",
        "required": ["bedmodel"],
        "if": {"required": ["library"]},
        "then": {"$ref": "#/$defs/Library"},
        "else": {
            "if": {"required": ["extends"]},
            "then": {"$ref": "#/$defs/ChildScenario"},
            "else": {"$ref": "#/$defs/Scenario"},
        },
        "$defs": definitions,
    }


def _scenario(parts: Parts, *, whole: bool) -> Schema:
    fields = parts.fields(ScenarioFile, whole=whole)
    required = [name for name, field in ScenarioFile.model_fields.items() if name in fields and field.is_required()]
    # A library may bring the questions of which the file says a part.
    fields["scrutiny"] = parts.fields(ScenarioFile, whole=False)["scrutiny"]
    first = {"bedmodel": fields.pop("bedmodel")}
    return {
        "description": "A scenario." if whole else "A scenario that says what it changes of the one it extends.",
        "type": "object",
        "properties": first | {key: _KEYS[key] for key in FILE_KEYS} | fields,
        "required": required if whole else ["bedmodel", "extends"],
        "additionalProperties": False,
    }


def _library(parts: Parts) -> Schema:
    return {
        "description": one_line(LibraryFile.__doc__),
        "type": "object",
        "properties": parts.fields(LibraryFile, whole=True),
        "required": ["bedmodel", "library"],
        "additionalProperties": False,
    }
