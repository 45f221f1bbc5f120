"""docs/format.md: every section, key, type, unit and meaning of a scenario file, from its JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bedmodel.scenario.json_parts import IN_CHILD
from bedmodel.scenario.json_schema import json_schema
from bedmodel.units import UNITS
from docs.build import ROOT, made_from

Schema = dict[str, Any]
EXAMPLES = ROOT / "tests" / "bad" / "full.yaml"
"""A small scenario in which every part of the format is used."""
LONGEST = 14
"""Lines of an example."""
_SLOT = re.compile(r"In `([^`]+)`: .*?(?:\. (?=From|One|Numbers|$)|\.?$)")
FIRST = """The program reads a scenario file by these rules, and refuses what is not in them. How to write a file, step
by step, is in [scenario-file.md](scenario-file.md); the whole of it as JSON Schema, for editors and programs, is
printed by `bedmodel schema`.

**Takes**: *number* is an assumption, or the name of one, as [below](#numbers); its unit stands beside it and may be
left out in the file. *names* are keys that you choose. A key in **bold** is required; in a file that `extends` another
nothing is, since what is not said stays as it is there. A list is replaced whole."""


def page() -> str:
    """The whole format."""
    return "\n".join(_Page().lines()) + "\n"


class _Page:
    """Walks the schema from the sections of a file down, each part once, where it is first met."""

    def __init__(self) -> None:
        schema = json_schema()
        self.parts: dict[str, Schema] = schema["$defs"]
        self.title: str = schema["title"]
        self.done: set[str] = set()
        self.file = EXAMPLES.read_text(encoding="utf-8")

    def lines(self) -> Iterator[str]:
        yield from (f"# Reference: {self.title}", "", made_from("the schema of the file"), "", FIRST, "")
        scenario = self.parts["Scenario"]
        sections = scenario["properties"]
        yield from ("## A file", "", *self._table(scenario), "")
        yield from self._numbers()
        for name, field in sections.items():
            waiting = [(name, part) for part in self._parts_in(field) if part not in self.done]
            if not waiting:
                continue
            yield from (f"## {name}", "")
            yield from self._example(name)
            for where, part in waiting:
                yield from self._part(where + self._names(field), part)
        yield from (
            "## A library",
            "",
            self.parts["Library"]["description"],
            "",
            *self._table(self.parts["Library"]),
            "",
        )
        yield from self._part("library", "LibraryHeader")
        yield from self._units()

    def _numbers(self) -> Iterator[str]:
        yield from ("## Numbers", "", self.parts["Assumption"]["description"], "")
        yield from ("    " + line for line in _NUMBER)
        yield from ("", *self._table(self.parts["Assumption"]), "")
        self.done.add("Assumption")
        for name in self._parts_in(self.parts["Assumption"]["properties"]["source"]):
            yield from self._part("source", name)
        for name in self._parts_in(self.parts["Assumption"]["properties"]["distribution"]):
            kind = self.parts[name]["properties"]["kind"]
            yield from self._part(
                f"distribution: {{kind: {' or '.join([kind.get('const') or ' or '.join(kind['enum'])])}}}", name
            )

    def _part(self, where: str, name: str) -> Iterator[str]:
        """A part's keys, then the parts that stand in it."""
        if name in self.done:
            return
        self.done.add(name)
        part = self.parts[name]
        yield from (f"### `{where}`", "")
        if said := part.get("description"):
            yield from (said, "")
        yield from (*self._table(part), "")
        for key, field in part["properties"].items():
            for inside in self._parts_in(field):
                yield from self._part(f"{where}.{key}{self._names(field)}", inside)

    def _table(self, part: Schema) -> Iterator[str]:
        required = part.get("required", [])
        yield from ("| key | takes | what it is |", "|---|---|---|")
        for key, field in part["properties"].items():
            named = f"**`{key}`**" if key in required else f"`{key}`"
            yield f"| {named} | {self._takes(field)} | {self._means(field)} |"

    def _means(self, field: Schema) -> str:
        said = _SLOT.sub("", str(field.get("description", ""))).strip()
        default = field.get("default")
        left_out = "" if default is None else f" Where left out: `{str(default).lower()}`."
        return " ".join(f"{said}{left_out}".split()).replace("|", "\\|")

    def _takes(self, field: Schema) -> str:
        """What may be written, in words."""
        if "$ref" in field:
            return self._named(_name(field), field)
        if "anyOf" in field:
            return " or ".join(dict.fromkeys(self._takes(one) for one in field["anyOf"]))
        if "enum" in field:
            return " or ".join(f"`{one}`" for one in field["enum"])
        if "const" in field:
            return f"`{field['const']}`"
        kind = field.get("type")
        if kind == "object":
            inside = field.get("additionalProperties")
            return f"{_keys(field)}: {self._takes(inside)}" if isinstance(inside, dict) else "keys"
        if kind == "array":
            return f"list of {self._takes(field['items'])}" if "items" in field else "list"
        return "year" if _is_year(field) else _KINDS.get(str(kind), "text")

    def _named(self, name: str, field: Schema) -> str:
        part = self.parts[name]
        if unit := _SLOT.search(str(part.get("description", ""))):
            return f"number, `{unit[1]}`"
        if name in ("SourceName", "Name"):
            return "name"
        if "enum" in part:
            return "a figure" if name == "Metric" else "a unit"
        if "properties" not in part:
            return "number"
        return "keys"

    def _parts_in(self, field: Schema) -> list[str]:
        """The parts with keys of their own that a field may hold."""
        if "$ref" in field:
            name = _name(field)
            return [name] if "properties" in self.parts[name] else []
        inside = [field[key] for key in ("additionalProperties", "items") if isinstance(field.get(key), dict)]
        return [name for one in [*inside, *field.get("anyOf", [])] for name in self._parts_in(one)]

    def _names(self, field: Schema) -> str:
        """What stands between a key and the keys of its part: a name or year that one chooses, or a place in a list."""
        if field.get("type") == "array":
            return "[ ]"
        if isinstance(field.get("additionalProperties"), dict):
            return ".YEAR" if _is_year(field.get("propertyNames", {})) else ".NAME"
        return ""

    def _example(self, section: str) -> Iterator[str]:
        found = re.search(rf"(?m)^{section}:.*\n(?:[ -].*\n)*", self.file)
        assert found is not None, section
        lines = found[0].splitlines()
        yield from ("    " + line for line in lines[:LONGEST])
        if len(lines) > LONGEST:
            yield "      …"
        yield ""

    def _units(self) -> Iterator[str]:
        yield from ("## Units", "", "| unit | what it is |", "|---|---|")
        yield from (f"| `{unit}` | {meaning} |" for unit, meaning in UNITS.items())


_KINDS = {"string": "text", "number": "number", "boolean": "`true` or `false`", "integer": "whole number"}
_NUMBER = (
    "beds:",
    "  title: Acute beds open before the plan",
    "  value: 1940",
    "  source: {ref: ccg-stp-page, at: paragraph on hospital beds}",
    "  confidence: high",
    "  distribution: {kind: pert, low: 1900, high: 1980}",
)


def _keys(field: Schema) -> str:
    """The keys of a mapping in words."""
    return "years" if _is_year(field.get("propertyNames", {})) else "names"


def _is_year(field: Schema) -> bool:
    return str(field.get("pattern", "")).startswith("^([0-9]{4})/")


def _name(field: Schema) -> str:
    """The part that a field refers to; whole, where it is one that only changes a parent's."""
    return str(field["$ref"]).rpartition("/")[2].removesuffix(IN_CHILD)
