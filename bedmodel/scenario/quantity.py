"""Assumptions: a number with its unit, source, confidence and spread, or the name of one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, PlainValidator, ValidationError, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from bedmodel.problems import Place, did_you_mean
from bedmodel.scenario.bands import parse_band
from bedmodel.scenario.context import Context, Part, context_of, number_hint, problems_of, raw_text
from bedmodel.scenario.distribution import Distribution
from bedmodel.scenario.overlay import SET_SOURCE
from bedmodel.scenario.placed import PlacedMap, PlacedNumber, PlacedText
from bedmodel.units import UNITS
from bedmodel.years import MONTHS, QUARTERS, start_of

Text = Annotated[str, BeforeValidator(raw_text)]
CALIBRATED = "calibrated"
ASSUMED = "assumed"
Labels = Literal["none", "years", "bands", "season"]
"""By what the numbers of an assumption may vary."""
Status = Literal["sourced", "derived", "assumed", "solved", "set"]


def _value(value: Any) -> float | str:
    if isinstance(value, PlacedNumber):
        return float(value)
    if value == CALIBRATED:
        return CALIBRATED
    if isinstance(value, PlacedText):
        raise PydanticCustomError(
            "S007", "`{text}` is not a number", {"text": str(value), "hint": number_hint(str(value))}
        )
    raise ValueError("must be a number, or the word `calibrated`")


class SourceReference(Part):
    """Where a number comes from: one or more sources and the place in them; `derived` says how it was computed."""

    ref: tuple[Text, ...] = ()
    at: Text = ""
    derived: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _one_or_many(cls, data: Any) -> Any:
        if isinstance(data, PlacedMap) and isinstance(data.get("ref"), str):
            data = data.copy()
            data["ref"] = (data["ref"],)
        return data


class Assumption(Part):
    """A number (or one for each year, age band or month) with everything needed to defend it."""

    place: Place
    path: str
    title: Text = ""
    value: Annotated[float | str | None, PlainValidator(_value)] = None
    """The number, or the word `calibrated` where it is solved so that a published figure is met."""
    values: dict[str, float] | None = None
    interpolate: Literal["linear", "step"] = "linear"
    unit: Text | None = None
    prices: Text | None = None
    """The financial year whose prices a unit cost is in; the baseline year where it is left out."""
    source: SourceReference = SourceReference()
    confidence: Literal["high", "medium", "low"] | None = None
    distribution: Distribution | None = None
    limits: tuple[float, float] | None = None
    rationale: Text = ""
    review_by: datetime.date | None = None

    @model_validator(mode="before")
    @classmethod
    def _check_source(cls, data: Any, info: ValidationInfo) -> Any:
        if not isinstance(data, PlacedMap):
            return data
        context, source = context_of(info), data.get("source")
        if source is None and data.get("value") != CALIBRATED:
            context.report(data, "P003", "this number has no source", "add source: …, or source: assumed")
        for ref in _references(source):
            if ref not in context.sources and ref not in (ASSUMED, SET_SOURCE):
                hint = did_you_mean(str(ref), [*context.sources, ASSUMED])
                context.report(ref, "P002", f"unknown source `{ref}`", hint, path=data.path)
        if isinstance(source, str):
            data = data.copy()
            data["source"] = SourceReference.model_construct(ref=(str(source),))
        return data

    @model_validator(mode="after")
    def _check(self, info: ValidationInfo) -> Any:
        context = context_of(info)
        if (self.value is None) == (self.values is None):
            context.report(self, "P004", "needs one of `value` and `values`")
        if self.unit is not None and self.unit not in UNITS:
            context.report(self, "U001", f"unknown unit `{self.unit}`", did_you_mean(self.unit, UNITS))
        if self.limits is not None and not self.limits[0] < self.limits[1]:
            context.report(self, "D003", "the lower limit must lie below the upper one")
        self._check_limits(context)
        self._check_distribution(context)
        return self

    def _check_limits(self, context: Context) -> None:
        if self.limits is None:
            return
        low, high = self.limits
        for number in self.numbers:
            if not low <= number <= high:
                context.report(self, "D003", f"{number:g} lies outside its limits {low:g} to {high:g}")

    def _check_distribution(self, context: Context) -> None:
        curve = self.distribution
        if curve is None:
            return
        if (self.values is not None or self.value == CALIBRATED) and not curve.relative:
            what = "values by year, band or month" if self.values is not None else "a calibrated value"
            hint = "add `relative: true` and write the spread as multiples of the value: 0.9 to 1.1"
            context.report(curve.place, "D001", f"the distribution of {what} must be relative", hint, path=self.path)
            return
        low, high = curve.support()
        centre = 1.0 if curve.relative else self.value
        if isinstance(centre, float) and not low <= centre <= high:
            context.report(self, "D003", f"the value {centre:g} lies outside its own distribution, {low:g} to {high:g}")
        if curve.truncate and (self.limits is None or curve.kind == "discrete"):
            context.report(curve.place, "D001", "`truncate` needs `limits` and a smooth distribution", path=self.path)

    @property
    def numbers(self) -> tuple[float, ...]:
        """The stated number or numbers; none where the value is calibrated."""
        if self.values is not None:
            return tuple(self.values.values())
        return (self.value,) if isinstance(self.value, float) else ()

    @property
    def status(self) -> Status:
        """How the number is backed: quoted from a source, derived from one, assumed, solved, or set by hand."""
        if SET_SOURCE in self.source.ref:
            return "set"
        if self.value == CALIBRATED:
            return "solved"
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


Quantity = Assumption | Name
BROKEN = Name("", Place("?"))
"""Stands where a number could not be read; the problem is already reported."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-/+ ]*")


@dataclass(frozen=True)
class Slot:
    """What a place in the scenario takes: its unit, and by what its numbers may vary."""

    unit: str | None
    by: Labels = "none"
    single: bool = True
    """Whether one number is enough where values by label are possible."""

    def read(self, value: Any, info: ValidationInfo) -> Quantity:
        """Turn what is written in the slot into an assumption or a name, reporting all that is wrong."""
        context = context_of(info)
        if isinstance(value, Assumption | Name):
            return value
        if isinstance(value, PlacedMap):
            return self._assumption(value, context)
        if isinstance(value, PlacedText):
            return self._name(value, context)
        if isinstance(value, PlacedNumber):
            hint = f"write {{value: {value.text}, source: …}} or {{value: {value.text}, source: assumed}}"
            context.report(value, "P001", "a bare number has no source", hint)
            return BROKEN
        raise ValueError("must be an assumption {value: …, source: …} or the name of one")

    def _name(self, value: PlacedText, context: Context) -> Quantity:
        if str(value) not in context.names:
            looks_numeric = any(c.isdigit() for c in value) and not any(c.isalpha() for c in value)
            if looks_numeric:
                context.report(value, "S007", f"`{value}` is not a number here", number_hint(str(value)))
            else:
                hint = did_you_mean(str(value), context.names)
                context.report(value, "N001", f"no assumption is called `{value}`", hint)
            return BROKEN
        return Name(str(value), value.place, value.path, self.unit, self.by, self.single)

    def _assumption(self, value: PlacedMap, context: Context) -> Quantity:
        try:
            found = Assumption.model_validate(value, context=context)
        except ValidationError as error:
            context.problems.extend(problems_of(error, value))
            return BROKEN
        if found.unit is None and self.unit is not None:
            found = found.model_copy(update={"unit": self.unit})
        elif found.unit is None:
            context.report(found, "U001", "a named assumption needs a unit", "add unit: …")
        elif self.unit is not None and found.unit != self.unit and found.unit in UNITS:
            context.report(found, "U002", f"is in {found.unit}, but {self.unit} is wanted here")
        self._check_labels(found, value, context)
        return found

    def _check_labels(self, found: Assumption, value: PlacedMap, context: Context) -> None:
        if self.unit is None:
            return
        if found.values is None:
            if not self.single:
                context.report(found, "S008", f"needs `values` by {self.by}, not one value")
            return
        if self.by == "none":
            context.report(found, "S008", "takes one `value`, not `values`")
            return
        table = value["values"]
        for label in found.values:
            place = table.key_places[label]
            message = label_fault(self.by, label, context)
            if message:
                code = {"years": "S006", "bands": "B001", "season": "S003"}[self.by]
                context.report(place, code, message, path=f"{found.path}.values.{label}")
        if self.by == "season" and set(found.values) not in (set(MONTHS), set(QUARTERS)):
            context.report(found, "S003", "needs all of Q1 to Q4, or all months from Apr to Mar")


def label_fault(by: Labels, label: str, context: Context) -> str:
    """What is wrong with the label of a value, or nothing."""
    if by == "years":
        return year_fault(label, context)
    if by == "bands":
        try:
            parse_band(label)
        except ValueError as error:
            return str(error)
    if by == "season" and label not in (*MONTHS, *QUARTERS):
        return f"{label!r} is not a month (Apr … Mar) or a quarter (Q1 … Q4)"
    return ""


def year_fault(year: str, context: Context) -> str:
    """What is wrong with a financial year in this scenario, or nothing."""
    try:
        start_of(year)
    except ValueError as error:
        return str(error)
    if context.span is not None and year not in context.span:
        return f"{year} lies outside the scenario, {context.span.baseline} to {context.span.horizon}"
    return ""


def _references(source: Any) -> Iterator[Any]:
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
        context_of(info).report(value, "S006", fault)
    return str(value)


def _identifier(value: Any) -> str:
    text = raw_text(value)
    if not isinstance(text, str) or not _ID.fullmatch(text.split(".")[-1]):
        raise ValueError(f"`{text}` cannot be a name: use letters, digits, - and _")
    return str(text)


Year = Annotated[str, PlainValidator(_year)]
Identifier = Annotated[str, BeforeValidator(_identifier)]
Named = Annotated[Quantity, PlainValidator(Slot(None).read)]
Beds = Annotated[Quantity, PlainValidator(Slot("beds").read)]
Fraction = Annotated[Quantity, PlainValidator(Slot("fraction").read)]
FractionByYear = Annotated[Quantity, PlainValidator(Slot("fraction", "years").read)]
Growth = Annotated[Quantity, PlainValidator(Slot("fraction/year").read)]
GrowthByYear = Annotated[Quantity, PlainValidator(Slot("fraction/year", "years").read)]
GrowthByBand = Annotated[Quantity, PlainValidator(Slot("fraction", "bands").read)]
IndexByYear = Annotated[Quantity, PlainValidator(Slot("index", "years").read)]
IndexByBand = Annotated[Quantity, PlainValidator(Slot("index", "bands", single=False).read)]
Season = Annotated[Quantity, PlainValidator(Slot("index", "season", single=False).read)]
PeopleByBand = Annotated[Quantity, PlainValidator(Slot("people", "bands", single=False).read)]
AdmissionsByBand = Annotated[Quantity, PlainValidator(Slot("admissions/year", "bands", single=False).read)]
NightsByBand = Annotated[Quantity, PlainValidator(Slot("nights", "bands").read)]
Ratio = Annotated[Quantity, PlainValidator(Slot("ratio").read)]
Correlation = Annotated[Quantity, PlainValidator(Slot("correlation").read)]
Years = Annotated[Quantity, PlainValidator(Slot("years").read)]
WardSize = Annotated[Quantity, PlainValidator(Slot("beds/ward").read)]
CostPerDay = Annotated[Quantity, PlainValidator(Slot("GBP/day").read)]
CostPerBedDay = Annotated[Quantity, PlainValidator(Slot("GBP/bed-day").read)]
Money = Annotated[Quantity, PlainValidator(Slot("GBPm").read)]
MoneyByYear = Annotated[Quantity, PlainValidator(Slot("GBPm", "years").read)]
