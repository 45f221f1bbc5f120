"""The places of a scenario that take a number, as JSON Schema: unit, bounds, and by what the numbers may vary."""

from __future__ import annotations

import math
from typing import Annotated, Any, get_args, get_origin

from pydantic import PlainValidator

from bedmodel.scenario import slots
from bedmodel.scenario.bands import BAND
from bedmodel.scenario.quantity import CALIBRATED, UNKNOWN
from bedmodel.scenario.slots import Slot
from bedmodel.units import UNITS
from bedmodel.years import MONTHS, QUARTERS, WEEKDAYS, YEAR

Schema = dict[str, Any]
LABELS: dict[str, Schema] = {
    "years": {"pattern": f"^{YEAR.pattern}$"},
    "bands": {"pattern": f"^(?:{BAND.pattern})$"},
    "season": {"enum": [*QUARTERS, *MONTHS]},
    "weekdays": {"enum": list(WEEKDAYS)},
}
"""How the numbers of an assumption may be labelled."""
_ALL_OF: dict[str, Schema] = {
    "season": {"anyOf": [{"required": list(labels), "maxProperties": len(labels)} for labels in (QUARTERS, MONTHS)]},
    "weekdays": {"required": list(WEEKDAYS)},
}
"""Labels of which none may be missing."""
_SPOKEN = {
    "years": "by financial year, such as 2016/17",
    "bands": "by age band, such as 0-64 and 65+",
    "season": "by quarter (Q1 is April to June) or by month",
    "weekdays": "by day of the week",
}


def slot_of(marks: Any) -> Slot | None:
    """The slot among the marks of a field; None where it takes no number."""
    for mark in marks:
        if isinstance(mark, PlainValidator):
            owner = getattr(mark.func, "__self__", None)
            if isinstance(owner, Slot):
                return owner
    return None


def slot_names() -> dict[Slot, str]:
    """What the schema calls each kind of place, such as `Beds` and `ShareByYear`."""
    names: dict[Slot, str] = {}
    for name, alias in vars(slots).items():
        if get_origin(alias) is Annotated:
            slot = slot_of(get_args(alias)[1:])
            if slot is not None:
                names.setdefault(slot, name)
    return names


def slot_schema(slot: Slot, assumption: Schema, name: Schema) -> Schema:
    """What may be written in a slot: the name of an assumption, or one that fits it."""
    return {"description": in_words(slot), "anyOf": [name, {"allOf": [assumption, _fitting(slot)]}]}


def in_words(slot: Slot) -> str:
    """The unit, the bounds and the labels of a slot in a sentence or two.

    >>> in_words(Slot("beds", bounds=(0.0, 1e6)))
    'In `beds`: beds, mean over the year (midnight count where occupied). From 0 to 1,000,000.'
    """
    texts = ["A number in any unit."] if slot.unit is None else [f"In `{slot.unit}`: {UNITS[slot.unit]}."]
    low, high = slot.bounds
    if math.isfinite(low) and math.isfinite(high):
        texts.append(f"From {low:,.10g} to {high:,.10g}.")
    if slot.by != "none":
        texts.append(f"{'One number, or several' if slot.single else 'Numbers'} {_SPOKEN[slot.by]}.")
    return " ".join(texts)


def _fitting(slot: Slot) -> Schema:
    """What an assumption must be besides one, to fit a slot."""
    number = _bounded(slot)
    words = [CALIBRATED, UNKNOWN] if slot.single else [UNKNOWN]
    value: Schema = {"enum": words}
    properties: Schema = {"value": {"anyOf": [number, value]} if slot.single else value}
    if slot.unit is not None:
        properties["unit"] = {"const": slot.unit}
    if slot.by != "none":
        properties["values"] = {
            "minProperties": 1,
            "propertyNames": LABELS[slot.by],
            "additionalProperties": number,
        } | _ALL_OF.get(slot.by, {})
    elif slot.unit is not None:
        properties["values"] = False
    return {"properties": properties}


def _bounded(slot: Slot) -> Schema:
    """A number within the bounds of a slot."""
    ends = zip(("minimum", "maximum"), slot.bounds, strict=True)
    return {"type": "number"} | {key: plain(end) for key, end in ends if math.isfinite(end)}


def plain(number: float) -> float | int:
    """A number as people write it in JSON: 5, not 5.0.

    >>> plain(5.0), plain(0.5)
    (5, 0.5)
    """
    return int(number) if number == int(number) else number
