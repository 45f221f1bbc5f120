"""What the code itself says of a number: the first sentence of a docstring, its unit, a field's own words."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from bedmodel.analysis.recorder import Home
from bedmodel.field_texts import field_texts
from bedmodel.units import UNITS

_UNIT_WORDS = {
    "£m": "GBPm",
    "£m of the year": "GBPm",
    "bed-days a year": "bed-days/year",
    "contacts a year": "contacts/year",
    "hours a year": "hours/year",
    "WTE a year": "WTE",
}
_SOURCE = re.compile(r"Source:\s*(.+?)(?:\n\s*\n|\n\s*>>>|\Z)", re.DOTALL)
_ALL_FIELDS = {"£m of the year": "GBPm", "each an index": "index"}
"""How a class says what its fields are in."""
_AXES = re.compile(r"\((draw, [^()\[]*)")
"""A shape such as (draw, year, pool)."""


@dataclass(frozen=True)
class Words:
    """What a function says it gives."""

    sentence: str
    unit: str
    source: str
    """Where its method comes from, where it says so."""


@cache
def function_words(home: Home) -> Words:
    """What the docstring of a function says.

    >>> function_words(Home("bedmodel.model.beds", "bed_gap"))
    Words(sentence='Beds open − beds needed', unit='beds', source='')
    """
    text = _doc(home)
    first = " ".join(text.split("\n\n")[0].split())
    sentence = re.split(r" \(|\. |\.$|: (?=[a-z])", first, maxsplit=1)[0]
    bracket = re.search(r"\(([^;:)]*)", first)
    unit = bracket[1].strip() if bracket else ""
    source = _SOURCE.search(text)
    cited = " ".join(source[1].split()) if source else ""
    return Words(sentence, _UNIT_WORDS.get(unit, unit if unit in UNITS else ""), cited)


@cache
def field_words(owner: type, name: str) -> str:
    """What stands under a field of a class in words, up to its first bracket or full stop; nothing where nothing does.

    >>> from bedmodel.model.projections import BedProjection
    >>> field_words(BedProjection, "removed")
    'Occupied beds each lever took out'
    """
    text = field_texts(owner).get(name, "")
    return re.split(r" ?\(|\. |\.$|[;:] ", " ".join(text.split()), maxsplit=1)[0].strip()


@cache
def class_unit(owner: type) -> str:
    """The unit that all fields of a class are in; nothing where its docstring names none.

    >>> from bedmodel.model.bed_money import BedMoney
    >>> class_unit(BedMoney)
    'GBPm'
    """
    said = inspect.getdoc(owner) or ""
    return next((unit for words, unit in _ALL_FIELDS.items() if words in said), "")


@cache
def axes(home: Home, owner: type | None, name: str) -> tuple[str, ...]:
    """The axes of a number's array, as its field says, or its class, or the function that gives it; none if unclear.

    >>> from bedmodel.model.projections import BedProjection
    >>> axes(Home("bedmodel.model.beds", "open_beds"), None, ""), axes(Home("", ""), BedProjection, "removed")
    (('draw', 'year', 'pool'), ('draw', 'year', 'lever'))
    """
    texts = [field_texts(owner).get(name, ""), inspect.getdoc(owner) or ""] if owner else [_doc(home)]
    for text in texts:
        given = _AXES.findall(text.partition("out ")[2]) or _AXES.findall(text)
        shapes = {tuple(re.split(r"\W*, ", shape)) for shape in given}
        ends = {shape[-1] for shape in shapes}
        if len(ends) == 1:
            return max(shapes, key=lambda shape: (len(shape), any("year" in axis for axis in shape)))
        if shapes:
            return ()
    return ()


def _doc(home: Home) -> str:
    found: object = import_module(home.module)
    for part in home.name.split("."):
        found = getattr(found, part, None)
    return inspect.getdoc(found) or ""


def spelled(name: str) -> str:
    """A name in the code as words.

    >>> spelled("new_wards")
    'new wards'
    """
    return name.strip("_").replace("_", " ")
