"""What validation knows besides the value at hand, and how pydantic's findings become placed problems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, model_validator

from bedmodel.problems import CODES, Place, Problem, Severity, did_you_mean
from bedmodel.scenario.placed import PlacedMap, PlacedNumber, PlacedText, walk
from bedmodel.years import Span

INJECTED = frozenset({"place", "path"})


@dataclass
class Context:
    """The names, sources and years of the scenario under validation, and the problems found so far."""

    span: Span | None = None
    sources: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    inherited: frozenset[str] = frozenset()
    """Paths of the assumptions that an ancestor has solved."""
    problems: list[Problem] = field(default_factory=list)

    def report(
        self,
        where: Any,
        code: str,
        message: str,
        hint: str = "",
        *,
        path: str = "",
        severity: Severity = "error",
    ) -> None:
        """Add a problem at the place of a placed value, or at a place itself."""
        place = where if isinstance(where, Place) else getattr(where, "place", Place("?"))
        self.problems.append(Problem(place, code, path or getattr(where, "path", ""), message, hint, severity))


def context_of(info: ValidationInfo) -> Context:
    """The validation's context; every model of a scenario is validated with one."""
    assert isinstance(info.context, Context)
    return info.context


class Part(BaseModel):
    """A part of a scenario file: frozen, its unknown keys reported with the nearest known one."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _keep_known_keys(cls, data: Any, info: ValidationInfo) -> Any:
        if not isinstance(data, PlacedMap):
            return data
        known = [name for name in cls.model_fields if name not in INJECTED]
        kept: dict[str, Any] = {}
        for key, value in data.items():
            if key in known:
                kept[key] = value
            else:
                path = f"{data.path}.{key}" if data.path else key
                context_of(info).report(
                    data.key_places[key], "S001", f"unknown key `{key}`", did_you_mean(key, known), path=path
                )
        for name in INJECTED.intersection(cls.model_fields):
            kept[name] = getattr(data, name)
        return kept


_CODES = {"missing": "S002"}
_MESSAGES = {
    "missing": "this key is required",
    "string_type": "must be text",
    "model_type": "must be a mapping of keys to values",
    "dict_type": "must be a mapping of keys to values",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
}


def problems_of(error: ValidationError, tree: Any) -> Iterable[Problem]:
    """Pydantic's findings as problems with a place in the tree that was validated."""
    for finding in error.errors(include_url=False):
        loc = tuple(step for step in finding["loc"] if step != "[key]")
        place, path = walk(tree, loc)
        kind = finding["type"]
        context = finding.get("ctx", {})
        message = _MESSAGES.get(kind, finding["msg"].removeprefix("Value error, "))
        if kind == "literal_error":
            message = f"must be one of {context['expected']}"
        hint = str(context.get("hint", ""))
        written = finding["input"]
        if not hint and isinstance(written, PlacedText) and kind.startswith(("float", "int")):
            yield Problem(place, "S007", path, f"`{written}` is not a number here", number_hint(str(written)))
            continue
        if kind == "literal_error" and isinstance(written, PlacedText):
            choices = [choice.strip("'") for choice in context["expected"].replace(" or ", ", ").split(", ")]
            hint = did_you_mean(str(written), choices)
        yield Problem(place, kind if kind in CODES else _CODES.get(kind, "S003"), path, message, hint)


def number_hint(text: str) -> str:
    """How to write what was probably meant as a number.

    >>> number_hint("1,940"), number_hint("12%"), number_hint("1:30")
    ('write 1940, without a comma', 'write 0.12', 'a colon makes base-60 numbers in old YAML; write a decimal number')
    """
    bare = text.strip()
    if bare.endswith("%"):
        try:
            return f"write {float(bare[:-1].replace(',', '')) / 100:g}"
        except ValueError:
            return "write a fraction, such as 0.12 for 12%"
    without = bare.replace(",", "").replace("_", "").replace("£", "")
    if without != bare and without.replace(".", "", 1).isdigit():
        return f"write {without}, without a comma" if "," in bare else f"write {without}"
    if bare.replace(".", "").replace("-", "").isdigit() and bare.lstrip("-").startswith("0"):
        return "a leading zero makes octal numbers in old YAML; write the number without it"
    if ":" in bare:
        return "a colon makes base-60 numbers in old YAML; write a decimal number"
    return "write a plain decimal number, such as 1940 or 0.92"


def raw_text(value: Any) -> Any:
    """Text as it was written, also where YAML reads it as a number (`published: 2016`)."""
    return value.text if isinstance(value, PlacedNumber) else value
