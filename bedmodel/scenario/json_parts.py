"""The models of a scenario as JSON Schema: their fields, the texts below them, and what each field takes.

A part may be written whole, or, in a file that extends another, as what it changes of its parent's: nothing is required
of it then. Lists and assumptions replace the parent's, so that theirs are always whole. An empty key (`growth:`) is
taken for a slip, although the program reads it as left out where a field is optional.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator, PlainValidator
from pydantic.fields import FieldInfo

from bedmodel.field_texts import field_texts, one_line
from bedmodel.metrics import METRICS
from bedmodel.scenario import json_slots, quantity, schema_checks
from bedmodel.scenario.context import INJECTED, Number, Part
from bedmodel.scenario.files import FORMAT
from bedmodel.scenario.json_slots import Schema, in_words, plain, slot_names, slot_of, slot_schema
from bedmodel.scenario.marks import Refers
from bedmodel.scenario.quantity import ASSUMED, CALIBRATED, ID, TAKEN, UNKNOWN, Assumption, SourceReference
from bedmodel.scenario.schema_care import AccessStandard, Pool
from bedmodel.scenario.schema_stated import ANY_NUMBER, read_figure
from bedmodel.scenario.slots import STANDARD, Slot
from bedmodel.units import UNITS

TEXT: Schema = {"type": ["string", "number"]}
"""Text; what YAML reads as a number (`published: 2016`) is one too."""
_DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_IDENTIFIER: Schema = {"pattern": rf"^(?:.*\.)?{ID.pattern}$", "not": {"enum": list(TAKEN)}}
IN_CHILD = "InChild"
"""How the name of a part ends that only changes its parent's."""


def _validator(alias: Any) -> Callable[..., Any]:
    """The function that reads a kind of value."""
    return next(m.func for m in get_args(alias)[1:] if isinstance(m, PlainValidator | BeforeValidator))


_LEAVES: dict[Callable[..., Any], Schema] = {
    _validator(Number): {"type": "number"},
    _validator(quantity.Text): TEXT,
    _validator(quantity.Identifier): TEXT | _IDENTIFIER,
    _validator(quantity.Year): {"type": "string"} | json_slots.LABELS["years"],
    _validator(quantity.AnyYear): {"type": "string"} | json_slots.LABELS["years"],
    _validator(quantity.Date): {"type": "string", "format": "date", "pattern": _DATE},
}
_STANDARD = Pool.model_fields["standard"].metadata[0].func
_CITED = _validator(schema_checks.Cited)


class Parts:
    """Turns models into definitions, each once, as far as they are referred to."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}
        self._slots = slot_names()
        self._owners: dict[str, object] = {}

    def part(self, part: type[Part], *, whole: bool) -> Schema:
        """A reference to the definition of a part, whole or as a child changes it."""
        whole = whole or not _asks_for_something(part)
        name = part.__name__ if whole else f"{part.__name__}{IN_CHILD}"
        return self._defined(name, part, lambda: self._part(part, whole))

    def fields(self, part: type[Part], *, whole: bool) -> Schema:
        """What may be written after each key of a part."""
        return {
            name: self._field(part, name, field, whole)
            for name, field in part.model_fields.items()
            if name not in INJECTED
        }

    def slot(self, slot: Slot) -> Schema:
        """A reference to the definition of a place that takes a number."""
        return self._defined(self._slots[slot], slot, lambda: slot_schema(slot, self._assumption(), self._name()))

    def _defined(self, name: str, owner: object, make: Callable[[], Schema]) -> Schema:
        """A reference to a definition, which is made where it is first asked for; a name stands for one thing only."""
        if self._owners.setdefault(name, owner) != owner:
            raise TypeError(f"two definitions are called {name}")
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def _part(self, part: type[Part], whole: bool) -> Schema:
        required = [name for name, field in part.model_fields.items() if field.is_required() and name not in INJECTED]
        found: Schema = {"type": "object"}
        if part.__doc__:
            found["description"] = one_line(part.__doc__)
        found |= {"properties": self.fields(part, whole=whole), "additionalProperties": False}
        return found | ({"required": required} if whole and required else {})

    def _field(self, part: type[Part], name: str, field: FieldInfo, whole: bool) -> Schema:
        found = self._special(part, name) or self._of(field.annotation, field.metadata, whole)
        slot = slot_of([*field.metadata, *_marks_inside(field.annotation)])
        refers = [f"A name in `{m.section}`." for m in field.metadata if isinstance(m, Refers) and m.section]
        texts = [field_texts(part).get(name, ""), *refers, in_words(slot) if slot else ""]
        described = " ".join(filter(None, texts))
        return found | ({"description": described} if described else {}) | _default(field)

    def _special(self, part: type[Part], name: str) -> Schema | None:
        """Fields whose type says less than the program knows."""
        if name == "metric":
            return self._words("Metric", "A figure of the model.", {name: METRICS[name].meaning for name in METRICS})
        if name == "bedmodel":
            return {"const": FORMAT}
        if (part, name) == (Assumption, "unit"):
            return self._words("UnitOfNumber", "The unit of a number.", UNITS)
        if (part, name) == (Assumption, "value"):
            return {"anyOf": [{"type": "number"}, {"enum": [CALIBRATED, UNKNOWN]}]}
        if (part, name) == (SourceReference, "ref"):
            return _one_or_several(self._source_name())
        if (part, name) == (Assumption, "source"):
            return {"anyOf": [self._source_name(), self.part(SourceReference, whole=True)]}
        return None

    def _of(self, kind: Any, marks: Sequence[Any], whole: bool) -> Schema:
        """What a type takes, with the marks on it."""
        readers = [mark.func for mark in marks if isinstance(mark, PlainValidator | BeforeValidator)]
        slot = slot_of(marks)
        if slot is not None:
            return self.slot(slot)
        for reader in readers:
            if reader in _LEAVES:
                return _LEAVES[reader]
            if reader is _STANDARD:
                return {"anyOf": [self.slot(Slot("fraction", bounds=STANDARD)), self.part(AccessStandard, whole=True)]}
            if reader is read_figure:
                return self.slot(ANY_NUMBER)
            if reader is _CITED:
                return {"anyOf": [self._source_name(), self.part(SourceReference, whole=True)]}
        if readers and get_origin(kind) is tuple:
            paths = any(isinstance(mark, Refers) and not mark.section for mark in marks)
            return _one_or_several({"type": "string"} if paths else self._composed(kind, whole)["items"])
        if readers:
            raise TypeError(f"the schema does not know what {readers[0].__qualname__} reads")
        return self._composed(kind, whole)

    def _composed(self, kind: Any, whole: bool) -> Schema:
        """What a type takes that is made of others."""
        origin, inside = get_origin(kind), get_args(kind)
        if hasattr(kind, "__metadata__"):
            return self._of(inside[0], inside[1:], whole)
        if origin in (Union, types.UnionType):
            found = [self._of(member, (), whole) for member in inside if member is not type(None)]
            return found[0] if len(found) == 1 else {"anyOf": found}
        if origin is Literal:
            return {"enum": list(inside)}
        if origin is dict:
            names = self._of(inside[0], (), whole)
            limits = {key: value for key, value in names.items() if key != "type"}
            of = {"type": "object", "additionalProperties": self._of(inside[1], (), whole)}
            return of | ({"propertyNames": limits} if limits else {})
        if origin is tuple:
            return _array(self._of(inside[0], (), True), None if Ellipsis in inside else len(inside))
        if isinstance(kind, type) and issubclass(kind, Part):
            return self.part(kind, whole=whole)
        if kind in (bool, str):
            return {"type": {bool: "boolean", str: "string"}[kind]}
        raise TypeError(f"the schema does not know {kind}")

    def _words(self, name: str, description: str, meanings: Mapping[str, str]) -> Schema:
        """A reference to a choice of words, each with its meaning for the editors that show it."""
        meant = {"enum": list(meanings), "enumDescriptions": list(meanings.values())}
        return self._defined(name, name, lambda: {"description": description} | meant)

    def _assumption(self) -> Schema:
        """A reference to what every assumption must be, wherever it stands."""
        unsourced = {"required": ["value"], "properties": {"value": {"enum": [CALIBRATED, UNKNOWN]}}}
        sourced = {
            "required": ["source"],
            "properties": {"source": {"anyOf": [{"type": "string"}, {"required": ["ref"]}]}},
        }
        rules: Schema = {
            "oneOf": [{"required": ["value"]}, {"required": ["values"]}],
            "if": unsourced,
            "then": True,
            "else": sourced,
        }
        return self._defined("Assumption", Assumption, lambda: self._part(Assumption, True) | rules)

    def _name(self) -> Schema:
        text = "The name of an assumption; of one in a library as library.name."
        return self._defined("Name", "Name", lambda: {"type": "string", "description": text})

    def _source_name(self) -> Schema:
        text = f"The name of an entry of `sources`; or `{ASSUMED}`, for an assumption that no document gives."
        return self._defined("SourceName", "SourceName", lambda: {"type": "string", "description": text})


def _default(field: FieldInfo) -> Schema:
    """What a field is where it is left out, if that is a word, a plain number, or yes or no."""
    value = field.default
    if isinstance(value, float):
        return {"default": plain(value)}
    return {"default": value} if isinstance(value, bool | str) and value != "" else {}


def _array(item: Schema, count: int | None) -> Schema:
    found: Schema = {"type": "array", "items": item}
    return found if count is None else found | {"minItems": count, "maxItems": count}


def _one_or_several(item: Schema) -> Schema:
    """One thing, or a list of such."""
    return {"anyOf": [item, _array(item, None)]}


def _marks_inside(kind: Any) -> Iterator[Any]:
    """The marks on a type that may be left out: those of X in X | None."""
    for member in get_args(kind):
        yield from getattr(member, "__metadata__", ())


def _asks_for_something(part: type[Part], seen: frozenset[type[Part]] = frozenset()) -> bool:
    """Whether a key is required in a part, or in one that merges with its parent's below it."""
    fields = {name: field for name, field in part.model_fields.items() if name not in INJECTED}
    if any(field.is_required() for field in fields.values()):
        return True
    inner = {other for field in fields.values() for other in _merged(field.annotation)} - seen - {part}
    return any(_asks_for_something(other, seen | {part}) for other in inner)


def _merged(kind: Any) -> Iterator[type[Part]]:
    """The parts inside a type that are merged key by key."""
    if isinstance(kind, type) and issubclass(kind, Part):
        yield kind
    elif get_origin(kind) is not tuple:
        for member in get_args(kind):
            yield from _merged(member)
