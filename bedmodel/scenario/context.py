"""What validation knows besides the value at hand, and how pydantic's findings become placed problems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainValidator, ValidationError, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from bedmodel.problems import CODES, Place, Problem, did_you_mean
from bedmodel.scenario.placed import PlacedMap, PlacedNumber, PlacedText, walk
from bedmodel.years import Span

INJECTED = frozenset({"place", "path", "bounds"})
"""Fields that validation fills in; no file may write them."""
MANY = 40
"""Hints that are worth a search; whoever has more mistakes has one big one."""


@dataclass
class Context:
    """The names, sources and years of the scenario under validation, and the problems found so far."""

    span: Span | None = None
    sources: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    inherited: frozenset[str] = frozenset()
    """Paths of the assumptions that an ancestor has solved."""
    unsolved: frozenset[str] = frozenset()
    """Paths of those that an ancestor could not solve, because something it needs is unknown."""
    problems: list[Problem] = field(default_factory=list)
    suggestions: int = 0

    def suggest(self, word: str, known: Iterable[str]) -> str:
        """A hint that names the nearest known words; none after the first many, since each is a search."""
        self.suggestions += 1
        return did_you_mean(word, known) if self.suggestions <= MANY else ""

    def report(self, where: Any, code: str, message: str, hint: str = "", *, path: str = "") -> None:
        """Add a problem at the place of a placed value, or at a place itself."""
        place = where if isinstance(where, Place) else getattr(where, "place", Place("?"))
        self.problems.append(Problem(place, code, path or getattr(where, "path", ""), message, hint))


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
                context = context_of(info)
                hint = context.suggest(key, known)
                context.report(data.key_places[key], "S001", f"unknown key `{key}`", hint, path=path)
        for name in ("place", "path"):
            if name in cls.model_fields:
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
}


def problems_of(error: ValidationError, tree: Any) -> Iterable[Problem]:
    """Pydantic's findings as problems with a place in the tree that was validated."""
    for finding in error.errors(include_url=False):
        loc = finding["loc"]
        in_key = loc[-1:] == ("[key]",)
        place, path = walk(tree, loc[:-1] if in_key else loc, key=in_key)
        kind = finding["type"]
        context = finding.get("ctx", {})
        message = _MESSAGES.get(kind, finding["msg"].removeprefix("Value error, "))
        hint = str(context.get("hint", ""))
        if kind == "literal_error":
            message = f"must be one of {context['expected']}"
            hint = _nearest(finding["input"], context["expected"].replace(" or ", ", "))
        elif kind == "union_tag_invalid":
            message = f"`{context['discriminator'].strip(chr(39))}` must be one of {context['expected_tags']}"
            hint = _nearest(context["tag"], context["expected_tags"])
        elif kind == "union_tag_not_found":
            message = f"must be a mapping that begins with `{context['discriminator'].strip(chr(39))}: …`"
        elif kind in ("too_long", "too_short"):
            wanted = context.get("max_length", context.get("min_length"))
            message = f"needs {wanted} values, not {context['actual_length']}"
        yield Problem(place, kind if kind in CODES else _CODES.get(kind, "S003"), path, message, hint)


def _nearest(written: Any, choices: str) -> str:
    """A hint that names the nearest of some quoted choices."""
    return did_you_mean(str(written), [choice.strip(" '") for choice in choices.split(",")])


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


def _number(value: Any) -> float:
    if isinstance(value, PlacedNumber):
        return float(value)
    if isinstance(value, PlacedText):
        raise not_a_number(value)
    raise ValueError("must be a number")


def not_a_number(text: PlacedText) -> PydanticCustomError:
    """The finding that a text stands where a number is wanted, with the cure."""
    return PydanticCustomError("S007", "`{text}` is not a number", {"text": str(text), "hint": number_hint(str(text))})


Number = Annotated[float, PlainValidator(_number)]
"""A plain number as YAML reads it, nothing that merely looks like one."""
