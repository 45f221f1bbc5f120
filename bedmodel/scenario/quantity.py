"""Assumptions: a number with its unit, source, confidence and spread, or the name of one."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, PlainValidator, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from bedmodel.metrics import ALL
from bedmodel.problems import Place
from bedmodel.scenario.context import (
    Context,
    Number,
    Part,
    context_of,
    not_a_number,
    raw_text,
)
from bedmodel.scenario.distribution import Distribution
from bedmodel.scenario.marks import ForReaders
from bedmodel.scenario.placed import SETTING, PlacedMap, PlacedNumber, PlacedText
from bedmodel.units import UNITS
from bedmodel.years import start_of


def _date(value: Any) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(raw_text(value)))
    except ValueError:
        raise ValueError("must be a date, such as 2016-11-21") from None


def _tuple_of_text(value: Any) -> Any:
    return (value,) if isinstance(value, str | PlacedNumber) else value


def _any_year(value: Any) -> str:
    text = raw_text(value)
    if not isinstance(text, str):
        raise ValueError("must be a financial year, such as 2015/16")
    try:
        start_of(text)
    except ValueError as error:
        raise PydanticCustomError("S006", "{fault}", {"fault": str(error)}) from None
    return str(text)


Text = Annotated[str, BeforeValidator(raw_text)]
Prose = Annotated[Text, ForReaders()]
"""Text that people read and no figure depends on."""
Texts = Annotated[tuple[Text, ...], BeforeValidator(_tuple_of_text)]
AnyYear = Annotated[str, PlainValidator(_any_year)]
"""A financial year, inside the scenario or not."""
Date = Annotated[datetime.date, PlainValidator(_date)]
CALIBRATED = "calibrated"
UNKNOWN = "unknown"
ASSUMED = "assumed"
Bounds = tuple[float, float]
NO_BOUNDS: Bounds = (-math.inf, math.inf)
Labels = Literal["none", "years", "bands", "season", "weekdays"]
"""By what the numbers of an assumption may vary."""
Status = Literal["sourced", "derived", "assumed", "solved", "set", "unknown"]


def _value(value: Any) -> float | str:
    if isinstance(value, PlacedNumber):
        return float(value)
    if value in (CALIBRATED, UNKNOWN):
        return str(value)
    if isinstance(value, PlacedText):
        raise not_a_number(value)
    raise ValueError("must be a number, or the word `calibrated` or `unknown`")


class SourceReference(Part):
    """Where a number comes from: one or more sources and the place in them; `derived` says how it was computed."""

    ref: Texts = ()
    """One source or several, by their names."""
    at: Text = ""
    """The page, table or paragraph."""
    derived: Text = ""
    """How the number was worked out from what the source says."""


class Assumption(Part):
    """A number (or one for each year, age band or month) with everything needed to defend it."""

    place: Place
    path: str
    title: Prose = ""
    value: Annotated[float | str | None, PlainValidator(_value)] = None
    """The number; `calibrated` where it is solved so that a published figure is met; `unknown` where nobody says."""
    values: dict[str, Number] | None = None
    """Numbers by financial year, age band, month, quarter or day of the week, in place of one value."""
    interpolate: Literal["linear", "step"] = "linear"
    """Between years that are given: a straight line, or the last number until the next one."""
    unit: Text | None = None
    """May be left out where the place it is written in fixes it."""
    of: Text = ""
    """What a fraction is a share of, where the place it stands in does not say."""
    prices: AnyYear | None = None
    """The financial year whose prices a unit cost is in; the baseline year where it is left out."""
    source: SourceReference = SourceReference()
    """The name of a source, with the place in it; or `assumed` where there is none."""
    confidence: Literal["high", "medium", "low"] | None = None
    distribution: Distribution | None = None
    """How uncertain the number is; it does not vary where left out."""
    limits: tuple[Number, Number] | None = None
    """The smallest and the largest plausible value; no draw may lie outside."""
    compare_with: Texts = ()
    """Names of assumptions that show what has been achieved, or has been, elsewhere."""
    rationale: Text = ""
    """Why this number, where no source gives it."""
    review_by: Date | None = None
    """The day by which somebody must look at it again."""
    owner: Prose = ""
    """Who answers for the number."""
    set_on: Annotated[Date | None, ForReaders()] = None
    """When it was last decided on."""
    reviewed_by: Prose = ""
    """Who has checked it, and is not its owner."""
    reviewed_on: Annotated[Date | None, ForReaders()] = None
    bounds: Bounds = NO_BOUNDS
    """What the place it is written in allows; not a key of the file."""

    @model_validator(mode="before")
    @classmethod
    def _check_source(cls, data: Any, info: ValidationInfo) -> Any:
        if not isinstance(data, PlacedMap):
            return data
        context, source = context_of(info), data.get("source")
        named = list(references(source))
        if not named and data.get("value") not in (CALIBRATED, UNKNOWN):
            context.report(data, "P003", "this number has no source", "add source: …, or source: assumed")
        for ref in named:
            if ref not in context.sources and ref != ASSUMED:
                hint = context.suggest(str(ref), [*context.sources, ASSUMED])
                context.report(ref, "P002", f"unknown source `{ref}`", hint, path=data.path)
        if isinstance(source, str):
            data = data.copy()
            data["source"] = SourceReference.model_construct(ref=(str(source),))
        return data

    @model_validator(mode="after")
    def _check(self, info: ValidationInfo) -> Any:
        context = context_of(info)
        if (self.value is None) == (not self.values):
            context.report(self, "P004", "needs one of `value` and `values`")
        if self.unit is not None and self.unit not in UNITS:
            context.report(self, "U001", f"unknown unit `{self.unit}`", context.suggest(self.unit, UNITS))
        self._check_limits(context)
        self._check_distribution(context)
        return self

    def _check_limits(self, context: Context) -> None:
        if self.limits is None:
            return
        low, high = self.limits
        if not low < high:
            context.report(self, "D003", "the lower limit must lie below the upper one")
            return
        for number in self.numbers:
            if not low <= number <= high:
                context.report(self, "D003", f"{number:g} lies outside its limits {low:g} to {high:g}")

    def _check_distribution(self, context: Context) -> None:
        curve = self.distribution
        if curve is None or curve.faults():
            return
        if self.value == UNKNOWN:
            context.report(curve, "D001", "an unknown number has no distribution", "leave the distribution out")
            return
        if (self.values is not None or self.value == CALIBRATED) and not curve.relative:
            what = "values by year, band or month" if self.values is not None else "a calibrated value"
            hint = "add `relative: true` and write the spread as multiples of the value: 0.9 to 1.1"
            context.report(curve, "D001", f"the distribution of {what} must be relative", hint)
            return
        low, high = curve.support()
        centre = 1.0 if curve.relative else self.value
        if isinstance(centre, float) and not low <= centre <= high:
            context.report(self, "D003", f"the value {centre:g} lies outside its own distribution, {low:g} to {high:g}")
        if curve.truncate and (self.limits is None or curve.kind == "discrete"):
            context.report(curve, "D001", "`truncate` needs `limits` and a smooth distribution")

    @property
    def numbers(self) -> tuple[float, ...]:
        """The stated number or numbers; none where the value is calibrated or unknown."""
        if self.values is not None:
            return tuple(self.values.values())
        return (self.value,) if isinstance(self.value, float) else ()

    @property
    def status(self) -> Status:
        """How the number is backed: quoted from a source, derived from one, assumed, solved, set, or unknown."""
        if self.place.file.startswith(SETTING):
            return "set"
        if self.value == CALIBRATED:
            return "solved"
        if self.value == UNKNOWN:
            return "unknown"
        if ASSUMED in self.source.ref or not self.source.ref:
            return "assumed"
        return "derived" if self.source.derived else "sourced"


@dataclass(frozen=True)
class Name:
    """The name of an assumption, written where a number is wanted."""

    text: str
    place: Place
    path: str = ""
    unit: str | None = None
    """The unit wanted where the name is written."""
    by: Labels = "none"
    single: bool = True
    bounds: Bounds = NO_BOUNDS


Quantity = Assumption | Name
BROKEN = Name("", Place("?"))
"""Stands where a number could not be read; the problem is already reported."""

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-/+ ]*")


def year_fault(year: str, context: Context) -> str:
    """What is wrong with a financial year in this scenario, or nothing."""
    try:
        start_of(year)
    except ValueError as error:
        return str(error)
    if context.span is not None and year not in context.span:
        return f"{year} lies outside the scenario, {context.span.baseline} to {context.span.horizon}"
    return ""


def references(source: Any) -> Iterator[Any]:
    """The names of sources in what is written after `source:`."""
    ref = source.get("ref") if isinstance(source, dict) else source
    if isinstance(ref, str):
        yield ref
    elif isinstance(ref, list):
        yield from (item for item in ref if isinstance(item, str))


def _year(value: Any, info: ValidationInfo) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a financial year, such as 2015/16")
    fault = year_fault(str(value), context_of(info))
    if fault:
        raise PydanticCustomError("S006", "{fault}", {"fault": fault})
    return str(value)


TAKEN = (ALL, ASSUMED, CALIBRATED, UNKNOWN)


def _identifier(value: Any) -> str:
    text = raw_text(value)
    if isinstance(text, str) and ID.fullmatch(text.split(".")[-1]) and text not in TAKEN:
        return str(text)
    fault = "means something already" if text in TAKEN else "cannot be a name: use letters, digits, - and _"
    raise PydanticCustomError("S005", "`{text}` {fault}", {"text": str(text), "fault": fault})


Year = Annotated[str, PlainValidator(_year)]
Identifier = Annotated[str, BeforeValidator(_identifier)]
